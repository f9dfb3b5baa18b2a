import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { newServer, startServer } from '../../sandbox/core/server.mjs';
import { createWorld } from '../../sandbox/core/world.mjs';
import { createNextGenSystem } from '../../sandbox/nextgen/system.mjs';
import type { VendorSystem } from '../../sandbox/core/system.mjs';

/** The sandbox is held against the vendor sheet with a client of its own (all synthetic). */

type Loose = ReturnType<typeof JSON.parse>;

const client = {
	grant_type: 'client_credentials',
	client_id: 'ng-sandbox-client',
	client_secret: ['ng', 'sandbox', 'secret'].join('-'),
	site_id: '3f0c2b1e-0000-4000-8000-00000000517e',
};

describe('NextGen sandbox', () => {
	const world = createWorld({ limits: false, seed: 3 });
	let system: VendorSystem;
	let apps: FastifyInstance[];
	let root: string;
	let controlUrl: string;
	let token: string;
	let session: string;

	before(async () => {
		system = createNextGenSystem(world, { patients: 60 });
		const app = newServer();
		await system.register(app);
		const controlApp = newServer();
		system.control?.(controlApp);
		apps = [app, controlApp];
		root = await startServer(app, 0);
		controlUrl = await startServer(controlApp, 0);
		token = (await signIn(client)).body.access_token;
		session = (await open({ enterpriseId: '00001', practiceId: '0001' })).session ?? '';
	});
	after(async () => {
		for (const app of apps) await app.close();
	});

	async function signIn(form: Record<string, string>): Promise<{ status: number; body: Loose }> {
		const response = await fetch(`${root}/nge/prod/nge-oauth/token`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
			body: new URLSearchParams(form).toString(),
		});
		return { status: response.status, body: await response.json() };
	}

	async function open(body: object) {
		const response = await fetch(`${root}/nge/prod/nge-api/api/users/me/login-defaults`, {
			method: 'PUT',
			headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
			body: JSON.stringify(body),
		});
		return { status: response.status, session: response.headers.get('x-ng-sessionid') };
	}

	async function call(path: string, over: Record<string, string> = {}) {
		const response = await fetch(`${root}/nge/prod/nge-api/api${path}`, {
			headers: { Authorization: `Bearer ${token}`, 'x-ng-sessionid': session, ...over },
		});
		const text = await response.text();
		const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
		return {
			status: response.status,
			text,
			body: (isJson && text !== '' ? JSON.parse(text) : undefined) as Loose,
			build: response.headers.get('api-version'),
			allow: response.headers.get('allow'),
		};
	}

	const control = async (path: string, body: object = {}) =>
		await fetch(`${controlUrl}/control/nextgen/${path}`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(body),
		});

	const since = (days: number) => {
		const text = new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
		return encodeURIComponent(`modifyTimestamp ge datetime'${text}T00:00:00'`);
	};

	it('gives a token for an hour to the right client and site only (sheet 3)', async () => {
		assert.equal((await signIn(client)).body.expires_in, 3600);
		assert.equal((await signIn({ ...client, client_secret: 'x' })).status, 401);
		assert.equal((await signIn({ ...client, site_id: 'x' })).status, 400);
		const { site_id: _site, ...without } = client;
		assert.equal((await signIn(without)).status, 400);
	});

	it('answers a dead token in plain text (sheet 6)', async () => {
		const { status, text } = await call('/core/version', { Authorization: 'Bearer none' });
		assert.deepEqual([status, text], [401, 'invalid access token']);
		const other = (await signIn(client)).body.access_token as string;
		world.clock.advance(3_601_000);
		assert.equal((await call('/core/version', { Authorization: `Bearer ${other}` })).status, 401);
		token = (await signIn(client)).body.access_token;
	});

	it('tells the same session value for the same practice, and none for a wrong one (sheet 3)', async () => {
		const again = await open({ enterpriseId: '00001', practiceId: '0001' });
		assert.equal(again.session, session);
		assert.equal((await open({ enterpriseId: '1', practiceId: '1' })).status, 400);
		assert.equal((await call('/providers', { 'x-ng-sessionid': '' })).status, 400);
		assert.equal((await call('/master/practices', { 'x-ng-sessionid': '' })).status, 200);
	});

	it('tells seven days of changes when no time is asked for, and 25 rows at once (sheet 5)', async () => {
		const week = await call('/persons?patientsOnly=true&$top=400');
		const all = await call(`/persons?patientsOnly=true&$top=400&$filter=${since(5000)}`);
		assert.ok(week.body.items.length < all.body.items.length);
		assert.ok(all.body.items.length > 60);
		const page = await call(`/persons?patientsOnly=true&$filter=${since(5000)}`);
		assert.equal(page.body.items.length, 25);
		assert.match(page.body.nextPageLink, /^http:\/\/127\.0\.0\.1:889\/.*\/api\/persons\?.*skip=25/);
		assert.equal(page.body.count, null);
	});

	it('shows rows of the other practice and of none in the list of persons, and no member of a person', async () => {
		const { body } = await call(`/persons?$top=400&$filter=${since(5000)}`);
		const practices = new Set(body.items.map((row: Loose) => row.practiceId));
		assert.deepEqual(practices, new Set(['0001', '0002', null]));
		assert.ok(!JSON.stringify(body).includes('lastName'));
	});

	it('shows the same person for an ID in either case', async () => {
		const { body } = await call(`/persons?$top=5&$filter=${since(5000)}`);
		const id = String(body.items[0].personId);
		const [lower, upper] = [
			await call(`/persons/${id.toLowerCase()}`),
			await call(`/persons/${id.toUpperCase()}`),
		];
		assert.deepEqual(lower.body, upper.body);
		assert.match(lower.body.modifyTimestampUtc, /^[\dT:-]{19}$/);
	});

	it('needs a criterion to look up, takes no filter, and answers a bare array (sheet 4.1)', async () => {
		assert.equal((await call('/persons/lookup')).body.message, 'criteria cannot be null');
		assert.equal((await call(`/persons/lookup?sex=F&$filter=${since(1)}`)).status, 400);
		assert.ok(Array.isArray((await call('/persons/lookup?sex=F')).body));
	});

	it('tells a missing record, a missing route and a wrong ID apart (sheet 6)', async () => {
		const record = await call('/persons/3f0c2b1e-0001-4000-8000-0000000fffff');
		assert.deepEqual([record.status, record.text], [404, '']);
		const route = await call('/departments');
		assert.equal(route.status, 404);
		assert.ok(route.body.messageDetail);
		assert.match((await call('/persons/abc')).body.message, /not valid for Guid/);
		const payments = await call('/financial/transactions');
		assert.deepEqual([payments.status, payments.allow], [405, 'POST']);
		assert.match(payments.build ?? '', /^6\.0\.0\./);
	});

	it('refuses a filter that it cannot read and a member that rows do not have', async () => {
		const known = "modifyTimestamp ge datetime'2000-01-01T00:00:00'";
		for (const filter of ['modifyTimestamp > 1', `${known} and none eq 'x'`, `${known} and`]) {
			const { status } = await call(`/persons?$filter=${encodeURIComponent(filter)}`);
			assert.equal(status, 400, filter);
		}
	});

	it('answers nothing at all once the quota of the day is used up (sheet 5)', async () => {
		await control('quota', { remaining: 1 });
		assert.notEqual((await call('/core/version')).text, '');
		const { status, text } = await call('/core/version');
		assert.deepEqual([status, text], [200, '']);
		await control('quota');
		assert.notEqual((await call('/core/version')).text, '');
	});

	it('is an old build when it is told so: no list of persons, no no-show (sheet 2, 9.19, 9.20)', async () => {
		await control('build', { build: 'old' });
		assert.equal((await call(`/persons?$filter=${since(1)}`)).status, 405);
		const days = encodeURIComponent("appointmentDate gt datetime'1900-01-01T00:00:00'");
		const { body, build } = await call(`/appointments?$filter=${days}&$top=3`);
		assert.ok(!('isNoShow' in body.items[0]));
		assert.equal(build, '6.0.0.767');
		await control('build', { build: 'current' });
	});

	it('tells appointments of the next seven days when no day is asked for (sheet 4.2)', async () => {
		const { body } = await call('/appointments?$top=400');
		const day = (offset: number) =>
			new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
		for (const { appointmentDate } of body.items) {
			assert.ok(appointmentDate.slice(0, 10) >= day(-1) && appointmentDate.slice(0, 10) <= day(9));
		}
		const all = encodeURIComponent("appointmentDate gt datetime'1900-01-01T00:00:00'");
		const whole = await call(`/appointments?$top=400&$filter=${all}`);
		assert.ok(whole.body.items.length > body.items.length);
	});

	it('keeps a person of another practice out of the chart (sheet 9.15)', async () => {
		const { body } = await call(`/persons?$top=400&$filter=${since(5000)}`);
		const other = body.items.find((row: Loose) => row.practiceId === '0002').personId as string;
		assert.equal((await call(`/persons/${other}/chart/encounters`)).status, 404);
		assert.deepEqual((await call(`/persons/${other}?$expand=Chart`)).body.chart, []);
	});

	it('takes a right away and gives an empty 403 then (sheet 6)', async () => {
		await control('permission', { operation: 'providers', granted: false });
		const { status, text } = await call('/providers');
		assert.deepEqual([status, text], [403, '']);
		await control('permission', { operation: '*', granted: true });
	});
});
