import fc from 'fast-check';

import { prepareRecord } from '../../../lib/identity/compare/prepared';
import { Vocabulary } from '../../../lib/identity/compare/vocabulary';
import { matchAgainst } from '../../../lib/identity/match';
import { normalizePerson, normalizeRecord } from '../../../lib/identity/normalize';
import { PairGrader } from '../../../lib/identity/pairGrader';
import type { IdentityRecord } from '../../../lib/identity/record';
import { CandidateScreen, isScreenedFor } from '../../../lib/identity/screen';
import type { IdentitySettings } from '../../../lib/identity/settings';
import { anyList, anyPerson, context, person, settings, today } from './people';

/** Thresholds over their whole range; some let pairs through that share next to nothing. */
const anySettings: fc.Arbitrary<IdentitySettings> = fc.record({
	linkScore: fc.double({ min: 0, max: 30, noNaN: true }),
	reviewScore: fc.double({ min: -20, max: 20, noNaN: true }),
	linkAt: fc.constantFrom('probable', 'certain'),
	populationSize: fc.integer({ min: 1, max: 200_000 }),
});

function screened(
	record: IdentityRecord,
	candidates: readonly IdentityRecord[],
	by: IdentitySettings,
): IdentityRecord[] {
	const asked = normalizeRecord(record, { today });
	return new CandidateScreen(by, today)
		.possible(asked, candidates)
		.map((position) => candidates[position]);
}

describe('the screen of candidates', () => {
	it('changes no decision, whatever the people, the thresholds, exclusions and links are', () => {
		let dropped = 0;
		let decided = 0;
		const refs = fc.uniqueArray(fc.constantFrom('c0', 'c1', 'c2', 'c3'), { maxLength: 2 });
		fc.assert(
			fc.property(
				anyPerson,
				anyList('c', 10),
				anySettings,
				refs,
				refs,
				(facts, candidates, by, apart, elsewhere) => {
					const record = { ...facts, ref: 'p' };
					const options = {
						settings: by,
						today,
						excluded: new Set(apart),
						taken: new Set(elsewhere),
					};
					const kept = screened(record, candidates, by);
					const decision = matchAgainst(record, kept, options);
					expect(decision).toEqual(matchAgainst(record, candidates, options));
					dropped += candidates.length - kept.length;
					if (decision.band !== 'new') decided += 1;
				},
			),
			{ numRuns: 3000 },
		);
		expect(dropped).toBeGreaterThan(1000);
		expect(decided).toBeGreaterThan(500);
	});

	it('changes no decision of a node that asks for more agreement than the screen did', () => {
		fc.assert(
			fc.property(
				anyPerson,
				anyList('c', 10),
				anySettings,
				anySettings,
				(facts, candidates, by, own) => {
					if (!isScreenedFor(own, by)) return;
					const record = { ...facts, ref: 'p' };
					const options = { settings: own, today };
					expect(matchAgainst(record, screened(record, candidates, by), options)).toEqual(
						matchAgainst(record, candidates, options),
					);
				},
			),
			{ numRuns: 4000 },
		);
	});

	it('never tells two people apart without their addresses whom the whole records bring together', () => {
		let met = 0;
		let apart = 0;
		fc.assert(
			fc.property(anyPerson, anyPerson, (a, b) => {
				const words = new Vocabulary();
				const grader = new PairGrader(words, context);
				const left = prepareRecord(normalizeRecord({ ...a, ref: 'a' }, { today }), words);
				const whole = prepareRecord(normalizeRecord({ ...b, ref: 'b' }, { today }), words);
				const bare = prepareRecord(normalizePerson({ ...b, ref: 'b' }, { today }), words);
				const mayMeet = grader.mayMeet(left, bare);
				if (!mayMeet) apart += 1;
				if (!grader.meets(left, whole)) return;
				met += 1;
				expect(mayMeet).toBe(true);
			}),
			{ numRuns: 5000 },
		);
		expect([met > 500, apart > 500]).toEqual([true, true]);
	});

	it('keeps whoever may be the patient, and leaves out whoever shares nothing but a phone', () => {
		const patient = person('p');
		const same = person('same');
		const brother = person('brother', { names: [{ given: 'Ruben', family: 'Quimby' }] });
		const stranger = person('stranger', {
			names: [{ given: 'Ottilie', family: 'Brandvold' }],
			birthDate: '1951-11-30',
			emails: ['ottilie@example.org'],
			addresses: [{ line1: '7 Elm St', city: 'Reno', region: 'NV', postalCode: '89501' }],
		});
		const kept = screened(patient, [stranger, brother, same], settings);
		expect(kept.map(({ ref }) => ref)).toEqual(['brother', 'same']);
	});

	it('keeps everybody where there are more candidates than people', () => {
		const patient = person('p');
		const stranger = person('s', {
			names: [{ given: 'Ottilie', family: 'Brandvold' }],
			birthDate: '1951-11-30',
			phones: [],
			emails: [],
			addresses: [],
		});
		const by = (populationSize: number) => ({ ...settings, populationSize, reviewScore: 10 });
		expect(screened(patient, [stranger, stranger], by(1))).toHaveLength(2);
		expect(screened(patient, [stranger, stranger], by(2))).toHaveLength(0);
	});
});

describe('candidates that were screened', () => {
	const by = { reviewScore: 0, populationSize: 50_000 };

	it.each([
		['the same settings', { ...settings }, true],
		['a higher review score', { ...settings, reviewScore: 2 }, true],
		['a larger population', { ...settings, populationSize: 80_000 }, true],
		['a lower review score', { ...settings, reviewScore: -1 }, false],
		['a smaller population', { ...settings, populationSize: 49_999 }, false],
	])('serve %s: %#', (_, own, expected) => {
		expect(isScreenedFor(own, by)).toBe(expected);
	});
});
