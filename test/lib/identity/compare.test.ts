import fc from 'fast-check';

import { Comparison } from '../../../lib/identity/compare';
import { ageOn, birthDateLevel, yearsApart } from '../../../lib/identity/compare/birthDate';
import { levels } from '../../../lib/identity/compare/levels';
import type { Field } from '../../../lib/identity/compare/levels';
import { prepareRecord } from '../../../lib/identity/compare/prepared';
import { Vocabulary } from '../../../lib/identity/compare/vocabulary';
import { normalizeRecord } from '../../../lib/identity/normalize';
import type { IdentityRecord } from '../../../lib/identity/record';
import { jaroWinkler } from '../../../lib/identity/similarity/jaroWinkler';
import { today } from './people';

type Facts = Omit<IdentityRecord, 'ref'>;

function level(field: Field, a: Facts, b: Facts): string {
	const words = new Vocabulary();
	const prepare = (facts: Facts) =>
		prepareRecord(normalizeRecord({ ...facts, ref: 'r' }, { today }), words);
	const comparison = new Comparison();
	const left = prepare(a);
	const right = prepare(b);
	comparison.compareAll(left, right, words);
	return levels[field][comparison.level(field)];
}

const name = (given?: string, family?: string, middle?: string): Facts => ({
	names: [{ given, family, middle }],
});
const lives = (
	line1?: string,
	city?: string,
	postalCode?: string,
	more: { line2?: string; region?: string } = {},
): Facts => ({ addresses: [{ line1, city, postalCode, ...more }] });

describe('given names', () => {
	it.each([
		['Robert', 'ROBERT', 'equal'],
		['Joshua', 'Josh', 'nickname'],
		['Mary Ann', 'Mary', 'part'],
		['Robert James', 'James', 'middle'],
		['J', 'Jayden', 'initial'],
		['J', 'K', 'different'],
		['Michelle', 'Micehlle', 'close'],
		['Pia', 'Pai', 'similar'],
		['Keeley', 'Kedley', 'similar'],
		['Oliver', 'Emma', 'different'],
		[undefined, 'Emma', 'missing'],
	])('%s and %s are %s', (a, b, expected) => {
		expect(level('given', name(a), name(b))).toBe(expected);
		expect(level('given', name(b), name(a))).toBe(expected);
	});

	it('agree with a middle name that is used', () => {
		expect(level('given', name('Robert', 'Voss', 'James'), name('James', 'Voss'))).toBe('middle');
	});

	it('and family names are swapped when each is the other', () => {
		const a = name('Anselm', 'Ruprecht');
		const b = name('Ruprecht', 'Anselm');
		expect([level('given', a, b), level('family', a, b)]).toEqual(['swapped', 'swapped']);
		expect(level('given', a, name('Ruprecht', 'Voss'))).toBe('different');
	});
});

describe('family names', () => {
	it.each([
		['Quimby', 'quimby', 'equal'],
		['Garcia Lopez', 'Lopez', 'part'],
		['Garcia-Lopez', 'Lopez-Ruiz', 'part'],
		['Thompson', 'Thomson', 'close'],
		['Smith', 'Smyth', 'similar'],
		['Quimby', 'Voss', 'different'],
		['Quimby', undefined, 'missing'],
	])('%s and %s are %s', (a, b, expected) => {
		expect(level('family', name('X', a), name('X', b))).toBe(expected);
		expect(level('family', name('X', b), name('X', a))).toBe(expected);
	});

	it('agree with a former one', () => {
		const married: Facts = { names: [{ given: 'Ida', family: 'Voss' }, { family: 'Quimby' }] };
		expect(level('family', married, name('Ida', 'Quimby'))).toBe('former');
		expect(level('family', married, name('Ida', 'Voss'))).toBe('equal');
	});
});

describe('birth dates', () => {
	it.each([
		['1975-03-08', '1975-03-08', 'equal'],
		['1975-03-08', '1975-08-03', 'swapped'],
		['1975-03-31', '1975-04-01', 'oneDay'],
		['1999-12-31', '2000-01-01', 'oneDay'],
		['2000-02-28', '2000-03-01', 'different'],
		['1975-03-08', '1978-03-08', 'oneDigit'],
		['1975-03-08', '1957-03-08', 'oneDigit'],
		['1975-03-12', '1975-03-21', 'oneDigit'],
		['1975-03-08', '1975-03-27', 'twoParts'],
		['1975-03-08', '1975-11-08', 'twoParts'],
		['1975-03-08', '1981-10-27', 'different'],
		[undefined, '1975-03-08', 'missing'],
	])('%s and %s are %s', (a, b, expected) => {
		expect(level('birthDate', { birthDate: a }, { birthDate: b })).toBe(expected);
	});

	it('are a day apart exactly when the calendar says so', () => {
		const oneDay = levels.birthDate.indexOf('oneDay');
		const asNumber = (date: Date) => Number(date.toISOString().slice(0, 10).replaceAll('-', ''));
		const range = { min: new Date('1890-01-01'), max: new Date('2030-01-01'), noInvalidDate: true };
		fc.assert(
			fc.property(fc.date(range), fc.integer({ min: 1, max: 3 }), (date, days) => {
				const later = new Date(date.getTime() + days * 86_400_000);
				const found = birthDateLevel(asNumber(date), asNumber(later));
				expect(found === oneDay).toBe(days === 1);
			}),
		);
	});

	it('count years and ages by the calendar', () => {
		expect(yearsApart(19750308, 19900307)).toBe(14);
		expect(yearsApart(19900308, 19750308)).toBe(15);
		expect(yearsApart(0, 19900307)).toBe(0);
		expect(ageOn(20081122, 20261122)).toBe(18);
		expect(ageOn(20081123, 20261122)).toBe(17);
	});
});

describe('addresses', () => {
	it.each<[string, Facts, Facts]>([
		[
			'equal',
			lives('48 Larkspur Ave', 'Springfield', '62704'),
			lives('48 LARKSPUR AVENUE', 'Springfield', '62704-1234'),
		],
		['equal', lives('48 Larkspur Ave'), lives('48 Larkspur Ave')],
		[
			'equal',
			lives('PO Box 12', 'Springfield', '62704'),
			lives('P.O. Box 12', 'Springfield', '62704'),
		],
		[
			'close',
			lives('48 Larkspur Ave', 'Springfield', '62704'),
			lives('48 Larkspru Ave', 'Springfield', '62704'),
		],
		[
			'close',
			lives('48 Larkspur Ave', 'Springfield', '62704'),
			lives('48 Larkspur Ave', 'Sprinfield', '62740'),
		],
		[
			'sameStreet',
			lives('48 Larkspur Ave', 'Springfield', '62704'),
			lives('Larkspur Ave', 'Springfield', '62704'),
		],
		[
			'sameStreet',
			lives('48 Larkspur Ave', 'Springfield', '62704'),
			lives('49 Larkspur Ave', 'Springfield', '62704'),
		],
		[
			'otherHouse',
			lives('48 Larkspur Ave', 'Springfield', '62704'),
			lives('1207 Larkspur Ave', 'Springfield', '62704'),
		],
		[
			'otherHouse',
			lives('48 Larkspur Ave', 'Springfield', '62704', { line2: 'Apt 2' }),
			lives('48 Larkspur Ave', 'Springfield', '62704', { line2: 'Apt 3' }),
		],
		[
			'otherHouse',
			lives('48 Larkspur Ave', 'Springfield', '62704'),
			lives('48 Larkspur Ave', 'Reno', '89501'),
		],
		[
			'numberAndZip',
			lives('48 Larkspur Ave', 'Springfield', '62704'),
			lives('48 Tamarack Rd', 'Springfield', '62704'),
		],
		[
			'zip',
			lives('48 Larkspur Ave', 'Springfield', '62704'),
			lives('9 Tamarack Rd', 'Springfield', '62704'),
		],
		[
			'city',
			lives('48 Larkspur Ave', 'Springfield', '62704'),
			lives('9 Tamarack Rd', 'Springfield', '62521'),
		],
		[
			'different',
			lives(undefined, 'Springfield', '62704', { region: 'IL' }),
			lives(undefined, 'Springfield', '65801', { region: 'MO' }),
		],
		[
			'different',
			lives('48 Larkspur Ave', 'Springfield', '62704'),
			lives('9 Tamarack Rd', 'Decatur', '62521'),
		],
		['missing', lives('48 Larkspur Ave'), lives(undefined, 'Springfield', '62704')],
		['missing', {}, lives('48 Larkspur Ave', 'Springfield', '62704')],
	])('are %s', (expected, a, b) => {
		expect(level('address', a, b)).toBe(expected);
		expect(level('address', b, a)).toBe(expected);
	});

	it('are compared with each known one', () => {
		const moved: Facts = {
			addresses: [
				{ line1: '9 Tamarack Rd', city: 'Decatur', postalCode: '62521' },
				{ line1: '48 Larkspur Ave', city: 'Springfield', postalCode: '62704' },
			],
		};
		expect(level('address', moved, lives('48 Larkspur Ave', 'Springfield', '62704'))).toBe('equal');
	});
});

describe('numbers and contacts', () => {
	const cases: Array<[Field, string, Facts, Facts]> = [
		[
			'phone',
			'equal',
			{ phones: ['217-555-0142', '309-555-0188'] },
			{ phones: ['+1 309 555 0188'] },
		],
		['phone', 'close', { phones: ['217-555-0142'] }, { phones: ['217-555-0124'] }],
		['phone', 'different', { phones: ['217-555-0142'] }, { phones: ['309-555-0188'] }],
		['phone', 'missing', { phones: [] }, { phones: ['309-555-0188'] }],
		['email', 'equal', { emails: ['A.Q@Example.org'] }, { emails: ['a.q@example.org'] }],
		['email', 'close', { emails: ['quimby@example.org'] }, { emails: ['quinby@example.org'] }],
		['email', 'different', { emails: ['a.q@example.org'] }, { emails: ['harold@example.net'] }],
		['nationalId', 'equal', { nationalId: '512-40-7788' }, { nationalId: '512407788' }],
		['nationalId', 'oneEdit', { nationalId: '512-40-7788' }, { nationalId: '512-40-7789' }],
		['nationalId', 'different', { nationalId: '512-40-7788' }, { nationalId: '219-33-1020' }],
		['ssnLast4', 'equal', { ssnLast4: '7788' }, { nationalId: '512-40-7788' }],
		['ssnLast4', 'missing', { nationalId: '512-40-7788' }, { nationalId: '512-40-7788' }],
		[
			'memberId',
			'equal',
			{ memberIds: [{ payer: 'P', value: 'MB100200' }] },
			{ memberIds: [{ value: 'mb100200' }] },
		],
		[
			'memberId',
			'missing',
			{ memberIds: [{ payer: 'P', value: 'MB100200' }] },
			{ memberIds: [{ payer: 'Q', value: 'MB100200' }] },
		],
		[
			'memberId',
			'different',
			{ memberIds: [{ payer: 'P', value: 'MB100200' }] },
			{ memberIds: [{ payer: 'P', value: 'XX999111' }] },
		],
		['middle', 'initial', name('A', 'B', 'Lee'), name('A', 'B', 'L')],
		['middle', 'different', name('A', 'B', 'Lee'), name('A', 'B', 'Marie')],
		['sex', 'different', { sex: 'M' }, { sex: 'female' }],
	];

	it.each(cases)('%s: %s', (field, expected, a, b) => {
		expect(level(field, a, b)).toBe(expected);
		expect(level(field, b, a)).toBe(expected);
	});
});

describe('vocabulary', () => {
	it('numbers words, and bounds their likeness from above', () => {
		const word = fc.string({
			minLength: 1,
			maxLength: 10,
			unit: fc.constantFrom('a', 'b', 'c', 'd', 'é', ' '),
		});
		fc.assert(
			fc.property(word, word, (a, b) => {
				const words = new Vocabulary();
				const left = words.numberOf(a);
				const right = words.numberOf(b);
				expect(left === right).toBe(a === b);
				expect(words.word(left)).toBe(a);
				expect(words.likenessBound(left, right)).toBeGreaterThanOrEqual(jaroWinkler(a, b) - 1e-9);
			}),
			{ numRuns: 2000 },
		);
	});

	it('tells no word by 0', () => {
		const words = new Vocabulary();
		expect([words.numberOf(undefined), words.numberOf('')]).toEqual([0, 0]);
		expect(words.numberOf('a')).toBe(1);
		expect([words.peek('a'), words.peek('b')]).toEqual([1, 0]);
	});
});
