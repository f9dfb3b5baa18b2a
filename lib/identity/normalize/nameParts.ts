import type { NameSuffix } from '../record';
import { missingNames, newbornWords, remarks, suffixWords, titles } from './nameWords';

const asciiText = /^[\x20-\x7e]*$/;
const plain = /^[a-z]+$/;
const noValue = /^[^\p{L}\p{N}]*n[^\p{L}\p{N}]+a[^\p{L}\p{N}]*$/u;

/** Words apart by anything but letters, digits and apostrophes; `O'Brien` is one, `J.R.` are two. */
export function toWords(text: string): string[] {
	// Of `N/A` and `N A` only the first one says that there is nothing.
	if (text.includes('/') && noValue.test(text)) return [];
	return text
		.replace(/'/g, '')
		.split(asciiText.test(text) ? /[^a-z0-9]+/ : /[^\p{L}\p{N}]+/u)
		.filter((word) => word !== '');
}

/** The words without digits; words of digits alone fall away. */
export function lettersOnly(words: readonly string[]): string[] {
	return words.map(lettersOf).filter((word) => word !== '');
}

function lettersOf(word: string): string {
	return plain.test(word) ? word : word.replace(/[^\p{L}]+/gu, '');
}

/**
 * The words without the titles in front of them.
 *
 * @param least words that stay, whatever they are
 */
export function dropTitles(words: readonly string[], least: number): string[] {
	let first = 0;
	while (words.length - first > least && titles.has(words[first] ?? '')) first += 1;
	// `Sr Maria`, `Fr John`: before a name these are titles, behind it `sr` is a generation.
	if (words.length - first > 1 && (words[first] === 'sr' || words[first] === 'fr')) first += 1;
	return words.slice(first);
}

/**
 * Takes generation words out of the words; the last one counts.
 *
 * @param words what is left stays in it
 * @param inFamily whether a `v` at the end counts; behind a given name it is a middle initial
 * @param least words in front that are a name, whatever they are
 */
export function takeSuffix(
	words: string[],
	inFamily: boolean,
	least: number,
): NameSuffix | undefined {
	let suffix: NameSuffix | undefined;
	for (let index = words.length - 1; index >= least; index -= 1) {
		const word = words[index] ?? '';
		if (word === 'v' && !(inFamily && index === words.length - 1)) continue;
		const found = suffixWords.get(word) ?? suffixWords.get(lettersOf(word));
		if (found === undefined) continue;
		suffix ??= found;
		words.splice(index, 1);
	}
	return suffix;
}

/** Takes what stands in brackets, double quotes or a pair of single quotes out of the text. */
export function takeQuoted(text: string): { rest: string; quoted: string[][] } {
	if (!/["'([{]/.test(text)) return { rest: text, quoted: [] };
	const quoted: string[][] = [];
	const take = (_: string, inner: string) => {
		const words = toWords(inner);
		if (words.length > 0 && !remarks.has(words.join(' '))) quoted.push(words);
		return ' ';
	};
	const rest = text
		.replace(/"([^"]*)"/g, take)
		.replace(/[([{]([^()[\]{}]*)[)\]}]/g, take)
		.replace(/(?<=^|\s)'([^']+)'(?=\s|$)/g, take);
	return { rest, quoted };
}

/** Whether the words only say that there is no name. */
export function isMissing(words: readonly string[]): boolean {
	return words.every(isFiller) || missingNames.has(words.join(' '));
}

/** `Baby Boy A`, and `Judys Girl` as hospitals name a newborn by its mother. */
export function isNewborn(words: readonly string[]): boolean {
	const last = words.at(-1) ?? '';
	return newbornWords.has(words[0] ?? '') || last === 'boy' || last === 'girl';
}

/** `xxx`, `zz`: one letter that no name consists of. */
function isFiller(word: string): boolean {
	return /^(?:x{2,}|z{2,}|q{2,})$/.test(word);
}
