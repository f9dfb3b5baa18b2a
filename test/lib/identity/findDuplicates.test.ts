import fc from 'fast-check';

import { findDuplicates, pairKey } from '../../../lib/identity/match';
import type { ListMatchOptions } from '../../../lib/identity/match';
import type { IdentityRecord } from '../../../lib/identity/record';
import { anyList, finish, person, settings, stranger, today } from './people';

const duplicates = (list: IdentityRecord[], more: Partial<ListMatchOptions> = {}) =>
	finish(findDuplicates(list, { settings, today, ...more }));

describe('duplicates in one list', () => {
	it('are groups, however many records a person has', () => {
		const { groups, decisions, statistics } = duplicates([
			person('a'),
			stranger('b'),
			person('c', { phones: [] }),
			person('d', { emails: [] }),
		]);
		expect(groups).toEqual([['a', 'c', 'd']]);
		expect(decisions.map(({ band }) => band)).toEqual(['link', 'new', 'link', 'link']);
		expect(statistics).toMatchObject({ left: 4, right: 0, bands: { link: 3, review: 0, new: 1 } });
	});

	it('do not join father and son by a record that fits both', () => {
		const father = person('father');
		const son = person('son', { birthDate: '1999-07-15' });
		const between = person('between', { birthDate: undefined });
		const { groups, decisions } = duplicates([father, son, between]);
		expect(groups).toEqual([]);
		expect(decisions.map(({ band }) => band)).toEqual(['review', 'review', 'review']);
	});

	it('are not made of a record without a birth date, which may be a relative', () => {
		const { groups, decisions } = duplicates([person('a'), person('b', { birthDate: undefined })]);
		expect(groups).toEqual([]);
		expect(decisions.map(({ band }) => band)).toEqual(['review', 'review']);
	});

	it('leave excluded pairs apart, named in either order', () => {
		for (const excluded of [new Set([pairKey('a', 'b')]), new Set([pairKey('b', 'a')])]) {
			expect(duplicates([person('a'), person('b')], { excluded }).groups).toEqual([]);
		}
	});

	it('are the same in whatever order', () => {
		fc.assert(
			fc.property(anyList('r', 10), (list) => {
				const sorted = (groups: readonly (readonly string[])[]) =>
					groups.map((group) => [...group].sort().join()).sort();
				expect(sorted(duplicates([...list].reverse()).groups)).toEqual(
					sorted(duplicates(list).groups),
				);
			}),
			{ numRuns: 200 },
		);
	});
});
