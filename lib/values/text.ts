/** Words that staff type where a value is missing. Not used on names: Na and None are names. */
const placeholders = new Set([
	'n/a',
	'n.a.',
	'na',
	'nil',
	'none',
	'null',
	'unknown',
	'undefined',
	'not available',
	'not applicable',
	'no email',
	'no phone',
	'declined',
	'refused',
	'tbd',
	'x',
	'xx',
	'xxx',
]);

/**
 * Text as it is kept: composed Unicode, no control characters, single spaces, no space around it.
 * Absent stays absent; blank is known to be empty, so `null`.
 */
export function cleanText(value: string | null | undefined): string | null | undefined {
	if (value === undefined || value === null) return value;
	const text = value
		.normalize('NFC')
		.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
		.trim();
	return text === '' ? null : text;
}

/**
 * As `cleanText`, and a placeholder (`n/a`, `none`, only punctuation) is empty too. For addresses,
 * e-mail and free details; not for names.
 */
export function cleanDetail(value: string | null | undefined): string | null | undefined {
	const text = cleanText(value);
	return text !== undefined && text !== null && isPlaceholder(text) ? null : text;
}

/** Whether the text only says that there is no value. */
export function isPlaceholder(text: string): boolean {
	const folded = foldText(text);
	return placeholders.has(folded) || !/[\p{L}\p{N}]/u.test(folded);
}

/** An e-mail address in lower case; what has not the form of one is treated as empty. */
export function cleanEmail(value: string | null | undefined): string | null | undefined {
	const text = cleanDetail(value);
	if (text === undefined || text === null) return text;
	const address = text.toLowerCase();
	return address.length <= 254 &&
		/^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]{2,}$/.test(address)
		? address
		: null;
}

/** For comparing words of a vendor: lower case, single spaces. */
export function foldText(text: string): string {
	return text
		.normalize('NFC')
		.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
		.trim()
		.toLowerCase();
}
