import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createAdvancedMdSystem } from '../../sandbox/advancedmd/system.mjs';
import { newServer, startServer } from '../../sandbox/core/server.mjs';
import type { VendorSystem } from '../../sandbox/core/system.mjs';
import { createWorld } from '../../sandbox/core/world.mjs';
import { createNextGenSystem } from '../../sandbox/nextgen/system.mjs';

/** Writes to patients that the sandboxes refuse, as the vendor sheets say. All data is made up. */

type Loose = ReturnType<typeof JSON.parse>;

const json = { 'Content-Type': 'application/json', Accept: 'application/json' };

describe('AdvancedMD updatepatient and addpatient (sheet 4.2)', () => {
	const system = createAdvancedMdSystem(createWorld({ seed: 7, limits: false }), { patients: 20 });
	let app: FastifyInstance;
	let base: string;
	let token: string;
	const path = '/processrequest/api-123/HEALTHSAIL/xmlrpc/processrequest.aspx';

	before(async () => {
		app = newServer();
		await system.register(app);
		base = await startServer(app, 0);
		const login = {
			...{ '@action': 'login', '@class': 'login', '@username': 'HSAPI', '@psw': 'p&ss-sandbox' },
			...{ '@officecode': '990001', '@appname': 'HEALTHSAIL' },
		};
		token = (await ask(login)).Results.usercontext['#text'];
	});
	after(async () => await app.close());

	async function ask(ppmdmsg: object): Promise<Loose> {
		const response = await fetch(base + path, {
			method: 'POST',
			headers: { ...json, Cookie: `token=${token}` },
			body: JSON.stringify({ ppmdmsg }),
		});
		return ((await response.json()) as Loose).PPMDResults;
	}
	const codeOf = (answer: Loose): string | undefined => answer.Error?.Fault.detail.code;
	const read = async () =>
		(await ask({ '@action': 'getdemographic', '@class': 'api', '@patientid': '100001' })).Results
			.patientlist.patient;
	const update = async (patient: object, over: object = {}) =>
		await ask({
			...{ '@action': 'updatepatient', '@class': 'api', ...over },
			patientlist: { patient: { '@id': '100001', ...patient } },
		});

	test('an old value that is not the present one, or is missing, is the recorded failure', async () => {
		const city = { '@city': 'NEWTOWN' };
		assert.equal(codeOf(await update({ address: city })), '-2147217398');
		assert.equal(codeOf(await update({ address: { ...city, '@o_city': 'X' } })), '-2147217398');
		const present = (await read()).address['@city'];
		assert.notEqual(present, 'NEWTOWN');
		const done = await update({ address: { ...city, '@o_city': present } });
		assert.equal(done.Results['@success'], '1');
		assert.equal(done.Results.patientlist.patient.address['@city'], 'NEWTOWN');
		assert.equal(
			codeOf(await update({ address: { '@city': 'Forced' } }, { '@force': '1' })),
			undefined,
		);
		assert.equal((await read()).address['@city'], 'FORCED');
	});

	test('unknown members, texts without room and half telephones change nothing', async () => {
		const before = JSON.stringify(await read());
		for (const patient of [
			{ '@dob': '01/01/1990' },
			{ contactinfo: { '@fax': '1' } },
			{ contactinfo: { '@officephone': '555-0100' } },
			{ contactinfo: { '@email': `${'a'.repeat(200)}@example.org` } },
			{ '@name': 'NOCOMMA' },
			{ familychanges: { '@city': 'X' } },
		]) {
			assert.equal(codeOf(await update(patient)), '-2147221504');
		}
		assert.equal(JSON.stringify(await read()), before);
		const nobody = { patientlist: { patient: {} }, '@action': 'updatepatient', '@class': 'api' };
		assert.equal(codeOf(await ask(nobody)), '-2147218426');
	});

	test('a new patient needs profile, chart and responsible party', async () => {
		const patient = {
			...{ '@respparty': 'SELF', '@name': 'TESTPERSON,ADA', '@sex': 'F', '@dob': '02/03/1980' },
			...{ '@relationship': '1', '@hipaarelationship': '18', '@chart': 'AUTO', '@profile': '2' },
		};
		const add = async (over: object) =>
			await ask({
				...{ '@action': 'addpatient', '@class': 'api' },
				patientlist: { patient: { ...patient, ...over } },
				resppartylist: { respparty: { '@name': 'TESTPERSON,ADA', '@accttype': '4' } },
			});
		for (const over of [
			{ '@profile': '99' },
			{ '@chart': '' },
			{ '@respparty': '' },
			{ '@dob': '' },
		]) {
			assert.equal(codeOf(await add(over)), '-2147221504');
		}
		assert.match((await add({})).Results.patientlist.patient['@id'], /^pat\d+$/);
		assert.equal(codeOf(await add({})), '-2147217400');
	});
});

describe('NextGen PATCH and POST /persons (sheet 4.1)', () => {
	let system: VendorSystem;
	let app: FastifyInstance;
	let root: string;
	let headers: Record<string, string>;
	const id = (n: number) => `3f0c2b1e-0001-4000-8000-${n.toString(16).padStart(12, '0')}`;

	before(async () => {
		system = createNextGenSystem(createWorld({ limits: false, seed: 3 }), { patients: 20 });
		app = newServer();
		await system.register(app);
		root = await startServer(app, 0);
		const form = new URLSearchParams({
			...{ grant_type: 'client_credentials', client_id: 'ng-sandbox-client' },
			client_secret: ['ng', 'sandbox', 'secret'].join('-'),
			site_id: '3f0c2b1e-0000-4000-8000-00000000517e',
		});
		const answer = await fetch(`${root}/nge/prod/nge-oauth/token`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
			body: form.toString(),
		});
		const { access_token: token } = (await answer.json()) as Loose;
		headers = { ...json, Authorization: `Bearer ${token}` };
		const session = await call('PUT', '/users/me/login-defaults', {
			...{ enterpriseId: '00001', practiceId: '0001' },
		});
		headers['x-ng-sessionid'] = session.headers.get('x-ng-sessionid') ?? '';
	});
	after(async () => await app.close());

	async function call(method: string, path: string, body?: object) {
		return await fetch(`${root}/nge/prod/nge-api/api${path}`, {
			method,
			headers,
			...(body && { body: JSON.stringify(body) }),
		});
	}
	const mine = () => system.store!.idsOf('included')[0];

	test('names of reads, telephones with signs and postal codes with a hyphen are refused', async () => {
		const path = `/persons/${id(mine())}`;
		const before = (await (await call('GET', path)).json()) as Loose;
		for (const body of [
			{ Email: 'a@example.org' },
			{ DayPhoneExtension: '5' },
			{ HomePhone: '(217) 555-0100' },
			{ Zip: '62701-1234' },
			{ Sex: 'X' },
			{ LastName: '' },
			{ AddressLine1: 'A'.repeat(200) },
			{ CellPhone: null },
		]) {
			assert.equal((await call('PATCH', path, body)).status, 400, JSON.stringify(body));
		}
		assert.deepEqual(await (await call('GET', path)).json(), before);
		// Camel case is taken as well.
		const done = await call('PATCH', path, { emailAddress: 'a@example.org', Zip: '627011234' });
		assert.equal(done.status, 204);
		const now = (await (await call('GET', path)).json()) as Loose;
		assert.equal(now.email, 'a@example.org');
		assert.equal(now.zip, '627011234');
		assert.equal(now.homePhone, before.homePhone);
		assert.notEqual(now.modifyTimestampUtc, before.modifyTimestampUtc);
	});

	test('a person of another practice is not written to', async () => {
		const [other] = system.store!.idsOf('secondPractice');
		const answer = await call('PATCH', `/persons/${id(other)}`, { Zip: '62701' });
		assert.equal(answer.status, 403);
	});

	test('a new person needs name, birth date and sex, is refused twice, and has no chart', async () => {
		const person = {
			...{ LastName: 'Testperson', FirstName: 'Ada', Sex: 'F', OtherIdNumber: 'HS-1' },
			...{ DateOfBirth: '1980-02-03T00:00:00', IgnoreDuplicatePersons: false },
		};
		for (const name of ['LastName', 'FirstName', 'Sex', 'DateOfBirth']) {
			const { [name as 'Sex']: _left, ...rest } = person;
			assert.equal((await call('POST', '/persons', rest)).status, 400, name);
		}
		const made = await call('POST', '/persons', person);
		assert.equal(made.status, 201);
		assert.equal(await made.text(), '');
		const own = made.headers.get('location')?.split('/').pop() ?? '';
		assert.equal((await call('POST', '/persons', person)).status, 409);
		const twin = { ...person, IgnoreDuplicatePersons: true, OtherIdNumber: 'HS-2' };
		assert.equal((await call('POST', '/persons', twin)).status, 201);
		const shown = (await (await call('GET', `/persons/${own}?$expand=Chart`)).json()) as Loose;
		assert.deepEqual([shown.otherIdNumber, shown.chart], ['HS-1', []]);
		const find = `/persons/lookup?quickSearchId=OtherIdNumber&quickSearchInput=HS-1`;
		const found = (await (await call('GET', find)).json()) as Loose[];
		assert.deepEqual(
			found.map((row) => row.isPatient),
			[false],
		);
		const patients = (await (
			await call('GET', `${find}&searchPatientsOnly=true`)
		).json()) as Loose[];
		assert.deepEqual(patients, []);
	});
});
