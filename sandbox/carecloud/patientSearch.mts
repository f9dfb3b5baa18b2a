import type { PracticePatient } from '../practice/records.mjs';

type Fields = Readonly<Record<string, string>>;

export type Search =
	| { terms: string[]; limit?: number }
	| { fields: Fields; limit?: number }
	| { why: string };

const filters = ['first_name', 'last_name', 'dob', 'gender', 'phone_number'];

/** Reads the body of a search: either terms or fields (sheet 4.1). */
export function searchOf(body: unknown): Search {
	const { terms, fields, limit } = (body ?? {}) as Record<string, unknown>;
	if ((terms === undefined) === (fields === undefined)) return { why: 'Send terms or fields.' };
	const size = typeof limit === 'number' && limit >= 1 ? { limit } : {};
	if (terms !== undefined) {
		const list = Array.isArray(terms) ? terms.map(String).filter((term) => term.trim()) : [];
		return list.length > 0 ? { terms: list, ...size } : { why: 'terms must not be empty.' };
	}
	// A name that the server does not know is no filter (sheet 4.1 on date_of_birth).
	const known = Object.entries(fields as Record<string, unknown>).filter(([name]) =>
		filters.includes(name),
	);
	if (known.length === 0) return { why: 'fields must not be empty.' };
	const values = Object.fromEntries(known.map(([name, value]) => [name, String(value)]));
	if (values.dob !== undefined && isoOf(values.dob) === undefined) {
		return { why: 'dob must be MM/DD/YYYY.' };
	}
	return { fields: values, ...size };
}

/** The forms of a birth date that a search takes; ISO is none of them. */
function isoOf(text: string): string | undefined {
	const match = /^(\d{2})[/-]?(\d{2})[/-]?(\d{4})$/.exec(text);
	return match ? `${match[3]}-${match[1]}-${match[2]}` : undefined;
}

const begins = (value: string | undefined, wanted: string) =>
	(value ?? '').toLowerCase().startsWith(wanted.trim().toLowerCase());

const equals = (value: string | undefined, wanted: string) =>
	value !== undefined && value.toLowerCase() === wanted.trim().toLowerCase();

/** Whether one term is found; legacy_patient_id is not among what is looked at (sheet 7). */
export function matchesTerm({ id, person }: PracticePatient, term: string): boolean {
	return (
		begins(person.firstName, term) ||
		begins(person.lastName, term) ||
		equals(person.ssn, term) ||
		equals(String(900_000 + id), term) ||
		equals(person.chartNumber, term) ||
		equals(person.email, term) ||
		(person.birthDate !== undefined && person.birthDate === isoOf(term)) ||
		person.cases.some(({ policies }) => policies.some(({ number }) => equals(number, term)))
	);
}

/** Whether a patient fits every field that the search names. */
export function matchesFields({ person }: PracticePatient, fields: Fields): boolean {
	const phones = [person.mobilePhone, person.homePhone, person.workPhone];
	return (
		(fields.first_name === undefined || begins(person.firstName, fields.first_name)) &&
		(fields.last_name === undefined || begins(person.lastName, fields.last_name)) &&
		(fields.dob === undefined || person.birthDate === isoOf(fields.dob)) &&
		(fields.gender === undefined || begins(person.sex, fields.gender)) &&
		(fields.phone_number === undefined ||
			phones.some((phone) => phone?.number === fields.phone_number))
	);
}
