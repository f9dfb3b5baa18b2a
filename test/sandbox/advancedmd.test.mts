import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createAdvancedMdSystem } from '../../sandbox/advancedmd/system.mjs';
import { newServer, startServer } from '../../sandbox/core/server.mjs';
import { createWorld } from '../../sandbox/core/world.mjs';

/** The sandbox's AdvancedMD: strict, and with the quirks of the vendor sheet. All data is made up. */

type Node = Record<string, unknown>;

const world = createWorld({ seed: 7, limits: false });
const system = createAdvancedMdSystem(world, {
	patients: 120,
	optedOutPatients: 3,
	flaggedPatients: 4,
	secondPracticePatients: 6,
});
const shared = '/practicemanager/xmlrpc/processrequest.aspx';
let app: FastifyInstance;
let base: string;
let token: string;

before(async () => {
	app = newServer();
	await system.register(app);
	base = await startServer(app, 0);
	token = await logIn();
});

after(async () => {
	await app.close();
});

async function post(path: string, message: Node, headers: Record<string, string> = {}) {
	return await fetch(base + path, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...headers },
		body: JSON.stringify({ ppmdmsg: message }),
	});
}

interface Body {
	PPMDResults: { Results: Node | null; Error: { Fault: { detail: Node } } | null };
}

const login = {
	...{ '@action': 'login', '@class': 'login', '@username': 'HSAPI', '@psw': 'p&ss-sandbox' },
	...{ '@officecode': '990001', '@appname': 'HEALTHSAIL' },
};

async function logIn(): Promise<string> {
	const first = (await (await post(shared, login)).json()) as Body;
	const { '@webserver': server } = first.PPMDResults.Results?.usercontext as Node;
	const path = `${new URL(String(server)).pathname}/xmlrpc/processrequest.aspx`;
	const second = (await (await post(path, login)).json()) as Body;
	return String((second.PPMDResults.Results?.usercontext as Node)['#text']);
}

const server = '/processrequest/api-123/HEALTHSAIL/xmlrpc/processrequest.aspx';

async function ask(message: Node, cookie = `token=${token}`): Promise<Body['PPMDResults']> {
	const response = await post(server, message, { Cookie: cookie });
	assert.equal(response.status, 200);
	return ((await response.json()) as Body).PPMDResults;
}

const codeOf = ({ Error: error }: Body['PPMDResults']) => error?.Fault.detail.code;
const patientOf = (results: Node | null) => (results?.patientlist as Node).patient as Node;

describe('login (sheet 3.1)', () => {
	test('the shared address answers the right login with a failure that names the server', async () => {
		const body = (await (await post(shared, login)).json()) as Body;
		assert.equal(codeOf(body.PPMDResults), '-2147220476');
		assert.equal(body.PPMDResults.Results?.['@success'], '0');
	});

	test('a wrong password is refused by another fault, without a server', async () => {
		const body = (await (await post(shared, { ...login, '@psw': 'x' })).json()) as Body;
		assert.notEqual(codeOf(body.PPMDResults), '-2147220476');
		assert.equal(body.PPMDResults.Results?.usercontext, undefined);
	});

	test('about one login a minute is taken', async () => {
		const limited = createAdvancedMdSystem(createWorld({ seed: 7 }), { patients: 1 });
		const other = newServer();
		await limited.register(other);
		const url = await startServer(other, 0);
		const statuses = [];
		for (let i = 0; i < 2; i += 1) {
			const body = JSON.stringify({ ppmdmsg: login });
			statuses.push((await fetch(url + shared, { method: 'POST', body })).status);
		}
		await other.close();
		assert.deepEqual(statuses, [200, 429]);
	});
});

describe('messages', () => {
	test('without a session, or with a dead one, the fault is 1025 in HTTP 200 (sheet 3.3)', async () => {
		const message = { '@action': 'getschedulersetup', '@class': 'masterfiles' };
		assert.equal(codeOf(await ask(message, '')), '1025');
		assert.equal(codeOf(await ask(message, 'token=990001dead')), '1025');
	});

	test('the token in a wrong place is HTTP 400 (sheet 3.2)', async () => {
		const message = { '@action': 'getappttypes', '@class': 'masterfiles' };
		for (const wrong of [
			{ ...message, '@usercontext': token },
			{ ...message, '@nocookie': '1', appttype: '', usercontext: token },
			{ ...message, '#text': token },
		]) {
			const response = await post(server, wrong);
			assert.equal(response.status, 400);
			assert.equal(await response.text(), 'Improperly Formatted Token');
		}
		const right = { ...message, '@nocookie': '1', usercontext: token, appttype: '' };
		assert.equal((await post(server, right)).status, 200);
	});

	test('who does not say that JSON is taken gets XML (sheet 3.2)', async () => {
		const message = { '@action': 'getschedulersetup', '@class': 'masterfiles' };
		const response = await post(server, message, { Cookie: `token=${token}`, Accept: '*/*' });
		assert.match(
			await response.text(),
			/^<\?xml version="1.0" encoding="ISO-8859-1"\?><PPMDResults/,
		);
	});

	test('a wrong class, and an action that does not exist, are faults', async () => {
		for (const [action, name] of [
			['lookuppatient', 'demographics'],
			['LookupPatient', 'api'],
			['gettxhistory', 'demographics'],
		]) {
			assert.ok(codeOf(await ask({ '@action': action, '@class': name, '@name': 'A' })));
		}
	});

	test('lookups have 50 rows a page and tell how many there are (sheet 5)', async () => {
		const lookup = async (page: string) =>
			(await ask({ '@action': 'lookuppatient', '@class': 'api', '@name': '', '@page': page }))
				.Results?.patientlist as Node;
		const first = await lookup('1');
		assert.equal(first['@itemcount'], '127');
		assert.equal(first['@pagecount'], '3');
		assert.equal((first.patient as Node[]).length, 50);
		assert.equal(((await lookup('3')).patient as Node[]).length, 27);
	});

	test('names are searched in capitals only, and an empty list has no rows (sheet 9.2, 9.6)', async () => {
		const lookup = async (name: string) =>
			(await ask({ '@action': 'lookuppatient', '@class': 'api', '@name': name })).Results
				?.patientlist as Node;
		assert.notEqual((await lookup('S'))['@itemcount'], '0');
		const none = await lookup('s');
		assert.equal(none['@itemcount'], '0');
		assert.equal('patient' in none, false);
	});

	test('an unknown patient is a database fault that repeats the request (sheet 6, 9.5)', async () => {
		const answer = await ask({
			...{ '@action': 'getdemographic', '@class': 'demographics', '@patientid': '42' },
		});
		assert.equal(codeOf(answer), '-2147221504');
		assert.match(JSON.stringify(answer.Error), /FOREIGN KEY.*"@patientid":"42"/);
	});

	test('records of the other practice, and of none, are not under this office key', async () => {
		const { store } = system;
		for (const group of ['secondPractice', 'noPractice'] as const) {
			for (const record of store.idsOf(group)) {
				const id = String(100_000 + record);
				const message = { '@action': 'getdemographic', '@class': 'demographics', '@patientid': id };
				assert.equal(codeOf(await ask(message)), '-2147221504');
			}
		}
	});

	test('text is in capitals, the street in address2, ids have prefixes (sheet 4.0, 4.1)', async () => {
		const { store } = system;
		const record = store.idsOf('included').find((id) => store.get(id).person.address.line2) ?? 0;
		const { person } = store.get(record);
		const { Results: results } = await ask({
			...{ '@action': 'getdemographic', '@class': 'demographics' },
			'@patientid': `pat${100_000 + record}`,
		});
		const patient = patientOf(results);
		assert.equal(patient['@id'], `pat${100_000 + record}`);
		assert.match(String(patient['@name']), /^[^a-z]+,[^a-z]+$/);
		const address = patient.address as Node;
		assert.equal(address['@address2'], person.address.line1?.toUpperCase());
		assert.equal(address['@address1'], person.address.line2?.toUpperCase());
	});

	test('class api tells no insurance (sheet 4.1)', async () => {
		const id = String(100_000 + system.store.idsOf('included')[0]);
		const read = async (name: string) =>
			patientOf(
				(await ask({ '@action': 'getdemographic', '@class': name, '@patientid': id })).Results,
			);
		assert.equal('insplanlist' in (await read('api')), false);
		assert.equal('insplanlist' in (await read('demographics')), true);
	});

	test('a column that does not exist is HTTP 400 (sheet 4.1)', async () => {
		const message = {
			...{ '@action': 'getupdatedpatients', '@class': 'api', '@datechanged': '1/1/2020' },
			patient: { '@phone': 'Phone' },
		};
		const response = await post(server, message, { Cookie: `token=${token}` });
		assert.equal(response.status, 400);
		assert.equal(await response.text(), 'Invalid column name');
	});

	test('a memo of more than 50 characters is refused', async () => {
		const id = String(100_000 + system.store.idsOf('included')[0]);
		const memo = { '@action': 'savememo', '@class': 'demographics', '@patientfid': id };
		assert.ok(codeOf(await ask({ ...memo, '@case_memotext': 'x'.repeat(51) })));
		const { Results: results } = await ask({ ...memo, '@case_memotext': 'x'.repeat(50) });
		assert.equal(results?.['@success'], '1');
	});
});

describe('scheduler (sheet 4.5, 4.6)', () => {
	const call = async (method: string, path: string, body?: object, appName = 'HEALTHSAIL') =>
		await fetch(`${base}/api/api-123/${appName}/scheduler/${path}`, {
			method,
			headers: { Authorization: `Bearer ${token}` },
			...(body && { body: JSON.stringify(body) }),
		});

	test('without a column the list is HTTP 400, with a wrong application name 403', async () => {
		assert.equal((await call('GET', 'appointments?forView=day')).status, 400);
		const strange = await call('GET', 'appointments?columnId=11', undefined, 'OTHER');
		assert.equal(strange.status, 403);
		assert.match(await strange.text(), /Invalid Appname/);
	});

	test('a cancel with a reason id is a server error, and of an unknown id not found', async () => {
		const list = await call(
			'GET',
			'appointments?columnId=11-12-21-22&forView=month&startDate=2020-01-01',
		);
		assert.deepEqual(await list.json(), []);
		assert.equal((await call('PUT', 'appointments/1/cancel', { id: 1 })).status, 404);
		const known = await call('PUT', 'appointments/500001/cancel', { id: 1, noshowreasonid: 3 });
		assert.equal(known.status, 500);
	});

	test('a booking without a needed member names it', async () => {
		const response = await call('POST', 'Appointments', { columnid: 11 });
		assert.equal(response.status, 400);
		assert.deepEqual(Object.keys((await response.json()) as object), ['patientid']);
	});
});
