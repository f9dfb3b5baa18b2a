import type { NodeParameterValueType } from 'n8n-workflow';

import type { FakeSystems } from '../support/fakeSystems';
import { operationOf, patientXml, soapAnswer, startFakes } from '../support/fakeSystems';
import type { SeenRequest } from '../support/localServer';
import { runNode } from '../support/nodes';
import { access } from './tebra.members';
import { arrays } from './tebra.schema';
import { requestsOf, sentBy } from './tebra.wire';

/** A Tebra of one appointment, and the requests that reach it; set up and closed for each test. */

let fakes: FakeSystems;

/** The appointment that GetAppointment answers; a test changes it as Tebra would. */
const standing = { status: 'Scheduled', start: '2026-12-01T15:00:00Z' };

beforeEach(async () => {
	standing.status = 'Scheduled';
	standing.start = '2026-12-01T15:00:00Z';
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
				`<Appointment><AppointmentId>88</AppointmentId><AppointmentMode>Telehealth</AppointmentMode><AppointmentName>Knee</AppointmentName><AppointmentReasonId>4</AppointmentReasonId><AppointmentStatus>${standing.status}</AppointmentStatus><AppointmentType>P</AppointmentType><EndTime>2026-12-01T15:20:00Z</EndTime><IsGroupAppointment>false</IsGroupAppointment><IsRecurring>false</IsRecurring><MaxAttendees>3</MaxAttendees><Notes>Bring cards</Notes><PatientCaseId>31</PatientCaseId><PatientSummary><PatientId>501</PatientId></PatientSummary><PracticeId>1</PracticeId><ProviderId>2</ProviderId><ResourceId>6</ResourceId><ResourceIds xmlns:a="${arrays}"><a:long>2</a:long><a:long>6</a:long></ResourceIds><ServiceLocationId>1</ServiceLocationId><StartTime>${standing.start}</StartTime></Appointment>`,
			);
		case 'CreateAppointment':
			return soapAnswer(operation, '<Appointment><AppointmentId>88</AppointmentId></Appointment>');
		case 'UpdateAppointment':
			if (request.body.includes('>Cancelled<')) standing.status = 'Cancelled';
			standing.start = /StartTime>([^<]+)</.exec(request.body)?.[1] ?? standing.start;
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

/** Runs an operation, which has to pass. */
export async function send(
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

/** The members that were sent to an operation, in their order. */
export const sent = (operation: string, number = 0) => sentBy(fakes, operation, number);
export const days = { from: '2026-01-05', to: '2026-01-08' };

/** The requests of an operation that were caught. */
export const requestsTo = (operation: string) => requestsOf(fakes, operation);
export const systems = () => fakes;
