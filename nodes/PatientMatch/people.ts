import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { patientSchema } from '../../lib/canonical/patient';
import type { components } from '../../lib/contract/healthsail';
import { recordFromCandidate } from '../../lib/identity/fromCandidate';
import { recordFromPatient } from '../../lib/identity/fromPatient';
import type { IdentityRecord } from '../../lib/identity/record';
import { SafeError } from '../../lib/privacy/errors';
import { omit } from '../../lib/values/omit';
import type { PracticeRecordId } from '../common/healthsail/identityAudit';
import { readPlainRecord, type FieldNames } from './plainRecord';

type Candidate = components['schemas']['Candidate'];

/** One item as the matcher sees it, and what is needed to act on what the matcher says. */
export interface Person {
	readonly record: IdentityRecord;
	/** The item's own id, for members that name a record. */
	readonly id: string;
	/** A HealthSail customer, as vendor nodes link it. */
	readonly customer?: {
		readonly customerId: string;
		readonly version: number;
		readonly contentHash?: string;
		readonly fieldHashes?: Readonly<Record<string, string>>;
		readonly syncState?: string;
	};
	/** Ids in practice systems; of a customer, the verified ones. */
	readonly externalIds: readonly PracticeRecordId[];
	/** The customer that a patient is linked to already, as the practice node looked it up. */
	readonly linkedTo?: string;
	/** HealthSail says that the pair it was asked for is excluded. */
	readonly isExcluded: boolean;
	/** Merged into another customer, which stands for it. */
	readonly isMerged: boolean;
}

const text = z.string().nullish();

/** The members of a customer that are compared; HealthSail may send more. */
const customerSchema = z
	.object({
		customerId: z.string().min(1),
		version: z.number().int(),
		status: text,
		syncState: text,
		externalIds: z
			.array(
				z
					.object({
						system: z.string(),
						practiceId: z.string(),
						type: z.string(),
						value: z.string(),
						verification: text,
					})
					.passthrough(),
			)
			.optional(),
		demographics: z
			.object({
				givenName: text,
				middleName: text,
				familyName: text,
				preferredName: text,
				suffix: text,
				birthDate: text,
				administrativeSex: text,
				email: text,
				phones: z.array(z.object({ number: z.string() }).passthrough()).optional(),
			})
			.passthrough()
			.nullish(),
		addresses: z
			.array(
				z
					.object({ line1: text, line2: text, city: text, region: text, postalCode: text })
					.passthrough(),
			)
			.optional(),
		contentHash: text,
		fieldHashes: z.record(z.string()).nullish(),
		excluded: z.boolean().optional(),
	})
	.passthrough();

const linkedPatientSchema = patientSchema.extend({
	healthsail: z.object({ customerId: z.string().min(1) }).nullish(),
});

/**
 * Reads an item: a customer or candidate of HealthSail, a patient of a practice node, or a plain
 * object with fields such as first_name.
 *
 * @param ref names the record where it has no id of its own
 * @throws SafeError `validation` with the names of the members that do not fit
 */
export function readPerson(json: IDataObject, ref: string, fieldNames: FieldNames): Person {
	if (typeof json.customerId === 'string') return readCustomer(json);
	if (typeof json.id === 'string' && json.id.startsWith('cus_')) {
		return readCustomer({ ...omit(json, 'id'), customerId: json.id });
	}
	if (typeof json.system === 'string' && typeof json.practiceId === 'string') {
		return readPatient(json);
	}
	const record = readPlainRecord(json, ref, fieldNames);
	return { record, id: record.ref, externalIds: [], isExcluded: false, isMerged: false };
}

function readCustomer(json: IDataObject): Person {
	const customer = parse(customerSchema, json);
	const { customerId, version, contentHash, fieldHashes, syncState } = customer;
	return {
		record: recordFromCandidate(customer as unknown as Candidate),
		id: customerId,
		customer: {
			customerId,
			version,
			...(contentHash != null && { contentHash }),
			...(fieldHashes != null && { fieldHashes }),
			...(syncState != null && { syncState }),
		},
		externalIds: (customer.externalIds ?? []).filter(
			({ verification }) => verification === 'verified',
		),
		isExcluded: customer.excluded === true,
		isMerged: customer.status === 'merged',
	};
}

function readPatient(json: IDataObject): Person {
	const patient = parse(linkedPatientSchema, json);
	const { system, practiceId, id, externalIds, healthsail } = patient;
	return {
		record: recordFromPatient(patient, [system, practiceId, id].join('|')),
		id,
		...(healthsail != null && { linkedTo: healthsail.customerId }),
		externalIds: externalIds.filter(({ type }) => type !== 'chart'),
		isExcluded: false,
		isMerged: false,
	};
}

function parse<Schema extends z.ZodTypeAny>(schema: Schema, json: IDataObject): z.output<Schema> {
	const parsed = schema.safeParse(json);
	if (parsed.success) return parsed.data as z.output<Schema>;
	throw new SafeError({
		kind: 'validation',
		message: 'An item or a candidate is neither a patient nor a customer that this node can read',
		nextStep:
			'Pass on patients as practice nodes emit them and customers as HealthSail gives them, whole.',
		fields: [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))].slice(0, 10),
	});
}
