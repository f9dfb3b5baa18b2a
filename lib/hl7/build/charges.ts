import { z } from 'zod';

import { moneySchema } from '../../canonical/coverage';
import type { Patient } from '../../canonical/patient';
import { omit } from '../../values/omit';
import { formatMoney } from '../../values/money';
import type { FieldValue, Segment } from '../message';
import { formatMessage, makeSegment, trimmed } from '../message';
import { usualSeparators } from '../separators';
import { formatDate, formatTimestamp } from '../timestamp';
import { headSegments, type Outgoing } from './header';
import { pidSegment } from './patient';

const civilDateSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const code = z.string().trim().min(1).max(50);

/**
 * One line of a DFT message. Amounts are positive: the kind tells the direction. `credit` gives back
 * what was charged or paid.
 */
export const transactionSchema = z
	.object({
		kind: z.enum(['charge', 'payment', 'credit']),
		/** Day of the service, or on which the money came in. */
		date: civilDateSchema,
		/** Code of the practice's own list: a charge code, or a payment method. */
		code,
		description: z.string().max(200).nullish(),
		amount: moneySchema.refine(({ amount }) => amount > 0),
		quantity: z.number().int().positive().max(9_999).nullish(),
		/** CPT or HCPCS. */
		procedureCode: code.nullish(),
		modifiers: z.array(z.string().regex(/^[A-Z0-9]{2}$/)).max(4).nullish(),
		/** ICD-10-CM. */
		diagnosisCodes: z.array(code).max(12).nullish(),
		providerId: code.nullish(),
		locationId: code.nullish(),
	})
	.strict();
export type Transaction = z.infer<typeof transactionSchema>;

/** FT1-6, HL7 table 0017. */
const types: Readonly<Record<Transaction['kind'], string>> = {
	charge: 'CG',
	payment: 'PY',
	credit: 'CD',
};

/** What a P03 tells of the patient: enough to post to the right account, and no more. */
export const p03PatientMembers = [
	'id',
	'familyName',
	'givenName',
	'middleName',
	'suffix',
	'birthDate',
] as const satisfies ReadonlyArray<keyof Patient>;

/**
 * DFT P03: charges, payments and credits of one patient. Each FT1-2 is the reference with the number
 * of the line, by which the practice's ledger shows it again.
 */
export function buildP03(
	patient: Patient,
	transactions: readonly Transaction[],
	reference: string,
	outgoing: Outgoing,
): string {
	const segments = [
		...headSegments('DFT', 'P03', 'DFT_P03', outgoing),
		pidSegment(accountHolder(patient), outgoing),
		makeSegment('PV1', ['1', 'O'], usualSeparators),
		...transactions.map((transaction, index) =>
			transactionSegment(transaction, index + 1, reference, outgoing),
		),
	];
	return formatMessage({ separators: usualSeparators, segments, closed: true });
}

function accountHolder(patient: Patient): Patient {
	return omit(patient, 'administrativeSex', 'addresses', 'phones', 'email');
}

function transactionSegment(
	transaction: Transaction,
	line: number,
	reference: string,
	{ timeZone, at }: Outgoing,
): Segment {
	const { kind, date, amount, quantity, description, procedureCode } = transaction;
	const units = quantity ?? 1;
	const isEven = amount.amount % units === 0;
	const fields: Record<number, FieldValue | string> = {
		1: String(line),
		2: `${reference}-${line}`,
		4: formatDate(date),
		5: formatTimestamp(at, timeZone),
		6: types[kind],
		7: [trimmed([transaction.code, description ?? ''])],
		10: String(units),
		11: price(amount.amount),
		// A unit price that is no whole cent would not add up to the amount.
		12: isEven ? price(amount.amount / units) : '',
		16: transaction.locationId ? [[[''], [''], [''], [transaction.locationId]]] : '',
		19: (transaction.diagnosisCodes ?? []).map((entry) => [[entry], [''], ['I10']]),
		20: transaction.providerId ?? '',
		25: procedureCode ? [[[procedureCode], [''], [codeSystem(procedureCode)]]] : '',
		26: (transaction.modifiers ?? []).map((entry) => [[entry]]),
	};
	return makeSegment(
		'FT1',
		Array.from({ length: 26 }, (_, index) => fields[index + 1] ?? ''),
		usualSeparators,
	);
}

/** CP: the price with its currency. */
function price(cents: number): FieldValue {
	return [[[formatMoney(cents), 'USD']]];
}

/** Five digits are a CPT code, a letter and four digits one of HCPCS level II. */
function codeSystem(procedureCode: string): string {
	return /^[A-V]\d{4}$/.test(procedureCode) ? 'HCPCS' : 'C4';
}
