/**
 * One text per content: members sorted by name, absent members left out, `null` kept. Two records
 * with the same content give the same text in whatever order their members were read.
 */
export function canonicalText(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
	const members: string[] = [];
	for (const name of Object.keys(value).sort()) {
		const member = (value as Readonly<Record<string, unknown>>)[name];
		if (member !== undefined) members.push(`${JSON.stringify(name)}:${canonicalText(member)}`);
	}
	return `{${members.join(',')}}`;
}

/** A list whose order says nothing, in one order. */
export function canonicalSet(values: readonly unknown[]): string {
	return `[${values.map(canonicalText).sort().join(',')}]`;
}
