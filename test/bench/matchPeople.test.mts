import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { csvLine, type Facts } from '../../bench/match/people/columns.mjs';
import {
	garble,
	misdial,
	mistype,
	slipDate,
	swapDayAndMonth,
} from '../../bench/match/people/slips.mjs';
import { written } from '../../bench/match/people/style.mjs';
import { countryCodes, regionCodes, TelephoneBook } from '../../bench/match/people/telephones.mjs';
import { Weighted } from '../../bench/match/people/weighted.mjs';
import { Random } from '../../sandbox/people/random.mjs';

const random = new Random(11);
const times = <T,>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

describe('people for matching', () => {
	it('quotes what would break a line of CSV', () => {
		assert.equal(csvLine(['a', 'b,c', 'say "hi"', '', 'x\ny']), 'a,"b,c","say ""hi""",,"x\ny"\n');
	});

	it('gives out each telephone once, none of them a filler or a living person’s', () => {
		const book = new TelephoneBook(['217', '309'], 4711);
		const numbers = times(19_988, () => book.next());
		assert.equal(new Set(numbers).size, 19_988);
		assert.ok(numbers.every((number) => /^(217|309)555\d{4}$/.test(number)));
		assert.ok(!numbers.includes('2175555555') && !numbers.includes('3095551212'));
		assert.throws(() => book.next(), RangeError);
	});

	it('uses area codes in which the telephones are valid', () => {
		for (const code of [...regionCodes, ...countryCodes])
			assert.equal(parsePhoneNumberFromString(`${code}5552345`, 'US')?.isValid(), true, code);
	});

	it('picks by weight', () => {
		const picker = new Weighted([
			['rare', 1],
			['common', 9],
		]);
		const rare = times(10_000, () => picker.pick(random)).filter((name) => name === 'rare').length;
		assert.ok(rare > 850 && rare < 1150, String(rare));
	});

	it('mistypes a word into another one that is near', () => {
		for (const slipped of times(500, () => mistype('Henderson', random))) {
			assert.notEqual(slipped, 'Henderson');
			assert.ok(Math.abs(slipped.length - 9) <= 1);
			assert.equal(slipped[0], 'H');
		}
		for (const slipped of times(500, () => garble('Henderson', random)))
			assert.notEqual(slipped, 'Henderson');
	});

	it('has nothing to mistype in an empty text', () => {
		assert.equal(garble('', random), '');
		assert.equal(mistype('', random), '');
	});

	it('misdials among the last four digits', () => {
		for (const number of times(200, () => misdial('2175550187', random))) {
			assert.match(number, /^217555\d{4}$/);
			assert.notEqual(number, '2175550187');
		}
	});

	it('slips to another real day', () => {
		for (const date of ['1980-02-29', '1999-12-31', '2001-01-01', '1975-10-30'])
			for (const slipped of times(200, () => slipDate(date, random))) {
				assert.notEqual(slipped, date);
				assert.equal(new Date(`${slipped}T00:00:00Z`).toISOString().slice(0, 10), slipped);
			}
	});

	it('swaps day and month only where that is a day', () => {
		assert.equal(swapDayAndMonth('1980-03-11'), '1980-11-03');
		assert.equal(swapDayAndMonth('1980-03-13'), '1980-03-13');
	});

	it('writes one person in another hand', () => {
		const facts: Facts = {
			given_name: 'Ana',
			middle_name: '',
			surname: 'Pérez',
			previous_surname: '',
			suffix: 'Jr.',
			sex: 'F',
			date_of_birth: '1980-03-09',
			phone: '2175550187',
			phone_2: '',
			email: 'ana@example.com',
			address_1: '12 North Oak Street',
			address_2: 'Apartment 3',
			city: 'Decatur',
			state: 'IL',
			postcode: '62521',
			payer: '',
			member_id: 'EV1',
		};
		const hand = {
			letters: 'upper',
			dates: 'usShort',
			phones: 'brackets',
			streets: 'shortDots',
			sex: 'word',
			zip4: false,
		} as const;
		assert.deepEqual(written(facts, hand, random), {
			...facts,
			given_name: 'ANA',
			surname: 'PÉREZ',
			sex: 'Female',
			date_of_birth: '3/9/1980',
			phone: '(217) 555-0187',
			email: 'ANA@EXAMPLE.COM',
			address_1: '12 N. OAK ST.',
			address_2: 'APT. 3',
			city: 'DECATUR',
		});
	});
});
