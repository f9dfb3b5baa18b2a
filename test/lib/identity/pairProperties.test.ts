import fc from 'fast-check';

import { prepareRecord } from '../../../lib/identity/compare/prepared';
import { Vocabulary } from '../../../lib/identity/compare/vocabulary';
import type { PairDecision } from '../../../lib/identity/decision';
import { normalizeRecord } from '../../../lib/identity/normalize';
import { gradePair } from '../../../lib/identity/pair';
import { PairGrader } from '../../../lib/identity/pairGrader';
import type { IdentityRecord } from '../../../lib/identity/record';
import { anyPerson, context, today } from './people';

type Facts = Omit<IdentityRecord, 'ref'>;

const rank = { certainlyNot: 0, possible: 1, probable: 2, certain: 3 };

function grade(a: Facts, b: Facts): PairDecision {
	const normalize = (facts: Facts, ref: string) => normalizeRecord({ ...facts, ref }, { today });
	return gradePair(normalize(a, 'a'), normalize(b, 'b'), context);
}

/** The members of a record, and the field whose reasons each one speaks to. */
const members = [
	['names', ['givenName', 'familyName', 'middleName']],
	['suffix', []],
	['birthDate', ['birthDate']],
	['sex', ['sex']],
	['phones', ['phone']],
	['emails', ['email']],
	['addresses', ['address']],
	['nationalId', ['nationalId']],
	['ssnLast4', ['ssnLast4']],
	['memberIds', ['memberId']],
	['subscriberIds', ['subscriberId']],
	['identifiers', []],
] as const;

const isTold = (value: unknown) =>
	value !== undefined && !(Array.isArray(value) && value.length === 0);
const isStop = (reason: { kind: string }) => reason.kind === 'guard' || reason.kind === 'veto';

describe('grade of a pair', () => {
	it('is the same from both sides', () => {
		fc.assert(
			fc.property(anyPerson, anyPerson, (a, b) => {
				expect(grade(b, a)).toEqual(grade(a, b));
			}),
			{ numRuns: 2000 },
		);
	});

	it('is never lowered by a field that agrees, unless a guard or veto says so', () => {
		let compared = 0;
		fc.assert(
			fc.property(anyPerson, anyPerson, fc.constantFrom(...members), (a, b, [member]) => {
				if (!isTold(b[member])) return;
				const before = grade(a, b);
				const after = grade({ ...a, [member]: b[member] }, b);
				if (before.grade !== 'certainlyNot') compared += 1;
				if (rank[after.grade] >= rank[before.grade]) return;
				expect(after.reasons.filter(isStop)).not.toEqual([]);
			}),
			{ numRuns: 5000 },
		);
		expect(compared).toBeGreaterThan(100);
	});

	it('gains no score from a value that disagrees: without it the score is not lower', () => {
		let compared = 0;
		fc.assert(
			fc.property(anyPerson, anyPerson, fc.constantFrom(...members), (a, b, [member, fields]) => {
				const before = grade(a, b);
				const told = before.reasons.filter(({ code }) => fields.some((f) => code.startsWith(f)));
				if (told.length === 0 || told.some(({ code }) => !code.endsWith('Different'))) return;
				compared += 1;
				const without = { ...a, [member]: undefined };
				expect(grade(without, b).score).toBeGreaterThanOrEqual(before.score);
			}),
			{ numRuns: 5000 },
		);
		expect(compared).toBeGreaterThan(100);
	});

	it('is that of the full comparison where the short way is taken', () => {
		fc.assert(
			fc.property(anyPerson, anyPerson, fc.constantFrom(0, -14, -25), (a, b, priorBits) => {
				const words = new Vocabulary();
				const prepare = (facts: Facts) =>
					prepareRecord(normalizeRecord({ ...facts, ref: 'r' }, { today }), words);
				const grader = new PairGrader(words, { ...context, priorBits });
				const left = prepare(a);
				const right = prepare(b);
				const short = grader.meets(left, right);
				expect(short).toBe(grader.decide(left, right).grade !== 'certainlyNot');
			}),
			{ numRuns: 5000 },
		);
	});

	it('never links a record without identifier, name and birth date', () => {
		fc.assert(
			fc.property(anyPerson, anyPerson, (a, b) => {
				const bare = { ...a, identifiers: [], names: [], birthDate: undefined };
				expect(['certainlyNot', 'possible']).toContain(grade(bare, b).grade);
			}),
			{ numRuns: 2000 },
		);
	});

	it('gives reasons without a value of the record', () => {
		fc.assert(
			fc.property(anyPerson, anyPerson, (a, b) => {
				for (const { code, text } of grade(a, b).reasons) {
					expect(code).toMatch(/^[a-zA-Z0-9:]{1,60}$/);
					expect(text).not.toMatch(/jayd|jayl|quim|quin|maria|larkspur|555|6270|example|1975/i);
				}
			}),
		);
	});
});
