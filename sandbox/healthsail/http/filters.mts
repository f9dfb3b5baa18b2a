type Operator = 'gte' | 'gt' | 'lte' | 'lt';

/** All values at a dotted path; lists on the way are looked through. */
function valuesAt(item: unknown, path: readonly string[]): unknown[] {
	if (Array.isArray(item)) return item.flatMap((one) => valuesAt(one, path));
	if (path.length === 0) return [item];
	if (typeof item !== 'object' || item === null) return [];
	return valuesAt((item as Record<string, unknown>)[path[0]], path.slice(1));
}

function inOrder(value: unknown, operator: Operator, bound: string): boolean {
	if (value === undefined || value === null) return false;
	const isTime = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);
	const [left, right] = isTime
		? [Date.parse(value), Date.parse(bound)]
		: typeof value === 'number'
			? [value, Number(bound)]
			: [String(value), bound];
	if (operator === 'gte') return left >= right;
	if (operator === 'gt') return left > right;
	if (operator === 'lte') return left <= right;
	return left < right;
}

/**
 * A test built from query filters: `status=a,b` means any of, `updatedAt[gte]=...` compares, and
 * dots walk into members.
 */
export function matcher(filters: Readonly<Record<string, string>>): (item: unknown) => boolean {
	const tests = Object.entries(filters).map(([name, text]) => {
		const ranged = /^(.+)\[(gte|gt|lte|lt)\]$/.exec(name);
		const path = (ranged?.[1] ?? name).split('.');
		if (ranged) {
			return (item: unknown) =>
				valuesAt(item, path).some((value) => inOrder(value, ranged[2] as Operator, text));
		}
		const words = new Set(text.split(','));
		return (item: unknown) => valuesAt(item, path).some((value) => words.has(String(value)));
	});
	return (item) => tests.every((test) => test(item));
}
