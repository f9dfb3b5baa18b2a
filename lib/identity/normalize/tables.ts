/** Words of a table written as text, apart by blanks. */
export function wordSet(text: string): ReadonlySet<string> {
	return new Set(text.trim().split(/\s+/));
}

/** Phrases of a table written as text, apart by commas. */
export function phraseSet(text: string): ReadonlySet<string> {
	return new Set(text.split(',').map((phrase) => phrase.trim().replace(/\s+/g, ' ')));
}

/**
 * A table written as text, `short: other others, …`: every word to the short one in front of it,
 * the short one to itself.
 */
export function shortForms(text: string): ReadonlyMap<string, string> {
	const rows = text.split(',').map((row) => row.trim().split(/[:\s]+/));
	return new Map(
		rows.flatMap(
			([short = '', ...others]): Array<[string, string]> => [
				[short, short],
				...others.map((other): [string, string] => [other, short]),
			],
		),
	);
}
