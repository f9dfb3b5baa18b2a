/** What HealthSail holds, in a list of so many customers a part. */
export function knownTo(ids: readonly string[], stored: ReadonlySet<string> = new Set(ids)) {
	const asked: number[] = [];
	return {
		asked,
		async page(limit: number, cursor?: string) {
			asked.push(limit);
			const from = Number(cursor ?? 0);
			const next = from + limit;
			return await Promise.resolve({
				ids: ids.slice(from, next),
				...(next < ids.length && { nextCursor: String(next) }),
			});
		},
		async among(some: readonly string[]) {
			return await Promise.resolve(new Set(some.filter((id) => stored.has(id))));
		},
	};
}
