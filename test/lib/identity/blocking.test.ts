import fc from 'fast-check';

import { BlockingIndex } from '../../../lib/identity/blocking';
import { KeyTable } from '../../../lib/identity/blocking/keyTable';
import { prepareRecord } from '../../../lib/identity/compare/prepared';
import { Vocabulary } from '../../../lib/identity/compare/vocabulary';
import { normalizeRecord } from '../../../lib/identity/normalize';
import type { IdentityRecord } from '../../../lib/identity/record';
import { person, today } from './people';

const nothing: Partial<IdentityRecord> = {
	names: [],
	birthDate: undefined,
	phones: [],
	emails: [],
	addresses: [],
};

function index(records: readonly IdentityRecord[], largest?: number) {
	const words = new Vocabulary();
	const prepare = (record: IdentityRecord) =>
		prepareRecord(normalizeRecord(record, { today }), words);
	const blocking = new BlockingIndex(words, largest);
	for (const record of records) blocking.add(prepare(record));
	const found = (record: IdentityRecord) => {
		const seen: string[] = [];
		blocking.visit(prepare(record), (at) => seen.push(blocking.record(at).ref));
		return seen.sort();
	};
	return { blocking, found, add: (record: IdentityRecord) => blocking.add(prepare(record)) };
}

describe('blocking index', () => {
	it.each<[string, Partial<IdentityRecord>, Partial<IdentityRecord>]>([
		[
			'both names',
			{ names: [{ given: 'Ida', family: 'Voss' }] },
			{ names: [{ given: 'Ida', family: 'Voss' }] },
		],
		[
			'swapped names',
			{ names: [{ given: 'Ida', family: 'Voss' }] },
			{ names: [{ given: 'Voss', family: 'Ida' }] },
		],
		['birth date', { birthDate: '1975-03-08' }, { birthDate: '1975-03-08' }],
		[
			'birth date with day and month swapped',
			{ birthDate: '1975-03-08' },
			{ birthDate: '1975-08-03' },
		],
		['a phone', { phones: ['217-555-0142'] }, { phones: ['309-555-0188', '2175550142'] }],
		['an e-mail address', { emails: ['a.q@example.org'] }, { emails: ['A.Q@example.org'] }],
		[
			'a member id',
			{ memberIds: [{ payer: 'P', value: 'MB100200' }] },
			{ memberIds: [{ value: 'MB100200' }] },
		],
		['a national id', { nationalId: '512-40-7788' }, { nationalId: '512407788' }],
		[
			'an identifier',
			{ identifiers: [{ issuer: 'x', value: '7' }] },
			{ identifiers: [{ issuer: 'x', value: '7' }] },
		],
		[
			'house and street',
			{ addresses: [{ line1: '48 Larkspur Ave' }] },
			{ addresses: [{ line1: '48 Larkspur Avenue' }] },
		],
		[
			'zip and first letter of the family name',
			{ names: [{ family: 'Voss' }], addresses: [{ postalCode: '62704' }] },
			{ names: [{ family: 'Vance' }], addresses: [{ postalCode: '62704' }] },
		],
		[
			'family name and birth year',
			{ names: [{ family: 'Voss' }], birthDate: '1975-03-08' },
			{ names: [{ family: 'Voss' }], birthDate: '1975-11-30' },
		],
	])('brings together records that share %s', (_, one, other) => {
		const { found } = index([
			{ ...nothing, ...one, ref: 'same' },
			{ ...nothing, names: [{ given: 'Xenia', family: 'Zander' }], ref: 'else' },
		]);
		expect(found({ ...nothing, ...other, ref: 'asked' })).toEqual(['same']);
	});

	it('tells each record once, however many keys it shares', () => {
		const { found } = index([person('a'), person('b')]);
		expect(found(person('c'))).toEqual(['a', 'b']);
	});

	it('splits a block that is too large by a second key, and says so', () => {
		const phones = ['217-555-0142'];
		const crowd = Array.from({ length: 30 }, (_, at) => ({
			...nothing,
			phones,
			ref: `r${at}`,
			birthDate: `19${70 + (at % 10)}-03-08`,
		}));
		const { blocking, found } = index(crowd, 20);
		expect(blocking.splitBlocks).toEqual({ blocks: 1, records: 30 });
		expect(found({ ...nothing, phones, birthDate: '1974-03-08', ref: 'x' })).toEqual([
			'r14',
			'r24',
			'r4',
		]);
		const whole = index(crowd, 100);
		expect(whole.blocking.splitBlocks).toEqual({ blocks: 0, records: 0 });
		expect(whole.found({ ...nothing, phones, ref: 'x' })).toHaveLength(30);
	});

	it('finds records that come after the first question, in split blocks too', () => {
		const at = (ref: string) => ({
			...nothing,
			phones: ['217-555-0142'],
			birthDate: '1975-03-08',
			ref,
		});
		const { found, add } = index(
			Array.from({ length: 5 }, (_, number) => at(`r${number}`)),
			3,
		);
		expect(found(at('x'))).toHaveLength(5);
		add(at('late'));
		expect(found(at('x'))).toContain('late');
		expect(found(at('x'))).toHaveLength(6);
	});
});

describe('key table', () => {
	it('numbers keys as a map would', () => {
		const key = fc.tuple(
			fc.integer({ min: -3, max: 50 }),
			fc.integer({ min: 0, max: 2 ** 31 - 1 }),
		);
		fc.assert(
			fc.property(fc.array(key, { maxLength: 200 }), (keys) => {
				const table = new KeyTable();
				const map = new Map<string, number>();
				for (const [first, second] of keys) {
					const name = `${first} ${second}`;
					expect(table.find(first, second)).toBe(map.get(name) ?? -1);
					if (!map.has(name)) map.set(name, map.size);
					expect(table.findOrAdd(first, second)).toBe(map.get(name));
				}
				expect(table.size).toBe(map.size);
			}),
		);
	});

	it('grows', () => {
		const table = new KeyTable();
		for (let at = 0; at < 10_000; at++) expect(table.findOrAdd(at % 100, at)).toBe(at);
		for (let at = 0; at < 10_000; at++) expect(table.find(at % 100, at)).toBe(at);
	});
});
