import fc from 'fast-check';

import { createMatcher, linkLists, pairKey } from '../../../lib/identity/match';
import type { ListMatchOptions } from '../../../lib/identity/match';
import type { IdentityRecord } from '../../../lib/identity/record';
import { anyList, child, finish, person, settings, stranger, today } from './people';

const options: ListMatchOptions = { settings, today };

const link = (
	left: IdentityRecord[],
	right: IdentityRecord[],
	more: Partial<ListMatchOptions> = {},
) => finish(linkLists(left, right, { ...options, ...more }));

/** People who have nothing to do with the others, the same ones on each side. */
const crowd = (side: string, size: number) =>
	['Ada', 'Bruno', 'Celia', 'Duncan', 'Edith', 'Felix', 'Gloria', 'Hector', 'Imogen']
		.slice(0, size)
		.map((given, at) => ({
			...stranger(`${side}${at}`),
			names: [{ given, family: `Tam${given}` }],
			birthDate: `19${50 + at}-02-17`,
			phones: [`309-555-010${at}`],
			emails: [`${given}@example.net`],
			addresses: [],
		}));

describe('two lists', () => {
	it('links each person once and tells the rest', () => {
		const { decisions, statistics } = link(
			[person('a'), stranger('b')],
			[person('x'), child('y', 'Ottilie')],
		);
		expect(decisions.map(({ ref, band }) => [ref, band])).toEqual([
			['a', 'link'],
			['b', 'new'],
		]);
		expect(decisions[0]?.best?.ref).toBe('x');
		expect(statistics).toMatchObject({ left: 2, right: 2, bands: { link: 1, review: 0, new: 1 } });
	});

	it('gives two records that claim one candidate to a person', () => {
		const { decisions } = link([person('a'), person('b')], [person('x')]);
		expect(decisions.map(({ band }) => band)).toEqual(['review', 'review']);
		expect(decisions[0]?.best?.reasons[0]?.code).toBe('ambiguous');
	});

	it('lets the record with the own identifier have the candidate', () => {
		const identifiers = [{ issuer: 'tebra:1:patient', value: '77' }];
		const { decisions } = link(
			[person('a'), person('b', { identifiers })],
			[person('x', { identifiers })],
		);
		expect(decisions.map(({ band }) => band)).toEqual(['review', 'link']);
	});

	it('links twins each to themselves', () => {
		const twins = (prefix: string) => [
			child(`${prefix}1`, 'Jayden'),
			child(`${prefix}2`, 'Jaylen'),
		];
		const { decisions } = link(twins('a'), twins('x'));
		expect(decisions.map(({ band, best }) => [band, best?.ref])).toEqual([
			['link', 'x1'],
			['link', 'x2'],
		]);
	});

	it('takes a twin of whom the other list has only the other one for new', () => {
		const { decisions } = link(
			[child('a1', 'Jayden'), child('a2', 'Jaylen')],
			[child('x2', 'Jaylen')],
		);
		expect(decisions.map(({ band }) => band)).toEqual(['new', 'link']);
	});

	it('does not link a twin to the other one when each list has one', () => {
		const { decisions, statistics } = link([child('a1', 'Jayden')], [child('x2', 'Jaylen')]);
		expect(decisions[0]?.band).toBe('review');
		expect(statistics.stopped.twinGuard).toBe(1);
	});

	it('link a record without a given name only while nobody else is even possible', () => {
		const nameless = person('a', { names: [{ given: null, family: 'Quimby' }] });
		const twin = person('x2', { names: [{ given: 'Beatrix', family: 'Quimby' }] });
		const bandOf = (left: IdentityRecord[], right: IdentityRecord[]) =>
			link([...left, ...crowd('l', 9)], [...right, ...crowd('r', 9)]).decisions[0]?.band;
		expect(bandOf([nameless], [person('x1')])).toBe('link');
		expect(bandOf([nameless], [person('x1'), twin])).toBe('review');
		expect(bandOf([nameless, { ...twin, ref: 'a2' }], [person('x1')])).toBe('review');
	});

	it('do not link a record without a given name where the lists are not of the same people', () => {
		const nameless = person('a', { names: [{ given: null, family: 'Quimby' }] });
		const { decisions } = link([nameless, ...crowd('l', 9)], [person('x1'), ...crowd('r', 4)]);
		expect(decisions[0]?.band).toBe('review');
		expect(decisions[0]?.best?.reasons[0]?.code).toBe('incomplete');
	});

	it('keeps excluded pairs apart', () => {
		const excluded = new Set([pairKey('a', 'x')]);
		expect(link([person('a')], [person('x')], { excluded }).decisions[0]?.band).toBe('new');
		expect(link([person('x')], [person('a')], { excluded }).decisions[0]?.band).toBe('link');
	});

	it('reads empty lists', () => {
		expect(link([], []).decisions).toEqual([]);
		expect(link([person('a')], []).decisions).toEqual([{ ref: 'a', band: 'new', others: [] }]);
		expect(link([], [person('x')]).statistics.right).toBe(1);
	});

	it('takes a million characters for a name', () => {
		const long = person('a', { names: [{ given: 'x'.repeat(1_000_000), family: 'Quimby' }] });
		expect(link([long], [person('x')]).decisions).toHaveLength(1);
	});

	it('tells how far it is', () => {
		const many = Array.from({ length: 1200 }, (_, at) => stranger(`r${at}`));
		const stages: string[] = [];
		for (const { stage, done, total } of linkLists(many, [person('x')], options)) {
			expect(done).toBeLessThanOrEqual(total);
			stages.push(stage);
		}
		expect(new Set(stages)).toEqual(new Set(['read', 'compare', 'decide']));
	});

	it('answers the same in whatever order and from whichever side', () => {
		fc.assert(
			fc.property(anyList('l'), anyList('r'), fc.nat(), (left, right, turn) => {
				const rotate = (list: IdentityRecord[]) => {
					const at = list.length === 0 ? 0 : turn % list.length;
					return [...list.slice(at), ...list.slice(0, at)].reverse();
				};
				const byRef = (decisions: readonly { ref: string }[]) =>
					[...decisions].sort((a, b) => (a.ref < b.ref ? -1 : 1));
				const before = link(left, right);
				const after = link(rotate(left), rotate(right));
				expect(byRef(after.decisions)).toEqual(byRef(before.decisions));
				const links = (list: typeof before, flip: boolean) =>
					list.decisions
						.filter(({ band }) => band === 'link')
						.map(({ ref, best }) => (flip ? [best?.ref, ref] : [ref, best?.ref]).join())
						.sort();
				expect(links(link(right, left), true)).toEqual(links(before, false));
			}),
			{ numRuns: 300 },
		);
	});

	it('never brings out an excluded pair, and links no candidate twice', () => {
		fc.assert(
			fc.property(anyList('l'), anyList('r'), (left, right) => {
				const excluded = new Set(
					left.flatMap((l) =>
						right.filter((_, at) => at % 2 === 0).map((r) => pairKey(l.ref, r.ref)),
					),
				);
				const { decisions } = link(left, right, { excluded });
				const linked: string[] = [];
				for (const { ref, band, best, others } of decisions) {
					for (const candidate of [...others, ...(best === undefined ? [] : [best])]) {
						expect(excluded.has(pairKey(ref, candidate.ref))).toBe(false);
					}
					if (band === 'link' && best !== undefined) linked.push(best.ref);
				}
				expect(new Set(linked).size).toBe(linked.length);
			}),
			{ numRuns: 200 },
		);
	});

	it('links no pair that the index would not, and the other way round', () => {
		fc.assert(
			fc.property(anyList('l', 4), anyList('r', 6), (left, right) => {
				const matcher = createMatcher({ settings, today });
				for (const record of right) matcher.add(record);
				expect(matcher.size).toBe(right.length);
				for (const { ref, band, best } of link(left, right).decisions) {
					if (band !== 'link') continue;
					const record = left.find((l) => l.ref === ref);
					const candidate = matcher.find(record ?? { ref: '' }).best;
					expect(candidate?.ref).toBe(best?.ref);
				}
			}),
			{ numRuns: 100 },
		);
	});
});
