/**
 * One text per content: members sorted by name, absent members left out, `null` kept. Two records
 * with the same content give the same text in whatever order their members were read.
 */
export function canonicalText(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
	const members = Object.entries(value)
		.filter(([, member]) => member !== undefined)
		.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
		.map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`);
	return `{${members.join(',')}}`;
}

/** A list whose order says nothing, in one order. */
export function canonicalSet(values: readonly unknown[]): string {
	return `[${values.map(canonicalText).sort().join(',')}]`;
}
