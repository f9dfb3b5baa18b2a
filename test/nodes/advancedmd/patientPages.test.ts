import type { PatientsStage } from './patientsStage';
import { startPatients } from './patientsStage';
import { allPages, control, openPort, profile } from './support';

/** Reading all patients or the changed ones, page by page, against the sandbox. All are made up. */

let sandbox: PatientsStage['sandbox'];
let loginUrl: string;
let truth: PatientsStage['truth'];

beforeAll(async () => {
	({ sandbox, loginUrl, truth } = await startPatients(5005));
});

afterAll(async () => {
	await sandbox?.stop();
});

test.each([9, 50, 151, 152, 500])(
	'all patients are read once each by pages of %i, and the last page says who may be missed',
	async (pageSize) => {
		const port = await openPort(loginUrl);
		const pages = await allPages(port, { read: 'all', pageSize });
		const ids = pages.flatMap(({ patients }) => patients.map(({ patient }) => patient.id));
		expect(ids.slice().sort()).toEqual(truth.map(({ vendorId }) => vendorId).sort());
		expect(pages.every(({ patients }) => patients.length <= pageSize)).toBe(true);
		expect(pages.flatMap(({ failed }) => failed)).toEqual([]);
		const last = pages[pages.length - 1];
		expect(last.unreached).toEqual([{ code: 'otherInitial', count: null }]);
		expect(pages.slice(0, -1).every(({ unreached }) => unreached === undefined)).toBe(true);
	},
	60_000,
);

test('a read of all patients goes on at its cursor in another port', async () => {
	const first = await (await openPort(loginUrl)).patients.page({ read: 'all', pageSize: 40 });
	expect(first.nextCursor).toBeDefined();
	const rest = await allPages(await openPort(loginUrl), {
		read: 'all',
		pageSize: 100,
		cursor: first.nextCursor,
	});
	const ids = [first, ...rest].flatMap(({ patients }) => patients.map(({ patient }) => patient.id));
	expect(new Set(ids).size).toBe(truth.length);
	expect(ids).toHaveLength(truth.length);
});

test('the change list from an early date stands in for all patients when the profile says so', async () => {
	const port = await openPort(loginUrl, {
		practiceProfile: profile({ allPatients: { by: 'changes' } }),
	});
	const pages = await allPages(port, { read: 'all', pageSize: 60 });
	const ids = pages.flatMap(({ patients }) => patients.map(({ patient }) => patient.id));
	expect(ids.sort()).toEqual(truth.map(({ vendorId }) => vendorId).sort());
	expect(pages[pages.length - 1].unreached).toEqual([{ code: 'neverChanged', count: null }]);
});

test('the ids of everybody are listed', async () => {
	const port = await openPort(loginUrl);
	const ids: string[] = [];
	for await (const part of port.patients.ids()) ids.push(...part);
	expect(ids.sort()).toEqual(truth.map(({ vendorId }) => vendorId).sort());
});

test('changed patients are read in order of change, page by page, with the time of their change', async () => {
	const port = await openPort(loginUrl);
	const changes = await control<Array<{ patientId: string }>>(sandbox, 'advancedmd/changes', {
		kind: 'address',
		count: 7,
		seed: 3,
		moveLastModified: true,
	});
	const since = new Date(Date.now() - 3_600_000).toISOString();
	for (const pageSize of [1, 3, 7, 20]) {
		const pages = await allPages(port, { read: 'changed', since, pageSize });
		const read = pages.flatMap(({ patients }) => patients);
		expect(read.map(({ patient }) => Number(patient.id) - 100_000).sort()).toEqual(
			changes.map(({ patientId }) => Number(patientId)).sort(),
		);
		const stamps = read.map(({ patient }) => Date.parse(patient.sourceAt ?? ''));
		expect(stamps.every((stamp) => Math.abs(stamp - Date.now()) < 120_000)).toBe(true);
	}
});

test('a change read without changes is empty and whole', async () => {
	const port = await openPort(loginUrl);
	const since = new Date(Date.now() + 3_600_000).toISOString();
	const page = await port.patients.page({ read: 'changed', since, pageSize: 10 });
	expect(page.patients).toEqual([]);
	expect(page.nextCursor).toBeUndefined();
});

test('a list of changes that is cut off is followed to its end when it is in order', async () => {
	const port = await openPort(loginUrl, { practiceProfile: profile({ changeRows: 30 }) });
	const whole = await openPort(loginUrl);
	const since = '1995-01-01T00:00:00Z';
	const ids = async (from: typeof port) =>
		(await allPages(from, { read: 'changed', since, pageSize: 25 }))
			.flatMap(({ patients }) => patients.map(({ patient }) => patient.id))
			.sort();
	// The sandbox cuts at 1,000; with 30 in the profile every longer answer counts as cut.
	expect(await ids(port)).toEqual(await ids(whole));
});
