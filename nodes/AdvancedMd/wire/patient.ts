import { z } from 'zod';

import type { CallFacts } from '../faults';
import { parseWire } from '../../common/parseWire';
import type { Json } from './members';
import { isJson, listOf, wireFlag, wireId, wireReference, wireText } from './members';

/** A row of lookuppatient (sheet 4.1): enough to choose whom to read. */
const lookupRowSchema = z.object({ id: wireId, name: wireText, dob: wireText });
/** A found patient as read. */
export type LookupRow = z.output<typeof lookupRowSchema>;

/** A number that must be told: empty text and null are none, and would else count as 0. */
const wireCount = z
	.union([
		z
			.string()
			.trim()
			.regex(/^\d{1,9}$/),
		z.number().int().min(0),
	])
	.transform(Number);

const lookupListSchema = z.object({ itemcount: wireCount, pagecount: wireCount });
const emptyLookupSchema = z.object({ itemcount: wireCount });

/** One page of a lookup (sheet 4.1, 5). */
export interface LookupPage {
	readonly rows: readonly LookupRow[];
	readonly itemCount: number;
	readonly pageCount: number;
}

/**
 * Reads a page of lookuppatient. Only an item count of 0 tells that nobody was found; the rows member
 * is then missing (sheet 9.6). Throws SafeError `wireShape` when the counts are not told.
 */
export function readLookup(results: Json, facts: CallFacts): LookupPage {
	const list = isJson(results.patientlist) ? results.patientlist : {};
	const rows = listOf(results, 'patientlist', 'patient').map((row) =>
		parseWire(lookupRowSchema, row, facts),
	);
	const { itemcount } = parseWire(emptyLookupSchema, list, facts);
	if (itemcount === 0 && rows.length === 0) return { rows, itemCount: 0, pageCount: 0 };
	const { pagecount } = parseWire(lookupListSchema, list, facts);
	return { rows, itemCount: itemcount, pageCount: pagecount };
}

/** A row of getupdatedpatients with the one column that is asked for (sheet 4.1). */
const changedRowSchema = z.object({ id: wireId, updatestatus: wireText, changedat: wireText });
/** A changed patient as read. */
export type ChangedRow = z.output<typeof changedRowSchema>;

/** Reads the rows of getupdatedpatients. Throws SafeError. */
export function readChanged(results: Json, facts: CallFacts): ChangedRow[] {
	return listOf(results, 'patientlist', 'patient').map((row) =>
		parseWire(changedRowSchema, row, facts),
	);
}

const addressSchema = z.object({
	address1: wireText,
	address2: wireText,
	city: wireText,
	state: wireText,
	zip: wireText,
	countrycode: wireText,
});

const contactSchema = z.object({
	homephone: wireText,
	officephone: wireText,
	officeext: wireText,
	otherphone: wireText,
	othertype: wireText,
	email: wireText,
});

/** A policy on file (sheet 4.3). */
const planSchema = z.object({
	id: wireId,
	carrier: wireReference,
	begindate: wireText,
	enddate: wireText,
	copay: wireText,
	copaytype: wireText,
	subscriber: wireReference,
	subscribernum: wireText,
	relationship: wireText,
	hipaarelationship: wireText,
	sequence: wireText,
	grpnum: wireText,
	finclasscode: wireText,
	deductible: wireText,
	deductiblemet: wireText,
	eligibilityid: wireReference,
	eligibilitystatusid: wireText,
	eligibilitychangedat: wireText,
	eligibilityresponsedate: wireText,
	eligibilitystc: wireText,
});
/** A policy as read. */
export type AdvancedMdPlan = z.output<typeof planSchema>;

const carrierSchema = z.object({ id: wireId, name: wireText, code: wireText });

const subscriberSchema = z.object({ id: wireId, name: wireText, dob: wireText });
/** A responsible party, of which the subscriber of a policy is one. */
export type ResponsibleParty = z.output<typeof subscriberSchema>;

const memoSchema = z.object({
	text: wireText,
	revoked: wireFlag,
});

const visitSchema = z.object({ date: wireText });

const bucketSchema = z.object({
	buckettype: wireText,
	unapplied: wireText,
	total: wireText,
});
/** An ageing bucket (sheet 4.1). */
export type AgeingBucket = z.output<typeof bucketSchema>;

/**
 * The members of a patient that are read. SSN, employer, orientation, ethnicity and notes are not
 * among them: zod leaves them behind here, so nothing further on can pass them.
 */
const patientSchema = z.object({
	id: wireId,
	name: wireText,
	dob: wireText,
	sex: wireText,
	deceased: wireText,
	inactive: wireFlag,
	chart: wireText,
	profile: wireReference,
	insorder: wireText,
	finclasscode: wireText,
});

/** A patient of getdemographic with what stands beside it. */
export type AdvancedMdPatient = z.output<typeof patientSchema> & {
	readonly address: z.output<typeof addressSchema> | undefined;
	readonly contact: z.output<typeof contactSchema> | undefined;
	/** Absent = the answer told nothing of policies. */
	readonly plans: readonly AdvancedMdPlan[] | undefined;
	readonly carriers: ReadonlyMap<string, z.output<typeof carrierSchema>>;
	readonly parties: ReadonlyMap<string, ResponsibleParty>;
	readonly memos: ReadonlyArray<z.output<typeof memoSchema>>;
	/** Absent = the answer told nothing of visits. */
	readonly visits: ReadonlyArray<z.output<typeof visitSchema>> | undefined;
	readonly buckets: readonly AgeingBucket[];
};

/** Reads the answer of getdemographic, class demographics (sheet 4.1, 4.3). Throws SafeError. */
export function readDemographic(results: Json, facts: CallFacts): AdvancedMdPatient | undefined {
	const [row] = listOf(results, 'patientlist', 'patient');
	if (row === undefined) return undefined;
	const rows = <Schema extends z.ZodTypeAny>(
		schema: Schema,
		parent: unknown,
		list: string,
		name: string,
	): Array<z.output<Schema>> =>
		listOf(parent, list, name).map((entry) => parseWire(schema, entry, facts) as z.output<Schema>);
	return {
		...parseWire(patientSchema, row, facts),
		address: isJson(row.address) ? parseWire(addressSchema, row.address, facts) : undefined,
		contact: isJson(row.contactinfo) ? parseWire(contactSchema, row.contactinfo, facts) : undefined,
		plans: 'insplanlist' in row ? rows(planSchema, row, 'insplanlist', 'insplan') : undefined,
		carriers: byId(rows(carrierSchema, results, 'carrierlist', 'carrier')),
		parties: byId(rows(subscriberSchema, results, 'resppartylist', 'respparty')),
		memos: rows(memoSchema, row, 'memolist', 'memo'),
		visits: 'visitlist' in row ? rows(visitSchema, row, 'visitlist', 'visit') : undefined,
		buckets: rows(bucketSchema, row, 'arbucketlist', 'arbucket'),
	};
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): Map<string, Row> {
	return new Map(rows.map((row) => [row.id, row]));
}
