import fc from 'fast-check';

import {
	addCounts,
	countResults,
	emptyCounts,
	runCountKeys,
	type RunCounts,
} from '../../../lib/sync/counts';

const counts = fc.record(
	Object.fromEntries(runCountKeys.map((key) => [key, fc.nat(10_000)])),
) as unknown as fc.Arbitrary<RunCounts>;

describe('counts of a run', () => {
	it('add up in any order', () => {
		fc.assert(
			fc.property(counts, counts, counts, (a, b, c) => {
				expect(addCounts(addCounts(a, b), c)).toEqual(addCounts(c, addCounts(b, a)));
				expect(addCounts(a, {})).toEqual(a);
			}),
		);
	});

	it('leave out what is no count', () => {
		expect(addCounts({ read: -1, fenced: 1.5, created: '7', failed: 2, stray: 9 }, {})).toEqual({
			...emptyCounts(),
			failed: 2,
		});
	});

	it('count links, doubtful pairs and what was skipped, in a dry run too', () => {
		expect(
			countResults(['linked', 'wouldLink', 'review', 'wouldReview', 'skipped', 'unchanged']),
		).toEqual({ ...emptyCounts(), linked: 2, review: 2, unchanged: 2 });
	});

	it('count every result word once, an unknown one as failed', () => {
		const words = [
			'created',
			'wouldCreate',
			'updated',
			'unchanged',
			'wouldStrip',
			'__proto__',
			'odd',
		];
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...words)), (results) => {
				const counted = countResults(results);
				const total = runCountKeys.reduce((sum, key) => sum + counted[key], 0);
				expect(total).toBe(results.length);
				expect(counted.failed).toBe(
					results.filter((word) => word === '__proto__' || word === 'odd').length,
				);
			}),
		);
	});
});
