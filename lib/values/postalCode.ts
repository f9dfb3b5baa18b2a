import { cleanDetail } from './text';

/**
 * A postal code in one form, so that what two systems write is the same: nine digits get the hyphen
 * of the US (USPS ZIP+4), a lone hyphen at the end goes; other codes stay as they are. As
 * `cleanDetail`: absent stays absent, and an empty or placeholder text is null.
 */
export function parsePostalCode(text: string | null | undefined): string | null | undefined {
	const value = cleanDetail(text);
	if (value === undefined || value === null) return value;
	const [, five, four] = /^(\d{5})[-\s]?(\d{4})?$/.exec(value) ?? [];
	if (five === undefined) return value;
	return four === undefined ? five : `${five}-${four}`;
}
