import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A telephone number in E.164 with its extension, if it has one. */
export interface PhoneNumber {
	readonly number: string;
	readonly extension?: string;
}

/**
 * Reads a telephone number as staff type it; US unless it starts with `+`. What is not a possible
 * number, and placeholders such as 000-000-0000, 555-555-5555 or `n/a`, give `undefined`.
 *
 * @param extension the vendor's own extension member, which wins over one inside the text
 */
export function parsePhone(
	text: string | null | undefined,
	extension?: string | null,
): PhoneNumber | undefined {
	const value = text?.trim() ?? '';
	if (value === '' || value.length > 60) return undefined;
	const plain = plainForm.exec(value);
	if (plain !== null) {
		const national = plain.slice(1).join('');
		return isFiller(national) ? undefined : withExtension(`+1${national}`, extension);
	}
	const parsed = parsePhoneNumberFromString(value, 'US');
	if (parsed === undefined || !parsed.isPossible()) return undefined;
	const national = String(parsed.nationalNumber);
	if (isFiller(national)) return undefined;
	if (parsed.countryCallingCode === '1' && !/^[2-9]\d{2}[2-9]\d{6}$/.test(national))
		return undefined;
	return withExtension(String(parsed.number), extension, parsed.ext);
}

/** `2175550123`, `+12175550123` and `(217) 555-0123`, read without the library, which takes longer. */
const plainForm =
	/^(?:(?:\+1)?([2-9]\d{2})([2-9]\d{2})(\d{4})|\(([2-9]\d{2})\) ([2-9]\d{2})-(\d{4}))$/;

function withExtension(
	number: string,
	extension: string | null | undefined,
	inText?: string,
): PhoneNumber {
	const digits = (extension ?? '').replace(/\D/g, '') || inText;
	return {
		number,
		...(digits !== undefined && digits !== '' && { extension: digits.slice(0, 8) }),
	};
}

/** The ten digits Tebra stores (sheet 4.2), or `undefined` when the number is not of its plan. */
export function nationalDigits(number: string): string | undefined {
	return /^\+1(\d{10})$/.exec(number)?.[1];
}

/** One digit over and over, or the keys in a row. */
function isFiller(national: string): boolean {
	return /^(\d)\1+$/.test(national) || national === '1234567890' || national === '0123456789';
}
