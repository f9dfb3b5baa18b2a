import type { AppointmentPage } from '../../../nodes/common/practice/records';
import type { PracticeSystem } from '../../../nodes/common/practice/port';
import { openGreenway } from '../../../nodes/Greenway/port';
import { setting, startPrimeSuite } from './primeSuiteStage';
import type { GreenwaySandbox } from './support';
import { contextOf, errorOf, openPort, readAll } from './support';

/** What is read through Prime Suite's GAPI beside FHIR, against the sandbox (sheet 3.2, 4.2, 5). */

let sandbox: GreenwaySandbox;

beforeAll(async () => {
	sandbox = await startPrimeSuite(5320);
});

afterAll(async () => {
	await sandbox?.stop();
});

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const wholeYear = { from: day(-370), to: day(70) };

async function pagesOf(
	port: PracticeSystem,
	window: { from: string; to: string },
	pageSize = 50,
): Promise<AppointmentPage[]> {
	const pages: AppointmentPage[] = [];
	let cursor: string | undefined;
	do {
		const page = await port.appointments?.page({
			read: 'window',
			window,
			pageSize,
			...(cursor !== undefined && { cursor }),
		});
		if (page === undefined) throw new Error('The port has no appointments.');
		pages.push(page);
		cursor = page.nextCursor;
	} while (cursor !== undefined);
	return pages;
}

test('a year of day lists holds each appointment once, with the FHIR id of its patient', async () => {
	const port = await openPort(sandbox);
	const pages = await pagesOf(port, wholeYear);
	const records = pages.flatMap(({ appointments }) => appointments.map(({ record }) => record));
	expect(records.length).toBeGreaterThan(40);
	expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
	const patients = (await readAll(port, { read: 'all' })).flatMap((page) => page.patients);
	const own = new Set(
		patients
			.filter(({ recordPracticeId }) => recordPracticeId === '1')
			.map(({ patient }) => patient.id),
	);
	for (const record of records) {
		expect(own.has(String(record.patientId))).toBe(true);
		expect(record).toMatchObject({ practiceId: '1', timeZone: 'America/Chicago' });
		expect(record.externalIds).toEqual([
			{
				system: 'greenway_prime_suite',
				practiceId: '1',
				type: 'appointment',
				value: record.id,
			},
		]);
		expect(Date.parse(record.endsAt ?? '')).toBeGreaterThan(Date.parse(record.startsAt));
	}
	const statuses = new Set(records.map(({ status }) => status));
	expect([...statuses].sort()).toEqual(
		expect.arrayContaining(['booked', 'cancelled', 'completed', 'no_show']),
	);
	expect(statuses.has('unknown')).toBe(false);
});

test('an appointment whose patient has no birth date in FHIR is told as not linked, not guessed (sheet 4.1)', async () => {
	const port = await openPort(sandbox);
	const patients = (await readAll(port, { read: 'all' })).flatMap((page) => page.patients);
	const pages = await pagesOf(port, wholeYear);
	for (const { error } of pages.flatMap(({ failed }) => failed)) {
		expect(error).toMatchObject({ kind: 'notFound', details: { vendorCode: 'NotLinked' } });
	}
	const undated = patients.filter(
		({ patient, recordPracticeId }) => recordPracticeId === '1' && !patient.birthDate,
	);
	const named = pages.flatMap(({ appointments }) =>
		appointments.map(({ record }) => record.patientId),
	);
	for (const { patient } of undated) expect(named).not.toContain(patient.id);
});

test.each([1, 3, 10, 25])(
	'pages of at most %i appointments bring the same appointments (row index and overlap, sheet 5)',
	async (pageSize) => {
		const port = await openPort(sandbox);
		const window = { from: day(-120), to: day(20) };
		const ids = (pages: readonly AppointmentPage[]) =>
			pages.flatMap(({ appointments }) => appointments.map(({ record }) => record.id)).sort();
		const pages = await pagesOf(port, window, pageSize);
		for (const { appointments } of pages) {
			expect(appointments.length).toBeLessThanOrEqual(pageSize);
		}
		expect(ids(pages)).toEqual(ids(await pagesOf(port, window)));
	},
);

test('blocked time, the row of patient 0, is no appointment (sheet 4.2)', async () => {
	const port = await openPort(sandbox);
	const pages = await pagesOf(port, { from: day(0), to: day(8) });
	for (const { record } of pages.flatMap(({ appointments }) => appointments)) {
		expect(record.reason).not.toBe('Staff meeting');
	}
});

test('pages that overlap by a row bring each appointment once', async () => {
	// The sandbox counts rows from one: asked as if from zero, each page begins with the last row before.
	const port = await openPort(sandbox, setting({ pageSize: 2, firstRow: 0 }));
	const right = await openPort(sandbox, setting({ pageSize: 2 }));
	const window = { from: day(-120), to: day(20) };
	const expected = (await pagesOf(right, window)).flatMap(({ appointments }) => appointments);
	const found = (await pagesOf(port, window)).flatMap(({ appointments }) => appointments);
	expect(found.map(({ record }) => record.id).sort()).toEqual(
		expected.map(({ record }) => record.id).sort(),
	);
});

test('kinds of visits are those met in the coming day lists', async () => {
	const port = await openPort(sandbox);
	const types = (await port.schedule?.types?.()) ?? [];
	expect(types.length).toBeGreaterThan(0);
	for (const type of types) {
		expect(type).toEqual({
			id: expect.stringMatching(/^[1-5]$/) as string,
			name: expect.any(String) as string,
			durationMinutes: expect.any(Number) as number,
			active: true,
		});
	}
});

test('charges are money in cents with their codes, of the whole practice or of one patient', async () => {
	const port = await openPort(sandbox);
	const window = { from: day(-370), to: day(0) };
	const all = (await port.ledger?.charges?.(window)) ?? [];
	expect(all.length).toBeGreaterThan(10);
	for (const { record } of all) {
		expect(Number.isInteger(record.amount.amount)).toBe(true);
		expect([12_000, 9_100, 18_500, 9_875]).toContain(record.amount.amount);
		expect(record.serviceDate).toMatch(/^\d{4}-\d{2}-\d{2}$/);
		expect(record.isVoided).toBe(false);
	}
	const therapy = all.find(({ record }) => record.procedureCode === '97110');
	expect(therapy?.record).toMatchObject({ units: 2, amount: { amount: 9_100, currency: 'USD' } });
	const patientId = all[0].record.patientId;
	const ofOne = (await port.ledger?.charges?.(window, patientId)) ?? [];
	expect(ofOne.map(({ record }) => record.id)).toEqual(
		all.filter(({ record }) => record.patientId === patientId).map(({ record }) => record.id),
	);
});

test('the second interface shows the record under the patient number, for lib/identity to decide', async () => {
	const port = await openPort(sandbox);
	const patients = (await readAll(port, { read: 'all' })).flatMap((page) => page.patients);
	const source = patients.find(
		({ recordPracticeId, patient }) => recordPracticeId === '1' && patient.birthDate,
	);
	if (source === undefined) throw new Error('No patient to look for.');
	const [record] = (await port.patients.second?.(source)) ?? [];
	const number = source.patient.externalIds.find(({ type }) => type === 'chart')?.value;
	expect(record.id).toEqual({
		system: 'greenway_prime_suite',
		practiceId: '1',
		type: 'gapi',
		value: number,
	});
	expect(record.patient).toMatchObject({
		familyName: source.patient.familyName,
		birthDate: source.patient.birthDate,
	});
	expect(JSON.stringify(record)).not.toMatch(/SSN|ssn/);
});

test('without the GAPI credential FHIR still works, and the rest says what is missing', async () => {
	const context = contextOf(sandbox, {}, ['greenwayPrimeSuiteApi']);
	const port = await openGreenway(context);
	expect((await port.patients.get('pt-3001'))?.patient.id).toBe('pt-3001');
	const error = await errorOf(async () => await pagesOf(port, wholeYear));
	expect(error.kind).toBe('configuration');
	expect(error.message).toContain('no credential');
});

test.each([
	['ERR_403_DEVELOPER_INACTIVE', { greenwayPrimeSuiteApi: { apiKey: 'unknown' } }, 'configuration'],
	['500', { greenwayPrimeSuiteApi: { userPassword: 'wrong' } }, 'authentication'],
])('a refusal %s is told with its code and asked once (sheet 6)', async (code, over, kind) => {
	const port = await openPort(sandbox, over as never);
	const count = async () =>
		(await sandbox.calls()).filter(({ operation }) => operation === 'PatientListGet').length;
	const before = await count();
	const error = await errorOf(async () => await pagesOf(port, { from: day(0), to: day(1) }));
	expect(error).toMatchObject({ kind, details: { vendorCode: code } });
	expect((await count()) - before).toBe(1);
});

test.each(['malformed', 'truncate'])(
	'a page that comes %s stops the read, and nothing is taken as gone',
	async (kind) => {
		const port = await openPort(sandbox);
		await sandbox.fault({ kind, operation: 'PatientListGet' });
		const error = await errorOf(async () => await pagesOf(port, { from: day(-7), to: day(1) }));
		expect(error.kind).toBe('wireShape');
	},
);
