/**
 * A shallow copy without the members that hold undefined, so that absent members are really absent:
 * `in`, spreads and hashes see no difference to a record that never had them. Null stays: it says
 * that the source told "none".
 */
export function dropAbsent<T extends object>(value: T): T {
	return Object.fromEntries(
		Object.entries(value).filter(([, member]) => member !== undefined),
	) as T;
}
