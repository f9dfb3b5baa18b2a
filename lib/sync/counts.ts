/** What a run counts (contract section 15, runs). */
export const runCountKeys = [
	'read',
	'fenced',
	'excluded',
	'leaving',
	'linked',
	'created',
	'updated',
	'unchanged',
	'stripped',
	'review',
	'failed',
	'vendorCalls',
	'healthSailCalls',
] as const;
export type RunCountKey = (typeof runCountKeys)[number];
export type RunCounts = Readonly<Record<RunCountKey, number>>;

/** Every count of a run at 0; a new object each time, to be counted up. */
export function emptyCounts(): Record<RunCountKey, number> {
	return Object.fromEntries(runCountKeys.map((key) => [key, 0])) as Record<RunCountKey, number>;
}

/** The sum; members that one side lacks count as 0, unknown members and non-numbers are left out. */
export function addCounts(
	left: Readonly<Record<string, unknown>>,
	right: Readonly<Record<string, unknown>>,
): RunCounts {
	const sum = emptyCounts();
	for (const key of runCountKeys) sum[key] = countOf(left[key]) + countOf(right[key]);
	return sum;
}

/** What each result word of a page's items counts as; a dry run counts what it would do. */
const countOfResult: Readonly<Record<string, RunCountKey>> = {
	linked: 'linked',
	wouldLink: 'linked',
	created: 'created',
	wouldCreate: 'created',
	updated: 'updated',
	wouldUpdate: 'updated',
	unchanged: 'unchanged',
	stripped: 'stripped',
	wouldStrip: 'stripped',
	review: 'review',
	wouldReview: 'review',
	// The pair was kept apart while the run was under way: the next run decides anew.
	skipped: 'unchanged',
	failed: 'failed',
};

/** Counts the result words of a page; a word nobody knows counts as failed, so none gets lost. */
export function countResults(results: readonly string[]): RunCounts {
	const counts = emptyCounts();
	for (const result of results) {
		const key = Object.hasOwn(countOfResult, result) ? countOfResult[result] : 'failed';
		counts[key] += 1;
	}
	return counts;
}

/**
 * Whether a read of the whole practice met patients of other practices only: then the practice's
 * name or number is wrong. A read of changes may meet such patients alone, in a right set-up.
 */
export function isAllFenced(
	run: { readonly mode: string },
	{ read, fenced }: Pick<RunCounts, 'read' | 'fenced'>,
): boolean {
	return run.mode !== 'changes' && read > 0 && fenced === read;
}

function countOf(value: unknown): number {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}
