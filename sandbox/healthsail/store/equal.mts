/** Whether two JSON values are equal; object members in any order, undefined like absent. */
export function isEqual(left: unknown, right: unknown): boolean {
	if (left === right) return true;
	if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
		return false;
	}
	if (Array.isArray(left) !== Array.isArray(right)) return false;
	if (Array.isArray(left) && Array.isArray(right)) {
		return left.length === right.length && left.every((item, i) => isEqual(item, right[i]));
	}
	const a = left as Record<string, unknown>;
	const b = right as Record<string, unknown>;
	for (const name in a) if (a[name] !== undefined && !isEqual(a[name], b[name])) return false;
	for (const name in b) if (b[name] !== undefined && a[name] === undefined) return false;
	return true;
}

/** Names of the members that differ between two objects. */
export function changedMembers(first: object, second: object): string[] {
	const before = first as Record<string, unknown>;
	const after = second as Record<string, unknown>;
	const names = new Set([...Object.keys(before), ...Object.keys(after)]);
	for (const own of ['id', 'version', 'createdAt', 'updatedAt', 'sync']) names.delete(own);
	return [...names].filter((name) => !isEqual(before[name], after[name])).sort();
}

/**
 * Lays a JSON Merge Patch over an object: absent keeps, arrays are replaced whole. A null is
 * stored as null, which says that the member is known to be empty.
 */
export function layOver<T>(target: T, patch: object): T {
	const merged: Record<string, unknown> = { ...(target as Record<string, unknown>) };
	for (const [name, value] of Object.entries(patch)) {
		if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
			const base = merged[name];
			const isObject = typeof base === 'object' && base !== null && !Array.isArray(base);
			merged[name] = layOver(isObject ? base : {}, value);
		} else if (value !== undefined) merged[name] = value;
	}
	return merged as T;
}
