import { addDays } from '../people/dates.mjs';
import { owedCents, type Visit, visitsOf } from '../practice/visits.mjs';
import { locationId, providerId } from './ids.mjs';
import { paged } from './paging.mjs';
import { visiblePatient } from './patients.mjs';
import { isDate, today } from './time.mjs';
import {
	type Answer,
	type Call,
	notFound,
	read,
	type Route,
	servedPractice,
	unprocessable,
} from './types.mjs';

const PAGE = 50;
/** What is asked for when no dates are given, and behind a start alone (sheet 4.7). */
const USUAL_DAYS = 30;

const dollars = (cents: number) => (cents / 100).toFixed(2);

interface Row {
	id: number;
	amount: string;
	balance: string;
	unapplied_credit: number;
	posting_date: string;
	transaction_type: string;
	transaction_status: string;
	location_id: number;
	provider_id: number;
	units: number;
	description: string;
}

/** Rows of a visit: its procedures, then what was paid, as credits below zero. */
function rowsOf(visit: Visit): Row[] {
	const { appointment } = visit;
	const row = (nth: number, type: string, cents: number, text: string, units = 1): Row => ({
		id: visit.id * 10 + nth,
		amount: dollars(cents),
		balance: dollars(0),
		unapplied_credit: 0,
		posting_date: appointment.start.slice(0, 10),
		transaction_type: type,
		transaction_status: visit.signed ? 'posted' : 'not_posted',
		location_id: locationId(appointment.locationId),
		provider_id: providerId(appointment.providerId),
		units,
		description: text,
	});
	return [
		...visit.procedures.map(({ text, units, unitCents }, nth) =>
			row(nth, 'charge', units * unitCents, text, units),
		),
		...(visit.paidCents > 0 ? [row(7, 'patient_payment', -visit.paidCents, 'Copay')] : []),
		...(visit.insurancePaidCents > 0
			? [row(8, 'insurance_payment', -visit.insurancePaidCents, 'Payer remittance')]
			: []),
	];
}

function visits({ params, store, schedule, seed }: Call): Visit[] | undefined {
	const patient = visiblePatient(store, params.guid);
	if (patient === undefined || patient.practiceId !== servedPractice) return undefined;
	return visitsOf(schedule, seed).filter(({ appointment }) => appointment.patientId === patient.id);
}

/** Filters by posting date; the window is 30 days unless both dates are given (sheet 4.7). */
function ledger(call: Call, path: string, belongs: (row: Row) => boolean): Answer {
	const found = visits(call);
	if (found === undefined) return notFound();
	const { start_date: start, end_date: end } = call.query;
	if ([start, end].some((date) => date !== undefined && !isDate(date)))
		return unprocessable('date');
	const to = end ?? (start === undefined ? today(call.now) : addDays(start, USUAL_DAYS));
	const from = start ?? addDays(to, -USUAL_DAYS);
	const rows = found
		.flatMap(rowsOf)
		.filter((row) => row.posting_date >= from && row.posting_date <= to && belongs(row));
	return paged(call, `/patients/${call.params.guid}/${path}`, rows, PAGE, (row) => row);
}

/** By type of balance, all amounts as texts (sheet 4.7). */
function balance(call: Call): Answer {
	const found = visits(call);
	if (found === undefined) return notFound();
	const owed = found.map(owedCents);
	const sum = (who: 'patient' | 'insurance') => owed.reduce((all, one) => all + one[who], 0);
	const line = (type: string, cents: number) => ({
		balance_type: type,
		unapplied_credit: '0.00',
		unbilled: '0.00',
		current: dollars(cents),
		greater_than_30: '0.00',
		greater_than_60: '0.00',
		greater_than_90: '0.00',
		greater_than_120: '0.00',
		total: dollars(cents),
	});
	return read([line('Patient', sum('patient')), line('Insurance', sum('insurance'))]);
}

const isCharge = ({ transaction_type: type }: Row) => type.startsWith('charge');

export const ledgerRoutes: readonly Route[] = [
	{
		operation: 'listTransactions',
		method: 'GET',
		path: '/patients/:guid/transactions',
		run: (call) => ledger(call, 'transactions', () => true),
	},
	{
		operation: 'listCharges',
		method: 'GET',
		path: '/patients/:guid/charges',
		run: (call) => ledger(call, 'charges', isCharge),
	},
	{ operation: 'getBalance', method: 'GET', path: '/patients/:guid/balance', run: balance },
];
