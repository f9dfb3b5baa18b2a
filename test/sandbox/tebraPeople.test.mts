import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { createPerson } from '../../sandbox/people/createPerson.mjs';
import { markerPattern } from '../../sandbox/people/markers.mjs';
import type { Person } from '../../sandbox/people/person.mjs';
import { createWorld } from '../../sandbox/core/world.mjs';
import { createTebraSystem } from '../../sandbox/tebra/system.mjs';
import { filter, type Loose, startBench } from './tebraHarness.mjs';

const today = '2026-01-15';
const people = Array.from({ length: 4000 }, (_, i) => createPerson({ seed: 1, id: i + 1, today }));
const phonesOf = (person: Person) =>
	[person.homePhone, person.workPhone, person.mobilePhone, person.emergency?.phone].flatMap(
		(phone) => phone ?? [],
	);

describe('synthetic people', () => {
	it('are the same for the same seed and others for another', () => {
		assert.deepEqual(createPerson({ seed: 1, id: 77, today }), people[76]);
		assert.notDeepEqual(createPerson({ seed: 2, id: 77, today }), people[76]);
	});

	it('have only addresses and telephones that are kept for fiction', () => {
		for (const person of people) {
			if (person.email) assert.match(person.email, /^[a-z0-9.]+@example\.(org|com)$/);
			for (const { number } of phonesOf(person)) {
				if (number === 'n/a' || number === '0000000000') continue;
				assert.match(number, /^\d{3}55501\d\d$/);
				assert.equal(parsePhoneNumberFromString(`+1${number}`)?.isValid(), true, number);
			}
			if (person.ssn) assert.match(person.ssn, /^(9\d{8}|000000000)$/);
		}
	});

	it('are of every kind that spoils careless code', () => {
		const kinds: Record<string, (person: Person) => boolean> = {
			suffix: (person) => person.suffix !== undefined,
			accent: (person) => /[^\x20-\x7e]/.test(person.lastName),
			hyphen: (person) => person.lastName.includes('-'),
			child: (person) => person.guarantor !== undefined,
			inactive: (person) => !person.active,
			'no e-mail': (person) => person.email === undefined,
			'no birth date': (person) => person.birthDate === undefined,
			'no address': (person) => person.address.line1 === undefined,
			'placeholder telephone': (person) => phonesOf(person).some(({ number }) => number === 'n/a'),
			'placeholder birth date': (person) => person.birthDate === '1900-01-01',
			'no case': (person) => person.cases.length === 0,
			'two cases': (person) => person.cases.length === 2,
			'case without policy': (person) => person.cases.some((entry) => entry.policies.length === 0),
			'three policies': (person) => person.cases.some((entry) => entry.policies.length === 3),
			'ended policy': (person) =>
				person.cases.some((entry) =>
					entry.policies.some(({ end }) => end !== undefined && end < today),
				),
			'policy of a spouse': (person) =>
				person.cases.some((entry) =>
					entry.policies.some(({ relationship }) => relationship === 'spouse'),
				),
			'no emergency contact': (person) => person.emergency === undefined,
		};
		for (const [kind, test] of Object.entries(kinds)) assert.ok(people.some(test), kind);
		const names = new Map<string, number>();
		for (const { firstName, lastName } of people)
			names.set(`${firstName} ${lastName}`, (names.get(`${firstName} ${lastName}`) ?? 0) + 1);
		assert.ok(Math.max(...names.values()) >= 3);
	});

	it('number cases and policies uniquely', () => {
		const cases = people.flatMap((person) => person.cases);
		assert.equal(new Set(cases.map(({ id }) => id)).size, cases.length);
		const policies = cases.flatMap((entry) => entry.policies);
		assert.equal(new Set(policies.map(({ id }) => id)).size, policies.length);
	});
});

describe('marked people', () => {
	it('carry the marker of their group in every text that the service tells', async () => {
		const bench = await startBench({ patients: 20, markers: true });
		try {
			const rows: Loose[] = (await bench.call('GetPatients', filter(''))).Patients.PatientData;
			const fields = [
				'FirstName',
				'MiddleName',
				'LastName',
				'Suffix',
				'Prefix',
				'PatientFullName',
				'DOB',
				'SSN',
				'MedicalRecordNumber',
				'AddressLine1',
				'AddressLine2',
				'City',
				'HomePhone',
				'WorkPhone',
				'MobilePhone',
				'EmailAddress',
				'EmergencyName',
				'EmergencyPhone',
				'EmployerName',
				'GuarantorFirstName',
				'GuarantorLastName',
				'ReferralSource',
				'MostRecentNote1Message',
				'PrimaryInsurancePolicyNumber',
				'PrimaryInsurancePolicyGroupNumber',
				'PrimaryInsurancePolicyPlanName',
				'PrimaryInsurancePolicyCompanyName',
				'SecondaryInsurancePolicyNumber',
			];
			for (const row of rows) {
				const group = bench.tebra.store.group(Number(row.ID));
				const kind =
					group === 'included'
						? 'included'
						: group === 'optedOut' || group === 'flagged'
							? 'excluded'
							: 'fenced';
				for (const field of fields)
					assert.match(row[field], markerPattern(kind), `${group} ${field}`);
				for (const other of ['included', 'fenced', 'excluded'] as const) {
					if (other !== kind) assert.doesNotMatch(JSON.stringify(row), markerPattern(other));
				}
			}
		} finally {
			await bench.stop();
		}
	});

	it('keep the marker through changes', async () => {
		const bench = await startBench({ patients: 60, markers: true });
		try {
			await bench.control('POST', 'changes', { kind: 'random', count: 60, seed: 3 });
			const { patients } = await bench.control('GET', 'state?group=included');
			for (const patient of patients) {
				const texts = [
					patient.lastName,
					patient.address.line1,
					patient.address.city,
					patient.email,
					patient.emergency.name,
					patient.phones.mobile.number,
					...patient.cases[0].policies.flatMap((policy: Loose) => [policy.number, policy.planName]),
				];
				for (const text of texts) assert.match(text, markerPattern('included'));
				assert.equal(
					parsePhoneNumberFromString(`+1${patient.phones.mobile.number}`)?.isValid(),
					true,
				);
			}
		} finally {
			await bench.stop();
		}
	});
});

describe('a large practice', () => {
	it('of 100,000 patients is seeded within 15 seconds', () => {
		const began = Date.now();
		const system = createTebraSystem(createWorld(), { patients: 100_000 });
		assert.ok(Date.now() - began < 15_000);
		assert.equal(system.counts().patients, 100_000 + 20 + 5_000 + 3);
		assert.equal(system.store.get(100_000).id, 100_000);
	});

	it('cannot be read in one GetPatients call, but page by page', async () => {
		const bench = await startBench({ patients: 26_000 });
		try {
			const { status, text } = await bench.raw('GetPatients', filter(''));
			assert.equal(status, 500);
			assert.match(text, /InternalServiceFault/);
			const page = await bench.call(
				'GetAllPatients',
				'<k:Filter><k:BatchSize>5000</k:BatchSize><k:PracticeID>1</k:PracticeID><k:StartKey>26000</k:StartKey></k:Filter>',
			);
			assert.equal(page.Patients.PatientBatchData.length, 1000);
			assert.notEqual(page.Key.nextStartKey, '0');
		} finally {
			await bench.stop();
		}
	});
});
