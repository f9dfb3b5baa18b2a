import fc from 'fast-check';

import { verdictOf, settleConflict } from '../../../lib/changes/compare';
import type { FieldChange } from '../../../lib/changes/field';
import { sameAsKeyedIn, sameValue } from '../../../lib/changes/sameValue';

// All people and values are invented.
describe('Two values of a field', () => {
	it('are the same whatever case and signs a system keeps', () => {
		expect(sameValue('familyName', "O'Neill-Sample", 'ONEILL SAMPLE')).toBe(true);
		expect(
			sameValue(
				'address.home',
				{
					line1: '9 Elm St.',
					line2: 'Apt 2',
					city: 'St. Paul',
					region: 'MN',
					postalCode: '55101-1234',
				},
				{ line1: '9 ELM ST APT 2', city: 'ST PAUL', region: 'mn', postalCode: '551011234' },
			),
		).toBe(true);
		expect(sameValue('phone.home', { number: '+12175550123' }, { number: '(217) 555-0123' })).toBe(
			true,
		);
	});

	it.each([
		['address.home', { line1: '9 Elm St', city: 'Reno' }, { line1: '90 Elm St', city: 'Reno' }],
		[
			'address.home',
			{ line1: '9 Elm St', postalCode: '89501' },
			{ line1: '9 Elm St', postalCode: '89502' },
		],
		['phone.home', { number: '+12175550123' }, { number: '+12175550124' }],
		['phone.home', { number: '+12175550123' }, { number: '+12175550123', extension: '4' }],
		['email', 'a.b@example.org', 'ab@example.org'],
		['coverage.primary', { memberId: 'EX1' }, { memberId: 'EX2' }],
		['coverage.primary', { memberId: 'EX1', groupNumber: 'G' }, { memberId: 'EX1' }],
		['emergencyContact', { name: 'Kim Sample' }, { name: 'Kim Example' }],
		['familyName', '李', '王'],
		['suffix', '+', '-'],
	] as const)('of %s differ where it matters', (field, a, b) => {
		expect(sameValue(field, a, b)).toBe(false);
	});

	it('do not differ by what only one system keeps', () => {
		expect(
			sameValue(
				'emergencyContact',
				{ name: 'Kim Sample', relationship: 'Sister' },
				{ name: 'KIM SAMPLE' },
			),
		).toBe(true);
		expect(
			sameValue('coverage.primary', { memberId: 'EX1', payerName: 'Example' }, { memberId: 'ex1' }),
		).toBe(true);
	});

	it('nothing is the same as nothing only', () => {
		expect(sameValue('email', null, null)).toBe(true);
		expect(sameValue('email', null, 'a@example.org')).toBe(false);
	});

	it('are the same in both directions, and each with itself', () => {
		const address = fc.record({ line1: fc.string(), city: fc.string(), postalCode: fc.string() });
		fc.assert(
			fc.property(address, address, (a, b) => {
				expect(sameValue('address.home', a, a)).toBe(true);
				expect(sameValue('address.home', a, b)).toBe(sameValue('address.home', b, a));
			}),
		);
	});
});

describe('An address that staff keyed in', () => {
	const asked = { line1: '9 North Elm Street', line2: 'Apt 2', city: 'Reno', region: 'NV' };

	it('is the same in the words of the post', () => {
		const keyed = { line1: '9 N ELM ST APT 2', city: 'RENO', region: 'NV' };
		expect(sameAsKeyedIn('address.home', keyed, asked)).toBe(true);
		expect(sameValue('address.home', keyed, asked)).toBe(false);
	});

	it.each([
		{ line1: '9 N Elm Ave Apt 2', city: 'Reno', region: 'NV' },
		{ line1: '9 N Elm St Apt 3', city: 'Reno', region: 'NV' },
		{ line1: '9 N Elm St', city: 'Reno', region: 'NV' },
		{ line1: '19 N Elm St Apt 2', city: 'Reno', region: 'NV' },
		{ line1: '9 N Elm St Apt 2', city: 'Sparks', region: 'NV' },
	])('is another one where a part of it differs', (keyed) => {
		expect(sameAsKeyedIn('address.home', keyed, asked)).toBe(false);
	});

	it('is no ground to take other fields for the same', () => {
		expect(sameAsKeyedIn('email', 'st@example.org', 'street@example.org')).toBe(false);
		expect(sameAsKeyedIn('address.home', { city: 'Reno' }, { city: 'Sparks' })).toBe(false);
	});
});

describe('A proposal beside what the practice has now', () => {
	const change: FieldChange = {
		changeId: 'chg_1',
		field: 'email',
		from: 'old@example.org',
		to: 'new@example.org',
	};

	it.each([
		['old@example.org', 'unchanged'],
		['other@example.org', 'changed'],
		[null, 'changed'],
		['NEW@example.org', 'already_there'],
		[undefined, 'unreadable'],
	] as const)('the practice has %s: %s', (current, verdict) => {
		expect(verdictOf(change, current)).toBe(verdict);
	});

	const submittedAt = '2026-03-04T14:00:00Z';
	it.each([
		['ask', 'changed', '2026-03-05T14:00:00Z', 'askAsConflict'],
		['healthsail_proposes', 'changed', '2026-03-05T14:00:00Z', 'ask'],
		['pm_wins', 'changed', '2026-03-03T14:00:00Z', 'superseded'],
		['newest_wins', 'changed', '2026-03-05T14:00:00Z', 'superseded'],
		['newest_wins', 'changed', '2026-03-03T14:00:00Z', 'askAsConflict'],
		['newest_wins', 'changed', null, 'askAsConflict'],
		['newest_wins', 'changed', 'no time', 'askAsConflict'],
		['pm_wins', 'unchanged', '2026-03-05T14:00:00Z', 'ask'],
		['pm_wins', 'already_there', null, 'ask'],
		['pm_wins', 'unreadable', null, 'ask'],
	] as const)('policy %s, %s, record of %s: %s', (policy, verdict, sourceAt, result) => {
		expect(settleConflict(policy, { verdict, submittedAt, sourceAt })).toBe(result);
	});
});
