/** What practices call a record that is no patient, as a whole given or family name. */
const testNames = [
	/^(?:z{2,} ?)?test(?: ?patient)?(?: do not use)?$/,
	/^(?:z{2,} ?)?do ?not ?use$/,
	/^(?:z{2,} ?)patient$/,
	/^patient test$/,
] as const;

/**
 * Whether a name says that the record is a test of the practice's own. Only whole names count: Testa
 * and Tester are people, so is Jo Zztop. Case, punctuation and a number at the end do not count.
 */
export function isTestPatient(name: {
	readonly givenName?: string | null;
	readonly familyName?: string | null;
}): boolean {
	const given = wordsOf(name.givenName);
	const family = wordsOf(name.familyName);
	const forms = [given, family, `${given} ${family}`.trim(), `${family} ${given}`.trim()];
	return forms.some((form) => testNames.some((pattern) => pattern.test(form)));
}

function wordsOf(text: string | null | undefined): string {
	return (text ?? '')
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
		.replace(/ ?\p{N}+ ?$/u, '')
		.trim();
}
