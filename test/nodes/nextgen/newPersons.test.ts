import type { NewPatient, PracticeSystem } from '../../../nodes/common/practice/port';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';
import { json, servedOneByOne } from './served';
import { controlOf, openPort, personId, profileWith } from './support';

/** New persons after approval (POST /persons, sheet 4.1), scripted and in the sandbox. All made up. */

const { serve, seen, close } = servedOneByOne();
afterEach(close);

const settings = { newPersons: 'on', personPractice: 'session' };
const person: NewPatient = {
	...{ givenName: 'Ada', middleName: 'May', familyName: 'Testperson', suffix: 'Jr' },
	...{ birthDate: '1980-02-03', administrativeSex: 'other', email: 'ada@example.org' },
	phones: [
		{ use: 'mobile', number: '+12175550123' },
		{ use: 'work', number: '+12175550124' },
	],
	addresses: [
		{ use: 'home', line1: '5 Birch Lane', city: 'Springfield', region: 'IL', postalCode: '62701' },
	],
	emergencyContacts: [{ name: 'Bo Testperson', phones: [] }],
	reference: 'AB12CD34',
};
const made = personId(4711);
const posts = () => seen('/persons').filter(({ method }) => method === 'POST');

async function portWith(reply: object, over: object = {}, rows: object[] = []) {
	const base = await serve((path, { method }) => {
		if (method === 'POST') return reply as ReturnType<typeof json>;
		return path.startsWith('/persons/lookup') ? json(rows) : undefined;
	});
	return await openPort(base, { practiceProfile: profileWith({ ...settings, ...over }) });
}

const created = { status: 201, headers: { Location: `http://127.0.0.1:889/persons/${made}` } };

test('one call adds a person with our reference, and never leaves the duplicate check aside', async () => {
	const port = await portWith(created);
	expect(await port.patients.create!(person)).toEqual({ id: made });
	expect(posts().map(({ body }) => JSON.parse(body) as unknown)).toEqual([
		{
			...{ FirstName: 'Ada', MiddleName: 'May', LastName: 'Testperson', Sex: 'U' },
			...{ DateOfBirth: '1980-02-03T00:00:00', EmailAddress: 'ada@example.org' },
			...{ CellPhone: '2175550123', DayPhone: '2175550124', AddressLine1: '5 Birch Lane' },
			...{ City: 'Springfield', State: 'IL', Zip: '62701' },
			...{ OtherIdNumber: 'AB12CD34', IgnoreDuplicatePersons: false },
		},
	]);
});

test('the profile can keep the reference out, and then nobody is found by it', async () => {
	const port = await portWith(created, { newPersonReference: 'none' });
	await port.patients.create!(person);
	expect(posts()[0].body).not.toContain('AB12CD34');
	expect(await port.patients.findCreated!(person)).toBeUndefined();
	expect(seen('/persons/lookup')).toEqual([]);
});

test('turned off, or with a value that cannot be kept, nobody is added', async () => {
	const off = await portWith(created, { newPersons: 'off' });
	await expect(off.patients.create!(person)).rejects.toMatchObject({
		kind: 'configuration',
		details: { vendorCode: 'updatesOff' },
	});
	expect(posts()).toEqual([]);
	await close();
	const on = await portWith(created);
	const bad: NewPatient = {
		...person,
		familyName: 'Rose 🌹',
		addresses: [{ ...person.addresses![0], region: 'XQ' }],
		reference: 'R'.repeat(21),
	};
	await expect(on.patients.create!(bad)).rejects.toMatchObject({
		kind: 'validation',
		details: { vendorCode: 'badCharacters', fields: ['reference', 'familyName', 'address.home'] },
	});
	expect(posts()).toEqual([]);
});

test('a refused duplicate is a conflict that names nobody', async () => {
	const port = await portWith({ status: 409 });
	await expect(port.patients.create!(person)).rejects.toMatchObject({
		kind: 'conflict',
		message: 'NextGen may have this person already. Nobody was added.',
	});
	expect(posts()).toHaveLength(1);
});

test('an answer without an ID is looked up by the reference; when that finds nobody, nobody knows', async () => {
	const row = { id: made.toUpperCase(), otherIdNumber: 'AB12CD34 ' };
	// The look-up may find by a part of the number.
	const port = await portWith({ status: 204 }, {}, [
		{ id: personId(3), otherIdNumber: 'AB12CD345' },
		row,
	]);
	expect(await port.patients.create!(person)).toEqual({ id: made });
	const { searchParams } = new URL(seen('/persons/lookup')[0].url, 'http://localhost');
	expect(Object.fromEntries(searchParams)).toEqual({
		...{
			quickSearchId: 'OtherIdNumber',
			quickSearchInput: 'AB12CD34',
			searchPatientsOnly: 'false',
		},
	});
	await close();
	const unknown = await portWith({ status: 204 });
	await expect(unknown.patients.create!(person)).rejects.toMatchObject({ kind: 'outcomeUnknown' });
});

test('two persons with one reference are for staff', async () => {
	const rows = [made, personId(3)].map((one) => ({ id: one, otherIdNumber: 'AB12CD34' }));
	const port = await portWith(created, {}, rows);
	await expect(port.patients.findCreated!(person)).rejects.toMatchObject({
		kind: 'conflict',
		details: { vendorCode: 'SeveralPersons' },
	});
});

describe('in the sandbox', () => {
	let sandbox: SandboxProcess;
	let control: ReturnType<typeof controlOf>;
	let port: PracticeSystem;
	let base: string;

	beforeAll(async () => {
		sandbox = await startSandbox(6010, [
			...['--systems', 'nextgen', '--patients', '20', '--seed', '11', '--no-limits'],
		]);
		base = sandbox.url('nextgen');
		control = controlOf(sandbox);
		port = await openPort(base, { practiceProfile: profileWith(settings) });
	});

	afterAll(async () => {
		await sandbox?.stop();
	});

	test('the new person is found by the reference, and is a patient once staff open the chart', async () => {
		expect(await port.patients.findCreated!(person)).toBeUndefined();
		const { id } = await port.patients.create!(person);
		const found = await port.patients.findCreated!(person);
		expect(found?.patient).toMatchObject({
			...{ id, familyName: 'Testperson', givenName: 'Ada', middleName: 'May' },
			...{ birthDate: '1980-02-03', administrativeSex: 'unknown', email: 'ada@example.org' },
			addresses: [
				{ line1: '5 Birch Lane', city: 'Springfield', region: 'IL', postalCode: '62701' },
			],
		});
		await expect(port.patients.create!(person)).rejects.toMatchObject({ kind: 'conflict' });
		// By default a chart proves that a person is of this practice.
		const plain = await openPort(base);
		expect((await plain.patients.get(id))?.recordPracticeId).toBeUndefined();
		const [{ id: number }] = (await control.truth()).filter(({ vendorId }) => vendorId === id);
		await control.nextgen('open-chart', { patient: Number(number) });
		expect((await plain.patients.get(id))?.recordPracticeId).toBe('0001');
	});

	test('after a lost answer the person is found by the reference and not added twice', async () => {
		const other = { ...person, familyName: 'Lostanswer', reference: 'ZZ99' };
		await control.fault({ operation: 'persons.create', kind: 'dropAfterWrite' });
		await expect(port.patients.create!(other)).rejects.toMatchObject({ kind: 'outcomeUnknown' });
		expect((await port.patients.findCreated!(other))?.patient.familyName).toBe('Lostanswer');
		await expect(port.patients.create!(other)).rejects.toMatchObject({ kind: 'conflict' });
	});
});
