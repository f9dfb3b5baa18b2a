import type { Patient } from '../canonical/patient';
import { cleanText, foldText } from '../values/text';
import type { CodeMaps } from './schema';

/**
 * What a vendor's word means by a code map of the practice profile; case and spacing do not count.
 * `undefined` = the map does not know the word (or there is none): the caller says what then.
 */
export function meaningOf<T extends string>(
	map: Readonly<Record<string, T>>,
	word: string | null | undefined,
): T | undefined {
	if (word === null || word === undefined) return undefined;
	const key = foldText(word);
	return Object.hasOwn(map, key) ? map[key] : undefined;
}

/**
 * The administrative sex behind a vendor's word. A word that the profile does not know is told as
 * unknown rather than guessed; null = the record has none, undefined = it was not told.
 */
export function sexOf(
	word: string | null | undefined,
	{ gender }: Pick<CodeMaps, 'gender'>,
): Patient['administrativeSex'] {
	const text = cleanText(word);
	if (text === undefined || text === null) return text;
	return meaningOf(gender, text) ?? 'unknown';
}
