import type { z } from 'zod';

import { appointmentSchema } from '../canonical/appointment';
import { eligibilityResultSchema } from '../canonical/eligibility';
import { encounterSchema } from '../canonical/encounter';
import { balanceSchema, chargeSchema, ledgerPaymentSchema } from '../canonical/ledger';
import type { DataScope } from './scopes';

/** What records about a patient look like, by kind; a schema drops every member it does not name. */
const recordSchemas = {
	appointment: appointmentSchema,
	encounter: encounterSchema,
	charge: chargeSchema,
	payment: ledgerPaymentSchema,
	balance: balanceSchema,
	eligibility: eligibilityResultSchema,
} as const;
export type RecordKind = keyof typeof recordSchemas;
export type RecordOf<Kind extends RecordKind> = z.output<(typeof recordSchemas)[Kind]>;

interface RecordScope<Kind extends RecordKind> {
	/** The purpose for which records of this kind are read (design 10). */
	readonly scope: DataScope;
	/** Purpose of use in the words of the HealthSail contract. */
	readonly purpose: 'TREAT' | 'HPAYMT' | 'HOPERAT';
	/** What may leave the node; every member not named here stays. */
	readonly fields: ReadonlyArray<keyof RecordOf<Kind>>;
}

/**
 * The allow-list of each kind of record. Why staff gave an appointment (`reason`) is patient data of
 * the highest tier that nothing here needs, so it is on no list.
 */
export const recordScopes: { readonly [Kind in RecordKind]: RecordScope<Kind> } = {
	appointment: {
		scope: 'scheduling',
		purpose: 'HOPERAT',
		fields: [
			'endsAt',
			'externalIds',
			'id',
			'locationId',
			'modality',
			'patientId',
			'practiceId',
			'providerId',
			'rescheduledFromId',
			'sourceAt',
			'startsAt',
			'status',
			'system',
			'timeZone',
			'type',
		],
	},
	encounter: {
		scope: 'recommendations',
		purpose: 'TREAT',
		fields: [
			'appointmentId',
			'diagnoses',
			'endsAt',
			'externalIds',
			'id',
			'isComplete',
			'isSensitive',
			'locationId',
			'patientId',
			'practiceId',
			'procedures',
			'providerId',
			'recommendations',
			'sourceAt',
			'startsAt',
			'status',
			'system',
		],
	},
	charge: {
		scope: 'billing',
		purpose: 'HPAYMT',
		fields: [
			'amount',
			'appointmentId',
			'diagnosisCodes',
			'encounterId',
			'id',
			'insuranceBalance',
			'isVoided',
			'modifiers',
			'patientBalance',
			'patientId',
			'postedOn',
			'practiceId',
			'procedureCode',
			'serviceDate',
			'status',
			'system',
			'units',
		],
	},
	payment: {
		scope: 'billing',
		purpose: 'HPAYMT',
		fields: [
			'amount',
			'appointmentId',
			'id',
			'kind',
			'method',
			'patientId',
			'payer',
			'postedOn',
			'practiceId',
			'reference',
			'system',
			'type',
			'unapplied',
		],
	},
	balance: {
		scope: 'billing',
		purpose: 'HPAYMT',
		fields: [
			'asOf',
			'insurance',
			'patient',
			'patientId',
			'practiceId',
			'system',
			'total',
			'unapplied',
		],
	},
	eligibility: {
		scope: 'coverage',
		purpose: 'HPAYMT',
		fields: [
			'checkedAt',
			'copay',
			'coverageId',
			'deductible',
			'deductibleMet',
			'patientId',
			'practiceId',
			'requestId',
			'serviceTypeCode',
			'status',
			'statusText',
			'system',
		],
	},
};

/** The members that a kind of record passes, sorted; also what an audit record names. */
export function recordFields(kind: RecordKind): readonly string[] {
	return [...recordScopes[kind].fields].sort();
}

/** A record with what its kind allows, or the names of the members that did not fit. */
export type ScopedRecord<Kind extends RecordKind> =
	| { readonly ok: true; readonly record: RecordOf<Kind> }
	| { readonly ok: false; readonly fields: readonly string[] };

/**
 * A copy of the record with only what its kind allows, at any depth: members that the canonical
 * form does not know vanish, and so do those that are not on the list. Absent stays absent.
 */
export function applyRecordScope<Kind extends RecordKind>(
	kind: Kind,
	record: unknown,
): ScopedRecord<Kind> {
	const parsed = recordSchemas[kind].safeParse(record);
	if (!parsed.success) {
		const fields = parsed.error.issues.map(({ path }) => path.join('.') || '(whole)');
		return { ok: false, fields: [...new Set(fields)].slice(0, 20) };
	}
	const allowed = new Set<string>(recordFields(kind));
	const kept = Object.entries(parsed.data).filter(([member]) => allowed.has(member));
	return { ok: true, record: Object.fromEntries(kept) as RecordOf<Kind> };
}
