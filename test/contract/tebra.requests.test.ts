import { operationOf, soapAnswer } from '../support/fakeSystems';
import { answer, explicit, restart, send, sent } from './tebra.support';

/** Requests about patients, caught on the wire and held against the sheet's tables. */

test('Get Patient asks by patient id alone', async () => {
	await send({ resource: 'patient', operation: 'get', patientId: '501' });
	expect(sent('GetPatient')).toEqual([['Filter/PatientID', '501']]);
});

test('Get Changed asks for a span of days with the practice, and an empty Fields', async () => {
	await send({
		resource: 'patient',
		operation: 'getChanged',
		since: '2026-01-10T12:00:00Z',
		cursor: '{"from":"2026-01-10","to":"2026-01-12","until":"2026-01-12"}',
	});
	expect(sent('GetPatients')).toEqual([
		['Fields', ''],
		['Filter/FromLastModifiedDate', '2026-01-10'],
		['Filter/PracticeID', '1'],
		['Filter/PracticeName', 'Oak & Elm'],
		['Filter/ToLastModifiedDate', '2026-01-12'],
	]);
	expect(sent('GetPatient')).toEqual([['Filter/PatientID', '501']]);
});

test('with explicit fields the toggles stand in schema order', async () => {
	await send(
		{
			resource: 'patient',
			operation: 'getChanged',
			since: '2026-01-10T12:00:00Z',
			cursor: '{"from":"2026-01-10","to":"2026-01-12","until":"2026-01-12"}',
		},
		explicit,
	);
	expect(sent('GetPatients').slice(0, 5)).toEqual([
		['Fields/ID', 'true'],
		['Fields/LastEncounterDate', 'true'],
		['Fields/LastModifiedDate', 'true'],
		['Fields/PracticeId', 'true'],
		['Fields/PracticeName', 'true'],
	]);
});

test('Get All asks for a batch behind a key', async () => {
	await send({ resource: 'patient', operation: 'getAll', cursor: '', pageSize: 250 });
	await send({
		resource: 'patient',
		operation: 'getAll',
		cursor: '{"startKey":"501"}',
		pageSize: 1000,
	});
	expect(sent('GetAllPatients', 0)).toEqual([
		['Fields', ''],
		['Filter/BatchSize', '250'],
		['Filter/PracticeID', '1'],
		['Filter/StartKey', '0'],
	]);
	expect(sent('GetAllPatients', 1)).toEqual([
		['Fields', ''],
		['Filter/BatchSize', '1000'],
		['Filter/PracticeID', '1'],
		['Filter/StartKey', '501'],
	]);
});

test('Find Vanished asks for the largest batches, and for the missing one by its id', async () => {
	const known = {
		id: 'cus_7',
		version: 1,
		externalIds: [
			{
				...{ system: 'tebra', practiceId: '1', type: 'patient', value: '777' },
				verification: 'verified',
			},
		],
	};
	const rows = (data: object[]) => ({
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify({ data, page: { nextCursor: null } }),
	});
	await restart(
		(request) =>
			operationOf(request) === 'GetPatient'
				? soapAnswer('GetPatient', '<Patient i:nil="true"/>')
				: answer(request),
		{},
		({ url }) =>
			url.includes('/customers?')
				? rows([known])
				: url.includes('/match-reviews?')
					? rows([])
					: undefined,
	);
	await send({ resource: 'patient', operation: 'findVanished' });
	const filter = (startKey: string) => [
		['Fields', ''],
		['Filter/BatchSize', '1000'],
		['Filter/PracticeID', '1'],
		['Filter/StartKey', startKey],
	];
	expect(sent('GetAllPatients', 0)).toEqual(filter('0'));
	expect(sent('GetAllPatients', 1)).toEqual(filter('501'));
	expect(sent('GetPatient')).toEqual([['Filter/PatientID', '777']]);
});

test('Search sends names and a birth date as a span whose end is not included', async () => {
	await send({
		resource: 'patient',
		operation: 'search',
		familyName: 'Rivera',
		givenName: 'Ana',
		birthDate: '1980-12-31',
	});
	expect(sent('GetPatients')).toEqual([
		['Fields', ''],
		['Filter/FirstName', 'Ana'],
		['Filter/FromDateOfBirth', '1980-12-31'],
		['Filter/LastName', 'Rivera'],
		['Filter/PracticeID', '1'],
		['Filter/PracticeName', 'Oak & Elm'],
		['Filter/ToDateOfBirth', '1981-01-01'],
	]);
});

test('Set External ID registers once, writes in small-letter members and reads back', async () => {
	await send({
		resource: 'externalId',
		operation: 'set',
		patientId: '501',
		externalId: 'cus_01J9Z3K7',
	});
	expect(sent('GetExternalVendors')).toEqual([
		['Fields', ''],
		['Filter', ''],
	]);
	expect(sent('RegisterExternalVendor')).toEqual([
		['ExternalVendor/ExternalVendorName', 'HealthSail'],
	]);
	const setting = 'Updates/UpdateBatch/PatientExternalIDSetting';
	expect(sent('UpdatePatientsExternalID')).toEqual([
		[`${setting}/externalID`, 'cus_01J9Z3K7'],
		[`${setting}/externalVendorID`, '4'],
		[`${setting}/patientID`, '501'],
		[`${setting}/practiceID`, '1'],
	]);
	expect(sent('GetPatient', 1)).toEqual([
		['Filter/ExternalID', 'cus_01J9Z3K7'],
		['Filter/ExternalVendorID', '4'],
	]);
});
