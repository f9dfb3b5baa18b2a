import { foldText } from '../values/text';

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
