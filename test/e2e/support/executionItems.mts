// What the nodes of an execution put out, read from the text in which n8n keeps it ("flatted": a list
// of values, in which a text inside of a value is the place of another one).

interface RunData {
	resultData: {
		runData: Record<
			string,
			Array<{ data?: { main?: Array<Array<{ json: Record<string, unknown> }> | null> } }>
		>;
	};
}

/** The items of each node, those of all its outputs and runs in a row. */
export function itemsByNode(flatted: string): Record<string, Array<Record<string, unknown>>> {
	const { resultData } = unflatten(JSON.parse(flatted) as unknown[]) as RunData;
	return Object.fromEntries(
		Object.entries(resultData.runData).map(([node, runs]) => [
			node,
			runs.flatMap(({ data }) =>
				(data?.main ?? []).flatMap((items) => (items ?? []).map(({ json }) => json)),
			),
		]),
	);
}

function unflatten(values: readonly unknown[]): unknown {
	const made = new Map<number, unknown>();
	const at = (place: number): unknown => {
		if (made.has(place)) return made.get(place);
		const value = values[place];
		if (typeof value !== 'object' || value === null) return value;
		const whole: unknown[] | Record<string, unknown> = Array.isArray(value) ? [] : {};
		made.set(place, whole);
		for (const [key, held] of Object.entries(value))
			Object.assign(whole, { [key]: typeof held === 'string' ? at(Number(held)) : held });
		return whole;
	};
	return at(0);
}
