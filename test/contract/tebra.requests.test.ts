import type { SeenRequest } from '../support/localServer';
import type { FakeSystems } from '../support/fakeSystems';
import { operationOf, patientXml, soapAnswer, startFakes } from '../support/fakeSystems';
import { leaves, parseSoap } from '../support/soapTree';
import { runNode, testCredential } from '../support/nodes';
import type { Sequence } from './tebra.members';
import { login, noSlash, sequences, slash } from './tebra.members';
import { checkSequence, requestsOf as caught, sentBy } from './tebra.wire';

/** Every request that the port can send, caught on the wire and held against the sheet's tables. */

const access = {
	customerKey: 'ck-<1>&"2"',
	user: 'api@oak-clinic.example',
	password: 'p&ss<w>\'"d',
	clientVersion: 'contract-test',
	practiceName: 'Oak & Elm',
	practiceId: '1',
};

const explicit = { version: 1, tebra: { fieldsMode: 'explicit' } };

let fakes: FakeSystems;

beforeEach(async () => {
	fakes = await startFakes(answer);
});

afterEach(async () => {
	await fakes.close();
});

/** A Tebra of one practice with patients 501 and 502, and no registered vendor yet. */
function answer(request: SeenRequest) {
	const operation = operationOf(request);
	const patient = (id: string) =>
		`<Patient>${patientXml(id, { PracticeName: 'Oak &amp; Elm', LastName: 'Rivera', FirstName: 'Ana', DOB: '1980-12-31' })}</Patient>`;
	switch (operation) {
		case 'GetCustomerIdFromKey':
			return soapAnswer(
				operation,
				'<CustomerId>7</CustomerId><IsAuthorized>true</IsAuthorized>',
				'',
			);
		case 'GetPractices':
			return soapAnswer(
				operation,
				'<Practices><PracticeData><ID>1</ID><PracticeName>Oak &amp; Elm</PracticeName></PracticeData></Practices>',
			);
		case 'GetPatients':
			return soapAnswer(operation, '<Patients><PatientData><ID>501</ID></PatientData></Patients>');
		case 'GetAllPatients':
			return soapAnswer(
				operation,
				'<Patients><PatientBatchData><ID>501</ID></PatientBatchData></Patients><Key><nextStartKey>501</nextStartKey></Key>',
			);
		case 'GetPatient':
			return soapAnswer(operation, patient('501'));
		case 'RegisterExternalVendor':
			return soapAnswer(
				operation,
				'<ExternalVendor><ExternalVendorID>4</ExternalVendorID></ExternalVendor>',
			);
		default:
			return soapAnswer(operation, '');
	}
}

async function send(
	parameters: Record<string, string | number | boolean>,
	profile: object = {},
): Promise<void> {
	const { error } = await runNode({
		nodeType: 'tebra',
		parameters,
		baseUrls: fakes.baseUrls,
		credentials: { tebraSoapApi: { ...access, practiceProfile: JSON.stringify(profile) } },
	});
	expect(error).toBeUndefined();
}

const requestsOf = (operation: string) => caught(fakes, operation);
const sent = (operation: string, number = 0) => sentBy(fakes, operation, number);

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
	await fakes.close();
	fakes = await startFakes(
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

test.each([
	['practice', 'GetPractices', [['Filter', '']]],
	[
		'provider',
		'GetProviders',
		[
			['Filter/PracticeID', '1'],
			['Filter/PracticeName', 'Oak & Elm'],
		],
	],
	[
		'location',
		'GetServiceLocations',
		[
			['Filter/PracticeID', '1'],
			['Filter/PracticeName', 'Oak & Elm'],
		],
	],
])('Get Many of %s sends %s', async (resource, operation, filter) => {
	await send({ resource, operation: 'getMany', returnAll: true });
	expect(sent(operation)).toEqual([['Fields', ''], ...filter]);
	const fields = sequences[operation].sequence[1] as readonly [string, Sequence];
	await send({ resource, operation: 'getMany', returnAll: true }, explicit);
	expect(sent(operation, 1)).toEqual([
		...fields[1].map((name) => [`Fields/${String(name)}`, 'true']),
		...filter,
	]);
});

test('members of Get Service Locations are in the namespace without the last slash', async () => {
	await send({ resource: 'location', operation: 'getMany', returnAll: true });
	const [request] = requestsOf('GetServiceLocations');
	const [header, fields, filter] = request.children;
	expect([header.namespace, fields.namespace, filter.namespace]).toEqual([slash, noSlash, noSlash]);
	expect(filter.children.map(({ namespace }) => namespace)).toEqual([noSlash, noSlash]);
});

test('the connection test sends the login without a header, then asks for the practices', async () => {
	const result = await testCredential('tebra', 'tebraConnectionTest', 'tebraSoapApi', {
		...access,
		endpoint: fakes.baseUrls.tebra,
	});
	expect(result).toEqual({ status: 'OK', message: 'Login and practice are right.' });
	expect(leaves(requestsOf('GetCustomerIdFromKey')[0])).toEqual(
		login.slice(1).map(([path, text]) => [path.replace('RequestHeader/', ''), text]),
	);
	expect(sent('GetPractices')).toEqual([
		['Fields', ''],
		['Filter', ''],
	]);
});

test('a member out of its place is noticed', () => {
	const swapped = parseSoap(`<request xmlns="${slash}"><Filter/><Fields/></request>`);
	expect(() =>
		checkSequence(
			swapped,
			[
				['Fields', []],
				['Filter', []],
			],
			slash,
		),
	).toThrow();
	const inOrder = parseSoap(`<request xmlns="${slash}"><Fields/><Filter/></request>`);
	expect(() =>
		checkSequence(
			inOrder,
			[
				['Fields', []],
				['Filter', []],
			],
			slash,
		),
	).not.toThrow();
	expect(() =>
		checkSequence(
			inOrder,
			[
				['Fields', []],
				['Filter', []],
			],
			noSlash,
		),
	).toThrow();
});
