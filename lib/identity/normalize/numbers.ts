import { foldCode, foldWords, longestRaw } from './letters';
import { wordSet } from './tables';

/** A national number in comparable form, and the last four digits where they can be told. */
export interface NationalId {
	readonly nationalId: string | undefined;
	readonly ssnLast4: string | undefined;
}

const mostKept = 40;
/** Numbers that never belonged to a person: examples in print and keys in a row. */
const printed: ReadonlySet<string> = new Set(['123456789', '987654321', '078051120', '219099999']);
const missingCodes = wordSet(`
na none null nil unknown unk pending tbd declined refused selfpay self same test notavailable
notprovided notonfile onfile undefined
`);

/**
 * Nine digits are read as a social security number: numbers that are never given out (000, 666 and
 * 9xx in front, 00 or 0000 behind) are missing. Numbers of other length stay as they are; four
 * digits, or a masked number, are the last four.
 */
export function normalizeNationalId(
	text: string | null | undefined,
	last4: string | null | undefined,
): NationalId {
	const code = foldCode(text).toUpperCase();
	if (code === '') return { nationalId: undefined, ssnLast4: readLast4(last4 ?? '') };
	const masked = /^X{2,5}(\d{4})$/.exec(code)?.[1] ?? maskedByStars(text);
	const isSsn = /^\d{9}$/.test(code);
	const valid = masked === undefined && (isSsn ? isRealSsn(code) : isRealCode(code));
	const ownLast4 = isSsn ? (valid ? code.slice(5) : '') : (masked ?? code);
	return {
		nationalId: valid && code.length > 4 ? code : undefined,
		ssnLast4: readLast4(last4 ?? '') ?? readLast4(ownLast4),
	};
}

/** `issuer|value`: the issuer folded, the value as it is, since ids may differ in case alone. */
export function normalizeIdentifiers(
	raw: ReadonlyArray<{ readonly issuer: string; readonly value: string }> | undefined,
): string[] {
	return distinct(
		(raw ?? []).map(({ issuer, value }) => {
			const id = value.trim().normalize('NFC');
			const by = issuer.trim().normalize('NFC').toLowerCase();
			if (id === '' || by === '' || /^0+$/.test(id)) return undefined;
			if (id.length > longestRaw || by.length > longestRaw) return undefined;
			if (missingCodes.has(foldCode(id))) return undefined;
			return `${by.replaceAll('|', '%7c')}|${id.replaceAll('|', '%7c')}`;
		}),
	);
}

/** `payer|value`, both folded; member ids are typed from cards, with and without signs. */
export function normalizeInsuranceIds(
	raw: ReadonlyArray<{ readonly payer?: string | null; readonly value: string }> | undefined,
): string[] {
	return distinct(
		(raw ?? []).map(({ payer, value }) => {
			const id = foldCode(value);
			if (id.length < 3 || !isRealCode(id.toUpperCase())) return undefined;
			return `${foldWords(payer)}|${id}`;
		}),
	);
}

function isRealSsn(digits: string): boolean {
	if (/^(?:000|666|9)/.test(digits) || /^\d{3}00/.test(digits) || digits.endsWith('0000')) {
		return false;
	}
	return !printed.has(digits) && isRealCode(digits);
}

/** Whether a code has a digit in it and is not one sign over and over. */
function isRealCode(code: string): boolean {
	return /\d/.test(code) && !/^(.)\1*$/u.test(code) && !missingCodes.has(code.toLowerCase());
}

function maskedByStars(text: string | null | undefined): string | undefined {
	if (text === null || text === undefined || text.length > 20) return undefined;
	return /^[*#•. -]{4,9}(\d{4})$/.exec(text.trim())?.[1];
}

function readLast4(text: string): string | undefined {
	const digits = /^\d{4}$/.exec(text.trim())?.[0];
	return digits === undefined || digits === '0000' || digits === '9999' ? undefined : digits;
}

function distinct(values: ReadonlyArray<string | undefined>): string[] {
	const known = values.filter((value): value is string => value !== undefined);
	return (known.length < 2 ? known : [...new Set(known)].sort()).slice(0, mostKept);
}
