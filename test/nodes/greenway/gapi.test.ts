import type { PracticeSystem } from '../../../nodes/common/practice/port';
import type { FakeGreenway } from '../../contract/greenway.support';
import { bundle, json, patientJson, startFake } from '../../contract/greenway.support';
import type { Reply } from '../../support/localServer';
import { testCredential } from '../../support/nodes';
import { errorOf } from './support';

/** Answers of the GAPI that leave something open: who it is, whether it was done, when it is (sheet 4.2, 4.3, 6, 7). */

let fake: FakeGreenway;

afterEach(async () => {
	await fake.close();
});

const person = {
	PatientID: 100234,
	Firstname: 'Lena',
	LastName: 'Okafor',
	DateOfBirth: '/Date(447656400000-0500)/',
};
const row = (over: object = {}) => ({
	AppointmentID: 1,
	ScheduleDate: '09/14/2026',
	StartTime: '9:05 AM',
	EndTime: '9:25 AM',
	Type: { AppointmentTypeID: 2, Name: 'Follow-up', Duration: 20 },
	Patient: person,
	...over,
});

/** A port whose GAPI answers each operation as told, and whose FHIR holds one patient. */
async function open(
	product: 'primeSuite' | 'intergy',
	answers: Record<string, object | Reply>,
	patient: object = patientJson('pt-1'),
): Promise<PracticeSystem> {
	fake = await startFake((_request, url) => {
		if (url.pathname.endsWith('/Patient')) return bundle([patient]);
		if (url.pathname.endsWith('/Patient/pt-1')) return json(patient);
		if (!url.pathname.startsWith('/Integration/')) return undefined;
		const answer = answers[url.pathname.split('/').pop() ?? ''];
		return 'body' in answer ? (answer as Reply) : gapi(answer);
	});
	const greenway = {
		primeSuite: { recipientId: 88, documentTypeId: 15 },
		intergy: { toUserId: 4012 },
	};
	return await fake.open(product, {
		greenwayFhirApi: { practiceProfile: JSON.stringify({ version: 1, greenway }) },
	});
}

const gapi = (body: object, status = 200) =>
	json(body, { status, headers: { 'Content-Type': 'application/json; charset=utf-8' } });

const sent = (operation: string) =>
	fake.server.requests.filter(({ url }) => url.split('?')[0].endsWith(`/${operation}`)).length;

const dayOf = async (port: PracticeSystem) =>
	await port.appointments?.page({
		read: 'window',
		window: { from: '2026-09-14', to: '2026-09-14' },
		pageSize: 20,
	});

const notice = { patientId: 'pt-1', subject: 'Changed', body: 'Text.', reference: 'R1' };
const document = {
	patientId: 'pt-1',
	name: 'Receipt',
	mimeType: 'application/pdf',
	content: 'c3ludGhldGlj',
	reference: 'D1',
};

test.each([
	['another given name', { Firstname: 'Mona' }],
	['no given name', { Firstname: '' }],
])('an appointment of a twin, with %s, is not told as the other’s', async (_name, over) => {
	const port = await open('primeSuite', {
		PatientListGet: { Appointments: [row({ Patient: { ...person, ...over } })], TotalRows: 1 },
	});
	const page = await dayOf(port);
	expect(page?.appointments).toEqual([]);
	expect(page?.failed).toMatchObject([
		{ id: '1', error: { details: { vendorCode: 'NotLinked' } } },
	]);
});

test('a given name in other letters is the same name', async () => {
	const port = await open('primeSuite', {
		PatientListGet: {
			Appointments: [row({ Patient: { ...person, Firstname: ' LENA ', LastName: 'OKAFOR' } })],
			TotalRows: 1,
		},
	});
	expect((await dayOf(port))?.appointments).toMatchObject([{ record: { patientId: 'pt-1' } }]);
});

test.each([
	['another number', { PatientID: 100235 }],
	['another given name', { Firstname: 'Mona' }],
])('nothing is written when Prime Suite answers with %s', async (_name, over) => {
	const port = await open('primeSuite', {
		PatientDemographicsSummaryGet: { Patient: { ...person, ...over } },
		MessageSend: { MessageID: 7 },
	});
	const error = await errorOf(async () => await port.staff?.notice?.(notice));
	expect(error).toMatchObject({ kind: 'notFound', details: { vendorCode: 'NotLinked' } });
	expect(sent('MessageSend')).toBe(0);
});

test('a message that the service answers with 500 may have been sent', async () => {
	const port = await open('primeSuite', {
		PatientDemographicsSummaryGet: { Patient: person },
		MessageSend: gapi({ Message: 'An error has occurred.' }, 500),
	});
	const error = await errorOf(async () => await port.staff?.notice?.(notice));
	expect(error).toMatchObject({ kind: 'outcomeUnknown', details: { vendorCode: '500' } });
	expect(sent('MessageSend')).toBe(1);
});

test.each([
	['neither number nor error', {}, 'outcomeUnknown', 'NoDocumentID'],
	[
		'a number of 0 and a blank error',
		{ DocumentID: 0, DocumentImporErrorStatus: ' ' },
		'outcomeUnknown',
		'NoDocumentID',
	],
	['an error', { DocumentImporErrorStatus: 'Synthetic' }, 'validation', 'DocumentImporErrorStatus'],
])('a document whose answer holds %s is told so', async (_name, answer, kind, vendorCode) => {
	const port = await open('primeSuite', {
		PatientDemographicsSummaryGet: { Patient: person },
		DocumentImportChart: answer,
	});
	const error = await errorOf(async () => await port.staff?.document?.(document));
	expect(error).toMatchObject({ kind, details: { vendorCode } });
	expect(sent('DocumentImportChart')).toBe(1);
});

test('a task for a patient without a number is refused, and nobody is logged on', async () => {
	const port = await open('intergy', {}, patientJson('pt-1', { identifier: [] }));
	const error = await errorOf(async () => await port.staff?.notice?.(notice));
	expect(error).toMatchObject({
		kind: 'unsupported',
		details: { vendorCode: 'NoPatientNumber', operation: 'NotificationTaskCreate' },
	});
	expect(error.details?.nextStep).toContain('greenway.fhir.patientNumberSystem');
	expect(error.details?.nextStep).toContain('HealthSail’s queue');
	expect(sent('AuthenticateUser')).toBe(0);
	await port.close?.();
});

test('an appointment without a start time starts at its appointment time', async () => {
	const port = await open('primeSuite', {
		PatientListGet: {
			Appointments: [row({ StartTime: '', AppointmentTime: '8:15 AM', EndTime: '' })],
			TotalRows: 1,
		},
	});
	expect((await dayOf(port))?.appointments).toMatchObject([
		{ record: { startsAt: '2026-09-14T12:15:00Z', endsAt: '2026-09-14T12:35:00Z' } },
	]);
});

test.each([
	['no time', { StartTime: ' ', AppointmentTime: '' }],
	['no day', { ScheduleDate: '', StartTime: '09:05' }],
])(
	'an appointment with %s is told as failed, not put to midnight or today',
	async (_name, over) => {
		const port = await open('primeSuite', {
			PatientListGet: { Appointments: [row(over)], TotalRows: 1 },
		});
		const page = await dayOf(port);
		expect(page?.appointments).toEqual([]);
		expect(page?.failed).toMatchObject([
			{ id: '1', error: { kind: 'wireShape', details: { vendorCode: 'TimeUnreadable' } } },
		]);
	},
);

test.each([
	['primeSuite', 'greenwayPrimeSuiteApi', 'IntergyAPIService', 'Intergy’s GAPI'],
	['intergy', 'greenwayIntergyApi', 'PrimeSuiteAPIService', 'Prime Suite’s GAPI'],
] as const)(
	'a GAPI credential of %s with the address of the other product is refused before its login goes there',
	async (product, credential, service, words) => {
		fake = await startFake();
		const greenway = { primeSuite: { recipientId: 88 }, intergy: { toUserId: 4012 } };
		const baseUrl = `${fake.server.url}/Integration/RESTv1.0/${service}/`;
		const port = await fake.open(product, {
			greenwayFhirApi: { practiceProfile: JSON.stringify({ version: 1, greenway }) },
			[credential]: { baseUrl },
		});
		const error = await errorOf(async () => await port.staff?.notice?.(notice));
		expect(error).toMatchObject({ kind: 'configuration', details: { fields: ['baseUrl'] } });
		expect(error.message).toContain(words);
		expect(fake.server.requests.filter(({ url }) => url.startsWith('/Integration/'))).toEqual([]);
		const test = product === 'intergy' ? 'greenwayIntergyTest' : 'greenwayPrimeSuiteTest';
		expect(await testCredential('greenway', test, credential, { baseUrl })).toMatchObject({
			status: 'Error',
			message: expect.stringContaining(words) as string,
		});
		expect(fake.server.requests.filter(({ url }) => url.startsWith('/Integration/'))).toEqual([]);
	},
);
