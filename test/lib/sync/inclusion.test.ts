import fc from 'fast-check';

import { defaultProfile } from '../../../lib/profile/defaults';
import type { CohortRule } from '../../../lib/profile/schema';
import {
	decideInclusion,
	visitedSince,
	type CohortEntry,
	type InclusionFacts,
} from '../../../lib/sync/inclusion';

const profile = defaultProfile('tebra');

function decide(change: {
	record?: Partial<InclusionFacts['record']>;
	practice?: InclusionFacts['practice'];
	cohort?: readonly CohortEntry[];
	rule?: CohortRule;
	testPatients?: 'exclude' | 'keep';
}) {
	return decideInclusion({
		record: {
			practiceId: '1',
			practiceName: 'Oak Clinic',
			flags: {},
			lastVisitOn: '2026-01-15',
			...change.record,
		},
		practice: change.practice ?? { practiceId: '1', practiceName: 'Oak Clinic' },
		cohort: change.cohort ?? [],
		profile: {
			...profile,
			cohort: change.rule ?? { rule: 'all' },
			testPatients: change.testPatients ?? profile.testPatients,
		},
		today: '2026-03-31',
	});
}

const spoken = fc.constantFrom(undefined, null, '', ' ', '1', '2', '11', ' 1 ');
const named = fc.constantFrom(undefined, null, '', 'Oak Clinic', ' OAK  clinic ', 'Elm Clinic');

describe('the practice fence', () => {
	it('never lets a record of another practice through, or of none that can be told', () => {
		fc.assert(
			fc.property(
				spoken,
				named,
				fc.boolean(),
				fc.subarray(['invited', 'portal', 'opted_out'] as const),
				(practiceId, practiceName, nameKnown, lists) => {
					const { verdict } = decide({
						record: { practiceId, practiceName },
						practice: nameKnown
							? { practiceId: '1', practiceName: 'Oak Clinic' }
							: { practiceId: '1' },
						cohort: lists.map((list) => ({ list })),
					});
					const idTold = (practiceId ?? '').trim() !== '';
					const nameTold = (practiceName ?? '').trim() !== '' && nameKnown;
					const foreignId = idTold && practiceId?.trim() !== '1';
					const foreignName = nameTold && practiceName === 'Elm Clinic';
					const ours = !foreignId && !foreignName && (idTold || nameTold);
					expect(verdict === 'fenced').toBe(!ours);
				},
			),
			{ numRuns: 500 },
		);
	});

	it('does not take any practice id but the very same one', () => {
		fc.assert(
			fc.property(fc.string(), (practiceId) => {
				fc.pre(practiceId.trim() !== '1');
				expect(decide({ record: { practiceId, practiceName: undefined } }).verdict).toBe('fenced');
			}),
		);
	});
});

describe('opt-out list and flags', () => {
	it('keep out who opted out, whatever else is on the list, without the words of the entry', () => {
		const entry = { list: 'opted_out' as const, reason: 'She told staff' };
		expect(decide({ cohort: [{ list: 'invited' }, entry] })).toEqual({
			verdict: 'excluded',
			reason: 'opted_out',
		});
	});

	it.each<[string, Record<string, string | null | undefined>, string | undefined]>([
		['the alert text', { Alert: 'Note: do  not\nshare with anyone' }, 'do_not_share'],
		['the alert in capitals', { Alert: 'CONFIDENTIAL' }, 'confidential'],
		['the category', { CollectionCategoryName: ' confidential ' }, 'confidential'],
		[
			'a category that only holds the word',
			{ CollectionCategoryName: 'Not confidential' },
			undefined,
		],
		['another alert', { Alert: 'Prefers mornings' }, undefined],
		['no alert', { Alert: null, CollectionCategoryName: undefined }, undefined],
		['a field no rule names', { Note: 'DO NOT SHARE' }, undefined],
	])('read %s', (_name, flags, reason) => {
		expect(decide({ record: { flags } })).toEqual(
			reason === undefined ? { verdict: 'included' } : { verdict: 'excluded', reason },
		);
	});
});

describe('test patients', () => {
	const record = { givenName: 'Ana', familyName: 'ZZTest' };

	it('stay out by default, and not where the profile keeps them', () => {
		expect(decide({ record })).toEqual({ verdict: 'excluded', reason: 'test_patient' });
		expect(decide({ record, testPatients: 'keep' })).toEqual({ verdict: 'included' });
		expect(decide({ record: { ...record, familyName: 'Testa' } })).toEqual({
			verdict: 'included',
		});
	});

	it('of another practice are fenced, and opted-out ones keep that reason', () => {
		expect(decide({ record: { ...record, practiceId: '2' } }).verdict).toBe('fenced');
		expect(decide({ record, cohort: [{ list: 'opted_out' }] })).toMatchObject({
			reason: 'opted_out',
		});
	});
});

describe('the cohort rule', () => {
	it.each<[CohortRule, readonly CohortEntry[], string | null | undefined, string | undefined]>([
		[{ rule: 'all' }, [], undefined, undefined],
		[{ rule: 'invited' }, [{ list: 'invited' }], null, undefined],
		[{ rule: 'invited' }, [{ list: 'portal' }], null, 'not_invited'],
		[{ rule: 'portal' }, [{ list: 'portal' }], null, undefined],
		[{ rule: 'portal' }, [], null, 'no_portal_user'],
		[{ rule: 'visitWithin', months: 1 }, [], '2026-02-28', undefined],
		[{ rule: 'visitWithin', months: 1 }, [], '2026-02-27', 'no_recent_visit'],
		[{ rule: 'visitWithin', months: 1 }, [], '2026-09-01', undefined],
		[{ rule: 'visitWithin', months: 1 }, [], null, 'no_recent_visit'],
		[{ rule: 'visitWithin', months: 1 }, [], undefined, 'last_visit_not_told'],
	])('%j with entries %j and last visit %j', (rule, cohort, lastVisitOn, reason) => {
		expect(decide({ rule, cohort, record: { lastVisitOn } })).toEqual(
			reason === undefined ? { verdict: 'included' } : { verdict: 'left', reason },
		);
	});

	it('tells a vendor that can filter since when a visit counts', () => {
		expect(visitedSince({ cohort: { rule: 'visitWithin', months: 18 } }, '2026-03-31')).toBe(
			'2024-09-30',
		);
		expect(visitedSince({ cohort: { rule: 'all' } }, '2026-03-31')).toBeUndefined();
	});
});
