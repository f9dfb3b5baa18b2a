import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type Bench, filter, LOGIN, startBench } from './tebraHarness.mjs';

describe('Tebra sandbox: the wire', () => {
	let bench: Bench;
	before(async () => {
		bench = await startBench();
	});
	after(() => bench.stop());
	beforeEach(() => bench.world.faults.clear());

	const body = (operation: string, inside: string) =>
		`<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><${operation} xmlns="http://www.kareo.com/api/schemas/"><request>${LOGIN.replaceAll('k:', '')}${inside}</request></${operation}></s:Body></s:Envelope>`;

	it('takes SOAPAction quoted and unquoted, and any namespace prefix', async () => {
		for (const action of [
			'http://www.kareo.com/api/schemas/KareoServices/GetPractices',
			'"http://www.kareo.com/api/schemas/KareoServices/GetPractices"',
		]) {
			const { status, text } = await bench.post(action, body('GetPractices', '<Fields/><Filter/>'));
			assert.equal(status, 200);
			assert.match(text, /<PracticeName>Oak Clinic<\/PracticeName>/);
		}
	});

	it('faults with a ContractFilter mismatch without the KareoServices segment', async () => {
		const { status, text } = await bench.post(
			'"http://www.kareo.com/api/schemas/GetPractices"',
			body('GetPractices', '<Fields/><Filter/>'),
		);
		assert.equal(status, 500);
		assert.match(text, /ContractFilter mismatch/);
	});

	it('refuses SOAP 1.2 content and a body that is no XML', async () => {
		const action = 'http://www.kareo.com/api/schemas/KareoServices/GetPractices';
		const good = body('GetPractices', '<Fields/><Filter/>');
		assert.equal((await bench.post(action, good, 'application/soap+xml')).status, 415);
		assert.equal((await bench.post(action, good.slice(0, 120))).status, 400);
		assert.equal((await bench.post(action, `<!DOCTYPE x [<!ENTITY a "b">]>${good}`)).status, 400);
	});

	it('answers a wrong login with HTTP 200, no error flag and nil data', async () => {
		const login = LOGIN.replace('p&amp;ss', 'wrong');
		const result = await bench.call('GetPatients', filter('<k:LastName>X</k:LastName>'), { login });
		assert.equal(result.ErrorResponse.IsError, 'false');
		assert.equal(result.SecurityResponse.Authenticated, 'false');
		assert.equal(result.SecurityResponse.Authorized, 'false');
		assert.equal(result.SecurityResponse.CustomerKeyValid, 'true');
		assert.equal(result.SecurityResponse.CustomerId, '0');
		assert.equal(result.SecurityResponse.SecurityResult, 'Invalid user name and/or password');
		assert.equal(result.Patients, '');
	});

	it('takes an unescaped ampersand in the password as a wrong password', async () => {
		const login = LOGIN.replace('p&amp;ss', 'p&ss');
		const result = await bench.call('GetPractices', filter(''), { login });
		assert.equal(result.SecurityResponse.Authenticated, 'false');
	});

	it('drops Password when User comes before it, so that the login fails silently', async () => {
		const login =
			'<k:RequestHeader><k:CustomerKey>ck-sandbox</k:CustomerKey><k:User>api@oak-clinic.example</k:User><k:Password>p&amp;ss-sandbox</k:Password></k:RequestHeader>';
		const result = await bench.call('GetPractices', filter(''), { login });
		assert.equal(result.SecurityResponse.Authenticated, 'false');
		assert.equal(result.ErrorResponse.IsError, 'false');
	});

	it('tells an unknown user and a wrong customer key', async () => {
		const user = await bench.call('GetPractices', filter(''), {
			login: LOGIN.replace('api@', 'nobody@'),
		});
		assert.equal(user.SecurityResponse.SecurityResult, 'Unable to find user.');
		const key = await bench.call('GetPractices', filter(''), {
			login: LOGIN.replace('ck-sandbox', 'ck-other'),
		});
		assert.equal(key.SecurityResponse.CustomerKeyValid, 'false');
	});

	it('rejects a login in soap:Header before it looks at it', async () => {
		const { status, text } = await bench.raw('GetPractices', filter(''), {
			login: '',
			header: `<soap:Header>${LOGIN}</soap:Header>`,
		});
		assert.equal(status, 500);
		assert.match(text, /InternalServiceFault/);
	});

	it('drops filter members that are out of order, which the rows that come back give away', async () => {
		const first = await bench.call(
			'GetPatients',
			filter('<k:FirstName>Nobodyhere</k:FirstName><k:PracticeName>Oak Clinic</k:PracticeName>'),
		);
		assert.deepEqual(
			first.Patients.PatientData.map((row: { ID: string }) => row.ID),
			[''],
		);
		// The same two members the wrong way round: FirstName is lost, so everybody comes.
		const second = await bench.call(
			'GetPatients',
			filter('<k:PracticeName>Oak Clinic</k:PracticeName><k:FirstName>Nobodyhere</k:FirstName>'),
		);
		assert.ok(second.Patients.PatientData.length > 60);
		assert.ok(
			second.Patients.PatientData.every(
				(row: { FirstName: string }) => row.FirstName !== 'Nobodyhere',
			),
		);
	});

	it('drops unknown members, misspelt ones and ones of another namespace', async () => {
		for (const lost of [
			'<k:Nickname>Nobodyhere</k:Nickname>',
			'<k:lastName>Nobodyhere</k:lastName>',
			'<LastName xmlns="http://www.kareo.com/api/schemas">Nobodyhere</LastName>',
		]) {
			const result = await bench.call('GetPatients', filter(lost));
			assert.ok(result.Patients.PatientData.length > 60, lost);
		}
	});

	it('faults when a required member is missing or out of order', async () => {
		for (const inside of ['<k:Filter/>', '<k:Filter/><k:Fields/>']) {
			const { status, text } = await bench.raw('GetPatients', inside);
			assert.equal(status, 500);
			assert.match(text, /a:DeserializationFailed/);
			assert.match(text, /Expecting element 'Fields'/);
		}
	});

	it('faults on a text where a number belongs', async () => {
		const { status, text } = await bench.raw(
			'GetPatient',
			'<k:Filter><k:PatientID>one</k:PatientID></k:Filter>',
		);
		assert.equal(status, 500);
		assert.match(text, /DeserializationFailed/);
	});

	it('answers a null reference in HTTP 200 when Filter is missing', async () => {
		const result = await bench.call('GetPatients', '<k:Fields/>');
		assert.equal(result.ErrorResponse.IsError, 'true');
		assert.match(result.ErrorResponse.ErrorMessage, /Object reference not set/);
		assert.match(result.ErrorResponse.StackTrace, /ValidationHelper/);
	});

	it('refuses an operation for which the account has no right (sheet 6)', async () => {
		const refused = await bench.call('GetProcedureCodes');
		assert.equal(refused.SecurityResponse.Authenticated, 'true');
		assert.equal(refused.SecurityResponse.Authorized, 'false');
		assert.equal(
			refused.SecurityResponse.PermissionsMissing.Permission.string,
			'GetProcedureCodes',
		);
	});

	it('answers GetCustomerIdFromKey with −1 when the login is nested or wrong', async () => {
		const direct = LOGIN.replace(/<\/?k:RequestHeader>/g, '');
		const good = await bench.call('GetCustomerIdFromKey', '', { login: direct });
		assert.equal(good.IsAuthorized, 'true');
		assert.ok(Number(good.CustomerId) > 0);
		const nested = await bench.call('GetCustomerIdFromKey');
		assert.equal(nested.CustomerId, '-1');
		assert.equal(nested.IsAuthorized, 'false');
		const wrong = await bench.call('GetCustomerIdFromKey', '', {
			login: direct.replace('ck-sandbox', 'x'),
		});
		assert.equal(wrong.CustomerId, '-1');
	});

	it('lists authorised practices as int elements of the Arrays namespace', async () => {
		const { text } = await bench.raw('GetPractices', filter(''));
		assert.match(
			text,
			/xmlns:b="http:\/\/schemas\.microsoft\.com\/2003\/10\/Serialization\/Arrays"/,
		);
		assert.match(
			text,
			/<PracticesAuthorized><b:int>1<\/b:int><b:int>2<\/b:int><\/PracticesAuthorized>/,
		);
	});

	it('keeps members of GetServiceLocations in the namespace without the slash', async () => {
		const wrong = await bench.raw('GetServiceLocations', filter(''));
		assert.equal(wrong.status, 500);
		assert.match(wrong.text, /Expecting element 'Fields'/);
		const inside =
			'<n:Fields xmlns:n="http://www.kareo.com/api/schemas"/><n:Filter xmlns:n="http://www.kareo.com/api/schemas"><n:PracticeName>Oak Clinic</n:PracticeName></n:Filter>';
		const { text } = await bench.raw('GetServiceLocations', inside);
		assert.match(text, /xmlns:a="http:\/\/www\.kareo\.com\/api\/schemas"/);
		assert.match(text, /<a:ServiceLocationData>/);
		const result = await bench.call('GetServiceLocations', inside);
		assert.deepEqual(
			result.ServiceLocations.ServiceLocationData.map((row: { Name: string }) => row.Name),
			['Oak Clinic Main Street', 'Oak Clinic Riverside'],
		);
		assert.match(result.ServiceLocations.ServiceLocationData[0].ModifiedDate, /^\d+\/\d+\/\d{4} /);
		const slashed = inside.replace(
			'<n:PracticeName>Oak Clinic</n:PracticeName>',
			'<k:PracticeName>Oak Clinic</k:PracticeName>',
		);
		const all = await bench.call('GetServiceLocations', slashed);
		assert.equal(all.ServiceLocations.ServiceLocationData.length, 3);
	});

	it('throttles per operation inside HTTP 200 and lets the next interval through', async () => {
		const limited = await startBench({}, { limits: true });
		try {
			const one = '<k:Filter><k:PatientID>1</k:PatientID></k:Filter>';
			assert.equal((await limited.call('GetPatient', one)).ErrorResponse.IsError, 'false');
			const early = await limited.call('GetPatient', one);
			assert.equal(early.ErrorResponse.IsError, 'true');
			assert.match(
				early.ErrorResponse.ErrorMessage,
				/^429: GetPatient .*requested more than allowed.* 250 milliseconds/,
			);
			assert.equal((await limited.call('GetPractices', filter(''))).ErrorResponse.IsError, 'false');
			limited.world.clock.advance(251);
			assert.equal((await limited.call('GetPatient', one)).ErrorResponse.IsError, 'false');
			const throttles = await limited.call('GetThrottles');
			const times = new Map(
				throttles.Throttles.ThrottleDetail.map(
					(row: { Endpoint: string; ThrottleTimeMs: string }) => [row.Endpoint, row.ThrottleTimeMs],
				),
			);
			assert.equal(times.get('GetPatients'), '1000');
			assert.equal(times.get('GetAllPatients'), '5000');
			assert.equal(times.get('GetPatient'), '250');
			assert.equal(times.get('GetPractices'), '500');
		} finally {
			await limited.stop();
		}
	});

	it('makes the faults that the switches ask for, and then works again', async () => {
		const { faults } = bench.world;
		const inside = filter('');
		faults.arm({
			system: 'tebra',
			operation: 'GetPractices',
			kind: 'status',
			status: 503,
			retryAfterSeconds: 2,
		});
		assert.equal((await bench.raw('GetPractices', inside)).status, 503);
		faults.arm({ system: 'tebra', kind: 'throttle' });
		assert.match((await bench.call('GetPractices', inside)).ErrorResponse.ErrorMessage, /^429:/);
		faults.arm({ system: 'tebra', kind: 'wrongCredentials' });
		assert.equal(
			(await bench.call('GetPractices', inside)).SecurityResponse.Authenticated,
			'false',
		);
		faults.arm({ system: 'tebra', kind: 'truncate' });
		assert.ok(!(await bench.raw('GetPractices', inside)).text.includes('</s:Envelope>'));
		faults.arm({ system: 'tebra', kind: 'malformed' });
		assert.match((await bench.raw('GetPractices', inside)).text, /^<html>/);
		faults.arm({ system: 'tebra', kind: 'latency', ms: 60 });
		const began = Date.now();
		await bench.raw('GetPractices', inside);
		assert.ok(Date.now() - began >= 55);
		assert.equal((await bench.call('GetPractices', inside)).Practices.PracticeData.length, 2);
	});

	it('does the write and then drops the connection when told so', async () => {
		bench.world.faults.arm({
			system: 'tebra',
			operation: 'RegisterExternalVendor',
			kind: 'dropAfterWrite',
		});
		const vendor =
			'<k:ExternalVendor><k:ExternalVendorName>Dropped</k:ExternalVendorName></k:ExternalVendor>';
		await assert.rejects(bench.call('RegisterExternalVendor', vendor));
		const { ExternalVendors } = await bench.call('GetExternalVendors');
		assert.deepEqual(
			ExternalVendors.ExternalVendorData.map(
				(row: { ExternalVendorName: string }) => row.ExternalVendorName,
			),
			['Dropped'],
		);
	});

	it('logs every call by name and effect', async () => {
		const before = bench.world.calls.last();
		await bench.raw('GetPractices', filter(''));
		await bench.post('nonsense', '<a/>');
		assert.deepEqual(
			bench.world.calls
				.since(before)
				.map(({ system, operation, status, effect }) => ({ system, operation, status, effect })),
			[
				{ system: 'tebra', operation: 'GetPractices', status: 200, effect: 'read' },
				{ system: 'tebra', operation: 'unknown', status: 500, effect: 'none' },
			],
		);
	});
});
