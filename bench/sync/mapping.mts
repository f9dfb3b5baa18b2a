// What the stock flows and the bare scripts make of every system's values. Nothing here comes from
// lib: the benchmark's other forms are written as somebody without this pack would write them.
//
// These functions, and those of each system's mapping, also travel as text into the stock flows' Code
// nodes and Edit Fields expressions, so they use nothing but each other and luxon's DateTime.

export type Wire = Record<string, unknown>;

export interface MappedPatient {
	id: string;
	/** Of this practice and without a mark that keeps the patient out. */
	wanted: boolean;
	customer: Wire;
	/** Without customerId, which HealthSail tells after the upsert. */
	coverages: Wire[];
}

/** Parsers collapse lists: nothing, one member, or a list. */
export function listOf(value: unknown): Wire[] {
	if (value === undefined || value === null || value === '') return [];
	return Array.isArray(value) ? value : [value as Wire];
}

/** Text without space around it; blank is undefined. */
export function cleanText(value: unknown): string | undefined {
	const text = String(value ?? '')
		.replace(/\s+/g, ' ')
		.trim();
	return text === '' ? undefined : text;
}

/** The same, without what staff type for "there is none". */
export function cleanDetail(value: unknown): string | undefined {
	const text = cleanText(value);
	if (text === undefined) return undefined;
	const none = /^(n\/?a|n\.a\.|nil|none|null|unknown|declined|refused|tbd|x{1,3})$/i;
	return none.test(text) || !/[A-Za-z0-9]/.test(text) ? undefined : text;
}

/** An e-mail address in lower case, or undefined. */
export function cleanEmail(value: unknown): string | undefined {
	const text = cleanDetail(value);
	if (text === undefined) return undefined;
	return /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(text) ? text.toLowerCase() : undefined;
}

/** A US telephone in E.164, or undefined for what is none. */
export function cleanPhone(use: string, value: unknown, extension: unknown): Wire | undefined {
	let digits = String(value ?? '').replace(/\D/g, '');
	if (digits.length === 11 && digits.startsWith('1')) digits = digits.slice(1);
	if (!/^[2-9]\d{2}[2-9]\d{6}$/.test(digits) || /^(\d)\1+$/.test(digits)) return undefined;
	const ext = String(extension ?? '').replace(/\D/g, '');
	return dropEmpty({ use, number: '+1' + digits, extension: ext === '' ? undefined : ext });
}

/** `2/24/2026 12:00:00 AM` as `2026-02-24`. */
export function civilDate(value: unknown): string | undefined {
	const parts = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(String(value ?? ''));
	if (parts === null) return undefined;
	return parts[3] + '-' + parts[1].padStart(2, '0') + '-' + parts[2].padStart(2, '0');
}

/** Members that have a value. */
export function dropEmpty(value: Wire): Wire {
	return Object.fromEntries(Object.entries(value).filter((entry) => entry[1] !== undefined));
}

/** All of these, in an order in which they can be written down. */
export const sharedFunctions = [
	listOf,
	cleanText,
	cleanDetail,
	cleanEmail,
	cleanPhone,
	civilDate,
	dropEmpty,
] as const;

/** Names of what is sent, for the audit record. */
export const auditFields = [
	'externalIds',
	'status',
	'givenName',
	'middleName',
	'familyName',
	'suffix',
	'birthDate',
	'administrativeSex',
	'email',
	'phones',
	'addresses',
	'emergencyContacts',
	'coverages',
] as const;
