import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import fc from 'fast-check';

import contract from '../../../contract/healthsail.openapi.json';
import type { Patient } from '../../../lib/canonical/patient';
import { candidateKeys } from '../../../lib/identity/candidateKeys';
import { recordFromCandidate } from '../../../lib/identity/fromCandidate';
import { recordFromPatient } from '../../../lib/identity/fromPatient';
import { normalizeRecord } from '../../../lib/identity/normalize';
import type { IdentityRecord } from '../../../lib/identity/record';
import { patient } from '../arbitraries';

const today = '2026-11-22';
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(contract, 'contract');
const isQuery = ajv.compile({ $ref: 'contract#/components/schemas/CandidateQuery' });

const keysOf = (record: Omit<IdentityRecord, 'ref'>) =>
	candidateKeys(normalizeRecord({ ref: 'r', ...record }, { today }));
const valuesOf = (record: Omit<IdentityRecord, 'ref'>, type: string) =>
	keysOf(record)
		.filter((key) => key.type === type)
		.map(({ value }) => value);

/** A made-up patient. */
const sample: Patient = {
	system: 'tebra',
	practiceId: '1',
	id: '501',
	externalIds: [
		{ system: 'tebra', practiceId: '1', type: 'patient', value: '501' },
		{ system: 'tebra', practiceId: '1', type: 'chart', value: 'C-77' },
		{ system: 'tebra', practiceId: '1', type: 'fhir', value: 'f-9' },
	],
	givenName: 'Ana',
	middleName: 'B',
	familyName: 'Example',
	suffix: 'Jr',
	birthDate: '1980-02-04',
	administrativeSex: 'female',
	email: 'Ana@Example.com',
	phones: [{ use: 'mobile', number: '+12175550134' }],
	addresses: [
		{
			use: 'home',
			line1: '12 Main Street',
			line2: 'Apt 3',
			city: 'Springfield',
			postalCode: '62701',
		},
	],
	emergencyContacts: [{ name: 'Eva', phones: [{ use: 'home', number: '+12175550199' }] }],
	coverages: [
		{
			id: '1',
			externalIds: [],
			priority: 'primary',
			status: 'unverified',
			payer: { id: '7', name: 'Sample Health' },
			plan: { type: 'commercial' },
			memberId: 'W-123456',
			subscriber: { relationship: 'self' },
		},
		{
			id: '2',
			externalIds: [],
			priority: 'secondary',
			status: 'unverified',
			payer: { id: '8' },
			plan: { type: 'commercial' },
			memberId: 'X-99887',
			subscriber: { relationship: 'spouse' },
		},
		{
			id: '3',
			externalIds: [],
			priority: 'tertiary',
			status: 'unverified',
			payer: {},
			plan: { type: 'other' },
			memberId: null,
			subscriber: { relationship: 'self' },
		},
	],
};

describe('the record of a patient', () => {
	it('holds who the patient is, and nothing of the emergency contact', () => {
		expect(recordFromPatient(sample)).toEqual({
			ref: '501',
			names: [{ given: 'Ana', middle: 'B', family: 'Example' }],
			suffix: 'Jr',
			birthDate: '1980-02-04',
			sex: 'female',
			phones: ['+12175550134'],
			emails: ['Ana@Example.com'],
			addresses: [
				{
					line1: '12 Main Street',
					line2: 'Apt 3',
					city: 'Springfield',
					region: undefined,
					postalCode: '62701',
				},
			],
			identifiers: [
				{ issuer: 'tebra:1:patient', value: '501' },
				{ issuer: 'tebra:1:fhir', value: 'f-9' },
			],
			memberIds: [{ payer: 'Sample Health', value: 'W-123456' }],
			subscriberIds: [{ payer: '8', value: 'X-99887' }],
		});
	});

	it('is named as the caller wishes', () => {
		expect(recordFromPatient(sample, 'left-7').ref).toBe('left-7');
	});

	it('can be normalised for every patient', () => {
		fc.assert(
			fc.property(patient, (person) => {
				const record = normalizeRecord(recordFromPatient(person), { today });
				expect(record.identifiers).toContain(`tebra:1:patient|${person.id}`);
			}),
		);
	});
});

describe('the record of a HealthSail customer', () => {
	const candidate = {
		customerId: 'cus_1',
		version: 3,
		externalIds: [
			{ system: 'tebra', practiceId: '1', type: 'patient', value: '501', verification: 'verified' },
			{ system: 'tebra', practiceId: '1', type: 'fhir', value: 'f-9', verification: 'suspected' },
			{ system: 'tebra', practiceId: '1', type: 'gapi', value: 'g-9', verification: 'rejected' },
			{ system: 'tebra', practiceId: '1', type: 'hl7', value: 'h-9', verification: 'verified' },
			{ system: 'tebra', practiceId: '1', type: 'chart', value: 'C-77', verification: 'verified' },
			{ system: 'tebra', practiceId: '2', type: 'patient', value: '8' },
		],
		demographics: {
			givenName: 'Roberta',
			familyName: 'Example',
			preferredName: 'Bobbie',
			birthDate: '1980-02-04',
			email: null,
			phones: [{ id: 'ph_1', use: 'mobile', number: '+12175550134' }],
		},
		addresses: [{ id: 'adr_1', use: 'home', line1: '12 Main St', city: null }],
	} as const;

	it('takes only verified ids of a person for identifiers', () => {
		expect(recordFromCandidate(candidate).identifiers).toEqual([
			{ issuer: 'tebra:1:patient', value: '501' },
			{ issuer: 'tebra:1:hl7', value: 'h-9' },
		]);
	});

	it('has the preferred name as another name', () => {
		const { names } = normalizeRecord(recordFromCandidate(candidate), { today });
		expect(names.map(({ given }) => given)).toEqual(['roberta', 'bobbie']);
	});

	it('meets the record of its patient', () => {
		const customer = normalizeRecord(recordFromCandidate(candidate), { today });
		const person = normalizeRecord(recordFromPatient(sample), { today });
		expect(customer.identifiers).toContain('tebra:1:patient|501');
		expect(customer.phones).toEqual(person.phones);
		expect(customer.birthDate).toBe(person.birthDate);
		expect(customer.addresses[0]).toMatchObject({ number: '12', street: 'main st' });
		expect(person.addresses[0]).toMatchObject({ number: '12', street: 'main st', unit: '3' });
	});

	it('of a customer without demographics holds the ids alone', () => {
		const record = recordFromCandidate({ customerId: 'cus_2', version: 1, demographics: null });
		expect(normalizeRecord(record, { today })).toEqual(
			normalizeRecord({ ref: 'cus_2' }, { today }),
		);
	});
});

describe('keys to find candidates by', () => {
	it('are in the forms of the contract', () => {
		expect(candidateKeys(normalizeRecord(recordFromPatient(sample), { today }))).toEqual([
			{ type: 'birth_date', value: '1980-02-04' },
			{ type: 'phone', value: '+12175550134' },
			{ type: 'email', value: 'ana@example.com' },
			{ type: 'member_id', value: 'w123456' },
			{ type: 'name', value: 'ana example' },
			{ type: 'name_swapped', value: 'example ana' },
			{ type: 'street', value: '12 main st' },
			{ type: 'zip_surname_initial', value: '62701e' },
			{ type: 'birth_date', value: '1980-04-02' },
		]);
	});

	it('swap day and month only where that is another date', () => {
		expect(valuesOf({ birthDate: '1980-02-14' }, 'birth_date')).toEqual(['1980-02-14']);
		expect(valuesOf({ birthDate: '1980-02-02' }, 'birth_date')).toEqual(['1980-02-02']);
	});

	it('try the ways a double name is written', () => {
		const names = [{ given: 'Mary Ann', family: 'Garcia-Lopez' }];
		expect(valuesOf({ names }, 'name')).toEqual([
			'mary ann garcia lopez',
			'mary garcia lopez',
			'mary ann garcia',
			'mary garcia',
			'mary ann lopez',
			'mary lopez',
		]);
		expect(valuesOf({ names: [{ given: 'Mary', middle: 'Ann', family: 'Li' }] }, 'name')).toEqual([
			'mary li',
			'mary ann li',
		]);
		expect(valuesOf({ names: [{ given: 'Mary' }] }, 'name')).toEqual([]);
	});

	it('name a street by its number, and a box without one', () => {
		expect(valuesOf({ addresses: [{ line1: 'Main Street' }] }, 'street')).toEqual([]);
		expect(valuesOf({ addresses: [{ line1: 'PO Box 12' }] }, 'street')).toEqual(['po box 12']);
		expect(valuesOf({ addresses: [{ line1: '0012B N. Main Str., #4' }] }, 'street')).toEqual([
			'12b n main st',
		]);
	});

	it('cover every zip and every family name', () => {
		const record = {
			names: [{ given: 'Ana', family: 'Smith (Jones)' }],
			addresses: [{ postalCode: '62701' }, { postalCode: '89501-0001' }],
		};
		expect(valuesOf(record, 'zip_surname_initial')).toEqual([
			'62701s',
			'62701j',
			'89501s',
			'89501j',
		]);
	});

	it('are none of a record that tells nothing', () => {
		expect(keysOf({ names: [{ given: 'Test', family: 'Patient' }], phones: ['n/a'] })).toEqual([]);
	});

	it('are at most 40, with some of each type', () => {
		const many = Array.from({ length: 20 }, (_, index) => index);
		const keys = keysOf({
			names: many.map((n) => ({
				given: `Ana${'abcdefghijklmnopqrst'[n]}`,
				family: 'Garcia-Lopez',
			})),
			birthDate: '1980-02-04',
			phones: many.map((n) => `21755501${String(n).padStart(2, '0')}`),
			emails: many.map((n) => `a${n}@example.com`),
			addresses: many.map((n) => ({ line1: `${n + 1} Main St`, postalCode: `627${n + 10}` })),
			memberIds: many.map((n) => ({ value: `w1234${n}` })),
		});
		expect(keys).toHaveLength(40);
		expect(new Set(keys.map(({ type }) => type)).size).toBe(8);
	});

	it('are what the contract takes, for every patient', () => {
		fc.assert(
			fc.property(patient, (person) => {
				const keys = candidateKeys(normalizeRecord(recordFromPatient(person), { today }));
				expect(isQuery({ ref: 'r', keys }) ? [] : isQuery.errors).toEqual([]);
			}),
		);
	});
});
