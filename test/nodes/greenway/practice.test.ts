import type { PatientsStage } from './patientsStage';
import { startPatients } from './patientsStage';
import { errorOf, openPort, profileOf, readAll } from './support';

/** Whose a record is, and the practice’s people, places and visits, against the sandbox (sheet 4.1). */

let sandbox: PatientsStage['sandbox'];
let truth: PatientsStage['truth'];
let own: PatientsStage['own'];

beforeAll(async () => {
	({ sandbox, truth, own } = await startPatients(5370));
});

afterAll(async () => {
	await sandbox?.stop();
});

test('organizations of the profile tell which patients are ours, in place of the practice ID', async () => {
	const port = await openPort(sandbox, {
		greenwayFhirApi: {
			practiceId: 'oak',
			practiceProfile: profileOf({ fhir: { organizationIds: ['1'] } }),
		},
	});
	const patients = (await readAll(port, { read: 'all' })).flatMap((page) => page.patients);
	const ours = patients.filter(({ recordPracticeId }) => recordPracticeId === 'oak');
	expect(ours).toHaveLength(own().length);
});

test('another organization that bears the number of our practice is not taken for us', async () => {
	const port = await openPort(sandbox, {
		greenwayFhirApi: {
			practiceId: '2',
			practiceProfile: profileOf({ fhir: { organizationIds: ['1'] } }),
		},
	});
	const elsewhere = truth.find(({ practiceId }) => practiceId === '2');
	const found = await port.patients.get(String(elsewhere?.vendorId));
	expect(found?.recordPracticeId).not.toBe('2');
});

test('a patient of no practice is kept out unless the profile says that the site has no other', async () => {
	const homeless = truth.find(({ practiceId }) => practiceId === undefined);
	const strict = await openPort(sandbox);
	expect((await strict.patients.get(String(homeless?.vendorId)))?.recordPracticeId).toBeUndefined();
	const single = await openPort(sandbox, {
		greenwayFhirApi: { practiceProfile: profileOf({ fhir: { untoldPractice: 'own' } }) },
	});
	expect((await single.patients.get(String(homeless?.vendorId)))?.recordPracticeId).toBe('1');
});

test('providers and places of the other practice are left out (sheet 4.1)', async () => {
	const port = await openPort(sandbox);
	const providers = await port.providers.list();
	expect(providers.map(({ familyName }) => familyName).sort()).toEqual([
		'Example',
		'Referrer',
		'Retired',
		'Sample',
	]);
	expect(providers.find(({ familyName }) => familyName === 'Sample')).toMatchObject({
		id: '1',
		givenName: 'Ada',
		credentials: 'MD',
		npi: '1000000038',
		specialty: 'Family Medicine',
		active: true,
	});
	expect(providers.find(({ familyName }) => familyName === 'Retired')?.active).toBe(false);
	const locations = await port.locations.list();
	expect(locations.map(({ name }) => name).sort()).toEqual([
		'Oak Clinic Main Street',
		'Oak Clinic Riverside',
	]);
	expect(locations[0]).toMatchObject({ phone: '+12175550101', timeZone: 'America/Chicago' });
});

test('the practice is read by its FHIR id, and an unknown one is a matter of the credential', async () => {
	const port = await openPort(sandbox);
	expect(await port.practices.list()).toEqual([
		{ id: '1', name: 'Oak Clinic', npi: '1000000012', active: true },
	]);
	const wrong = await openPort(sandbox, { greenwayFhirApi: { practiceId: '77' } });
	const error = await errorOf(async () => await wrong.connection.test());
	expect(error).toMatchObject({ kind: 'configuration', details: { fields: ['practiceId'] } });
});

test('visits of a patient come with diagnoses, procedures and plans (sheet 4.1)', async () => {
	const port = await openPort(sandbox);
	const window = { from: '2000-01-01', to: '2100-01-01' };
	const all = [];
	for (const { vendorId } of own().slice(0, 15)) {
		all.push(...((await port.encounters?.ofPatient(vendorId, window)) ?? []));
	}
	expect(all.length).toBeGreaterThan(2);
	for (const { record, recordPracticeId } of all) {
		expect(recordPracticeId).toBe('1');
		expect(record.status).toBe('finished');
		// Finished is not signed: FHIR does not tell that.
		expect(record.isComplete).toBeNull();
		expect(record.diagnoses?.[0].system).toBe('icd10');
		expect(record.procedures?.length).toBeGreaterThan(0);
		expect(record.recommendations?.[0]).toMatchObject({ kind: 'plan' });
		// A day alone is not shifted: midnight in Chicago is 05:00 or 06:00 UTC of the same day.
		expect(record.startsAt).toMatch(/T0[56]:00:00Z$/);
	}
});
