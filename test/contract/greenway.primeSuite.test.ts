import type { PracticeSystem } from '../../nodes/common/practice/port';
import type { SeenRequest } from '../support/localServer';
import {
	answered,
	parse,
	prime,
	profile,
	row,
	sentTo,
	serve,
	services,
} from './greenway.gapi.support';
import { bundle, patientJson } from './greenway.support';

/** Every request to Prime Suite's service, against the sheet (3.2, 4.2), typed anew. */

/** Sheet 3.2, first level of every request. */
const envelope = {
	Credentials: {
		PrimeSuiteCredential: {
			PrimeSuiteSiteId: '990001',
			PrimeSuiteUserAlias: '',
			PrimeSuiteUserName: 'hs_api',
			PrimeSuiteUserPassword: 'p"ss',
		},
		VendorCredential: { VendorLogin: '', VendorPassword: '' },
	},
	Header: { DestinationSiteID: '990001', PrimeSuiteUserID: 77, SourceSiteID: '' },
};

async function appointments(port: PracticeSystem, from: string, to: string) {
	const found = [];
	let cursor: string | undefined;
	do {
		const page = await port.appointments?.page({
			read: 'window',
			window: { from, to },
			pageSize: 20,
			...(cursor !== undefined && { cursor }),
		});
		found.push(...(page?.appointments ?? []));
		cursor = page?.nextCursor;
	} while (cursor !== undefined);
	return found.map(({ record }) => record);
}

test('a day list is asked for with the whole envelope, 0 for all, and the practice’s day as UTC (sheet 4.2)', async () => {
	const fake = await serve();
	const port = await fake.open('primeSuite');
	await appointments(port, '2026-09-14', '2026-09-14');
	expect(sentTo(prime)).toEqual([
		{
			operation: 'User/PatientListGet',
			body: {
				...envelope,
				AppointmentTypeIDs: [0],
				CareProviderIDs: [0],
				ServiceLocationIDs: [0],
				VisitTypeIDs: [0],
				DefaultFilterID: 0,
				FromDate: '/Date(1789358400000+0000)/',
				ToDate: '/Date(1789444799999+0000)/',
				PageStart: 0,
				PageSize: 10,
			},
		},
	]);
});

test('rows are paged by 0, 11, 21, each appointment once (sheet 5)', async () => {
	const rows = Array.from({ length: 25 }, (_entry, index) => row(index + 1));
	const fake = await serve((request, url) => services(request, url, rows));
	const port = await fake.open('primeSuite');
	const found = await appointments(port, '2026-09-14', '2026-09-14');
	expect(sentTo(prime).map(({ body }) => body.PageStart)).toEqual([0, 11, 21]);
	expect(found.map(({ id }) => id)).toEqual(rows.map(({ AppointmentID }) => String(AppointmentID)));
});

test('a site whose rows count from zero loses a row between pages, which is told and not taken as gone (sheet 11)', async () => {
	const rows = Array.from({ length: 25 }, (_entry, index) => row(index + 1));
	const fromZero = (request: SeenRequest, url: URL) => {
		if (!url.pathname.startsWith(prime)) return services(request, url);
		const { PageStart, PageSize } = parse(request.body) as Record<string, number>;
		return answered({
			Appointments: rows.slice(PageStart, PageStart + PageSize),
			TotalRows: rows.length,
		});
	};
	const fake = await serve(fromZero);
	const port = await fake.open('primeSuite');
	await expect(appointments(port, '2026-09-14', '2026-09-14')).rejects.toMatchObject({
		details: { kind: 'wireShape', vendorCode: 'RowsMissed' },
	});
	const told = await fake.open('primeSuite', profile({ primeSuite: { firstRow: 0 } }));
	expect(await appointments(told, '2026-09-14', '2026-09-14')).toHaveLength(25);
});

test('a long window is cut into weeks without a gap, over the clock change (sheet 5)', async () => {
	const fake = await serve((request, url) => services(request, url, []));
	const port = await fake.open('primeSuite');
	await appointments(port, '2026-10-19', '2026-11-10');
	const windows = sentTo(prime).map(({ body }) =>
		[body.FromDate, body.ToDate].map((text) =>
			new Date(Number(/\((\d+)\+0000\)/.exec(String(text))?.[1])).toISOString(),
		),
	);
	expect(windows).toEqual([
		['2026-10-19T04:00:00.000Z', '2026-10-26T03:59:59.999Z'],
		['2026-10-26T04:00:00.000Z', '2026-11-02T04:59:59.999Z'],
		['2026-11-02T05:00:00.000Z', '2026-11-09T04:59:59.999Z'],
		['2026-11-09T05:00:00.000Z', '2026-11-11T04:59:59.999Z'],
	]);
});

test.each([
	['2026-03-08', '3:30 AM', '2026-03-08T07:30:00Z'],
	['2026-11-01', '9:00 AM', '2026-11-01T14:00:00Z'],
	['2026-07-01', '12:15 PM', '2026-07-01T16:15:00Z'],
])('an appointment on %s at %s stands on the practice’s clock', async (date, time, expected) => {
	const [year, month, date2] = date.split('-');
	const one = row(1, { ScheduleDate: `${month}/${date2}/${year}`, StartTime: time, EndTime: '' });
	const fake = await serve((request, url) => services(request, url, [one]));
	const port = await fake.open('primeSuite');
	const [found] = await appointments(port, date, date);
	expect(found.startsAt).toBe(expected);
	expect(Date.parse(found.endsAt ?? '') - Date.parse(found.startsAt)).toBe(20 * 60_000);
});

test('an escaped date of birth before 1970 with an offset is the day it names (sheet 4.2)', async () => {
	const born = { ...row(1).Patient, DateOfBirth: '\\/Date(-946746000000-0700)\\/' };
	const fake = await serve((request, url) =>
		url.pathname.endsWith('/Patient')
			? bundle([patientJson('pt-1', { birthDate: '1940-01-01' })])
			: services(request, url, [row(1, { Patient: born })]),
	);
	const port = await fake.open('primeSuite');
	const [found] = await appointments(port, '2026-09-14', '2026-09-14');
	expect(found.patientId).toBe('pt-1');
});

test.each([
	['a cancelled one', { Tracking: { Status: 'Cancelled' } }, 'cancelled'],
	['a no-show by its category', { Category: 'No Show' }, 'no_show'],
	['one that was checked out', { Visit: { VisitID: 5, IsCheckedOut: true } }, 'completed'],
	['one who has arrived', { Visit: { VisitID: 5, PatientArrivalFlag: 1 } }, 'arrived'],
	['one without a word', {}, 'booked'],
	['one with an unknown word', { Tracking: { Status: 'Kaleidoscope' } }, 'unknown'],
])(
	'the status of %s comes from tracking, category and visit (sheet 4.2)',
	async (_name, over, status) => {
		const fake = await serve((request, url) => services(request, url, [row(1, over)]));
		const port = await fake.open('primeSuite');
		const [found] = await appointments(port, '2026-09-14', '2026-09-14');
		expect(found.status).toBe(status);
	},
);

test('a message has the members of the sheet and stays out of the chart (sheet 4.2)', async () => {
	const fake = await serve();
	const port = await fake.open('primeSuite', profile({ primeSuite: { recipientId: 88 } }));
	await port.staff?.notice?.({
		patientId: 'pt-1',
		subject: 'Demographic change proposed',
		body: 'Mobile phone changed.',
		reference: '7Q2K1',
	});
	const [summary, message] = sentTo(prime);
	expect(summary).toEqual({
		operation: 'Patient/PatientDemographicsSummaryGet',
		body: { ...envelope, PatientID: 100234 },
	});
	expect(message).toEqual({
		operation: 'Messaging/MessageSend',
		body: {
			...envelope,
			AddToChart: false,
			DocumentID: 0,
			Message: {
				Body: 'Mobile phone changed.\nRef HS-7Q2K1',
				Subject: '[HS-7Q2K1] Demographic change proposed',
				FromUserID: 0,
				FromUserName: '',
				PatientID: 100234,
				Priority: 1,
				Type: 1004,
				MessageRecipient: { Recipients: [{ RecipientID: 88, Type: 'user' }] },
			},
			PatientInfo: { PatientID: 100234, ResidentialAddress: {} },
		},
	});
});

test('a subject stays under 80 characters with the reference in front (sheet 7)', async () => {
	const fake = await serve();
	const port = await fake.open('primeSuite', profile({ primeSuite: { recipientId: 88 } }));
	const subject = 'A long subject '.repeat(12);
	await port.staff?.notice?.({ patientId: 'pt-1', subject, body: 'B', reference: 'HS-LONG' });
	const { Message } = sentTo(prime)[1].body as { Message: { Subject: string } };
	expect(Message.Subject.length).toBeLessThan(80);
	expect(Message.Subject.startsWith('[HS-LONG] A long subject')).toBe(true);
});

test('a document has the members of the sheet, spelled so (sheet 4.2)', async () => {
	const fake = await serve();
	const port = await fake.open('primeSuite', profile({ primeSuite: { documentTypeId: 15 } }));
	await port.staff?.document?.({
		patientId: 'pt-1',
		name: 'Receipt',
		mimeType: 'application/pdf',
		content: 'c3ludGhldGlj',
		label: 'Shop order',
		reference: 'D1',
	});
	expect(sentTo(prime)[1]).toEqual({
		operation: 'Document/DocumentImportChart',
		body: {
			...envelope,
			Base64Document: 'c3ludGhldGlj',
			DocumentFileType: 4,
			DocumentName: 'Receipt',
			DocumentDescription: 'Shop order - Ref HS-D1',
			DocumentTypeID: 15,
			PrimeSuitePatientId: 100234,
		},
	});
});

test('the operations of a site’s own contract take the place of the known ones (sheet 11)', async () => {
	const fake = await serve((request, url) =>
		url.pathname.endsWith('/DayList')
			? answered({ Appointments: [], TotalRows: 0 })
			: services(request, url),
	);
	const operations = { appointments: 'Schedule/DayList' };
	const port = await fake.open('primeSuite', profile({ primeSuite: { operations } }));
	await appointments(port, '2026-09-14', '2026-09-14');
	expect(sentTo(prime).map(({ operation }) => operation)).toEqual(['Schedule/DayList']);
});

test('a further header goes along where the portal asks for one (sheet 3.2, 11)', async () => {
	const fake = await serve();
	const port = await fake.open('primeSuite', {
		greenwayPrimeSuiteApi: { extraHeaderName: 'X-Portal-Token', extraHeaderValue: 'tok-1' },
	});
	await appointments(port, '2026-09-14', '2026-09-14');
	const request = fake.server.requests.find(({ url }) => url.startsWith(prime));
	expect(request?.headers['x-portal-token']).toBe('tok-1');
});
