import type { WriteLimits } from '../profile/systems/writeLimits';
import { parseCivilDate } from '../values/civilDate';
import { countryCode } from '../values/country';
import { nationalDigits } from '../values/phone';
import { cleanEmail } from '../values/text';
import { stateCode } from '../values/usState';
import type { AddressValue, FieldChange, PhoneValue } from './field';
import type { RefusalCode, RefusedChange } from './refusal';

/** What can be written of a value, or why it cannot. */
export type Writable<T> =
	| { readonly ok: true; readonly value: T }
	| { readonly ok: false; readonly code: RefusalCode };

const good = <T>(value: T): Writable<T> => ({ ok: true, value });
const bad = (code: RefusalCode) => ({ ok: false, code }) as const;

/**
 * Letters, digits and signs of English and western European names, which every system keeps; emoji,
 * other scripts and control characters come back as something else from some.
 */
const safeText = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u017f\u2013\u2014\u2018\u2019]*$/;

/** A text of at most so many characters. */
export function writableText(text: string, longest: number): Writable<string> {
	const value = text.normalize('NFC').trim();
	if (!safeText.test(value)) return bad('badCharacters');
	return value.length > longest ? bad('tooLong') : good(value);
}

/** An e-mail address that would be read back as one. */
export function writableEmail(text: string, longest: number): Writable<string> {
	const email = writableText(text, longest);
	if (!email.ok || cleanEmail(email.value)) return email;
	return bad('badCharacters');
}

/** A civil date. */
export function writableDate(text: string): Writable<string> {
	const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text) && parseCivilDate(text) === text;
	return isDate ? good(text) : bad('badCharacters');
}

/** A telephone in ten digits of the national plan, with the digits of its extension. */
export function writablePhone({
	number,
	extension,
}: PhoneValue): Writable<{ digits: string; extension?: string }> {
	const digits = nationalDigits(number);
	if (digits === undefined) return bad('badPhone');
	if (extension === undefined || extension === '') return good({ digits });
	return /^\d{1,8}$/.test(extension) ? good({ digits, extension }) : bad('badPhone');
}

/** An address in the United States, its postal code as five digits or nine with a hyphen. */
export function writableAddress(
	address: AddressValue,
	{ addressLine, city }: Pick<WriteLimits, 'addressLine' | 'city'>,
): Writable<AddressValue> {
	if (address.country !== undefined && countryCode(address.country) !== 'US') {
		return bad('unsupportedField');
	}
	const texts = [
		['line1', address.line1, addressLine],
		['line2', address.line2, addressLine],
		['city', address.city, city],
	] as const;
	const members: Record<string, string> = {};
	for (const [name, text, longest] of texts) {
		if (!text) continue;
		const checked = writableText(text, longest);
		if (!checked.ok) return checked;
		members[name] = checked.value;
	}
	if (address.region) {
		const code = stateCode(address.region);
		if (code === undefined) return bad('unknownState');
		members.region = code;
	}
	if (address.postalCode) {
		const [, five, four] = /^(\d{5})[-\s]?(\d{4})?$/.exec(address.postalCode.trim()) ?? [];
		if (five === undefined) return bad('badCharacters');
		members.postalCode = four === undefined ? five : `${five}-${four}`;
	}
	return good(members);
}

/** What a judged change becomes in the write, beside the change itself. */
export interface JudgedChange<W> {
	readonly change: FieldChange;
	readonly writing: W;
}

/**
 * Parts changes into those that can be written and those that cannot; what clears a value is never
 * written.
 */
export function judgeChanges<W>(
	changes: readonly FieldChange[],
	judge: (change: FieldChange) => Writable<W>,
): { readonly judged: ReadonlyArray<JudgedChange<W>>; readonly refused: readonly RefusedChange[] } {
	const judged: Array<JudgedChange<W>> = [];
	const refused: RefusedChange[] = [];
	for (const change of changes) {
		const { changeId } = change;
		const verdict = change.to === null ? bad('clearing') : judge(change);
		if (verdict.ok) judged.push({ change, writing: verdict.value });
		else refused.push({ changeId, code: verdict.code });
	}
	return { judged, refused };
}
