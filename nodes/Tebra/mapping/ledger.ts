import type { Money } from '../../../lib/canonical/coverage';
import type { Code, Encounter } from '../../../lib/canonical/encounter';
import type { Charge, LedgerPayment } from '../../../lib/canonical/ledger';
import { tebraDefaults, tebraWord } from '../../../lib/profile/systems/tebra';
import { parseCivilDate, parseInstant, startOfDay } from '../../../lib/values/civilDate';
import { dropAbsent } from '../../../lib/values/dropAbsent';
import { omit } from '../../../lib/values/omit';
import { parseMoney } from '../../../lib/values/money';
import { cleanDetail, cleanText, foldText } from '../../../lib/values/text';
import type { PracticeScope } from '../../common/practice/port';
import type { SourceRecord } from '../../common/practice/records';
import type { TebraCharge, TebraEncounter, TebraPayment, TebraTransaction } from '../wire/ledger';

/** Tebra keeps accounts in dollars. Text that is no amount is not told. */
export function moneyOf(text: string | null | undefined): Money | undefined {
	const amount = parseMoney(text);
	return amount === undefined ? undefined : { amount, currency: 'USD' };
}

function dateOf(text: string | null | undefined): string | null {
	return parseCivilDate(text) ?? null;
}

/** A row tells its practice by number, by name, or not at all; then it is what was asked for. */
function practiceOf(
	{ id, name }: { id?: string | null; name?: string | null },
	scope: PracticeScope,
): string | undefined {
	if (id != null) return id;
	const told = foldText(name ?? '');
	return told === '' || told === foldText(scope.practiceName ?? '')
		? undefined
		: 'another practice';
}

/**
 * A ChargeData row (sheet 4.8) as the canonical charge; undefined when it names no patient or its
 * amount cannot be read.
 */
export function toCharge(
	wire: TebraCharge,
	scope: PracticeScope,
): SourceRecord<Charge> | undefined {
	const amount = moneyOf(wire.TotalCharges);
	if (amount === undefined || wire.PatientID == null) return undefined;
	const units = Number(wire.Units?.trim() || NaN);
	const record: Charge = dropAbsent({
		system: scope.system,
		practiceId: scope.practiceId,
		id: wire.ID,
		patientId: wire.PatientID,
		encounterId: wire.EncounterID,
		appointmentId: wire.AppointmentID,
		serviceDate: dateOf(wire.ServiceStartDate),
		postedOn: dateOf(wire.PostingDate),
		procedureCode: cleanDetail(wire.ProcedureCode),
		modifiers: wire.modifiers,
		diagnosisCodes: wire.diagnoses,
		units: units > 0 ? units : null,
		amount,
		patientBalance: moneyOf(wire.PatientBalance),
		insuranceBalance: moneyOf(wire.InsuranceBalance),
		status: cleanText(wire.Status),
		isVoided: tebraWord(wire.Status ?? '').startsWith('void'),
	});
	const place = { id: wire.PracticeID, name: wire.PracticeName };
	return { record, recordPracticeId: practiceOf(place, scope) };
}

const payers: Readonly<Record<string, LedgerPayment['payer']>> = {
	patient: 'patient',
	insurance: 'insurance',
	other: 'other',
};

function payerOf(word: string | null | undefined): LedgerPayment['payer'] {
	const key = tebraWord(word ?? '');
	return Object.hasOwn(payers, key) ? payers[key] : 'unknown';
}

/**
 * A PaymentData row (sheet 4.8); `patientId` is that of its appointment, since the row names none.
 * What was given back of it is a second record. Undefined when the amount cannot be read.
 */
export function toPayments(
	wire: TebraPayment,
	patientId: string | undefined,
	scope: PracticeScope,
): Array<SourceRecord<LedgerPayment>> {
	const amount = moneyOf(wire.Amount);
	if (amount === undefined) return [];
	const payment: LedgerPayment = dropAbsent({
		system: scope.system,
		practiceId: scope.practiceId,
		id: `payment-${wire.ID}`,
		patientId: patientId ?? null,
		appointmentId: wire.AppointmentID,
		kind: 'payment' as const,
		payer: payerOf(wire.PayerType),
		amount,
		unapplied: moneyOf(wire.Unapplied),
		postedOn: dateOf(wire.PostDate),
		method: cleanText(wire.PaymentMethod),
		reference: cleanDetail(wire.ReferenceNumber),
	});
	const recordPracticeId = wire.PracticeId ?? undefined;
	const refunded = Math.abs(parseMoney(wire.Refunds) ?? 0);
	if (refunded === 0) return [{ record: payment, recordPracticeId }];
	const refund: LedgerPayment = {
		...omit(payment, 'unapplied'),
		id: `refund-${wire.ID}`,
		kind: 'refund',
		amount: { amount: -refunded, currency: 'USD' },
	};
	return [
		{ record: payment, recordPracticeId },
		{ record: refund, recordPracticeId },
	];
}

/**
 * A TransactionData row that is neither a charge nor a payment (sheet 4.8): those come from their own
 * lists, and would be counted twice. Types are words of the account; unknown ones are `other`.
 */
export function toAdjustment(
	wire: TebraTransaction,
	scope: PracticeScope,
): SourceRecord<LedgerPayment> | undefined {
	const map = scope.profile.tebra?.transactionTypes ?? tebraDefaults.transactionTypes;
	const word = tebraWord(wire.Type ?? '');
	const kind = Object.hasOwn(map, word) ? map[word] : 'other';
	const amount = moneyOf(wire.Amount);
	if (kind === 'skip' || amount === undefined) return undefined;
	const record: LedgerPayment = dropAbsent({
		system: scope.system,
		practiceId: scope.practiceId,
		id: `transaction-${wire.ID}`,
		patientId: wire.PatientID ?? null,
		kind,
		payer: payerOf(wire.PayerType),
		amount,
		postedOn: dateOf(wire.PostingDate),
		type: cleanText(wire.Type),
	});
	return { record, recordPracticeId: practiceOf({ name: wire.PracticeName }, scope) };
}

/** EncounterStatus is a number (sheet 4.7); 1 Draft, 2 Submitted, 3 Approved, 4 Rejected, 5 Unpayable. */
const encounterStatuses: Readonly<Record<string, { closed: boolean }>> = {
	'1': { closed: false },
	'2': { closed: false },
	'3': { closed: true },
	'4': { closed: false },
	'5': { closed: true },
};

/**
 * The head of an encounter with what its charges tell (sheet 4.7): the head holds neither diagnosis
 * nor procedure. Tebra knows an encounter by its bill, so that the visit has taken place.
 */
export function toEncounter(
	wire: TebraEncounter,
	charges: readonly TebraCharge[],
	patientId: string,
	scope: PracticeScope,
): SourceRecord<Encounter> {
	const day = parseCivilDate(wire.ServiceStartDate);
	const lastDay = parseCivilDate(wire.ServiceEndDate);
	const record: Encounter = dropAbsent({
		system: scope.system,
		practiceId: scope.practiceId,
		id: wire.EncounterID,
		externalIds: [],
		patientId,
		appointmentId: wire.AppointmentID,
		providerId: wire.RenderingProviderID,
		locationId: wire.ServiceLocationID,
		status: 'finished' as const,
		isComplete: encounterStatuses[wire.EncounterStatus?.trim() ?? '']?.closed ?? null,
		isSensitive: false,
		startsAt: day === undefined ? undefined : startOfDay(day, scope.timeZone),
		endsAt: lastDay === undefined ? undefined : startOfDay(lastDay, scope.timeZone),
		diagnoses: unique(charges.flatMap(({ diagnoses }) => diagnoses.flatMap(toDiagnosis))),
		procedures: charges.flatMap(toProcedure),
		sourceAt: parseInstant(wire.LastModifiedDate, scope.timeZone),
	});
	return { record, recordPracticeId: wire.PracticeID ?? undefined };
}

/** Whether the column holds a code or a key is not sure (sheet 4.7): a key is no diagnosis. */
function toDiagnosis(text: string): Code[] {
	return /^[A-TV-Z]\d[0-9A-Z](\.?[0-9A-Z]{1,4})?$/i.test(text)
		? [{ code: text.toUpperCase(), system: 'icd10' }]
		: [];
}

function toProcedure({ ProcedureCode, ProcedureName, modifiers, Units }: TebraCharge) {
	const code = ProcedureCode?.trim();
	if (!code) return [];
	const units = Number(Units?.trim() || NaN);
	const system = /^\d{4}[0-9A-Z]$/.test(code)
		? ('cpt' as const)
		: /^[A-V]\d{4}$/.test(code)
			? ('hcpcs' as const)
			: ('local' as const);
	return [
		{
			code,
			system,
			text: ProcedureName?.trim() || null,
			modifiers,
			units: units > 0 ? units : null,
		},
	];
}

function unique(codes: readonly Code[]): Code[] {
	return [...new Map(codes.map((code) => [code.code, code])).values()];
}
