export interface Difference {
	/** Dotted path of the setting. */
	readonly path: string;
	/** Undefined = not there. */
	readonly before: unknown;
	readonly after: unknown;
}

/** The settings in which two profiles differ; lists count as one setting. */
export function differences(before: unknown, after: unknown, path = ''): Difference[] {
	if (isObject(before) && isObject(after)) {
		const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
		return keys.flatMap((key) =>
			differences(before[key], after[key], path === '' ? key : `${path}.${key}`),
		);
	}
	return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
}

/** A difference as a line: `+` came, `-` went, `~` changed, each with its value as JSON. */
export function describeDifference({ path, before, after }: Difference): string {
	const name = path || 'profile';
	if (before === undefined) return `+ ${name}: ${JSON.stringify(after)}`;
	if (after === undefined) return `- ${name}: ${JSON.stringify(before)}`;
	return `~ ${name}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
