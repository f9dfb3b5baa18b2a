/** Letters that carry no accent to take off, and how they are written without. */
const letters: Readonly<Record<string, string>> = {
	ß: 'ss',
	æ: 'ae',
	œ: 'oe',
	ø: 'o',
	đ: 'd',
	ð: 'd',
	ł: 'l',
	þ: 'th',
	ı: 'i',
};

/** Lower case, accents folded. */
export function withoutAccents(text: string): string {
	return text
		.toLowerCase()
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.replace(/[ßæœøđðłþı]/g, (letter) => letters[letter]);
}

/** Lower case, accents folded, one space between words. */
export function fold(text: string): string {
	return withoutAccents(text)
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

/** A name to be found by: folded, without spaces, hyphens and apostrophes. */
export function nameKey(name: string): string {
	return fold(name).replaceAll(' ', '');
}

/** A family name without the suffix that some practices type into it. */
export function withoutSuffix(familyName: string): string {
	return fold(familyName).replace(/^(.+) (?:jr|sr|ii|iii|iv)$/, '$1');
}
