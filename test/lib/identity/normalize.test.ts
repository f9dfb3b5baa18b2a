import fc from 'fast-check';

import { normalizeRecord } from '../../../lib/identity/normalize';
import type { IdentityRecord, NormalizedRecord } from '../../../lib/identity/record';
import { anyRecord } from './anyRecord';

const today = '2026-11-22';

const normalize = (record: IdentityRecord) => normalizeRecord(record, { today });

/** The normalised record as somebody would give it to us. */
function asRecord(normalized: NormalizedRecord): IdentityRecord {
	return {
		...normalized,
		names: normalized.names.map(({ given, middle, family }) => ({ given, middle, family })),
		phones: [...normalized.phones],
		emails: [...normalized.emails],
		addresses: [],
		identifiers: normalized.identifiers.map((id) => ({
			issuer: id.slice(0, id.indexOf('|')),
			value: id.slice(id.indexOf('|') + 1),
		})),
		memberIds: normalized.memberIds.map((id) => ({
			payer: id.slice(0, id.indexOf('|')),
			value: id.slice(id.indexOf('|') + 1),
		})),
		subscriberIds: [],
	};
}

/** All texts inside a value, wherever they stand. */
function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe('normalising a record', () => {
	it('never throws, and gives only known forms, whatever the text', () => {
		fc.assert(
			fc.property(anyRecord, (raw) => {
				const result = normalize(raw);
				for (const { given, middle, family, familyParts } of result.names) {
					for (const part of [given, middle, family].filter((word) => word !== undefined)) {
						expect(part).toMatch(/^\p{L}+(?: \p{L}+)*$/u);
						expect(part).toBe(part?.toLowerCase());
					}
					expect(given ?? family).toBeDefined();
					expect(familyParts.length > 0).toBe(family !== undefined);
				}
				for (const phone of result.phones) expect(phone).toMatch(/^\+[1-9]\d{5,14}$/);
				for (const email of result.emails) expect(email).toMatch(/^\S+@\S+\.\S{2,}$/);
				if (result.birthDate !== undefined) {
					expect(result.birthDate <= today && result.birthDate >= '1876-11-22').toBe(true);
				}
				for (const address of result.addresses) {
					const parts = textsIn(address);
					expect(parts.length).toBeGreaterThan(0);
					for (const part of parts) expect(part).toMatch(/^[^\s,.'"A-Z]+(?: [^\s,.'"A-Z]+)*$/);
				}
			}),
			{ numRuns: 600 },
		);
	});

	it('twice is the same as once', () => {
		fc.assert(
			fc.property(anyRecord, (raw) => {
				const once = normalize(raw);
				const twice = normalize(asRecord(once));
				expect({ ...twice, addresses: [], subscriberIds: [] }).toEqual({
					...once,
					addresses: [],
					subscriberIds: [],
				});
			}),
			{ numRuns: 600 },
		);
	});

	it('twice is the same as once for addresses that people write', () => {
		const line = fc
			.tuple(
				fc.constantFrom('12', '12B', '12-14', '0007', 'N6W23001', 'One'),
				fc.constantFrom('', 'N.', 'South West'),
				fc.constantFrom('Main', 'Saint James', 'Fourth', 'Park', 'Oak Hill', 'MLK'),
				fc.constantFrom('Street', 'Ave.', 'Crescent', 'Pkwy', 'Blvd'),
				fc.constantFrom('', 'North'),
				fc.constantFrom('', 'Apt 3', '#4B', 'Floor 2', 'Rear'),
			)
			.map((words) => words.filter((word) => word !== '').join(' '));
		const city = fc.constantFrom('Saint Paul', 'N. Las Vegas', 'Winston-Salem', 'Fort Worth');
		fc.assert(
			fc.property(line, city, (line1, town) => {
				const raw = { line1, city: town, region: 'Minnesota', postalCode: '55101-1234' };
				const [once] = normalize({ ref: 'r', addresses: [raw] }).addresses;
				const written = {
					line1: `${once?.number ?? ''} ${once?.street ?? ''}`,
					line2: once?.unit === undefined ? undefined : unitLine(once.unit),
					city: once?.city,
					region: once?.region,
					postalCode: once?.zip,
				};
				expect(once).toMatchObject({ number: expect.any(String), street: expect.any(String) });
				expect(normalize({ ref: 'r', addresses: [written] }).addresses).toEqual([once]);
			}),
		);
	});

	it('does not depend on the order of lists, but for the names', () => {
		fc.assert(
			fc.property(anyRecord, (raw) => {
				const turned = {
					...raw,
					phones: [...(raw.phones ?? [])].reverse(),
					emails: [...(raw.emails ?? [])].reverse(),
					addresses: [...(raw.addresses ?? [])].reverse(),
					identifiers: [...(raw.identifiers ?? [])].reverse(),
					memberIds: [...(raw.memberIds ?? [])].reverse(),
					subscriberIds: [...(raw.subscriberIds ?? [])].reverse(),
				};
				expect(normalize(turned)).toEqual(normalize(raw));
			}),
		);
	});

	it('does not depend on case, accents in one or two characters, or blanks around', () => {
		fc.assert(
			fc.property(
				fc.constantFrom('José Núñez', "Zoë O'Brien", 'Łukasz Groß', 'mary-ann de la cruz'),
				fc.constantFrom('NFC' as const, 'NFD' as const),
				fc.boolean(),
				(name, form, isUpper) => {
					const [given = '', ...rest] = name.split(' ');
					const write = (text: string) =>
						`  ${(isUpper ? text.toUpperCase() : text).normalize(form)} `;
					const plain = { given, family: rest.join(' ') };
					const written = { given: write(given), family: write(rest.join(' ')) };
					expect(normalize({ ref: 'r', names: [written] })).toEqual(
						normalize({ ref: 'r', names: [plain] }),
					);
				},
			),
		);
	});

	it('takes a million characters in every member and cuts what it keeps', () => {
		for (const unit of [
			'a',
			'a ',
			'(',
			'"',
			"'a ",
			'12 ',
			'1-',
			', ',
			'é',
			'𝒜',
			'st ',
			'#1 ',
			'@a.b',
		]) {
			const long = unit.repeat(1_000_000 / unit.length);
			const result = normalize({
				ref: 'r',
				names: [{ given: long, middle: long, family: long }],
				suffix: long,
				birthDate: long,
				sex: long,
				phones: [long],
				emails: [long],
				addresses: [
					{
						houseNumber: long,
						line1: long,
						line2: long,
						city: long,
						region: long,
						postalCode: long,
					},
				],
				nationalId: long,
				ssnLast4: long,
				identifiers: [{ issuer: long, value: long }],
				memberIds: [{ payer: long, value: long }],
				subscriberIds: [{ payer: long, value: long }],
			});
			for (const text of textsIn(result)) expect(text.length).toBeLessThanOrEqual(201);
		}
	});

	it('keeps a bounded number of values of each kind', () => {
		const many = Array.from({ length: 5000 }, (_, index) => index);
		const result = normalize({
			ref: 'r',
			names: many.map((n) => ({ given: `Ana${'abcdefghij'[n % 10]}`, family: 'Smith' })),
			phones: many.map((n) => `217555${String(n).padStart(4, '0')}`),
			emails: many.map((n) => `a${n}@example.com`),
			addresses: many.map((n) => ({ line1: `${n} Main St` })),
			identifiers: many.map((n) => ({ issuer: 'tebra:1:patient', value: `p${n}` })),
			memberIds: many.map((n) => ({ value: `w1${n}` })),
		});
		expect(result.names.length).toBeLessThanOrEqual(12);
		expect(result.phones.length).toBeLessThanOrEqual(20);
		expect(result.emails.length).toBeLessThanOrEqual(20);
		expect(result.addresses.length).toBeLessThanOrEqual(20);
		expect(result.identifiers.length).toBeLessThanOrEqual(40);
		expect(result.memberIds.length).toBeLessThanOrEqual(40);
	});

	it('of nothing gives nothing but the name of the record', () => {
		expect(normalize({ ref: 'left-1' })).toEqual({
			ref: 'left-1',
			names: [],
			phones: [],
			emails: [],
			addresses: [],
			identifiers: [],
			memberIds: [],
			subscriberIds: [],
		});
	});
});

function unitLine(unit: string): string {
	return unit.includes(' ') || /^[a-z]{3,}$/.test(unit) ? unit : `Apt ${unit}`;
}
