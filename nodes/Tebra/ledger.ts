import type { Balance, Charge, LedgerPayment } from '../../lib/canonical/ledger';
import { SafeError } from '../../lib/privacy/errors';
import { addDays } from '../../lib/values/civilDate';
import { child, isNil, textMembers } from '../../lib/values/xml';
import { mapBounded } from '../common/mapBounded';
import { parseWire } from '../common/parseWire';
import type { DateWindow, SourceRecord } from '../common/practice/records';
import { fetchAppointment } from './appointments';
import type { RequestValues } from './envelope';
import { rowsOf } from './faults';
import { listFields } from './fields';
import { moneyOf, toAdjustment, toCharge, toPayments } from './mapping/ledger';
import type { PatientReader } from './patients';
import { spansOf } from './spans';
import { tebraConcurrency } from './throttle';
import type { TebraCharge, TebraPayment, TebraTransaction } from './wire/ledger';
import { balanceSchema, chargeSchema, paymentSchema, transactionSchema } from './wire/ledger';

/** Days of one read of the ledger: each span is a call of a second. */
const longestReadDays = 400;

/**
 * Rows of a list of the ledger, span by span (sheet 4.8: windows of at most 30 days, From and To in
 * pairs), each once. Throws SafeError.
 */
async function listRows<Row extends { readonly ID: string }>(
	window: DateWindow,
	{ scope: { profile } }: PatientReader,
	list: (from: string, to: string) => Promise<readonly Row[]>,
): Promise<Row[]> {
	if (addDays(window.from, longestReadDays) < window.to) throw tooLong();
	const byId = new Map<string, Row>();
	for (const span of spansOf(window.from, window.to, profile.sync.windowDays)) {
		// Whether "To" counts itself is not known (sheet 5).
		for (const row of await list(span.from, addDays(span.to, 1))) byId.set(row.ID, row);
	}
	return [...byId.values()];
}

/**
 * GetCharges of the days on which the visits were (sheet 4.8). Tebra has no filter by patient and
 * answers rows outside of the window: both are filtered here. Throws SafeError.
 *
 * @param unapproved also those of encounters that are not approved yet
 */
export async function listCharges(
	reader: PatientReader,
	window: DateWindow,
	patientId: string | undefined,
	unapproved: boolean,
): Promise<TebraCharge[]> {
	const { scope, transport } = reader;
	const rows = await listRows(window, reader, async (from, to) => {
		const { result, facts } = await transport.call('GetCharges', {
			Fields: listFields(scope, 'GetCharges'),
			Filter: {
				FromServiceDate: from,
				...(unapproved && { IncludeUnapprovedCharges: 'T' }),
				PracticeName: scope.practiceName,
				ToServiceDate: to,
			},
		});
		return rowsOf(result, 'ChargeData').map((row) =>
			parseWire(chargeSchema, textMembers(row), facts),
		);
	});
	return rows.filter(
		(row) =>
			(patientId === undefined || row.PatientID === patientId) &&
			isOn(toCharge(row, scope)?.record.serviceDate, window),
	);
}

/** Charges of the days, of one patient or of the practice. Throws SafeError. */
export async function readCharges(
	reader: PatientReader,
	window: DateWindow,
	patientId?: string,
): Promise<Array<SourceRecord<Charge>>> {
	const rows = await listCharges(reader, window, patientId, false);
	return rows.flatMap((row) => toCharge(row, reader.scope) ?? []);
}

/**
 * Payments by the day of posting, and what else changed an account (sheet 4.8). A payment names no
 * patient: it is that of its appointment, and without one it is of nobody. Throws SafeError.
 */
export async function readPayments(
	reader: PatientReader,
	window: DateWindow,
	patientId?: string,
): Promise<Array<SourceRecord<LedgerPayment>>> {
	const { scope } = reader;
	const payments = await listRows<TebraPayment>(window, reader, async (from, to) =>
		readList(reader, 'GetPayments', 'PaymentData', paymentSchema, {
			FromPostDate: from,
			PracticeID: scope.practiceId,
			PracticeName: scope.practiceName,
			ToPostDate: to,
		}),
	);
	const patients = await patientsOf(reader, payments);
	const transactions = await listRows<TebraTransaction>(window, reader, async (from, to) =>
		readList(reader, 'GetTransactions', 'TransactionData', transactionSchema, {
			FromPostingDate: from,
			PracticeName: scope.practiceName,
			ToPostingDate: to,
		}),
	);
	const found = [
		...payments.flatMap((row) => toPayments(row, patients.get(row.AppointmentID ?? ''), scope)),
		...transactions.flatMap((row) => toAdjustment(row, scope) ?? []),
	];
	return found.filter(
		({ record }) =>
			isOn(record.postedOn, window) && (patientId === undefined || record.patientId === patientId),
	);
}

async function readList<Row>(
	{ scope, transport }: PatientReader,
	operation: 'GetPayments' | 'GetTransactions',
	rowName: string,
	schema: { parse(value: unknown): Row } & Parameters<typeof parseWire>[0],
	filter: RequestValues,
): Promise<Row[]> {
	const { result, facts } = await transport.call(operation, {
		Fields: listFields(scope, operation),
		Filter: filter,
	});
	return rowsOf(result, rowName).map((row) => parseWire(schema, textMembers(row), facts) as Row);
}

/** The patient of each appointment that a payment names. */
async function patientsOf(
	reader: PatientReader,
	payments: readonly TebraPayment[],
): Promise<Map<string, string>> {
	const ids = [...new Set(payments.flatMap(({ AppointmentID }) => AppointmentID ?? []))];
	const found = await mapBounded(ids, tebraConcurrency, async (id) => {
		const appointment = await fetchAppointment(reader, id);
		const isOwn = appointment?.PracticeId === reader.scope.practiceId;
		return isOwn && appointment.patientId ? [[id, appointment.patientId] as const] : [];
	});
	return new Map(found.flat());
}

/** What GetPatient says the account owes (sheet 4.1). Throws SafeError. */
export async function readBalance(
	reader: PatientReader,
	patientId: string,
): Promise<Balance | undefined> {
	const { scope, transport, now } = reader;
	const asOf = now().toISOString();
	const { result, facts } = await transport.call('GetPatient', {
		Filter: { PatientID: patientId },
	});
	const element = child(result, 'Patient');
	if (element === undefined || isNil(element)) return undefined;
	const members = textMembers(element);
	if (!members.ID?.trim()) return undefined;
	// Another practice of the account may have the patient: its account is not ours to read.
	if ((members.PracticeId ?? '').trim() !== scope.practiceId) return undefined;
	const wire = parseWire(balanceSchema, members, facts);
	return {
		system: scope.system,
		practiceId: scope.practiceId,
		patientId,
		patient: moneyOf(wire.PatientBalance) ?? null,
		insurance: moneyOf(wire.InsuranceBalance) ?? null,
		total: moneyOf(wire.TotalBalance) ?? null,
		asOf,
	};
}

function isOn(date: string | null | undefined, { from, to }: DateWindow): boolean {
	return date != null && date >= from && date <= to;
}

function tooLong(): SafeError {
	return new SafeError({
		kind: 'validation',
		message: `The ledger can be read for at most ${longestReadDays} days at once.`,
		nextStep: 'Bring From and To closer together.',
		system: 'tebra',
		fields: ['from', 'to'],
	});
}
