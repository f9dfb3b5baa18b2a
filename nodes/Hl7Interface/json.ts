/** The value of a JSON parameter: n8n hands over a text where it was typed, and a value otherwise. */
export function jsonParameter(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value) as unknown;
	} catch {
		return undefined;
	}
}
