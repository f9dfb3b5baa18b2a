import { checkBaseUrl } from '../../../lib/privacy/hosts';
import type { Answering, FakeGreenway } from '../../contract/greenway.support';
import {
	bundle,
	coverageJson,
	fhirPath,
	json,
	patientJson,
	startFake,
} from '../../contract/greenway.support';
import type { Reply } from '../../support/localServer';
import { errorOf } from './support';

/** Quirks of the sheet's list (section 9), its error table (6) and its mock behaviours (10). */

let fake: FakeGreenway;

afterEach(async () => {
	await fake.close();
});

const gapi = (body: object, over: Partial<Reply> = {}): Reply =>
	json(body, { ...over, headers: { 'Content-Type': 'application/json; charset=utf-8' } });

const person = {
	PatientID: 100234,
	Firstname: 'Lena',
	LastName: 'Okafor',
	DateOfBirth: '/Date(447656400000-0500)/',
};

/** A port whose GAPI answers the operations as told, by the number of the call. */
async function open(
	product: 'primeSuite' | 'intergy',
	answers: Record<string, (call: number) => Reply>,
	greenway: object = {},
	over: Record<string, string> = {},
) {
	const counts: Record<string, number> = {};
	fake = await startFake((_request, url) => {
		if (url.pathname.endsWith('/Patient')) return bundle([patientJson('pt-1')]);
		if (!url.pathname.startsWith('/Integration/')) return undefined;
		const name = url.pathname.split('/').pop() ?? '';
		counts[name] = (counts[name] ?? 0) + 1;
		return (answers[name] ?? (() => gapi({ ErrorCode: '' })))(counts[name]);
	});
	const credential = product === 'intergy' ? 'greenwayIntergyApi' : 'greenwayPrimeSuiteApi';
	return await fake.open(product, {
		greenwayFhirApi: { practiceProfile: JSON.stringify({ version: 1, greenway }) },
		[credential]: over,
	});
}

const bodies = (operation: string) =>
	fake.server.requests
		.filter(({ url }) => url.split('?')[0].endsWith(`/${operation}`))
		.map(({ body }) => JSON.parse(body) as { Header?: unknown; Credentials?: unknown });

const dayList = { Appointments: [], TotalRows: 0 };
const day = { from: '2026-09-14', to: '2026-09-14' };
const notice = { patientId: 'pt-1', subject: 'Changed', body: 'Text.', reference: 'R1' };

test('an operation has a user number of its own where the site gave one (sheet 9, quirk 2)', async () => {
	const primeSuite = { recipientId: 88, userIds: { demographics: 801, message: 802 } };
	const port = await open(
		'primeSuite',
		{
			PatientListGet: () => gapi(dayList),
			PatientDemographicsSummaryGet: () => gapi({ Patient: person }),
			MessageSend: () => gapi({ MessageID: 7 }),
		},
		{ primeSuite },
	);
	await port.staff?.notice?.(notice);
	await port.appointments?.page({ read: 'window', window: day, pageSize: 5 });
	const header = (id: number) => ({
		DestinationSiteID: '990001',
		PrimeSuiteUserID: id,
		SourceSiteID: '',
	});
	expect(bodies('PatientDemographicsSummaryGet').map(({ Header }) => Header)).toEqual([
		header(801),
	]);
	expect(bodies('MessageSend').map(({ Header }) => Header)).toEqual([header(802)]);
	expect(bodies('PatientListGet').map(({ Header }) => Header)).toEqual([header(77)]);
});

test.each([
	['empty texts', {}, { VendorLogin: '', VendorPassword: '' }],
	[
		'what Greenway gave',
		{ vendorLogin: 'v-1', vendorPassword: 'p-1' },
		{ VendorLogin: 'v-1', VendorPassword: 'p-1' },
	],
])('the vendor login is sent as %s (sheet 9, quirk 4)', async (_name, over, expected) => {
	const port = await open('primeSuite', { PatientListGet: () => gapi(dayList) }, {}, over);
	await port.appointments?.page({ read: 'window', window: day, pageSize: 5 });
	expect(bodies('PatientListGet').map(({ Credentials }) => Credentials)).toMatchObject([
		{ VendorCredential: expected },
	]);
});

test('hosts under the old name and the new one are Greenway’s, and no other (sheet 9, quirk 7)', async () => {
	fake = await startFake();
	const check = (host: string) => () =>
		checkBaseUrl(`https://${host}/RESTv1.0/PrimeSuiteAPIService`, {
			system: 'greenway_prime_suite',
		});
	expect(check('api-test.greenwaymedical.com')).not.toThrow();
	expect(check('greenwayapiqa.greenwayhealth.com')).not.toThrow();
	expect(check('greenwayhealth.com.example.org')).toThrow();
});

test('the token is asked for where the site says, though it tells neither scopes nor algorithms (sheet 9, quirks 8 and 9)', async () => {
	fake = await startFake((request, url) => {
		const host = `http://${request.headers.host ?? ''}`;
		if (url.pathname.endsWith('/.well-known/smart-configuration')) {
			return json({
				token_endpoint: `${host}/moved/token`,
				grant_types_supported: ['client_credentials'],
			});
		}
		return url.pathname === '/moved/token'
			? json({ access_token: 'moved', token_type: 'Bearer', expires_in: 900 })
			: undefined;
	});
	const port = await fake.open('intergy');
	expect((await port.patients.get('pt-1'))?.patient.id).toBe('pt-1');
	expect(fake.fhir().every(({ headers }) => headers.authorization === 'Bearer moved')).toBe(true);
});

test('a token endpoint on a host that is none of Greenway’s gets no assertion (sheet 9, quirk 8)', async () => {
	fake = await startFake((_request, url) =>
		url.pathname.endsWith('/.well-known/smart-configuration')
			? json({ token_endpoint: 'https://auth.elsewhere.example/token' })
			: undefined,
	);
	const port = await fake.open('intergy');
	const error = await errorOf(async () => await port.patients.get('pt-1'));
	expect(error).toMatchObject({
		kind: 'configuration',
		details: { vendorCode: 'address_refused' },
	});
});

test('a search is read through all its pages (sheet 5, 10)', async () => {
	const answering: Answering = (request, url) => {
		if (url.pathname !== `${fhirPath}/Coverage`) return undefined;
		const page = Number(url.searchParams.get('page') ?? 1);
		const next = `http://${request.headers.host ?? ''}${fhirPath}/Coverage?page=${page + 1}`;
		const found = [
			coverageJson(`cov-${page * 2 - 1}`, 'pt-1'),
			coverageJson(`cov-${page * 2}`, 'pt-1'),
		];
		return page < 3 ? bundle(found, next) : bundle(found.slice(0, 1));
	};
	fake = await startFake(answering);
	const port = await fake.open('intergy');
	const found = await port.patients.get('pt-1');
	expect(found?.patient.coverages?.map(({ id }) => id)).toEqual([
		...['cov-1', 'cov-2', 'cov-3', 'cov-4', 'cov-5'],
	]);
});

test('a search that leads round ends with an error instead of going on for ever (sheet 5)', async () => {
	fake = await startFake((request, url) =>
		url.pathname === `${fhirPath}/Coverage`
			? bundle([], `http://${request.headers.host ?? ''}${fhirPath}/Coverage?page=2`)
			: undefined,
	);
	const port = await fake.open('intergy');
	const error = await errorOf(async () => await port.patients.get('pt-1'));
	expect(error).toMatchObject({ kind: 'wireShape', details: { vendorCode: 'PageRepeated' } });
});

test.each([404, 410])(
	'a patient whom the site answers with %i is none (sheet 6)',
	async (status) => {
		fake = await startFake((_request, url) =>
			url.pathname.endsWith('/Patient/pt-1') ? { status } : undefined,
		);
		const port = await fake.open('intergy');
		expect(await port.patients.get('pt-1')).toBeUndefined();
	},
);

const mashery = (code: string, retryAfter?: string): Reply => ({
	status: 403,
	headers: {
		'Content-Type': 'text/xml',
		'X-Mashery-Error-Code': code,
		...(retryAfter !== undefined && { 'Retry-After': retryAfter }),
	},
	body: '<h1>SYNTHETICWORDS</h1>',
});
const html = (status: number): Reply => ({
	status,
	headers: { 'Content-Type': 'text/html' },
	body: '<html><head><title>SYNTHETICWORDS</title></head></html>',
});

test.each<[string, Reply, string, string, number]>([
	[
		'a daily quota that ends in hours',
		mashery('ERR_403_DEVELOPER_OVER_RATE', '7200'),
		...(['throttled', 'ERR_403_DEVELOPER_OVER_RATE', 1] as const),
	],
	[
		'a daily quota that names no time',
		mashery('ERR_403_DEVELOPER_OVER_RATE'),
		...(['throttled', 'ERR_403_DEVELOPER_OVER_RATE', 1] as const),
	],
	[
		'a key that has no right to the service',
		mashery('ERR_403_NOT_AUTHORIZED'),
		...(['configuration', 'ERR_403_NOT_AUTHORIZED', 1] as const),
	],
	['a bare 403', html(403), 'permission', '403', 1],
	['a page of HTML for 400', html(400), 'validation', '400', 1],
	['a page of HTML for 200', html(200), 'wireShape', 'NotJson', 1],
	[
		'an error member in 200',
		gapi({ ...dayList, FaultMessage: 'SYNTHETICWORDS' }),
		...(['validation', 'ErrorMember', 1] as const),
	],
	['200 without the list', gapi({}), 'wireShape', '', 1],
	['503 again and again', html(503), 'unavailable', '503', 5],
])(
	'%s is told in our words, asked for as often as it helps, and is no empty day (sheet 6)',
	async (_name, reply, kind, vendorCode, calls) => {
		const port = await open('primeSuite', { PatientListGet: () => reply });
		const error = await errorOf(
			async () => await port.appointments?.page({ read: 'window', window: day, pageSize: 5 }),
		);
		expect(error.kind).toBe(kind);
		expect(error.details?.vendorCode ?? '').toBe(vendorCode);
		expect(bodies('PatientListGet')).toHaveLength(calls);
		expect(JSON.stringify([error.message, error.details])).not.toMatch(/SYNTHETICWORDS|key-77/);
	},
);

test('a day list that the gateway turned away for a second is asked for again (sheet 5, 10)', async () => {
	const port = await open('primeSuite', {
		PatientListGet: (call) =>
			call === 1 ? mashery('ERR_403_DEVELOPER_OVER_QPS', '1') : gapi(dayList),
	});
	const page = await port.appointments?.page({ read: 'window', window: day, pageSize: 5 });
	expect(page?.appointments).toEqual([]);
	expect(bodies('PatientListGet')).toHaveLength(2);
});

const logon = {
	AuthenticateUser: () =>
		gapi({ SessionID: 's-1', UserID: 4012, AuditTrailID: 1, ErrorCode: null }),
	AuthorizedPracticeListGet: () => gapi({ UserPracticeList: [{ PracticeID: 3 }], ErrorCode: 0 }),
	LogonUserToPractice: () => gapi({ ErrorCode: '0' }),
	LogoffUser: () => gapi({}),
};
const intergy = { intergy: { toUserId: 4012 } };

test.each([
	['absent', {}],
	['null', { ErrorCode: null }],
	['blank', { ErrorCode: ' ' }],
	['the text 0', { ErrorCode: '0' }],
	['the number 0', { ErrorCode: 0 }],
])('an ErrorCode that is %s means success (sheet 6)', async (_name, code) => {
	const port = await open(
		'intergy',
		{ ...logon, NotificationTaskCreate: () => gapi({ TaskID: 55120, ...code }) },
		intergy,
	);
	expect(await port.staff?.notice?.(notice)).toEqual({ id: '55120', place: 'task' });
	await port.close?.();
});

test.each(['10', 10, ' 10 '])(
	'an ErrorCode of %p ends the session, whatever its type, and the body is made anew (sheet 3.3, 6)',
	async (ErrorCode) => {
		let sessions = 0;
		const port = await open(
			'intergy',
			{
				...logon,
				AuthenticateUser: () =>
					gapi({ SessionID: `s-${(sessions += 1)}`, UserID: 4012, AuditTrailID: sessions }),
				NotificationTaskCreate: (call) =>
					call === 1 ? gapi({ SessionID: null, ErrorCode }) : gapi({ TaskID: 55120 }),
			},
			intergy,
		);
		expect(await port.staff?.notice?.(notice)).toEqual({ id: '55120', place: 'task' });
		const used = bodies('NotificationTaskCreate') as Array<{ Credential?: { SessionID: string } }>;
		expect(used.map(({ Credential }) => Credential?.SessionID)).toEqual(['s-1', 's-2']);
		await port.close?.();
	},
);
