import type { PatientsStage, Truth } from './patientsStage';
import { startPatients } from './patientsStage';
import { control, openPort } from './support';

/** One patient, and the search for one, against the sandbox. All people are made up. */

let sandbox: PatientsStage['sandbox'];
let loginUrl: string;
let truth: PatientsStage['truth'];

beforeAll(async () => {
	({ sandbox, loginUrl, truth } = await startPatients(5000));
});

afterAll(async () => {
	await sandbox?.stop();
});

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
