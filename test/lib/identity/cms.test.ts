import { Comparison } from '../../../lib/identity/compare';
import { prepareRecord } from '../../../lib/identity/compare/prepared';
import { Vocabulary } from '../../../lib/identity/compare/vocabulary';
import { normalizeRecord } from '../../../lib/identity/normalize';
import type { IdentityRecord } from '../../../lib/identity/record';
import { approvedCombination } from '../../../lib/identity/rules/cms';
import { cmsTable } from '../../../lib/identity/rules/cmsTable';
import type { CmsField } from '../../../lib/identity/rules/cmsTable';
import { today } from './people';

type Facts = Omit<IdentityRecord, 'ref'>;

function combination(a: Facts, b: Facts): string | undefined {
	const words = new Vocabulary();
	const prepare = (facts: Facts) =>
		prepareRecord(normalizeRecord({ ...facts, ref: 'r' }, { today }), words);
	const comparison = new Comparison();
	const left = prepare(a);
	const right = prepare(b);
	comparison.compareAll(left, right, words);
	return approvedCombination(left, right, comparison, words, 20261122);
}

const names = [{ given: 'Rosalind', family: 'Quimby' }];
const birthDate = '1975-03-08';
const addresses = [{ line1: '48 Larkspur Ave', city: 'Springfield', postalCode: '62704' }];
const phones = ['217-555-0142'];
const emails = ['rq@example.org'];
const memberIds = [{ payer: 'p', value: 'MB100200' }];
const subscriberIds = [{ payer: 'p', value: 'SB100200' }];

const chances: Record<CmsField, { exact: number; fuzzy?: number }> = cmsTable.chances;

describe('CMS table', () => {
	it('carries the values of the draft', () => {
		expect(cmsTable.bound).toBe(2e-12);
		expect(cmsTable.version).toMatch(/^3\.4\.0/);
		expect(chances).toEqual({
			given: { exact: 0.02, fuzzy: 0.03 },
			family: { exact: 0.005, fuzzy: 0.01 },
			birthDate: { exact: 0.0001, fuzzy: 0.0003 },
			zip: { exact: 0.0003 },
			street: { exact: 0.00003, fuzzy: 0.00006 },
			phone: { exact: 0.000001 },
			email: { exact: 0.000001 },
			ssnLast4: { exact: 0.0001 },
			memberId: { exact: 0.000001 },
			subscriberId: { exact: 0.0001 },
		});
	});

	it.each(cmsTable.combinations.map((listed) => [listed.id, listed] as const))(
		'holds %s under the bound, with any one of its fuzzy fields fuzzy',
		(_, { exact, fuzzy }: { exact: readonly CmsField[]; fuzzy: readonly CmsField[] }) => {
			const all = [...exact, ...fuzzy];
			for (const loose of [undefined, ...fuzzy]) {
				const product = all.reduce(
					(sum, field) =>
						sum * ((field === loose ? chances[field].fuzzy : chances[field].exact) ?? NaN),
					1,
				);
				// A part in a million for the last digit of the multiplication.
				expect(product).toBeLessThanOrEqual(2e-12 * 1.000001);
			}
		},
	);

	it('would not approve names and birth date alone', () => {
		expect(0.02 * 0.005 * 1e-4).toBeGreaterThan(cmsTable.bound);
		expect(
			cmsTable.combinations.some(({ exact, fuzzy }) =>
				[...exact, ...fuzzy].every((field) => ['given', 'family', 'birthDate'].includes(field)),
			),
		).toBe(false);
	});
});

describe('approved combination', () => {
	it.each<[string, Facts]>([
		['namesBirthDateStreet', { names, birthDate, addresses }],
		['namesBirthDatePhone', { names, birthDate, phones }],
		['namesBirthDateEmail', { names, birthDate, emails }],
		['namesBirthDateSsnLast4', { names, birthDate, ssnLast4: '7788' }],
		['givenBirthDatePhone', { names: [{ given: 'Rosalind' }], birthDate, phones }],
		['givenBirthDateEmail', { names: [{ given: 'Rosalind' }], birthDate, emails }],
		['familyBirthDatePhone', { names: [{ family: 'Quimby' }], birthDate, phones }],
		['namesPhoneZip', { names, phones, addresses: [{ postalCode: '62704' }] }],
		['givenBirthDateMemberId', { names: [{ given: 'Rosalind' }], birthDate, memberIds }],
		['phoneMemberId', { phones, memberIds }],
		['namesBirthDateSubscriberId', { names, birthDate, subscriberIds }],
	])('%s is found', (id, facts) => {
		expect(combination(facts, facts)).toBe(id);
	});

	it.each<[string, Facts]>([
		['names and birth date', { names, birthDate }],
		['names and phone', { names, phones }],
		['names and zip', { names, addresses: [{ postalCode: '62704' }] }],
		['phone alone', { phones }],
		['birth date and phone', { birthDate, phones }],
		['family name and birth date', { names: [{ family: 'Quimby' }], birthDate, memberIds }],
	])('is not made of %s', (_, facts) => {
		expect(combination(facts, facts)).toBeUndefined();
	});

	it('allows one edit in one field, and not in two', () => {
		const facts = { names, birthDate, addresses };
		const slip = [{ given: 'Rosalnd', family: 'Quimby' }];
		const slips = [{ given: 'Rosalnd', family: 'Quinby' }];
		expect(combination(facts, { ...facts, names: slip })).toBe('namesBirthDateStreet');
		expect(combination(facts, { ...facts, names: slips })).toBeUndefined();
	});

	it('takes values under five characters exactly', () => {
		const short = (given: string): Facts => ({
			names: [{ given, family: 'Quimby' }],
			birthDate,
			emails,
		});
		expect(combination(short('Ann'), short('Ann'))).toBe('namesBirthDateEmail');
		expect(combination(short('Ann'), short('Anna'))).toBeUndefined();
	});

	it('takes a birth date one calendar day off for fuzzy, never one edit', () => {
		const on = (day: string): Facts => ({ names, birthDate: day, addresses });
		expect(combination(on('1975-03-31'), on('1975-04-01'))).toBe('namesBirthDateStreet');
		expect(combination(on('1975-03-08'), on('1975-03-18'))).toBeUndefined();
	});

	it('does not hold for birth dates more than 120 years ago', () => {
		const on = (day: string): Facts => ({ names, birthDate: day, addresses });
		expect(combination(on('1906-11-22'), on('1906-11-22'))).toBe('namesBirthDateStreet');
		expect(combination(on('1905-11-21'), on('1905-11-21'))).toBeUndefined();
	});

	it('does not take an initial for a name', () => {
		const initial: Facts = { names: [{ given: 'R' }], birthDate, phones };
		expect(combination(initial, initial)).toBeUndefined();
	});

	it('does not take two flats of one house for one street line', () => {
		const flat = (line2: string): Facts => ({
			names,
			birthDate,
			addresses: [{ line1: '48 Larkspur Ave', line2, postalCode: '62704' }],
		});
		expect(combination(flat('Apt 2'), flat('Apt 2'))).toBe('namesBirthDateStreet');
		expect(combination(flat('Apt 2'), flat('Apt 3'))).toBeUndefined();
	});
});
