/**
 * The fields of a form in the words that stand above them, for people: `timeZone` becomes
 * `Time Zone`, in brackets with a space before. `titles` has those that are called otherwise.
 * Empty when there are none.
 */
export function fieldTitles(
	fields: readonly string[] = [],
	titles: Readonly<Record<string, string>> = {},
): string {
	if (fields.length === 0) return '';
	return ` (${fields.map((name) => titles[name] ?? shared[name] ?? titleOf(name)).join(', ')})`;
}

/** Fields of several credentials whose title is not made of their name. */
const shared: Readonly<Record<string, string>> = {
	licenseId: 'Licence ID',
	limitShare: 'Share of the Limit',
};

function titleOf(name: string): string {
	return name
		.replace(/([a-z\d])([A-Z])/g, '$1 $2')
		.replace(/^./, (first) => first.toUpperCase())
		.replace(/\b(Id|Url|Api)\b/g, (word) => word.toUpperCase());
}
