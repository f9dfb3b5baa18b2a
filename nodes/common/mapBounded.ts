/**
 * Maps a list with at most `concurrency` pieces of work under way; results keep the order of the
 * list. After the first failure nothing new is begun, and that failure is thrown.
 */
export async function mapBounded<T, R>(
	list: readonly T[],
	concurrency: number,
	work: (entry: T, index: number) => Promise<R>,
): Promise<R[]> {
	const results = new Array<R>(list.length);
	let next = 0;
	let stopped = false;
	const worker = async (): Promise<void> => {
		while (!stopped && next < list.length) {
			const index = next++;
			try {
				results[index] = await work(list[index], index);
			} finally {
				stopped ||= !(index in results);
			}
		}
	};
	const count = Math.max(1, Math.min(Math.floor(concurrency), list.length));
	await Promise.all(Array.from({ length: count }, worker));
	return results;
}
