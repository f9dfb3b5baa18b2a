/** The columns of every file of people, in this order. */
export const COLUMNS = [
	'rec_id',
	'given_name',
	'middle_name',
	'surname',
	'previous_surname',
	'suffix',
	'sex',
	'date_of_birth',
	'phone',
	'phone_2',
	'email',
	'address_1',
	'address_2',
	'city',
	'state',
	'postcode',
	'payer',
	'member_id',
] as const;

export type Column = (typeof COLUMNS)[number];

/** One record of a file. An empty text says that nobody noted the value. */
export type Row = Record<Column, string>;

/**
 * What is true of a person, or what one side believes: a record without its id, in plain form.
 * Dates are YYYY-MM-DD, telephones ten digits, streets in full words, sex is `F` or `M`.
 */
export type Facts = Omit<Row, 'rec_id'>;

/** One line of CSV (RFC 4180) with its line end. */
export function csvLine(values: readonly string[]): string {
	return `${values.map(quoted).join(',')}\n`;
}

/** A record as a line of CSV. */
export function rowLine(row: Row): string {
	return csvLine(COLUMNS.map((column) => row[column]));
}

function quoted(value: string): string {
	return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** Id of person `n` on the left: `rec-17-org`. */
export function leftId(n: number): string {
	return `rec-${n}-org`;
}

/** Id of the copy `k` of person `n`: `rec-17-dup-0`. */
export function rightId(n: number, k = 0): string {
	return `rec-${n}-dup-${k}`;
}
