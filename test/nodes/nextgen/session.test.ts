import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { NextGenOAuth2Api } from '../../../credentials/NextGenOAuth2Api.credentials';
import { openNextGen } from '../../../nodes/NextGen/port';
import { startSandbox } from '../../support/sandboxProcess';
import type { SandboxProcess } from '../../support/sandboxProcess';
import {
	contextFor,
	controlOf,
	failureOf,
	openPort,
	profileWith,
	readPages,
	siteId,
} from './support';

/** Login, session, rights and the quota against the sandbox (sheet 3, 5, 6). */

let sandbox: SandboxProcess;
let base: string;
let control: ReturnType<typeof controlOf>;
let ids: string[];

beforeAll(async () => {
	sandbox = await startSandbox(5110, [
		...['--systems', 'nextgen', '--patients', '30', '--seed', '3'],
		...['--second-practice', '5', '--opted-out', '1', '--flagged', '1'],
	]);
	base = sandbox.url('nextgen');
	control = controlOf(sandbox);
	ids = (await control.truth()).map(({ vendorId }) => vendorId);
});

afterAll(async () => {
	await sandbox?.stop();
});

afterEach(async () => {
	await control.clearFaults();
	await control.nextgen('quota');
	await control.nextgen('permission', { operation: '*', granted: true });
});

test('twenty executions meeting one dead token log in at most twice', async () => {
	const context = contextFor(base);
	const ports = await Promise.all(ids.slice(0, 20).map(async () => await openNextGen(context)));
	await ports[0].patients.get(ids[0]);
	await control.nextgen('tokens/revoke');
	const before = await control.calls('token');
	const found = await Promise.all(
		ports.map(async (port, index) => await port.patients.get(ids[index])),
	);
	expect(found.map((patient) => patient?.patient.id)).toEqual(ids.slice(0, 20));
	expect((await control.calls('token')) - before).toBeLessThanOrEqual(2);
});

test('two processes that share nothing but the credential log in at most twice (design 7)', async () => {
	const context = contextFor(base);
	const workers: Array<typeof openNextGen> = [];
	for (let worker = 0; worker < 2; worker++) {
		await jest.isolateModulesAsync(async () => {
			workers.push((await import('../../../nodes/NextGen/port')).openNextGen);
		});
	}
	expect(workers[0]).not.toBe(workers[1]);
	await (await openNextGen(context)).patients.get(ids[0]);
	const ports = await Promise.all(
		workers.flatMap((open) => Array.from({ length: 10 }, async () => await open(context))),
	);
	await control.nextgen('tokens/revoke');
	const [logins, sessions] = [
		await control.calls('token'),
		await control.calls('loginDefaults.put'),
	];
	const found = await Promise.all(
		ports.map(async (port, index) => await port.patients.get(ids[index])),
	);
	expect(found.map((patient) => patient?.patient.id)).toEqual(ids.slice(0, 20));
	expect((await control.calls('token')) - logins).toBeLessThanOrEqual(2);
	// The session value is no login: each process asks for it once, and it is the same (sheet 3). The
	// first answer is the dead token's 401, which n8n takes as a reason to ask again.
	expect((await control.calls('loginDefaults.put')) - sessions).toBeLessThanOrEqual(4);
});

test('a token that dies in the middle of a page costs no patient and gives none twice', async () => {
	await control.fault({ operation: 'insurances.list', kind: 'expiredSession', count: 1 });
	const pages = await readPages(await openPort(base), { read: 'all' }, 10);
	const own = pages
		.flatMap(({ patients }) => patients)
		.filter(({ recordPracticeId }) => recordPracticeId === '0001');
	expect(own.map(({ patient }) => patient.id).sort()).toEqual([...ids].sort());
	expect(pages.flatMap(({ failed }) => failed)).toEqual([]);
});

test('the plain-text 401 that stays is told as a login that is not accepted (sheet 6, 9.3)', async () => {
	await control.fault({ kind: 'wrongCredentials', count: 0, operation: 'persons.get' });
	expect(await failureOf((await openPort(base)).patients.get(ids[0]))).toMatchObject({
		details: { kind: 'authentication', system: 'nextgen', vendorCode: '401' },
	});
});

test('a fixed session value that NextGen refuses is told, and an own one takes no part in it (sheet 3)', async () => {
	const fixed = await openPort(base, { sessionId: 'bm9uZQ' });
	expect(await failureOf(fixed.patients.get(ids[0]))).toMatchObject({
		details: { kind: 'validation' },
	});
	expect((await (await openPort(base)).patients.get(ids[0]))?.patient.id).toBe(ids[0]);
});

test('one session value serves many executions without being asked for again (sheet 3)', async () => {
	await (await openPort(base)).patients.get(ids[0]);
	const before = await control.calls('loginDefaults.put');
	await (await openPort(base)).patients.get(ids[1]);
	expect(await control.calls('loginDefaults.put')).toBe(before);
});

test.each([
	['another enterprise', { enterpriseId: '00002' }],
	['a practice that is none', { practiceId: '0009' }],
])('%s is refused with the members to correct', async (_name, over) => {
	expect(await failureOf((await openPort(base, over)).connection.test())).toMatchObject({
		details: { kind: expect.stringMatching(/configuration|validation/), system: 'nextgen' },
	});
});

test('a wrong secret or site is told as a refused login', async () => {
	const wrong: ICredentialDataDecryptedObject[] = [
		{ clientSecret: 'wrong' },
		{
			additionalBodyProperties: JSON.stringify({ site_id: '3f0c2b1e-0000-4000-8000-000000000bad' }),
		},
	];
	for (const over of wrong) {
		expect(await failureOf((await openPort(base, over)).patients.get(ids[0]))).toMatchObject({
			details: { kind: 'authentication' },
		});
	}
});

test.each(['no token yet', 'a dead token'])(
	'a token endpoint that is down is an outage and not a wrong login, with %s',
	async (state) => {
		const context = contextFor(base);
		const port = await openNextGen(context);
		if (state === 'a dead token') {
			await port.patients.get(ids[0]);
			await control.nextgen('tokens/revoke');
		}
		await control.fault({ kind: 'status', status: 503, count: 0, operation: 'token' });
		const error = await failureOf(port.patients.get(ids[0]));
		expect(error.details.kind).toBe('unavailable');
		expect(error.message).toMatch(/sign-in server|connection/);
		await control.clearFaults();
		expect((await port.patients.get(ids[0]))?.patient.id).toBe(ids[0]);
	},
);

test('a token endpoint that cannot be reached is an outage too', async () => {
	const port = await openPort(base, {
		accessTokenUrl: 'http://127.0.0.1:9/nge/prod/nge-oauth/token',
	});
	const error = await failureOf(port.patients.get(ids[0]));
	expect(error).toMatchObject({ details: { kind: 'unavailable', vendorCode: 'ECONNREFUSED' } });
	expect(error.message).toContain('sign-in server');
});

test('a route that is not granted stops the page and names no patient (sheet 6)', async () => {
	await control.nextgen('permission', { operation: 'insurances.list', granted: false });
	const port = await openPort(base);
	const error = await failureOf(port.patients.page({ read: 'all', pageSize: 5 }));
	expect(error).toMatchObject({
		details: { kind: 'permission', vendorCode: '403', operation: 'GET /persons/{id}/insurances' },
	});
});

test.each(['persons.list', 'persons.get', 'insurances.list', 'alerts.list'])(
	'an empty 200 to %s is a spent quota and never "no data" (sheet 5, 9.2)',
	async (operation) => {
		await control.fault({ kind: 'throttle', count: 1, operation });
		const port = await openPort(base);
		expect(await failureOf(port.patients.page({ read: 'all', pageSize: 5 }))).toMatchObject({
			details: { kind: 'throttled', vendorCode: 'QuotaSpent' },
		});
	},
);

test('a quota that ends on the way gives no shortened list of ids', async () => {
	await control.nextgen('quota', { remaining: 3 });
	const port = await openPort(base, { practiceProfile: profileWith({ top: 5 }) });
	const read = async () => {
		for await (const list of port.patients.ids()) expect(list.length).toBeGreaterThan(0);
	};
	expect(await failureOf(read())).toMatchObject({ details: { vendorCode: 'QuotaSpent' } });
});

test('an outage of some seconds is waited out, a longer one is told', async () => {
	await control.fault({ kind: 'status', status: 503, count: 2, operation: 'persons.get' });
	const port = await openPort(base);
	expect((await port.patients.get(ids[0]))?.patient.id).toBe(ids[0]);
	await control.fault({ kind: 'status', status: 504, count: 0, operation: 'persons.list' });
	expect(await failureOf(port.patients.page({ read: 'all', pageSize: 5 }))).toMatchObject({
		details: { kind: 'unavailable', vendorCode: '504' },
	});
});

test.each(['truncate', 'malformed'])('a list that comes %s is no shorter list', async (kind) => {
	await control.fault({ kind, count: 0, operation: 'persons.list' });
	const port = await openPort(base);
	expect(await failureOf(port.patients.page({ read: 'all', pageSize: 5 }))).toMatchObject({
		details: { kind: 'wireShape' },
	});
});

test('one record that cannot be read does not stop the others', async () => {
	await control.fault({ kind: 'malformed', count: 1, operation: 'persons.get' });
	const page = await (await openPort(base)).patients.page({ read: 'all', pageSize: 10 });
	expect(page.failed).toHaveLength(1);
	expect(page.patients).toHaveLength(9);
});

test('an execution stops at the number of calls that the profile allows', async () => {
	const port = await openPort(base, { practiceProfile: profileWith({ maxCalls: 10 }) });
	expect(await failureOf(port.patients.page({ read: 'all', pageSize: 20 }))).toMatchObject({
		details: { kind: 'throttled', vendorCode: 'MaxCalls' },
	});
});

test.each([
	'https://fhir.meditouchehr.com/api/fhir/r4',
	'https://idp-prod.prod.ngo.nextgenaws.net/token',
])('NextGen Office at %s is refused with a clear text (sheet 1.6)', async (baseUrl) => {
	const error = await failureOf(openPort(base, { baseUrl }));
	expect(error).toMatchObject({ details: { kind: 'unsupported', vendorCode: 'NextGenOffice' } });
	expect(error.message).toContain('NextGen Office');
});

test.each([
	['practiceId', '1'],
	['enterpriseId', '1'],
	['siteId', 'my-site'],
	['timeZone', 'Chicago'],
	['extraHeaders', 'Authorization: Bearer x'],
])('a %s of the form %s is refused', async (field, value) => {
	expect(await failureOf(openPort(base, { [field]: value }))).toMatchObject({
		details: { kind: 'configuration', fields: [field] },
	});
});

test('credentials go to no host that is not NextGen’s', async () => {
	expect(
		await failureOf(openPort(base, { baseUrl: 'https://nextgen.example.org/api' })),
	).toMatchObject({
		details: { kind: 'configuration' },
	});
});

test('the hidden member of the credential puts the site ID into the form body', () => {
	const property = new NextGenOAuth2Api().properties.find(
		({ name }) => name === 'additionalBodyProperties',
	);
	const node = {
		id: '1',
		name: 'Mock',
		type: 'mock',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: {},
	};
	const nodeTypes = {
		getByName: () => undefined as never,
		getByNameAndVersion: () => ({ description: { properties: [] } }) as never,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const resolved = workflow.expression.getParameterValue(
		{ additionalBodyProperties: property?.default as string },
		null,
		0,
		0,
		'Mock',
		[],
		'internal',
		{},
		undefined,
		false,
		{ siteId },
	) as { additionalBodyProperties: string };
	expect(JSON.parse(resolved.additionalBodyProperties)).toEqual({ site_id: siteId });
});
