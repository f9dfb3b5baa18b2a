import type { SandboxProcess } from '../../support/sandboxProcess';
import type { PracticeSystem } from '../../../nodes/common/practice/port';
import { control, openPort, profile, start, type Truth, truthOf } from './support';

/** Search (sheet 4.1), and our id in legacy_patient_id (sheet 4.1, 7, 8). */

let sandbox: SandboxProcess;
let port: PracticeSystem;
let truth: Truth[];

beforeAll(async () => {
	sandbox = await start(5270, '--patients', '60', '--seed', '5');
	port = await openPort(sandbox.url('carecloud'), profile({ patientUpdates: 'on' }));
	truth = await truthOf(sandbox, 'included');
});

afterAll(async () => {
	await sandbox?.stop();
});

afterEach(async () => {
	await control(sandbox, 'faults', undefined, 'DELETE');
});

const person = (suits: (one: Truth) => boolean) => truth.find(suits) as Truth;
const ids = (found: ReadonlyArray<{ patient: { id: string } }>) =>
	found.map(({ patient }) => patient.id);

test('a search by name and birth date finds the patient, insurance and all (sheet 4.1)', async () => {
	const one = person(({ birthDate }) => birthDate !== undefined);
	const found = await port.patients.search(
		{ familyName: one.lastName as string, birthDate: one.birthDate as string },
		10,
	);
	expect(ids(found)).toContain(one.vendorId);
	for (const { patient } of found) expect(patient.birthDate).toBe(one.birthDate);
	expect(found[0].patient.coverages).toBeDefined();
});

test('a birth date that the server does not filter by is compared here (sheet 11.4)', async () => {
	const other = await openPort(
		sandbox.url('carecloud'),
		profile({ search: { birthDateMember: 'date_of_birth' } }),
	);
	const one = person(({ birthDate }) => birthDate !== undefined);
	const query = { givenName: one.firstName as string, birthDate: one.birthDate as string };
	expect(ids(await other.patients.search(query, 10))).toContain(one.vendorId);
	const nobody = await other.patients.search({ ...query, birthDate: '1801-02-03' }, 10);
	expect(nobody).toEqual([]);
});

test('a chart number finds a patient who has no appointment (sheet 4.1)', async () => {
	const one = person(({ chartNumber, reached }) => chartNumber !== undefined && !reached);
	const found = await port.patients.search({ chartNumber: one.chartNumber as string }, 10);
	expect(ids(found)).toEqual([one.vendorId]);
});

test('a search hands on nobody of another practice, and nobody unknown under this one’s name', async () => {
	const second = await truthOf(sandbox, 'secondPractice');
	for (const stray of second) {
		const found = await port.patients.search({ familyName: stray.lastName as string }, 50);
		expect(ids(found)).not.toContain(stray.vendorId);
	}
	const [unknown] = await truthOf(sandbox, 'noPractice');
	const found = await port.patients.search({ familyName: unknown.lastName as string }, 50);
	const one = found.find(({ patient }) => patient.id === unknown.vendorId);
	// The fence drops a record that tells neither ID nor name of a practice.
	expect(one?.recordPracticeId).toBeUndefined();
	expect(one?.recordPracticeName).toBeUndefined();
	expect(one?.patient.coverages).toBeUndefined();
});

test('a search that is cut off says so, and one for nothing is refused', async () => {
	const few = await openPort(sandbox.url('carecloud'), profile({ search: { limit: 2 } }));
	const wanted = { givenName: 'A', birthDate: '1801-02-03' };
	const narrow = await openPort(
		sandbox.url('carecloud'),
		profile({ search: { limit: 1, birthDateMember: 'date_of_birth' } }),
	);
	await expect(narrow.patients.search(wanted, 5)).rejects.toMatchObject({
		details: { kind: 'validation', fields: ['familyName', 'givenName', 'birthDate'] },
	});
	// The hit bears the number as its name, and has another chart number.
	const [named] = await truthOf(sandbox);
	const number = { chartNumber: (named.lastName as string).slice(0, 1) };
	await expect(narrow.patients.search(number, 5)).rejects.toMatchObject({
		details: {
			nextStep: 'Search for this patient by name and birth date, without the chart number.',
			fields: ['chartNumber'],
		},
	});
	await expect(few.patients.search({}, 5)).rejects.toMatchObject({ kind: 'validation' });
});

test('updates are off until the practice turns them on (sheet 8)', async () => {
	const off = await openPort(sandbox.url('carecloud'));
	await expect(off.externalIds?.set(truth[0].vendorId, 'HS-1')).rejects.toMatchObject({
		details: { kind: 'configuration', vendorCode: 'updatesOff' },
	});
});

test('our ID is written with whole lists, read again, and changes nothing else (sheet 4.1)', async () => {
	for (const one of truth.slice(0, 24)) {
		const before = await port.patients.get(one.vendorId);
		expect(await port.externalIds?.set(one.vendorId, `HS-${one.id}`)).toEqual({
			stored: `HS-${one.id}`,
			vendorId: one.vendorId,
		});
		expect(await port.patients.get(one.vendorId)).toEqual(before);
	}
	const after = new Map((await truthOf(sandbox, 'included')).map((one) => [one.id, one]));
	for (const one of truth.slice(0, 24)) {
		expect(after.get(one.id)?.phones).toEqual(one.phones);
		expect(after.get(one.id)?.address).toEqual(one.address);
	}
});

test('the same ID is not written twice, and another one that stands there is left', async () => {
	const [{ vendorId }] = truth;
	const value = `HS-${truth[0].id}`;
	expect(await port.externalIds?.set(vendorId, value)).toMatchObject({ stored: value });
	await expect(port.externalIds?.set(vendorId, 'HS-other')).rejects.toMatchObject({
		details: { kind: 'conflict', vendorCode: 'LegacyIdTaken' },
	});
	const found = await port.patients.search(
		{ familyName: truth[0].lastName as string, externalId: value },
		5,
	);
	expect(ids(found)).toEqual([vendorId]);
});

test('a lost answer of an update is looked up (sheet 6, 7)', async () => {
	const { vendorId } = truth[30];
	await control(sandbox, 'faults', {
		system: 'carecloud',
		operation: 'updatePatient',
		kind: 'dropAfterWrite',
	});
	expect(await port.externalIds?.set(vendorId, 'HS-lost')).toMatchObject({ stored: 'HS-lost' });
	await control(sandbox, 'faults', {
		system: 'carecloud',
		operation: 'updatePatient',
		kind: 'status',
		status: 500,
	});
	await expect(port.externalIds?.set(truth[31].vendorId, 'HS-none')).rejects.toMatchObject({
		kind: 'outcomeUnknown',
	});
});
