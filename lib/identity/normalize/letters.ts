/** Longest raw value that is looked at; what is longer is cut before anything else is done with it. */
export const longestRaw = 240;
/** Longest normalised name, street or city. */
export const longestWord = 100;

const ascii = /^[\x20-\x7e]*$/;
const marks = /\p{M}+/gu;

/** Letters that Unicode does not decompose, as US systems write them. */
const plainLetters: ReadonlyMap<string, string> = new Map([
	['ß', 'ss'],
	['æ', 'ae'],
	['œ', 'oe'],
	['ø', 'o'],
	['ł', 'l'],
	['đ', 'd'],
	['ð', 'd'],
	['þ', 'th'],
	['ħ', 'h'],
	['ı', 'i'],
	['ĸ', 'k'],
	['ŋ', 'n'],
	['ŧ', 't'],
	['ƒ', 'f'],
	['ɓ', 'b'],
	['ɗ', 'd'],
	['ƙ', 'k'],
	['ǝ', 'e'],
	['ə', 'e'],
]);
const specialLetters = /[ßæœøłđðþħıĸŋŧƒɓɗƙǝə]/gu;
/** Quotation marks and apostrophes of any keyboard; dashes likewise. */
const quotes = /[\u2018\u2019\u201a\u201b\u2032\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u00b4\u0060]/gu;
const doubleQuotes = /[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb]/gu;
const dashes = /[\u2010-\u2015\u2212]/gu;

/**
 * Lower case, accents taken off, typographic quotes and dashes made plain; letters of other scripts
 * stay. Cuts to `longestRaw` first, so a value of any length costs the same.
 */
export function foldLetters(text: string | null | undefined): string {
	if (text === null || text === undefined) return '';
	const cut = text.length > longestRaw ? text.slice(0, longestRaw) : text;
	if (ascii.test(cut)) return cut.toLowerCase().trim();
	return (
		cut
			// Unicode takes some apostrophes apart, so they are made plain before it and after.
			.replace(quotes, "'")
			.normalize('NFKD')
			.toLowerCase()
			.replace(marks, '')
			.replace(specialLetters, (letter) => plainLetters.get(letter) ?? letter)
			.replace(doubleQuotes, '"')
			.replace(dashes, '-')
			.replace(quotes, "'")
			.slice(0, longestRaw)
			.trim()
	);
}

/** Letters and digits of any script in words apart by single spaces; all other signs part words. */
export function foldWords(text: string | null | undefined): string {
	const folded = foldLetters(text).replaceAll("'", '');
	return folded
		.replace(ascii.test(folded) ? /[^a-z0-9]+/g : /[^\p{L}\p{N}]+/gu, ' ')
		.trim()
		.slice(0, longestWord)
		.trimEnd();
}

/** Letters and digits only, without any space. */
export function foldCode(text: string | null | undefined): string {
	const folded = foldLetters(text);
	return folded
		.replace(ascii.test(folded) ? /[^a-z0-9]+/g : /[^\p{L}\p{N}]+/gu, '')
		.slice(0, longestWord);
}
