import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { GreenwayBench, type Loose } from './greenwaySupport.mjs';

let prime: GreenwayBench;
let intergy: GreenwayBench;

before(async () => {
	prime = await GreenwayBench.start('primeSuite');
	intergy = await GreenwayBench.start('intergy');
});
after(async () => {
	await prime.stop();
	await intergy.stop();
});

const envelope = {
	Credentials: {
		PrimeSuiteCredential: {
			PrimeSuiteSiteId: '990001',
			PrimeSuiteUserAlias: '',
			PrimeSuiteUserName: 'hs_api',
			PrimeSuiteUserPassword: 'p&ss-prime',
		},
		VendorCredential: { VendorLogin: '', VendorPassword: '' },
	},
	Header: { DestinationSiteID: '990001', PrimeSuiteUserID: 77, SourceSiteID: '' },
};
const list = (over: object = {}) => ({
	...envelope,
	...{ AppointmentTypeIDs: [0], CareProviderIDs: [0], ServiceLocationIDs: [0], VisitTypeIDs: [0] },
	DefaultFilterID: 0,
	FromDate: `/Date(${Date.now() - 400 * 86_400_000}+0000)/`,
	ToDate: `/Date(${Date.now() + 100 * 86_400_000}+0000)/`,
	PageStart: 0,
	PageSize: 10,
	...over,
});
const patientList = async (body: unknown, key?: string) =>
	await prime.gapi('PrimeSuiteAPIService/User/PatientListGet', body, key);

test('rows count from one, so that pages begin at 0, 11, 21 (sheet 5)', async () => {
	const ids = new Set<number>();
	let total = Infinity;
	for (let start = 0; start <= total; start += start === 0 ? 11 : 10) {
		const page = JSON.parse((await patientList(list({ PageStart: start }))).text) as Loose;
		total = page.TotalRows as number;
		for (const row of page.Appointments as Loose[]) ids.add(row.AppointmentID as number);
	}
	assert.equal(ids.size, total);
	const first = JSON.parse((await patientList(list({ PageStart: 0 }))).text) as Loose;
	const one = JSON.parse((await patientList(list({ PageStart: 1 }))).text) as Loose;
	assert.deepEqual(first.Appointments, one.Appointments);
});

test('blocked time has patient 0, and dates of birth before 1970 are negative (sheet 4.2)', async () => {
	const { Appointments } = JSON.parse((await patientList(list({ PageSize: 500 }))).text) as Loose;
	const rows = Appointments as Loose[];
	assert.equal(rows.filter(({ Patient }) => Patient.PatientID === 0).length, 2);
	assert.ok(
		rows.some(({ Patient }) => /^\/Date\(-\d+\+0000\)\/$/.test(String(Patient.DateOfBirth))),
	);
	for (const { Patient } of rows) assert.ok('Firstname' in (Patient as object));
});

test('an unknown key is turned away by the gateway with 403 and its header (sheet 6)', async () => {
	const { status, headers, text } = await patientList(list(), 'unknown');
	assert.equal(status, 403);
	assert.equal(headers.get('x-mashery-error-code'), 'ERR_403_DEVELOPER_INACTIVE');
	assert.match(text, /<h1>/);
});

test('a wrong login is an exception of the service, bad JSON a page of HTML (sheet 6)', async () => {
	const wrong = structuredClone(list());
	wrong.Credentials.PrimeSuiteCredential.PrimeSuiteUserPassword = 'wrong';
	const refused = await patientList(wrong);
	assert.equal(refused.status, 500);
	assert.ok('ExceptionDetail' in (JSON.parse(refused.text) as object));
	const broken = await patientList('{"Credentials":');
	assert.equal(broken.status, 400);
	assert.match(broken.headers.get('content-type') ?? '', /html/);
});

test('an empty list in place of [0] is refused (sheet 9, quirk 3)', async () => {
	assert.equal((await patientList(list({ VisitTypeIDs: [] }))).status, 400);
});

test('a call above the rate is turned away with 403 and a time to wait (sheet 5)', async () => {
	prime.world.limits = true;
	try {
		const answers = await Promise.all(Array.from({ length: 9 }, () => patientList(list())));
		const turned = answers.filter(({ status }) => status === 403);
		assert.ok(turned.length > 0);
		assert.equal(turned[0].headers.get('x-mashery-error-code'), 'ERR_403_DEVELOPER_OVER_QPS');
		assert.match(turned[0].headers.get('retry-after') ?? '', /^\d+$/);
	} finally {
		prime.world.limits = false;
	}
});

const credential = (session = '') => ({
	LicenseID: 'EX12345',
	SessionID: session,
	UserLogon: 'hs_api',
	ApplicationName: 'test',
	UserMachineName: '',
});
const call = async (operation: string, body: object) => {
	const { status, text } = await intergy.gapi(`IntergyAPIService/${operation}`, body);
	assert.equal(status, 200);
	return JSON.parse(text) as Loose;
};
const logon = async () =>
	await call('AuthenticateUser', {
		UserName: 'hs_api',
		UserPassword: 'p&ss-intergy',
		Credential: credential(),
	});

test('a session that is not known is ErrorCode 10 in HTTP 200 (sheet 3.3)', async () => {
	const answer = await call('UserListGet', { Credential: credential('unknown') });
	assert.equal(answer.ErrorCode, '10');
	assert.equal(answer.SessionID, null);
});

test('an operation before the practice was chosen is refused, and after it is done', async () => {
	const { SessionID, UserID } = await logon();
	const Credential = credential(SessionID as string);
	assert.notEqual((await call('TaskTypeListGet', { Credential })).ErrorCode, '');
	const practices = await call('AuthorizedPracticeListGet', { UserID, Credential });
	assert.deepEqual(practices.UserPracticeList, [{ PracticeID: 1 }, { PracticeID: 2 }]);
	await call('LogonUserToPractice', { UserID, PracticeID: 1, Credential });
	assert.equal((await call('TaskTypeListGet', { Credential })).ErrorCode, '');
});

test('a second logon of the user ends the first session', async () => {
	const first = await logon();
	await logon();
	const answer = await call('SiteVersionGet', {
		Credential: credential(first.SessionID as string),
	});
	assert.equal(answer.ErrorCode, '10');
});

test('a session without a call for twenty minutes has ended', async () => {
	const { SessionID } = await logon();
	intergy.world.clock.advance(21 * 60_000);
	const answer = await call('SiteVersionGet', { Credential: credential(SessionID as string) });
	assert.equal(answer.ErrorCode, '10');
});

test('a search in one practice does not find the patients of the other (sheet 3.3)', async () => {
	const { store } = intergy.system;
	const elsewhere = store.idsOf('secondPractice')[0];
	const { SessionID, UserID } = await logon();
	const Credential = credential(SessionID as string);
	const find = async () =>
		await call('PatientSearch', { PatientNumber: String(100_000 + elsewhere), Credential });
	await call('LogonUserToPractice', { UserID, PracticeID: 1, Credential });
	assert.equal((await find()).PatientList, undefined);
	await call('LogonUserToPractice', { UserID, PracticeID: 2, Credential });
	assert.equal((await find()).PatientList.length, 1);
});
