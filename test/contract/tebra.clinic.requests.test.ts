import type { NodeParameterValueType } from 'n8n-workflow';

import type { FakeSystems } from '../support/fakeSystems';
import { operationOf, patientXml, soapAnswer, startFakes } from '../support/fakeSystems';
import type { SeenRequest } from '../support/localServer';
import { runNode } from '../support/nodes';
import { arrays } from './tebra.clinicMembers';
import { login } from './tebra.members';
import { requestsOf, sentBy } from './tebra.wire';

/** Requests about appointments, the ledger and documents, held against the sheet's tables. */

const access = {
	customerKey: login[1][1],
	user: login[3][1],
	password: login[2][1],
	clientVersion: login[0][1],
	practiceName: 'Oak & Elm',
	practiceId: '1',
};

let fakes: FakeSystems;
/** The appointment that GetAppointment answers; a test changes it as Tebra would. */
let status = 'Scheduled';
let start = '2026-12-01T15:00:00Z';

beforeEach(async () => {
	status = 'Scheduled';
	start = '2026-12-01T15:00:00Z';
	const json = (body: unknown) => ({
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify(body),
	});
	fakes = await startFakes(
		answer,
		{ 501: { customerId: 'cus_501', version: 1, syncState: 'included' } },
		({ url, body }) => {
			if (url.includes('/customers/cus_501')) return json({ id: 'cus_501', externalIds: [] });
			if (!url.endsWith('/audit-events/bulk')) return undefined;
			const { items } = JSON.parse(body) as { items: unknown[] };
			return json({ data: items.map((_, index) => ({ index, result: 'created' })) });
		},
	);
});

afterEach(async () => {
	await fakes.close();
});

function answer(request: SeenRequest) {
	const operation = operationOf(request);
	switch (operation) {
		case 'GetAppointment':
			return soapAnswer(
				operation,
				`<Appointment><AppointmentId>88</AppointmentId><AppointmentMode>Telehealth</AppointmentMode><AppointmentName>Knee</AppointmentName><AppointmentReasonId>4</AppointmentReasonId><AppointmentStatus>${status}</AppointmentStatus><AppointmentType>P</AppointmentType><EndTime>2026-12-01T15:20:00Z</EndTime><IsGroupAppointment>false</IsGroupAppointment><IsRecurring>false</IsRecurring><MaxAttendees>3</MaxAttendees><Notes>Bring cards</Notes><PatientCaseId>31</PatientCaseId><PatientSummary><PatientId>501</PatientId></PatientSummary><PracticeId>1</PracticeId><ProviderId>2</ProviderId><ResourceId>6</ResourceId><ResourceIds xmlns:a="${arrays}"><a:long>2</a:long><a:long>6</a:long></ResourceIds><ServiceLocationId>1</ServiceLocationId><StartTime>${start}</StartTime></Appointment>`,
			);
		case 'CreateAppointment':
			return soapAnswer(operation, '<Appointment><AppointmentId>88</AppointmentId></Appointment>');
		case 'UpdateAppointment':
			if (request.body.includes('>Cancelled<')) status = 'Cancelled';
			start = /StartTime>([^<]+)</.exec(request.body)?.[1] ?? start;
			return soapAnswer(operation, '<Appointment><AppointmentId>88</AppointmentId></Appointment>');
		case 'GetAppointmentReasons':
			return soapAnswer(
				operation,
				'<AppointmentReasons><AppointmentReasonData><AppointmentReasonId>4</AppointmentReasonId><DefaultDurationMinutes>20</DefaultDurationMinutes><Name>Visit</Name></AppointmentReasonData></AppointmentReasons>',
			);
		case 'GetCharges':
			return soapAnswer(
				operation,
				'<Charges><ChargeData><ID>71</ID><EncounterID>31</EncounterID><PatientID>501</PatientID><ServiceStartDate>1/6/2026</ServiceStartDate><TotalCharges>120.00</TotalCharges></ChargeData></Charges>',
			);
		case 'GetPatient':
			return soapAnswer(operation, `<Patient>${patientXml('501')}</Patient>`);
		case 'CreateDocument':
			return soapAnswer(operation, '<DocumentId>9</DocumentId>');
		default:
			return soapAnswer(operation, '');
	}
}

async function send(
	operation: string,
	parameters: Record<string, NodeParameterValueType>,
	settings: object = {},
): Promise<void> {
	const [resource, name] = operation.split('.');
	const profile = { version: 1, tebra: { throttleMs: {}, ...settings } };
	const { error } = await runNode({
		nodeType: 'tebra',
		parameters: { resource, operation: name, ...parameters },
		baseUrls: fakes.baseUrls,
		credentials: { tebraSoapApi: { ...access, practiceProfile: JSON.stringify(profile) } },
	});
	expect(error).toBeUndefined();
}

const sent = (operation: string, number = 0) => sentBy(fakes, operation, number);
const days = { from: '2026-01-05', to: '2026-01-08' };

test('appointments of some days are asked for with both dates, and never with one alone', async () => {
	await send('appointment.getMany', { ...days, patientId: '501' });
	expect(sent('GetAppointments')).toEqual([
		['Fields', ''],
		['Filter/EndDate', '2026-01-09'],
		['Filter/PatientID', '501'],
		['Filter/PracticeName', 'Oak & Elm'],
		['Filter/StartDate', '2026-01-05'],
	]);
});

test('with the times of an offset, the offset is asked for and the days are a day wider', async () => {
	await send('appointment.getMany', days, { appointmentListTimes: 'offset' });
	expect(sent('GetAppointments')).toEqual([
		['Fields', ''],
		['Filter/EndDate', '2026-01-10'],
		['Filter/PracticeName', 'Oak & Elm'],
		['Filter/StartDate', '2026-01-04'],
		['Filter/TimeZoneOffsetFromGMT', '0'],
	]);
});

test('with explicit fields the toggles of appointments stand in schema order', async () => {
	await send('appointment.getMany', days, { fieldsMode: 'explicit' });
	const names = sent('GetAppointments').flatMap(([path]) => /^Fields\/(.*)/.exec(path)?.[1] ?? []);
	expect(names.slice(0, 4)).toEqual([
		'AppointmentReason1',
		'AppointmentReasonID1',
		'ConfirmationStatus',
		'EndDate',
	]);
	expect(names.slice(10, 13)).toEqual(['ResourceID1', 'ResourceID10', 'ResourceID2']);
	expect(names).toHaveLength(33);
});

test('changed appointments are asked for by both dates of change', async () => {
	await send('appointment.getChanged', {
		...days,
		since: '2026-01-10T12:00:00Z',
		cursor: '{"from":"2090-01-10"}',
	});
	expect(fakes.tebra.requests).toEqual([]);
	await send('appointment.getChanged', { ...days, since: '2090-01-10T12:00:00Z' });
	const [fields, from, practice, to, ...more] = sent('GetAppointments');
	expect([fields, practice, more]).toEqual([
		['Fields', ''],
		['Filter/PracticeName', 'Oak & Elm'],
		[],
	]);
	expect([from[0], to[0]]).toEqual(['Filter/FromLastModifiedDate', 'Filter/ToLastModifiedDate']);
	expect(from[1] < to[1]).toBe(true);
});

test('an appointment, and the reasons, are asked for by id alone', async () => {
	await send('appointment.get', { appointmentId: '88' });
	expect(sent('GetAppointment')).toEqual([['Appointment/AppointmentId', '88']]);
	await send('appointmentType.getMany', {});
	expect(sent('GetAppointmentReasons')).toEqual([['PracticeId', '1']]);
});

const visit = {
	patientId: '501',
	startsAt: '2026-12-01T15:00:00Z',
	durationMinutes: 20,
	providerId: '2',
	locationId: '1',
	typeId: '4',
	reason: 'Follow-up',
	reference: 'HS-1',
};

test('a booking is written in UTC with its tag in the notes', async () => {
	await send('appointment.book', visit);
	expect(sent('CreateAppointment')).toEqual([
		['Appointment/AppointmentName', 'Follow-up'],
		['Appointment/AppointmentReasonId', '4'],
		['Appointment/AppointmentStatus', 'Scheduled'],
		['Appointment/AppointmentType', 'P'],
		['Appointment/EndTime', '2026-12-01T15:20:00Z'],
		['Appointment/IsRecurring', 'false'],
		['Appointment/MaxAttendees', '1'],
		['Appointment/Notes', 'Follow-up [HealthSail HS-1]'],
		['Appointment/PatientSummary/PatientId', '501'],
		['Appointment/PatientSummary/PracticeId', '1'],
		['Appointment/PracticeId', '1'],
		['Appointment/ProviderId', '2'],
		['Appointment/ServiceLocationId', '1'],
		['Appointment/StartTime', '2026-12-01T15:00:00Z'],
		['Appointment/WasCreatedOnline', 'true'],
	]);
});

test('where the account wants local times, they are written without a zone', async () => {
	await send('appointment.book', visit, { appointmentWriteTimes: 'local' });
	expect(Object.fromEntries(sent('CreateAppointment'))).toMatchObject({
		'Appointment/StartTime': '2026-12-01T09:00:00',
		'Appointment/EndTime': '2026-12-01T09:20:00',
	});
});

test('an update sends back everything that was read, lists of numbers in their own namespace', async () => {
	await send('appointment.cancel', {
		appointmentId: '88',
		patientId: '501',
		reason: 'Asked',
		reference: 'HS-2',
	});
	expect(sent('UpdateAppointment')).toEqual([
		['Appointment/AppointmentId', '88'],
		['Appointment/AppointmentMode', 'Telehealth'],
		['Appointment/AppointmentName', 'Knee'],
		['Appointment/AppointmentReasonId', '4'],
		['Appointment/AppointmentStatus', 'Cancelled'],
		['Appointment/EndTime', '2026-12-01T15:20:00Z'],
		['Appointment/IsGroupAppointment', 'false'],
		['Appointment/IsRecurring', 'false'],
		['Appointment/MaxAttendees', '3'],
		['Appointment/Notes', 'Bring cards\nAsked [HealthSail HS-2]'],
		['Appointment/PatientCaseId', '31'],
		['Appointment/PatientId', '501'],
		['Appointment/ProviderId', '2'],
		['Appointment/ResourceId', '6'],
		['Appointment/ResourceIds/long', '2'],
		['Appointment/ResourceIds/long', '6'],
		['Appointment/ServiceLocationId', '1'],
		['Appointment/StartTime', '2026-12-01T15:00:00Z'],
	]);
});

test('a visit that is moved to another provider leaves the old one’s things behind', async () => {
	await send('appointment.reschedule', {
		...visit,
		appointmentId: '88',
		startsAt: '2026-12-02T15:00:00Z',
		providerId: '1',
		reference: 'HS-3',
	});
	const members = Object.fromEntries(sent('UpdateAppointment'));
	expect(members).toMatchObject({
		'Appointment/ProviderId': '1',
		'Appointment/StartTime': '2026-12-02T15:00:00Z',
		'Appointment/EndTime': '2026-12-02T15:20:00Z',
		'Appointment/PatientCaseId': '31',
	});
	expect(Object.keys(members)).not.toContain('Appointment/ResourceId');
	expect(requestsOf(fakes, 'UpdateAppointment')).toHaveLength(1);
});

test('charges are asked for by both dates of service, and unapproved ones for visits alone', async () => {
	await send('charge.getMany', { ...days, patientId: '501' });
	expect(sent('GetCharges')).toEqual([
		['Fields', ''],
		['Filter/FromServiceDate', '2026-01-05'],
		['Filter/PracticeName', 'Oak & Elm'],
		['Filter/ToServiceDate', '2026-01-09'],
	]);
	await send('encounter.getMany', { ...days, patientId: '501' });
	expect(sent('GetCharges', 1)).toEqual([
		['Fields', ''],
		['Filter/FromServiceDate', '2026-01-05'],
		['Filter/IncludeUnapprovedCharges', 'T'],
		['Filter/PracticeName', 'Oak & Elm'],
		['Filter/ToServiceDate', '2026-01-09'],
	]);
	expect(sent('GetEncounterDetails')).toEqual([
		['Fields', ''],
		['Filter/EncounterID', '31'],
		['Filter/Practice/PracticeID', '1'],
		['Filter/Practice/PracticeName', 'Oak & Elm'],
	]);
});

test('payments and transactions are asked for by both dates of posting', async () => {
	await send('payment.getMany', days);
	expect(sent('GetPayments')).toEqual([
		['Fields', ''],
		['Filter/FromPostDate', '2026-01-05'],
		['Filter/PracticeID', '1'],
		['Filter/PracticeName', 'Oak & Elm'],
		['Filter/ToPostDate', '2026-01-09'],
	]);
	expect(sent('GetTransactions')).toEqual([
		['Fields', ''],
		['Filter/FromPostingDate', '2026-01-05'],
		['Filter/PracticeName', 'Oak & Elm'],
		['Filter/ToPostingDate', '2026-01-09'],
	]);
});

test('a balance is read with the patient', async () => {
	await send('balance.get', { patientId: '501' });
	expect(sent('GetPatient')).toEqual([['Filter/PatientID', '501']]);
});

test('a notice is a text document of the practice’s label and status', async () => {
	await send('staffNotice.create', {
		patientId: '501',
		subject: 'Address: check',
		body: 'Old and new',
		reference: 'HS-5',
	});
	const members = Object.fromEntries(sent('CreateDocument'));
	expect(members).toEqual({
		'DocumentToCreate/DocumentDate': expect.stringMatching(
			/^\d{4}-\d{2}-\d{2}T00:00:00$/,
		) as unknown,
		'DocumentToCreate/DocumentNotes': 'HealthSail HS-5',
		'DocumentToCreate/FileContent': 'QWRkcmVzczogY2hlY2sNCg0KT2xkIGFuZCBuZXcNCg==',
		'DocumentToCreate/FileName': 'Address  check.txt',
		'DocumentToCreate/Label': 'PatientDemographics',
		'DocumentToCreate/Name': 'Address  check.txt',
		'DocumentToCreate/PatientId': '501',
		'DocumentToCreate/PracticeId': '1',
		'DocumentToCreate/Status': 'New',
	});
});
