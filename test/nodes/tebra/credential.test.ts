import { TebraSoapApi } from '../../../credentials/TebraSoapApi.credentials';
import { buildEnvelope } from '../../../nodes/Tebra/envelope';
import type { FakeSystems } from '../../support/fakeSystems';
import {
	operationOf,
	practiceOf,
	soapAnswer,
	soapSecurity,
	startFakes,
} from '../../support/fakeSystems';
import type { Reply, SeenRequest } from '../../support/localServer';
import { sandboxCredentials, testCredential } from '../../support/nodes';

let fakes: FakeSystems | undefined;

afterEach(async () => {
	await fakes?.close();
	fakes = undefined;
});

const practices = soapAnswer(
	'GetPractices',
	'<Practices><PracticeData><ID>1</ID><PracticeName>Oak Clinic</PracticeName></PracticeData><PracticeData><ID>2</ID><PracticeName>Elm Clinic</PracticeName></PracticeData></Practices>',
);

function tebra(over: Record<string, Reply> = {}) {
	return (request: SeenRequest): Reply => {
		const operation = operationOf(request);
		if (over[operation]) return over[operation];
		if (operation === 'GetPractices') return practices;
		return operation === 'GetCustomerIdFromKey'
			? soapAnswer(operation, '<CustomerId>7</CustomerId><IsAuthorized>true</IsAuthorized>', '')
			: practiceOf([])(request);
	};
}

async function check(over: Record<string, string | number> = {}) {
	const known = sandboxCredentials({ tebra: (fakes as FakeSystems).baseUrls.tebra }).tebraSoapApi;
	return await testCredential('tebra', 'tebraConnectionTest', 'tebraSoapApi', {
		...known,
		...over,
	});
}

const refusedKey = soapAnswer(
	'GetCustomerIdFromKey',
	'<CustomerId>-1</CustomerId><IsAuthorized>false</IsAuthorized>',
	'',
);

test('a right login that sees its practice passes', async () => {
	fakes = await startFakes(tebra());
	expect(await check()).toEqual({ status: 'OK', message: 'Login and practice are right.' });
});

test.each([
	[
		'a wrong password',
		{ GetPractices: soapSecurity('GetPractices', { Authenticated: 'false' }) },
		/did not accept the user name or the password.*Sign in to Tebra/,
	],
	[
		'a wrong customer key',
		{ GetPractices: soapSecurity('GetPractices', { CustomerKeyValid: 'false' }) },
		/does not know the customer key.*Get Customer Key/,
	],
	[
		'a missing right',
		{
			GetPractices: soapSecurity('GetPractices', {
				Authenticated: 'true',
				Authorized: 'false',
				PermissionsMissing: '<Permission><string>Read Practice</string></Permission>',
			}),
		},
		/may not do this\. \(Read Practice\).*System Admin/,
	],
	['a login that only the first call refuses', {}, /customer key, the user name or the password/],
])('the test tells %s apart', async (_name, answers, sentence) => {
	fakes = await startFakes(tebra({ GetCustomerIdFromKey: refusedKey, ...answers }));
	const { status, message } = await check();
	expect(status).toBe('Error');
	expect(message).toMatch(sentence);
	expect(message).not.toContain('p&ss');
});

test.each([
	[{ practiceId: '9' }, /practice of this name has the ID 1/],
	[{ practiceId: '9', practiceName: 'Ash Clinic' }, /does not see a practice with this ID/],
	[{ practiceId: '2' }, /practice with this ID has another name/],
	[{ practiceId: '', practiceName: 'Ash Clinic' }, /names no practice ID/],
	[{ practiceId: 'Oak', practiceName: '' }, /does not see a practice with this ID/],
	[{ customerKey: '' }, /cannot be used\. \(Customer Key\)/],
])('the test tells what is wrong with the practice in %j', async (over, sentence) => {
	fakes = await startFakes(tebra());
	expect((await check(over)).message).toMatch(sentence);
});

test.each<Record<string, string>>([
	{ practiceId: '' },
	{ practiceId: '', practiceName: '' },
	{ practiceId: 'unknown' },
	{ practiceId: '9' },
	{ practiceName: 'Oak Clinc' },
])('with the practice %j the test lists number and name of those the login sees', async (over) => {
	fakes = await startFakes(tebra());
	const { status, message } = await check(over);
	expect(status).toBe('Error');
	expect(message).toMatch(/This login sees: 1 Oak Clinic, 2 Elm Clinic\.$/);
});

test('practices are listed only once the login is proven', async () => {
	fakes = await startFakes(tebra({ GetCustomerIdFromKey: refusedKey }));
	expect((await check({ practiceId: '' })).message).not.toContain('Clinic');
});

test('the practice ID may be left empty in the form, so that the test can be run to find it', () => {
	const field = new TebraSoapApi().properties.find(({ name }) => name === 'practiceId');
	expect(field?.required).toBeFalsy();
});

test('the test tells that a server cannot be reached', async () => {
	fakes = await startFakes(tebra());
	expect((await check({ endpoint: 'http://127.0.0.1:9/soap' })).message).toMatch(
		/could not be reached/,
	);
});

test('the login is put into the body escaped and nowhere else', async () => {
	const body = buildEnvelope('GetPatient', { Filter: { PatientID: '501' } });
	const { body: sent, headers } = await new TebraSoapApi().authenticate(
		{ customerKey: ' ck ', user: 'a<b', password: '$& p&ss', clientVersion: '' },
		{ url: 'http://127.0.0.1', body },
	);
	expect(sent).toContain(
		'<k:RequestHeader><k:CustomerKey>ck</k:CustomerKey><k:Password>$&amp; p&amp;ss</k:Password><k:User>a&lt;b</k:User></k:RequestHeader>',
	);
	expect(headers).toBeUndefined();
	expect(body).not.toContain('ck');
});

test('a request without a place for the login is left as it is', async () => {
	const request = { url: 'http://127.0.0.1', body: '<a/>' };
	expect(
		(await new TebraSoapApi().authenticate({ customerKey: 'k', user: 'u', password: 'p' }, request))
			.body,
	).toBe('<a/>');
});
