import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { Cast } from '../../bench/match/people/cast.mjs';
import type { Row } from '../../bench/match/people/columns.mjs';
import { country } from '../../bench/match/people/places.mjs';
import { countryCodes } from '../../bench/match/people/telephones.mjs';
import { peopleOfHome } from '../../bench/match/population/homes.mjs';
import {
	generateDuplicates,
	generatePopulation,
	writeDuplicates,
	writePopulation,
} from '../../bench/match/population/main.mjs';
import { Random } from '../../sandbox/people/random.mjs';

const SIZE = 5000;
const numberOf = (row: Row) => Number(/^rec-(\d+)-(?:org|dup-0)$/.exec(row.rec_id)?.[1]);
/** A name without case and accents, in which clerks take José for Jose. */
const bare = (name: string) =>
	name
		.normalize('NFD')
		.replace(/\p{Mn}/gu, '')
		.toLowerCase();
const share = (rows: Row[], test: (row: Row) => boolean) => rows.filter(test).length / rows.length;

function listsOf(seed: number, size = SIZE): { left: Row[]; right: Row[] } {
	const lists = { left: [] as Row[], right: [] as Row[] };
	for (const { side, row } of generatePopulation({ seed, size, overlap: 0.8 }))
		lists[side].push(row);
	return lists;
}

describe('population for matching', () => {
	const { left, right } = listsOf(5);

	it('is the same for the same seed and another for another', () => {
		const text = (seed: number) => JSON.stringify(listsOf(seed, 200));
		assert.equal(text(3), text(3));
		assert.notEqual(text(3), text(4));
	});

	it('has two lists of the size and the overlap asked for', () => {
		assert.equal(left.length, 5000);
		assert.equal(right.length, 5000);
		const numbers = new Set(left.map(numberOf));
		assert.equal(numbers.size, 5000);
		assert.equal(new Set(right.map(numberOf)).size, 5000);
		assert.equal(right.filter((row) => numbers.has(numberOf(row))).length, 4000);
	});

	it('has no common order of its lists', () => {
		const places = new Map(left.map((row, place) => [numberOf(row), place]));
		const order = right.flatMap((row) => places.get(numberOf(row)) ?? []);
		const rising = order.filter((place, at) => at > 0 && place > order[at - 1]).length;
		assert.ok(Math.abs(rising / order.length - 0.5) < 0.05);
	});

	it('lets four in ten persons live with others of their name, telephone and address', () => {
		const cast = new Cast(new Random(9), country, countryCodes);
		const homes = Array.from({ length: 5000 }, () => peopleOfHome(cast));
		const families = homes.filter((people) => people.length > 1);
		const living = families.flat().length / homes.flat().length;
		assert.ok(living > 0.37 && living < 0.43, String(living));
		for (const [first, ...others] of families)
			for (const other of others) {
				assert.equal(other.surname, first.surname);
				assert.equal(other.address_1, first.address_1);
				const phones = [other.phone, other.phone_2].filter((phone) => phone !== '');
				if (phones.length > 1) assert.ok(phones.includes(first.phone_2));
			}
	});

	it('never has two of one given name in a home, but for a son named after his father', () => {
		const cast = new Cast(new Random(9), country, countryCodes);
		let juniors = 0;
		let twins = 0;
		for (let home = 0; home < 20_000; home += 1) {
			const people = peopleOfHome(cast);
			for (const [place, one] of people.entries())
				for (const other of people.slice(place + 1)) {
					if (one.date_of_birth === other.date_of_birth) twins += 1;
					if (bare(one.given_name) !== bare(other.given_name)) continue;
					juniors += 1;
					assert.equal(`${one.sex}${other.sex}`, 'MM');
					const years =
						Number(other.date_of_birth.slice(0, 4)) - Number(one.date_of_birth.slice(0, 4));
					assert.ok(years > 10, String(years));
				}
		}
		assert.ok(juniors > 20 && juniors < 200, String(juniors));
		assert.ok(twins > 20 && twins < 300, String(twins));
	});

	it('has common names and rare ones', () => {
		const counts = new Map<string, number>();
		for (const { surname } of left) {
			const name = surname.toLowerCase();
			counts.set(name, (counts.get(name) ?? 0) + 1);
		}
		const smith = (counts.get('smith') ?? 0) / left.length;
		assert.ok(smith > 0.008 && smith < 0.03, String(smith));
		const once = [...counts.values()].filter((count) => count === 1).length;
		assert.ok(once > 1000, String(once));
	});

	it('leaves out values in the shares it tells', () => {
		const close = (rows: Row[], column: 'email' | 'phone' | 'sex', expected: number) => {
			const missing = share(rows, (row) => row[column] === '');
			assert.ok(Math.abs(missing - expected) < 0.02, `${column} ${missing}`);
		};
		for (const rows of [left, right]) {
			close(rows, 'email', 0.12);
			close(rows, 'phone', 0.05);
			close(rows, 'sex', 0.03);
		}
	});

	it('has a share of errors in names and birth dates between the lists', () => {
		const known = new Map(left.map((row) => [numberOf(row), row]));
		const pairs = right.flatMap((row) => {
			const partner = known.get(numberOf(row));
			return partner ? [[partner, row] as const] : [];
		});
		const differing = (column: 'surname' | 'given_name') =>
			pairs.filter(
				([one, other]) =>
					one[column] !== '' &&
					other[column] !== '' &&
					one[column].toLowerCase() !== other[column].toLowerCase(),
			).length / pairs.length;
		assert.ok(differing('surname') > 0.03 && differing('surname') < 0.08);
		assert.ok(differing('given_name') > 0.05 && differing('given_name') < 0.13);
	});

	it('has one list with the duplicates asked for', () => {
		const rows = [...generateDuplicates({ seed: 5, size: 5000, duplicates: 0.01 })];
		assert.equal(rows.length, 5000);
		assert.equal(new Set(rows.map((row) => row.rec_id)).size, 5000);
		assert.equal(new Set(rows.map(numberOf)).size, 4950);
	});

	it('refuses more people than there are telephones for', () => {
		const stream = generatePopulation({ seed: 1, size: 1_000_000, overlap: 0.4 });
		assert.throws(() => stream.next(), RangeError);
	});

	it('streams: the first records of a million come without the rest', () => {
		const stream = generateDuplicates({ seed: 1, size: 1_000_000, duplicates: 0.01 });
		assert.match(stream.next().value?.rec_id ?? '', /^rec-\d+-(org|dup-0)$/);
	});

	it('is written into folders that say all persons are invented', async () => {
		const folder = await mkdtemp(path.join(tmpdir(), 'healthsail-population-'));
		try {
			const two = await writePopulation(path.join(folder, 'two'), {
				seed: 2,
				size: 300,
				overlap: 0.5,
			});
			const one = await writeDuplicates(path.join(folder, 'one'), {
				seed: 2,
				size: 300,
				duplicates: 0.1,
			});
			for (const file of [two.left, two.right, one.within])
				assert.equal((await readFile(file, 'utf8')).trimEnd().split('\n').length, 301);
			for (const part of ['two', 'one'])
				assert.match(
					await readFile(path.join(folder, part, 'README.md'), 'utf8'),
					/All persons .* are invented/,
				);
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	});
});
