import type { SeenRequest } from '../support/localServer';
import type { Answering, FakeGreenway } from './greenway.support';
import { bundle, json, patientJson, startFake } from './greenway.support';

/** A Greenway with both GAPI services, and the requests that reach them; closed after each test. */

let fake: FakeGreenway;

afterEach(async () => {
	await fake.close();
});

/** Starts a server that answers what it is told; untold, both services answer as the sheet has it. */
export async function serve(answering: Answering = services): Promise<FakeGreenway> {
	fake = await startFake(answering);
	return fake;
}

/** Where Prime Suite's service answers. */
export const prime = '/Integration/RESTv1.0/PrimeSuiteAPIService';

/** Where Intergy's service answers. */
export const intergy = '/Integration/RESTv1.0/IntergyAPIService';

/** A row of a day list (sheet 4.2). */
export const row = (id: number, over: object = {}) => ({
	AppointmentID: id,
	ScheduleDate: '09/14/2026',
	StartTime: '9:05 AM',
	EndTime: '9:25 AM',
	Type: { AppointmentTypeID: 2, Name: 'Follow-up', Duration: 20 },
	Tracking: { Status: '' },
	Patient: {
		PatientID: 100234,
		Firstname: 'Lena',
		LastName: 'Okafor',
		DateOfBirth: '\\/Date(447656400000-0500)\\/',
	},
	Visit: null,
	...over,
});

/** An answer of one of the services, or a search for the patient; undefined = another request. */
export function services(request: SeenRequest, url: URL, rows: readonly object[] = [row(1)]) {
	const body = request.body === '' || url.pathname === '/token' ? {} : parse(request.body);
	const operation = url.pathname.split('/').pop() ?? '';
	if (url.pathname.endsWith('/Patient')) return bundle([patientJson('pt-1')]);
	if (url.pathname.startsWith(prime)) {
		const start = Number(body.PageStart);
		const first = Math.max(0, start - 1);
		const answers: Record<string, object> = {
			PatientListGet: {
				Appointments: rows.slice(first, first + Number(body.PageSize)),
				TotalRows: rows.length,
			},
			PatientDemographicsSummaryGet: { Patient: row(1).Patient },
			MessageSend: { MessageID: 7 },
			DocumentImportChart: { DocumentID: 8, DocumentImporErrorStatus: '' },
		};
		return answered(answers[operation]);
	}
	if (url.pathname.startsWith(intergy)) {
		const answers: Record<string, object> = {
			AuthenticateUser: { SessionID: 'session-1', UserID: 4012, AuditTrailID: 778899 },
			AuthorizedPracticeListGet: { UserPracticeList: [{ PracticeID: 2 }, { PracticeID: 3 }] },
			PatientSearch: { PatientList: [{ PatientID: 5, PatientNumber: '100234' }] },
			PatientSummaryGet: { PersonDetails: { PatientID: 5, LastName: 'Okafor' } },
			NotificationTaskCreate: { TaskID: 55120 },
		};
		return answered({ ...answers[operation], ErrorCode: '', ErrorMessage: '' });
	}
	return undefined;
}

/** An answer in the form of both services. */
export function answered(body: object | undefined) {
	return json(body ?? {}, { headers: { 'Content-Type': 'application/json; charset=utf-8' } });
}

/** The members of a body. */
export function parse(text: string): Record<string, unknown> {
	return JSON.parse(text) as Record<string, unknown>;
}

/** Bodies sent to a service, in their order, after method, key and content type were checked. */
export function sentTo(path: string): Array<{ operation: string; body: Record<string, unknown> }> {
	return fake.server.requests
		.map((request) => ({ request, url: new URL(request.url, 'http://localhost') }))
		.filter(({ url }) => url.pathname.startsWith(path))
		.map(({ request, url }) => {
			expect(request.method).toBe('POST');
			expect([...url.searchParams]).toEqual([['api_key', 'key-77']]);
			expect(request.headers['content-type']).toMatch(/^application\/json/);
			return { operation: url.pathname.slice(path.length + 1), body: parse(request.body) };
		});
}

/** Settings of the practice profile, laid over the credential. */
export const profile = (greenway: object) => ({
	greenwayFhirApi: { practiceProfile: JSON.stringify({ version: 1, greenway }) },
});
