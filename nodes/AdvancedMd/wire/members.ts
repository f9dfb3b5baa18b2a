import { z } from 'zod';

/** A part of an answer: attributes and children by name. */
export type Json = Record<string, unknown>;

/** Text as AdvancedMD writes it (sheet 4.0): often padded; numbers in REST; absent, null or empty. */
export const wireText = z
	.union([z.string(), z.number(), z.boolean()])
	.nullish()
	.transform((value) => (value === undefined || value === null ? value : String(value).trim()));

/** An id with or without its prefix (`pat123`, `ap_type19`, `123`), as bare digits (sheet 4.0). */
export const wireId = z
	.union([z.string(), z.number()])
	.transform((value) => bareId(String(value)))
	.pipe(z.string().regex(/^\d{1,18}$/));

/** A reference to another record; blank, 0 and a prefix without a number mean none. */
export const wireReference = wireText.transform((text) => {
	if (text === undefined) return undefined;
	const id = bareId(text ?? '');
	return /^\d{1,18}$/.test(id) && id !== '0' ? id : null;
});

/** Flags are written in many ways (sheet 4.0); what is none of them is not told. */
export const wireFlag = wireText.transform((text) => {
	switch (text?.toLowerCase()) {
		case '1':
		case '-1':
		case 'true':
		case 'yes':
		case 'y':
			return true;
		case '0':
		case '':
		case 'false':
		case 'no':
		case 'n':
			return false;
		default:
			return undefined;
	}
});

/** The number of an id; its prefix is letters and underscores (sheet 4.0). */
export function bareId(text: string): string {
	return text.trim().replace(/^[a-z_]+(?=\d)/i, '');
}

/** A list that collapsed: one row is an object, none is null, absent or empty text (sheet 4.0). */
export function rowsOf(value: unknown): Json[] {
	if (Array.isArray(value)) return value.filter(isJson);
	return isJson(value) ? [value] : [];
}

/** The rows of a list node, such as `patientlist/patient`; none when the list is not there. */
export function listOf(parent: unknown, list: string, row: string): Json[] {
	const node = isJson(parent) ? parent[list] : undefined;
	return rowsOf(Array.isArray(node) ? node : isJson(node) ? node[row] : undefined);
}

/** Members by their plain names: `@id` is `id`, `#text` is `text` (sheet 4.0). */
export function plainNames(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(plainNames);
	if (!isJson(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, member]) => [name.replace(/^[@#]/, ''), plainNames(member)]),
	);
}

/** Whether the value is a JSON object; a list or null is none. */
export function isJson(value: unknown): value is Json {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
