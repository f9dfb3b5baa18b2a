import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { generateHouseholds, writeHouseholds } from '../../bench/match/households/main.mjs';
import type { Row } from '../../bench/match/people/columns.mjs';

const CLASSES =
	'accents clean double_surname family_email family_policy grandparent_namesake initials junior_senior_suffix_both junior_senior_suffix_none junior_senior_suffix_one maiden_name_known maiden_name_unknown missing_birth_date missing_given_name missing_phone moved_all_new moved_same_email moved_same_phone namesakes near_namesakes newborn nickname one_side_only parent_child parent_child_namesake placeholders roommates siblings spouses swapped_day_month swapped_names twin_apart twins_alike twins_boy_girl twins_unlike typing_errors';

const set = generateHouseholds({ seed: 7, pairs: 2000 });
const numberOf = (id: string) => Number(/^rec-(\d+)-(?:org|dup-\d+)$/.exec(id)?.[1]);
const byNumber = (rows: Row[]) => new Map(rows.map((row) => [numberOf(row.rec_id), row]));
const left = byNumber(set.left);
const right = byNumber(set.right);
const ofClass = (...names: string[]) => set.classes.filter((entry) => names.includes(entry.class));
const letters = (text: string) => text.toLowerCase().replace(/[^a-zà-ž]/g, '');

/** The records of each household of a class, both sides together. */
function householdsOf(name: string): Row[][] {
	const found = new Map<number, Row[]>();
	for (const { n, household } of ofClass(name))
		for (const row of [left.get(n), right.get(n)])
			if (row) found.set(household, [...(found.get(household) ?? []), row]);
	return [...found.values()];
}

/** Year, month and day, however they were written. */
function isoDate(text: string): string {
	const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
	return us ? `${us[3]}-${us[1].padStart(2, '0')}-${us[2].padStart(2, '0')}` : text;
}

describe('households for matching', () => {
	it('are the same for the same seed and others for another', () => {
		const text = (seed: number) => JSON.stringify(generateHouseholds({ seed, pairs: 100 }));
		assert.equal(text(3), text(3));
		assert.notEqual(text(3), text(4));
	});

	it('hold at least the pairs asked for', () => {
		assert.ok(set.labels.length >= 2000);
		assert.ok(generateHouseholds({ seed: 1, pairs: 1 }).labels.length >= 1);
	});

	it('refuse more pairs than the region has telephones for', () => {
		assert.throws(() => generateHouseholds({ seed: 1, pairs: 30_001 }), RangeError);
	});

	it('hold every class', () => {
		const names = [...new Set(set.classes.map((entry) => entry.class))].sort();
		assert.equal(names.join(' '), CLASSES);
	});

	it('give every person one number, one class and at most one record a side', () => {
		assert.equal(left.size, set.left.length);
		assert.equal(right.size, set.right.length);
		const numbers = set.classes.map(({ n }) => n);
		assert.equal(new Set(numbers).size, numbers.length);
		assert.deepEqual(
			[...new Set([...left.keys(), ...right.keys()])].sort((a, b) => a - b),
			numbers,
		);
	});

	it('label exactly the persons of both sides', () => {
		const expected = [...left.keys()].filter((n) => right.has(n)).sort((a, b) => a - b);
		assert.deepEqual(
			set.labels,
			expected.map((n) => [`rec-${n}-org`, `rec-${n}-dup-0`]),
		);
	});

	it('tell nothing by the order of records and numbers', () => {
		const order = set.labels.map(([id]) => set.left.findIndex((row) => row.rec_id === id));
		const rising = order.filter((place, at) => at > 0 && place > order[at - 1]).length;
		assert.ok(Math.abs(rising / order.length - 0.5) < 0.05);
	});

	for (const name of ['twins_unlike', 'twins_alike', 'twins_boy_girl'])
		it(`keep two persons with one birth date and surname apart (${name})`, () => {
			const households = householdsOf(name);
			assert.ok(households.length >= 20);
			for (const rows of households) {
				assert.equal(rows.length, 4);
				assert.equal(new Set(rows.map((row) => numberOf(row.rec_id))).size, 2);
				assert.equal(new Set(rows.map((row) => isoDate(row.date_of_birth))).size, 1);
				assert.equal(new Set(rows.map((row) => letters(row.surname))).size, 1);
				const names = rows.map((row) => letters(row.given_name));
				assert.equal(new Set(names).size, 2);
			}
		});

	it('hold twins of whom each side knows another one', () => {
		const apart = householdsOf('twin_apart').filter((rows) => rows.length === 2);
		assert.ok(apart.length >= 20);
		for (const [one, other] of apart) {
			assert.notEqual(numberOf(one.rec_id), numberOf(other.rec_id));
			assert.equal(isoDate(one.date_of_birth), isoDate(other.date_of_birth));
		}
	});

	it('mark twins as undecidable when the given name is left out', () => {
		const nameless = ofClass('twin_apart').filter(({ n }) => right.get(n)?.given_name === '');
		assert.ok(nameless.length >= 2);
		assert.ok(nameless.every((entry) => !entry.decidable));
	});

	it('note both suffixes, one or none', () => {
		const noted = (name: string, side: Map<number, Row>) =>
			ofClass(name).some(({ n }) => (side.get(n)?.suffix ?? '') !== '');
		assert.deepEqual(
			['both', 'one', 'none'].map((kind) => {
				const name = `junior_senior_suffix_${kind}`;
				return [noted(name, left), noted(name, right)];
			}),
			[
				[true, true],
				[true, false],
				[false, false],
			],
		);
	});

	it('put some suffixes behind the surname', () => {
		const rows = ofClass('junior_senior_suffix_both').map(({ n }) => right.get(n));
		assert.ok(rows.some((row) => / (?:jr|sr|iii?)\.?$/i.test(row?.surname ?? '')));
	});

	it('note no telephone twice', () => {
		const plain = (phone: string) => phone.replace(/\D/g, '').slice(-10);
		for (const row of [...set.left, ...set.right])
			if (row.phone !== '') assert.notEqual(plain(row.phone), plain(row.phone_2));
	});

	it('put a generation between father and son of one name', () => {
		let compared = 0;
		for (const rows of householdsOf('junior_senior_suffix_none')) {
			const people = new Map<number, Row>();
			for (const row of rows) if (row.date_of_birth !== '') people.set(numberOf(row.rec_id), row);
			const [one, other] = [...people.values()];
			if (other === undefined) continue;
			const year = (row: Row) => Number(isoDate(row.date_of_birth).slice(0, 4));
			assert.ok(Math.abs(year(one) - year(other)) >= 18);
			assert.equal(letters(one.given_name), letters(other.given_name));
			compared += 1;
		}
		assert.ok(compared >= 20);
	});

	it('swap day and month into another real day', () => {
		for (const { n } of ofClass('swapped_day_month')) {
			const [year, month, day] = isoDate(left.get(n)?.date_of_birth ?? '').split('-');
			assert.equal(isoDate(right.get(n)?.date_of_birth ?? ''), `${year}-${day}-${month}`);
			assert.notEqual(day, month);
		}
	});

	it('leave nothing but name and birth date to different people of one name', () => {
		const apart = householdsOf('namesakes').filter((rows) => rows.length === 2);
		assert.ok(apart.length >= 10);
		for (const [one, other] of apart) {
			assert.equal(
				letters(one.given_name + one.surname),
				letters(other.given_name + other.surname),
			);
			assert.equal(isoDate(one.date_of_birth), isoDate(other.date_of_birth));
			for (const column of ['phone', 'email', 'address_1', 'member_id'] as const)
				assert.ok(one[column] === '' || one[column] !== other[column]);
		}
	});

	it('leave out the previous surname where it is not known', () => {
		for (const { n } of ofClass('maiden_name_unknown')) {
			assert.equal(
				(left.get(n)?.previous_surname ?? '') + (right.get(n)?.previous_surname ?? ''),
				'',
			);
			assert.notEqual(letters(left.get(n)?.surname ?? ''), letters(right.get(n)?.surname ?? ''));
		}
		for (const { n } of ofClass('maiden_name_known'))
			assert.notEqual(
				(left.get(n)?.previous_surname ?? '') + (right.get(n)?.previous_surname ?? ''),
				'',
			);
	});

	it('leave out three in a hundred values on the right', () => {
		const rows = ofClass('clean', 'accents', 'one_side_only', 'spouses', 'siblings', 'roommates')
			.map(({ n }) => right.get(n))
			.filter((row) => row !== undefined);
		for (const column of ['sex', 'email', 'address_1', 'city', 'postcode'] as const) {
			const share = rows.filter((row) => row[column] === '').length / rows.length;
			assert.ok(share > 0.01 && share < 0.05, column);
		}
	});

	it('are written into a folder that says all persons are invented', async () => {
		const folder = await mkdtemp(path.join(tmpdir(), 'healthsail-households-'));
		try {
			const files = await writeHouseholds(folder, { seed: 7, pairs: 50 });
			const read = async (file: string) => await readFile(file, 'utf8');
			assert.match(await read(path.join(folder, 'README.md')), /All persons .* are invented/);
			assert.equal(
				(await read(files.left)).split('\n')[0],
				'rec_id,given_name,middle_name,surname,previous_surname,suffix,sex,date_of_birth,phone,phone_2,email,address_1,address_2,city,state,postcode,payer,member_id',
			);
			assert.equal((await read(files.labels)).split('\n')[0], 'left,right');
			assert.equal((await read(files.labels)).trimEnd().split('\n').length, files.pairs + 1);
			assert.match(await read(files.classes), /^n,class,decidable,household\n1,\w+,(yes|no),\d+\n/);
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	});
});
