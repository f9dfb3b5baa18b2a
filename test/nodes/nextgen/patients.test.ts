import { startSandbox } from '../../support/sandboxProcess';
import type { SandboxProcess } from '../../support/sandboxProcess';
import type { PatientPage } from '../../../nodes/common/practice/port';
import {
	controlOf,
	failureOf,
	openPort,
	personId,
	profileWith,
	readPages,
	type Truth,
} from './support';

/** Patients through the port against the sandbox (all synthetic). */

let sandbox: SandboxProcess;
let base: string;
let control: ReturnType<typeof controlOf>;

beforeAll(async () => {
	sandbox = await startSandbox(5100, [
		...['--systems', 'nextgen', '--patients', '40', '--seed', '7'],
		...['--second-practice', '6', '--opted-out', '3', '--flagged', '4'],
	]);
	base = sandbox.url('nextgen');
	control = controlOf(sandbox);
});

afterAll(async () => {
	await sandbox?.stop();
});

afterEach(async () => {
	await control.clearFaults();
	await control.nextgen('quota');
	await control.nextgen('build', { build: 'current' });
	await control.nextgen('permission', { operation: '*', granted: true });
});

const own = (pages: readonly PatientPage[]) =>
	pages
		.flatMap(({ patients }) => patients)
		.filter(({ recordPracticeId }) => recordPracticeId === '0001')
		.map(({ patient }) => patient.id);

test.each([1, 7, 47, 1000])('a page size of %i meets every patient once', async (pageSize) => {
	const pages = await readPages(await openPort(base), { read: 'all' }, pageSize);
	const ids = own(pages);
	expect(ids.sort()).toEqual((await control.truth()).map(({ vendorId }) => vendorId).sort());
	expect(pages.every(({ patients }) => patients.length <= pageSize)).toBe(true);
	expect(pages.flatMap(({ failed }) => failed)).toEqual([]);
});

test('persons of another practice come with their practice, or with none, and nothing else', async () => {
	const pages = await readPages(await openPort(base), { read: 'all' }, 100);
	const others = pages
		.flatMap(({ patients }) => patients)
		.filter(({ recordPracticeId }) => recordPracticeId !== '0001');
	expect(others.length).toBeGreaterThan(3);
	expect(new Set(others.map(({ recordPracticeId }) => recordPracticeId))).toEqual(
		new Set(['0002', undefined]),
	);
	for (const { patient } of others) expect(Object.keys(patient)).not.toContain('familyName');
});

test('ids tells every patient of the practice and nobody of another one (sheet 5)', async () => {
	const ids: string[] = [];
	for await (const list of (await openPort(base)).patients.ids()) ids.push(...list);
	expect(ids.sort()).toEqual((await control.truth()).map(({ vendorId }) => vendorId).sort());
});

const digits = (text: string | undefined) => text?.replace(/\D/g, '');

function expected(truth: Truth) {
	return {
		familyName: truth.lastName,
		givenName: truth.firstName,
		birthDate: truth.birthDate,
		line1: truth.address.line1,
		// Nine digits have the hyphen that the canonical form has; on the wire they have none (sheet 4.1).
		zip: digits(truth.address.zip)?.replace(/^(\d{5})(\d{4})$/, '$1-$2'),
		chart: truth.chartNumber,
		members: truth.cases.flatMap(({ policies }) => policies.map(({ number }) => number ?? null)),
	};
}

test('a patient read by ID holds what the practice holds', async () => {
	const port = await openPort(base);
	const whole = (await control.truth('included')).filter(
		({ birthDate, address }) =>
			birthDate && birthDate > '1900-01-01' && address.line1 !== 'UNKNOWN',
	);
	for (const truth of whole.slice(0, 12)) {
		const found = await port.patients.get(truth.vendorId.toUpperCase());
		const { patient } = found ?? {};
		expect(found?.recordPracticeId).toBe('0001');
		expect({
			familyName: patient?.familyName,
			givenName: patient?.givenName,
			birthDate: patient?.birthDate,
			line1: patient?.addresses?.[0]?.line1,
			zip: patient?.addresses?.[0]?.postalCode,
			chart: patient?.externalIds.find(({ type }) => type === 'chart')?.value,
			members: [...(patient?.coverages ?? [])].map(({ memberId }) => memberId),
		}).toEqual(expected(truth));
		expect(JSON.stringify(patient)).not.toContain('socialSecurity');
	}
});

test('details of policies come with the list, or one by one, and mean the same (sheet 4.3)', async () => {
	const [truth] = (await control.truth('included')).filter(({ cases }) =>
		cases.some(({ policies }) => policies.some(({ copay }) => copay === '12.50')),
	);
	const read = async (policyDetails: string) => {
		const port = await openPort(base, { practiceProfile: profileWith({ policyDetails }) });
		return (await port.patients.get(truth.vendorId))?.patient.coverages;
	};
	const expanded = await read('expand');
	expect(expanded).toEqual(await read('single'));
	expect(expanded?.some(({ copay }) => copay?.amount === 1250)).toBe(true);
});

test('an alert of the chart is what the flag rules see (sheet 4.4)', async () => {
	const port = await openPort(base);
	for (const { vendorId } of await control.truth('flagged')) {
		const found = await port.patients.get(vendorId);
		expect(found?.flags.Alert).toMatch(/do not share|confidential/i);
	}
});

test('a person of another practice cannot be told to be ours without a chart (sheet 9.15)', async () => {
	const [other] = await control.truth('secondPractice');
	const found = await (await openPort(base)).patients.get(other.vendorId);
	expect(found?.recordPracticeId).toBeUndefined();
	const trusting = await openPort(base, {
		practiceProfile: profileWith({ personPractice: 'session' }),
	});
	expect((await trusting.patients.get(other.vendorId))?.recordPracticeId).toBe('0001');
});

test('a patient who is not there is none, and what is no ID is refused before it is sent', async () => {
	const port = await openPort(base);
	expect(await port.patients.get(personId(999_999))).toBeUndefined();
	const before = port.calls();
	expect(await failureOf(port.patients.get('501'))).toMatchObject({
		details: { kind: 'validation', fields: ['patientId'] },
	});
	expect(port.calls()).toBe(before);
});

test('a change read tells who changed since, the silent week being made explicit (sheet 5)', async () => {
	const port = await openPort(base);
	const since = new Date(Date.now() - 60_000).toISOString();
	const [first, second] = await control.truth('included');
	for (const { id } of [first, second]) {
		await control.nextgen('changes', { kind: 'address', patientId: id });
	}
	const ids = own(await readPages(port, { read: 'changed', since }, 1));
	expect(ids.sort()).toEqual([first.vendorId, second.vendorId].sort());
	const longAgo = new Date(Date.now() - 300 * 86_400_000).toISOString();
	const many = own(await readPages(port, { read: 'changed', since: longAgo }, 50));
	expect(many.length).toBeGreaterThan(2);
});

test('a policy that changed alone brings its patient into the change read (sheet 4.3)', async () => {
	const truth = (await control.truth('included')).find(
		({ cases }, index) => index > 5 && cases.some(({ policies }) => policies.length > 0),
	) as Truth;
	await control.nextgen('policy', { patient: Number(truth.id), memberId: 'NEWMEMBER1' });
	const since = new Date(Date.now() - 60_000).toISOString();
	const read = async (readChangedPayers: boolean) =>
		own(
			await readPages(
				await openPort(base, { practiceProfile: profileWith({ readChangedPayers }) }),
				{ read: 'changed', since },
				10,
			),
		);
	expect(await read(true)).toContain(truth.vendorId);
	expect(await read(false)).not.toContain(truth.vendorId);
});

test('who changes while the list is read is met, and nobody is left out', async () => {
	const port = await openPort(base);
	const truth = await control.truth('included');
	const ids: string[] = [];
	let cursor: string | undefined;
	for (let page = 0; page < 40; page++) {
		const read = await port.patients.page({
			read: 'all',
			pageSize: 5,
			...(cursor !== undefined && { cursor }),
		});
		ids.push(...own([read]));
		cursor = read.nextCursor;
		// A record before the border moves to the end of the list: a count of rows would skip one.
		if (page < 3) {
			const seen = truth.find(({ vendorId }) => vendorId === ids[page]);
			if (seen) await control.nextgen('changes', { kind: 'email', patientId: seen.id });
		}
		if (cursor === undefined) break;
	}
	const all = (await control.truth()).map(({ vendorId }) => vendorId);
	expect([...new Set(ids)].sort()).toEqual(all.sort());
});

test.each([
	['family name', (truth: Truth) => ({ familyName: truth.lastName.slice(0, 4) })],
	['birth date', (truth: Truth) => ({ birthDate: truth.birthDate })],
	['names in another case', (truth: Truth) => ({ familyName: truth.lastName.toUpperCase() })],
	['chart number', (truth: Truth) => ({ chartNumber: truth.chartNumber })],
])('a search by %s finds the patient', async (_name, query) => {
	const truth = (await control.truth('included')).find(
		({ chartNumber, birthDate }) => chartNumber && birthDate,
	) as Truth;
	const found = await (await openPort(base)).patients.search(query(truth), 50);
	expect(found.map(({ patient }) => patient.id)).toContain(truth.vendorId);
	expect(found.every(({ recordPracticeId }) => recordPracticeId === '0001')).toBe(true);
});

test('a search without anything to search for is refused', async () => {
	const port = await openPort(base);
	expect(await failureOf(port.patients.search({}, 5))).toMatchObject({
		details: { kind: 'validation' },
	});
});

test('an external ID is written, read back, and finds its patient (sheet 4.1)', async () => {
	const port = await openPort(base);
	const [truth] = await control.truth('included');
	const set = await port.externalIds?.set(truth.vendorId, 'cus_SYNTHETIC1');
	expect(set).toEqual({ stored: 'cus_SYNTHETIC1', vendorId: '7' });
	const found = await port.patients.search({ externalId: 'cus_SYNTHETIC1' }, 5);
	expect(found.map(({ patient }) => patient.id)).toEqual([truth.vendorId]);
	const [, other] = await control.truth('included');
	expect(await failureOf(port.externalIds!.set(other.vendorId, 'cus_SYNTHETIC1'))).toMatchObject({
		details: { kind: 'conflict' },
	});
	const unnamed = await openPort(base, {
		practiceProfile: profileWith({ externalSystemName: 'Nobody' }),
	});
	expect(await failureOf(unnamed.externalIds!.set(truth.vendorId, 'cus_1'))).toMatchObject({
		details: { kind: 'configuration' },
	});
});

test('a merge of staff is told with both ids, and the merged person is gone (sheet 4.1)', async () => {
	const port = await openPort(base);
	const truth = await control.truth('included');
	const [keep, drop] = truth.slice(-2);
	const since = new Date(Date.now() - 60_000).toISOString();
	await control.nextgen('merge', { keep: Number(keep.id), drop: Number(drop.id) });
	const merges = await port.patients.merges?.(since);
	expect(merges).toMatchObject([{ survivorId: keep.vendorId, loserId: drop.vendorId }]);
	expect(Date.parse(merges?.[0].mergedAt ?? '')).toBeGreaterThan(Date.parse(since));
	expect(await port.patients.get(drop.vendorId)).toBeUndefined();
	await control.nextgen('restore', { patientIds: [drop.id] });
});

test('providers, locations and practices are those of the practice', async () => {
	const port = await openPort(base);
	expect(await port.practices.list()).toMatchObject([
		{ id: '0001', name: 'Oak Clinic' },
		{ id: '0002', name: 'Elm Clinic' },
	]);
	const providers = await port.providers.list();
	expect(providers.map(({ familyName, active }) => [familyName, active])).toEqual([
		['Sample', true],
		['Example', true],
		['Retired', false],
	]);
	const locations = await port.locations.list();
	// The asterisk of demo masters is left off (sheet 9.18).
	expect(locations.map(({ name, city }) => [name, city])).toEqual([
		['Oak Clinic Main Street', 'Oakfield'],
		['Oak Clinic Riverside', 'Oakfield'],
	]);
	expect(await port.connection.test()).toMatchObject({ ok: true });
});
