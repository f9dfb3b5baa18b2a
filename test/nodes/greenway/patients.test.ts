import type { PatientsStage } from './patientsStage';
import { startPatients } from './patientsStage';
import { errorOf, openPort, readAll } from './support';

/** Patients by FHIR, against the sandbox (sheet 4.1, 5). */

let sandbox: PatientsStage['sandbox'];
let truth: PatientsStage['truth'];
let own: PatientsStage['own'];
let truthOf: PatientsStage['truthOf'];

beforeAll(async () => {
	({ sandbox, truth, own, truthOf } = await startPatients(5300));
});

afterAll(async () => {
	await sandbox?.stop();
});

test('a read of the whole practice meets every patient of the site once and tells whose each is (sheet 9, quirk 12)', async () => {
	const port = await openPort(sandbox);
	const patients = (await readAll(port, { read: 'all' })).flatMap((page) => page.patients);
	expect(patients.map(({ patient }) => patient.id).sort()).toEqual(
		truth.map(({ vendorId }) => vendorId).sort(),
	);
	const ofPractice = patients.filter(({ recordPracticeId }) => recordPracticeId === '1');
	expect(ofPractice.map(({ patient }) => patient.id).sort()).toEqual(
		own()
			.map(({ vendorId }) => vendorId)
			.sort(),
	);
	const fenced = patients.filter(({ recordPracticeId }) => recordPracticeId !== '1');
	expect(fenced).toHaveLength(9);
	for (const { patient } of fenced) {
		// Nothing but the id of a patient who is not ours is taken from the file.
		expect(Object.keys(patient).sort()).toEqual(['externalIds', 'id', 'practiceId', 'system']);
	}
});

test('a patient comes out of the export as the practice holds the patient, coverages included', async () => {
	const port = await openPort(sandbox);
	const patients = (await readAll(port, { read: 'all' })).flatMap((page) => page.patients);
	for (const { patient, recordPracticeId } of patients) {
		if (recordPracticeId !== '1') continue;
		const fact = truthOf(patient.id);
		expect(patient).toMatchObject({
			system: 'greenway_intergy',
			practiceId: '1',
			active: fact.active,
			givenName: fact.firstName,
			middleName: fact.middleName ?? null,
			familyName: fact.lastName,
			suffix: fact.suffix ?? null,
			administrativeSex: { Female: 'female', Male: 'male', Unknown: 'unknown' }[fact.sex],
		});
		if (fact.birthDate === undefined) expect(patient.birthDate).toBeNull();
		else expect(patient.birthDate).toBe(fact.birthDate);
		expect(patient.externalIds).toEqual([
			{ system: 'greenway_intergy', practiceId: '1', type: 'patient', value: fact.vendorId },
			{
				system: 'greenway_intergy',
				practiceId: '1',
				type: 'chart',
				value: String(100_000 + Number(fact.id)),
			},
		]);
		expect(patient.coverages?.map(({ id }) => id).sort()).toEqual(
			fact.cases.flatMap(({ policies }) => policies.map(({ id }) => `cov-${id}`)).sort(),
		);
		expect(JSON.stringify(patient)).not.toContain('us-ssn');
	}
});

test('one patient read alone is the same record as in the export', async () => {
	const port = await openPort(sandbox);
	const patients = (await readAll(port, { read: 'all' })).flatMap((page) => page.patients);
	const listed = patients.find(
		({ recordPracticeId, patient }) =>
			recordPracticeId === '1' && (patient.coverages?.length ?? 0) > 1,
	);
	expect(listed).toBeDefined();
	expect(await port.patients.get(String(listed?.patient.id))).toEqual(listed);
});

test.each([1, 7, 56, 57, 500])(
	'pages of at most %i patients hold everybody once, and the last one tells no cursor',
	async (pageSize) => {
		const port = await openPort(sandbox);
		const pages = await readAll(port, { read: 'all' }, pageSize);
		for (const page of pages) expect(page.patients.length).toBeLessThanOrEqual(pageSize);
		const ids = pages.flatMap(({ patients }) => patients.map(({ patient }) => patient.id));
		expect(ids).toHaveLength(truth.length);
		expect(new Set(ids).size).toBe(truth.length);
		expect(pages[pages.length - 1].nextCursor).toBeUndefined();
	},
);

test('a cursor holds the state of the job and nothing of a patient', async () => {
	const port = await openPort(sandbox);
	const [first] = await readAll(port, { read: 'all' }, 10);
	const cursor = JSON.parse(first.nextCursor ?? '{}') as Record<string, unknown>;
	expect(Object.keys(cursor).sort()).toEqual(
		['file', 'job', 'offset', 'read', 'restarts', 'since', 'startedAt'].sort(),
	);
	for (const { vendorId, lastName } of truth) {
		expect(first.nextCursor).not.toContain(vendorId);
		expect(first.nextCursor).not.toContain(lastName);
	}
});

test('a cursor that points at another server is refused before anything is sent there', async () => {
	const port = await openPort(sandbox);
	const [{ nextCursor }] = await readAll(port, { read: 'all' }, 10);
	const stolen = { ...JSON.parse(nextCursor ?? '{}'), job: 'https://elsewhere.example/export/1' };
	const error = await errorOf(
		async () =>
			await port.patients.page({ read: 'all', pageSize: 10, cursor: JSON.stringify(stolen) }),
	);
	expect(error).toMatchObject({ kind: 'validation', details: { fields: ['cursor'] } });
});

test('a changed address is among the changed patients, and nobody else is', async () => {
	const port = await openPort(sandbox);
	const since = new Date(Date.now() - 60_000).toISOString();
	const [change] = await sandbox.control<Array<{ patientId: string }>>('changes', {
		kind: 'address',
		seed: 3,
	});
	const pages = await readAll(port, { read: 'changed', since });
	const ids = pages.flatMap(({ patients }) => patients.map(({ patient }) => patient.id));
	const changed = truth.find(({ id }) => id === change.patientId)?.vendorId;
	expect([...new Set(ids)]).toEqual([changed]);
});

test('a changed read of a patient whose coverages did not change tells all coverages on file', async () => {
	const since = new Date(Date.now() - 60_000).toISOString();
	const insured = own().find(
		({ group, cases }) => group === 'included' && cases.some(({ policies }) => policies.length > 1),
	);
	await sandbox.control('changes', { kind: 'email', patientId: insured?.id });
	const port = await openPort(sandbox);
	const pages = await readAll(port, { read: 'changed', since });
	const found = pages
		.flatMap(({ patients }) => patients)
		.find(({ patient }) => patient.id === insured?.vendorId);
	expect(found?.patient.coverages?.map(({ id }) => id).sort()).toEqual(
		insured?.cases.flatMap(({ policies }) => policies.map(({ id }) => `cov-${id}`)).sort(),
	);
});

test('a read of changes without any change has one empty page', async () => {
	const port = await openPort(sandbox);
	const pages = await readAll(port, {
		read: 'changed',
		since: new Date(Date.now() + 60_000).toISOString(),
	});
	expect(pages).toHaveLength(1);
	expect(pages[0]).toMatchObject({ patients: [], failed: [] });
	expect(pages[0].nextCursor).toBeUndefined();
});

test('the ids of everybody are those of this practice alone, and the export is given back', async () => {
	const port = await openPort(sandbox);
	const ids: string[] = [];
	for await (const list of port.patients.ids()) ids.push(...list);
	expect(ids.sort()).toEqual(
		own()
			.map(({ vendorId }) => vendorId)
			.sort(),
	);
	const calls = await sandbox.calls();
	expect(calls[calls.length - 1]).toMatchObject({ operation: 'export.cancel', status: 202 });
});

test('a patient is found by family name and birth date, and by the number staff know', async () => {
	const port = await openPort(sandbox);
	const wanted = own().find(({ birthDate, group }) => birthDate && group === 'included');
	const byName = await port.patients.search(
		{ familyName: wanted?.lastName, birthDate: wanted?.birthDate },
		10,
	);
	expect(byName.map(({ patient }) => patient.id)).toContain(wanted?.vendorId);
	const byNumber = await port.patients.search(
		{ chartNumber: String(100_000 + Number(wanted?.id)) },
		10,
	);
	expect(byNumber.map(({ patient }) => patient.id)).toEqual([wanted?.vendorId]);
});

test('a search never hands on a patient of the other practice', async () => {
	const port = await openPort(sandbox);
	for (const { lastName } of truth.filter(({ practiceId }) => practiceId !== '1')) {
		const found = await port.patients.search({ familyName: lastName }, 50);
		for (const { patient, recordPracticeId } of found) {
			expect(recordPracticeId).toBe('1');
			expect(truthOf(patient.id).practiceId).toBe('1');
		}
	}
});

test('a search by our own id, or by nothing, says what FHIR can search for', async () => {
	const port = await openPort(sandbox);
	const none = await errorOf(async () => await port.patients.search({}, 10));
	expect(none.kind).toBe('validation');
	const external = await errorOf(
		async () => await port.patients.search({ externalId: 'cus_1' }, 10),
	);
	expect(external.kind).toBe('validation');
	expect(external.message).toContain('no ID of ours');
});

test('a flagged patient carries the security label that the default flags look for', async () => {
	const port = await openPort(sandbox);
	const patients = (await readAll(port, { read: 'all' })).flatMap((page) => page.patients);
	const restricted = patients
		.filter(({ flags }) => flags.Confidentiality === 'R')
		.map(({ patient }) => truthOf(patient.id).group);
	expect(restricted).toEqual(Array.from({ length: 4 }, () => 'flagged'));
	expect(port.scope.profile.flags).toContainEqual({
		field: 'Confidentiality',
		match: 'equals',
		value: 'R',
		reason: 'confidential',
	});
});

test('a removed patient is read as not there, while the site itself answers', async () => {
	const port = await openPort(sandbox);
	const gone = own()[0];
	await sandbox.control('remove', { patientIds: [gone.id] });
	try {
		expect(await port.patients.get(gone.vendorId)).toBeUndefined();
		const ids: string[] = [];
		for await (const list of port.patients.ids()) ids.push(...list);
		expect(ids).not.toContain(gone.vendorId);
		expect(ids).toHaveLength(own().length - 1);
	} finally {
		await sandbox.control('restore', { patientIds: [gone.id] });
	}
});

test('an id that is no FHIR id is refused without a call', async () => {
	const port = await openPort(sandbox);
	const error = await errorOf(async () => await port.patients.get('../Patient?x=1'));
	expect(error.kind).toBe('validation');
	expect(port.calls()).toBe(0);
});
