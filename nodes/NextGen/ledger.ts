import { SafeError } from '../../lib/privacy/errors';
import type { Balance, Charge } from '../../lib/canonical/ledger';
import { parseCivilDate } from '../../lib/values/civilDate';
import { parseMoney } from '../../lib/values/money';
import type { DateWindow, SourceRecord } from '../common/practice/records';
import { nextGenSystem } from './credential';
import { isKeptBack, readEncounterRows, readProcedures } from './encounters';
import { toCharge } from './mapping/encounter';
import { contextOf } from './persons';
import type { Reader } from './read';
import { readArray, requireGuid } from './read';
import { outcomeOf } from '../common/outcome';
import type { BalanceRow } from './wire/chart';
import { balanceSchema } from './wire/chart';

/**
 * Charges of one person as procedures tell them (sheet 4.5), without those of encounters that the
 * practice keeps back (sheet 4.4). NextGen has no list of a whole practice.
 * Throws SafeError, `unsupported` without a person.
 */
export async function readCharges(
	reader: Reader,
	window: DateWindow,
	patientId?: string,
): Promise<Array<SourceRecord<Charge>>> {
	if (patientId === undefined) {
		throw new SafeError({
			kind: 'unsupported',
			message: 'NextGen tells charges of one patient only.',
			nextStep: 'Name the patient, for example each patient with an appointment in these days.',
			system: nextGenSystem,
			operation: 'GET /persons/{id}/chart/procedures',
			fields: ['patientId'],
		});
	}
	const id = requireGuid(patientId, 'patientId');
	const context = contextOf(reader);
	const encounters = await readEncounterRows(reader, id);
	const keptBack = new Set(encounters.filter(isKeptBack).map((row) => row.id));
	const procedures = await readProcedures(
		reader,
		id,
		(encounterId) => !keptBack.has(encounterId),
		true,
	);
	return procedures
		.filter(({ row }) => {
			const day = parseCivilDate(row.serviceDate);
			return day !== undefined && day >= window.from && day <= window.to;
		})
		.flatMap((procedure) => toCharge(procedure, id, context))
		.map((record) => ({ record, recordPracticeId: undefined }));
}

/**
 * What a person's account owes: NextGen keeps it per guarantor, and it is added up (sheet 4.5).
 * Undefined for a person without a chart in this practice. Throws SafeError.
 */
export async function readBalance(reader: Reader, patientId: string): Promise<Balance | undefined> {
	const outcome = await outcomeOf(
		async () =>
			await readArray(reader, balanceSchema, {
				route: `/persons/${patientId}/chart/balances`,
				operation: '/persons/{id}/chart/balances',
			}),
	);
	if (!outcome.ok) {
		if (outcome.error instanceof SafeError && outcome.error.kind === 'notFound') return undefined;
		throw outcome.error;
	}
	const { scope, now } = reader;
	return {
		system: scope.system,
		practiceId: scope.practiceId,
		patientId,
		patient: sumOf(outcome.value, 'amountDuePatientOrGuarantor'),
		insurance: sumOf(outcome.value, 'amountDueInsurance'),
		unapplied: sumOf(outcome.value, 'availableCredit'),
		total: sumOf(outcome.value, 'totalAmountDue'),
		asOf: now().toISOString(),
	};
}

/** Null when a row does not tell the amount: a part of a sum would look like the whole. */
function sumOf(rows: readonly BalanceRow[], member: keyof BalanceRow): Balance['total'] {
	const amounts = rows.map((row) => parseMoney(row[member]));
	if (amounts.some((amount) => amount === undefined)) return null;
	const sum = amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0);
	return { amount: sum, currency: 'USD' };
}
