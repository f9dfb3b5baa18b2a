import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';
import { allPages, control, openPort, profile } from './support';

/** Reading patients, against the sandbox. All people are made up. */

let sandbox: SandboxProcess;
let loginUrl: string;

interface Truth {
	id: string;
	vendorId: string;
	group: string;
	firstName: string;
	middleName?: string;
	lastName: string;
	birthDate?: string;
	sex: string;
	active: boolean;
	chartNumber?: string;
	email?: string;
	alert?: string;
	collectionCategory?: string;
	lastVisit?: string;
	providerId: string;
	address: { line1?: string; line2?: string; city?: string; state?: string; zip?: string };
	phones: Record<'home' | 'mobile' | 'work', { number: string } | undefined>;
	cases: Array<{ primary: boolean; policies: Array<Record<string, unknown>> }>;
}

let truth: Truth[];

beforeAll(async () => {
	sandbox = await startSandbox(5000, [
		...['--systems', 'advancedmd', '--patients', '130', '--seed', '7', '--no-limits'],
		...['--second-practice', '6', '--opted-out', '3', '--flagged', '9'],
	]);
	loginUrl = sandbox.url('advancedmd');
	truth = await readTruth();
});

afterAll(async () => {
	await sandbox?.stop();
});

async function readTruth(): Promise<Truth[]> {
	return (await control<{ patients: Truth[] }>(sandbox, 'advancedmd/state')).patients;
}

const person = (wanted: (patient: Truth) => boolean): Truth => {
	const found = truth.find(wanted);
	if (found === undefined) throw new Error('The seed has no such patient.');
	return found;
};

test('a patient comes with name, sex, address, chart number and insurance as the practice has them', async () => {
	const port = await openPort(loginUrl);
	const known = person(
		({ middleName, address, cases, firstName, chartNumber }) =>
			middleName !== undefined &&
			!firstName.includes(' ') &&
			address.line2 !== undefined &&
			chartNumber !== undefined &&
			cases.some(({ policies }) => policies.length > 0),
	);
	const found = await port.patients.get(known.vendorId);
	const { patient } = found as NonNullable<typeof found>;
	expect(patient).toMatchObject({
		system: 'advancedmd',
		practiceId: '990001',
		id: known.vendorId,
		familyName: known.lastName.toUpperCase(),
		givenName: known.firstName.toUpperCase(),
		middleName: (known.middleName as string).toUpperCase(),
		birthDate: known.birthDate,
		active: known.active,
		primaryProviderId: known.providerId,
	});
	expect(patient.externalIds).toEqual([
		{ system: 'advancedmd', practiceId: '990001', type: 'patient', value: known.vendorId },
		{ system: 'advancedmd', practiceId: '990001', type: 'chart', value: known.chartNumber },
	]);
	const [address] = patient.addresses ?? [];
	expect(address).toMatchObject({
		line1: known.address.line1?.toUpperCase(),
		line2: known.address.line2?.toUpperCase(),
		city: known.address.city?.toUpperCase(),
		region: known.address.state,
		postalCode: known.address.zip?.replace(/^(\d{5})-?(\d{4})$/, '$1-$2'),
	});
	expect(found?.recordPracticeId).toBe('990001');
	expect(found?.lastVisitOn).toBe(known.lastVisit ?? null);
	expect(JSON.stringify(found)).not.toContain('XXX-XX');
});

test('policies come in the order of the patient, not of their sequence numbers (sheet 4.3)', async () => {
	const port = await openPort(loginUrl);
	const several = truth.filter(
		({ cases }) => cases.length === 1 && cases[0].policies.length > 1 && cases[0].primary,
	);
	expect(several.length).toBeGreaterThan(3);
	for (const known of several.slice(0, 6)) {
		const found = await port.patients.get(known.vendorId);
		const coverages = found?.patient.coverages ?? [];
		const { policies } = known.cases[0];
		expect(coverages.map(({ id }) => id)).toEqual(policies.map(({ id }) => id));
		expect(coverages.map(({ priority }) => priority)).toEqual(
			['primary', 'secondary', 'tertiary'].slice(0, policies.length),
		);
		expect(coverages.map(({ memberId }) => memberId ?? undefined)).toEqual(
			policies.map(({ number }) => number),
		);
		expect(coverages.map(({ payer }) => payer.name)).toEqual(
			policies.map(({ companyName }) => String(companyName).toUpperCase()),
		);
		expect(coverages.map(({ subscriber }) => subscriber.relationship)).toEqual(
			policies.map(({ relationship }) => relationship),
		);
	}
});

test('somebody else who is insured is named with the birth date', async () => {
	const port = await openPort(loginUrl);
	const known = person(({ cases }) =>
		cases.some(({ policies }) => policies.some(({ insured }) => insured !== undefined)),
	);
	const policy = known.cases.flatMap(({ policies }) => policies).find(({ insured }) => insured);
	const insured = policy?.insured as { firstName: string; lastName: string; birthDate: string };
	const found = await port.patients.get(known.vendorId);
	const coverage = found?.patient.coverages?.find(({ id }) => id === policy?.id);
	expect(coverage?.subscriber).toMatchObject({
		givenName: insured.firstName.toUpperCase(),
		familyName: insured.lastName.toUpperCase(),
		birthDate: insured.birthDate,
	});
});

test('who has no policy has an empty list and not an unread one (sheet 4.0)', async () => {
	const port = await openPort(loginUrl);
	const known = person(({ cases }) => cases.every(({ policies }) => policies.length === 0));
	expect((await port.patients.get(known.vendorId))?.patient.coverages).toEqual([]);
});

test('a patient who does not exist is not there, although AdvancedMD answers a database fault (sheet 9.5)', async () => {
	const port = await openPort(loginUrl);
	expect(await port.patients.get('99999999')).toBeUndefined();
});

test('patients of the other practice do not exist under this office key', async () => {
	const port = await openPort(loginUrl);
	const { patients } = await control<{ patients: Truth[] }>(
		sandbox,
		'advancedmd/state?group=secondPractice',
	);
	expect(patients.length).toBeGreaterThan(0);
	for (const { vendorId } of patients) expect(await port.patients.get(vendorId)).toBeUndefined();
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

test('flagged patients show their flag in a field that the default rules read', async () => {
	const port = await openPort(loginUrl);
	const flagged = truth.filter(({ group }) => group === 'flagged');
	expect(flagged).toHaveLength(9);
	const { flags: rules } = port.scope.profile;
	for (const { vendorId } of flagged) {
		const found = await port.patients.get(vendorId);
		const isFlagged = rules.some(({ field, match, value }) => {
			const text = (found?.flags[field] ?? '').toUpperCase();
			return match === 'equals' ? text === value.toUpperCase() : text.includes(value.toUpperCase());
		});
		expect(isFlagged).toBe(true);
	}
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

test('search finds by begin of the family name, given name and birth date, accents or not', async () => {
	const port = await openPort(loginUrl);
	const known = person(
		({ birthDate, firstName }) => birthDate !== undefined && !firstName.includes(' '),
	);
	const { lastName, firstName, birthDate, vendorId } = known;
	const idsOf = async (query: Parameters<typeof port.patients.search>[0]) =>
		(await port.patients.search(query, 25)).map(({ patient }) => patient.id);
	expect(await idsOf({ familyName: lastName, birthDate })).toContain(vendorId);
	expect(await idsOf({ familyName: lastName.toLowerCase(), givenName: firstName })).toContain(
		vendorId,
	);
	expect(await idsOf({ familyName: lastName, birthDate: '1901-01-01' })).toEqual([]);
	const accented = truth.find(({ lastName: name }) => /[À-ɏ]/.test(name));
	if (accented) {
		expect(await idsOf({ familyName: accented.lastName })).toContain(accented.vendorId);
	}
});

test('search finds by chart number, and by no ID of ours', async () => {
	const port = await openPort(loginUrl);
	const known = person(({ chartNumber }) => chartNumber !== undefined);
	const found = await port.patients.search({ chartNumber: known.chartNumber }, 5);
	expect(found.map(({ patient }) => patient.id)).toContain(known.vendorId);
	await expect(port.patients.search({ externalId: 'cus_1' }, 5)).rejects.toMatchObject({
		kind: 'validation',
	});
	await expect(port.patients.search({}, 5)).rejects.toMatchObject({ kind: 'validation' });
	// A birth date alone cannot be looked up (sheet 4.1).
	expect(await port.patients.search({ givenName: 'X', birthDate: '1980-01-01' }, 5)).toEqual([]);
});

test('practice, providers and locations come from the login and the scheduler set-up', async () => {
	const port = await openPort(loginUrl);
	expect(await port.practices.list()).toEqual([{ id: '990001', name: 'OAK CLINIC' }]);
	expect(
		(await port.providers.list()).map(({ id, familyName, givenName }) => [
			id,
			familyName,
			givenName,
		]),
	).toEqual([
		['1', 'SAMPLE', 'ADA'],
		['2', 'EXAMPLE', 'BEN'],
		['3', 'RETIRED', 'CLEO'],
	]);
	expect(
		(await port.locations.list()).map(({ id, name, timeZone }) => [id, name, timeZone]),
	).toEqual([
		['1', 'OAK CLINIC MAIN STREET', 'America/Chicago'],
		['2', 'OAK CLINIC RIVERSIDE', 'America/Chicago'],
	]);
});

test('an id that is no number is refused before anything is sent', async () => {
	const port = await openPort(loginUrl);
	await expect(port.patients.get('pat1 OR 1')).rejects.toMatchObject({ kind: 'validation' });
	expect(port.calls()).toBe(0);
});

test('a patient who vanished is not there, and a cursor of another operation is refused', async () => {
	const port = await openPort(loginUrl);
	const { id, vendorId } = truth[5];
	await control(sandbox, 'advancedmd/remove', { patientIds: [id] });
	expect(await port.patients.get(vendorId)).toBeUndefined();
	await control(sandbox, 'advancedmd/restore', { patientIds: [id] });
	await expect(
		port.patients.page({ read: 'all', pageSize: 5, cursor: '{"startKey":"1"}' }),
	).rejects.toMatchObject({ kind: 'validation' });
});
