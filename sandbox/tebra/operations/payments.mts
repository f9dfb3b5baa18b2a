import { civilDate } from '../../people/dates.mjs';
import { practices } from '../../practice/directory.mjs';
import { fullName } from '../../practice/records.mjs';
import { collection, row } from '../answers.mjs';
import { paymentColumns } from '../columns/ledger.mjs';
import type { Read } from '../deserialize.mjs';
import { filterText, practiceTest } from '../filters.mjs';
import { readDate, usDateTime, usMidnight } from '../format.mjs';
import { moneyText, type PaymentRecord } from '../ledger/records.mjs';
import { dayStart, isWithin, ledgerWindow } from '../ledger/windows.mjs';
import { leaf } from '../xmlOut.mjs';
import { payerTypes, paymentMethods } from '../words.mjs';
import { part, textOf, wantedColumns, type Operation, type OperationContext } from './types.mjs';

function paymentValues(payment: PaymentRecord): Partial<Record<string, string>> {
	const applied = payment.encounterId !== undefined;
	return {
		Adjustments: moneyText(0),
		Amount: moneyText(payment.cents),
		Applied: moneyText(applied ? payment.cents : 0),
		AppointmentID: payment.appointmentId === undefined ? undefined : String(payment.appointmentId),
		BatchNumber: payment.batch,
		Category: payment.category,
		CreatedDate: usDateTime(payment.createdAt),
		ID: String(payment.id),
		LastModifiedDate: usDateTime(payment.createdAt),
		PayerName: payment.payerName,
		PayerType: payment.payerType,
		PaymentMethod: payment.method,
		PostDate: usMidnight(payment.postDate),
		PracticeId: String(payment.practiceId),
		ReferenceNumber: payment.reference,
		Refunds: moneyText(0),
		Unapplied: moneyText(applied ? 0 : payment.cents),
	};
}

const compared = [
	'AppointmentID',
	'BatchNumber',
	'ID',
	'PayerName',
	'PayerType',
	'ReferenceNumber',
] as const;

/** Payments; a row does not tell the patient (sheet 4.8). */
export const getPayments: Operation = {
	dataElement: 'Payments',
	run(request, { desk, store }) {
		const filter = part(request, 'Filter');
		if (!filter) return { nullReference: true };
		const created = ledgerWindow(filter, 'CreatedDate');
		const modified = ledgerWindow(filter, 'LastModifiedDate');
		const posted = ledgerWindow(filter, 'PostDate');
		const practice = practiceTest(filter, store);
		const amount = filterText(filter, 'Amount');
		const wanted = wantedColumns(request);
		const rows = desk.ledger
			.payments()
			.filter(
				(payment) =>
					isWithin(created, payment.createdAt) &&
					isWithin(modified, payment.createdAt) &&
					isWithin(posted, dayStart(payment.postDate)) &&
					(amount === undefined || Math.round(Number(amount) * 100) === payment.cents) &&
					practice(payment.practiceId, payment.patientId),
			)
			.map(paymentValues)
			.filter((values) =>
				compared.every((name) => {
					const asked = filterText(filter, name)?.toLowerCase();
					return asked === undefined || values[name]?.toLowerCase() === asked;
				}),
			)
			.map((values) => row('PaymentData', paymentColumns, values, { wanted }));
		return { data: collection('Payments', 'PaymentData', paymentColumns, rows) };
	},
};

/** The practice by PracticeID, else by PracticeName; undefined when it is neither. */
export function practiceOf(asked: Read): number | undefined {
	const named = part(asked, 'Practice') ?? {};
	const id = textOf(named, 'PracticeID');
	const name = textOf(named, 'PracticeName')?.toLowerCase();
	return practices.find((practice) =>
		id === undefined ? practice.name.toLowerCase() === name : String(practice.id) === id,
	)?.id;
}

/** Cents of a decimal text with at most two places; undefined for anything else. */
function centsOf(text: string | undefined): number | undefined {
	const decimal = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text ?? '');
	return decimal ? Number(decimal[1]) * 100 + Number((decimal[2] ?? '').padEnd(2, '0')) : undefined;
}

type NewPayment = Omit<PaymentRecord, 'id'>;

/** The payment that was asked for, or the message of the error. */
function readPayment(asked: Read, inner: Read, context: OperationContext): NewPayment | string {
	const { desk, store, now } = context;
	const practiceId = practiceOf(asked);
	if (practiceId === undefined) return 'Practice is not valid.';
	const payerType = textOf(asked, 'PayerType') ?? '';
	if (!payerTypes.includes(payerType)) return 'PayerType is not valid.';
	const cents = centsOf(textOf(inner, 'AmountPaid'));
	if (cents === undefined || cents === 0) return 'AmountPaid is not valid.';
	const method = textOf(inner, 'PaymentMethod') ?? 'Unknown';
	if (!paymentMethods.includes(method)) return 'PaymentMethod is not valid.';
	const posted = readDate(textOf(asked, 'PostDate') ?? civilDate(now));
	if (posted === undefined) return 'PostDate is not valid.';
	const plan = textOf(part(asked, 'Insurance') ?? {}, 'CompanyPlanName');
	if (payerType === 'Insurance' && plan === undefined) return 'Insurance is required.';
	const patientId = Number(textOf(part(asked, 'Patient') ?? {}, 'PatientID') ?? NaN);
	const isOwn = store.has(patientId) && store.practiceId(patientId) === practiceId;
	if (payerType === 'Patient' && !isOwn) return 'Patient was not found.';
	const appointmentId = textOf(part(asked, 'Appointment') ?? {}, 'AppointmentID');
	const appointment = appointmentId === undefined ? undefined : desk.appointment(+appointmentId);
	if (appointmentId !== undefined && appointment?.base.practiceId !== practiceId) {
		return 'Appointment was not found.';
	}
	return {
		practiceId,
		payerType,
		patientId: isOwn ? patientId : undefined,
		appointmentId: appointment?.base.id,
		payerName:
			payerType === 'Patient'
				? fullName(store.get(patientId).person)
				: (plan ?? textOf(asked, 'Other') ?? ''),
		cents,
		method,
		reference: textOf(inner, 'ReferenceNumber'),
		batch: textOf(asked, 'BatchNumber'),
		postDate: civilDate(posted),
		createdAt: Math.floor(now.getTime() / 1000) * 1000,
	};
}

/**
 * Posts a payment, which stays unapplied. A reference that was there before is taken again: nothing
 * unique is enforced (sheet 4.8, 7).
 */
export const createPayment: Operation = {
	dataElement: 'PaymentID',
	run(request, context) {
		const asked = part(request, 'Payment');
		if (!asked) return { nullReference: true };
		const inner = part(asked, 'Payment');
		if (!inner) return { nullReference: true };
		const payment = readPayment(asked, inner, context);
		if (typeof payment === 'string') return { error: payment };
		const { id, practiceId } = context.desk.ledger.addPayment(payment);
		const name = practices.find((practice) => practice.id === practiceId)?.name;
		return {
			data: leaf('PaymentID', id) + leaf('PracticeID', practiceId) + leaf('PracticeName', name),
			effect: 'write',
		};
	},
};
