import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { startHealthSail, synthetic, tebraId, type TestSandbox } from './healthsailSupport.mjs';

describe('HealthSail sandbox: leases, runs, audit, reviews, consents, directory, patient page', () => {
	let sandbox: TestSandbox;
	const post = (path: string, body?: unknown, ifMatch?: number) =>
		sandbox.call('POST', path, { body, ifMatch });

	before(async () => {
		sandbox = await startHealthSail();
	});
	after(async () => {
		assert.equal(sandbox.system.contractViolations(), 0, 'an answer missed the contract');
		await sandbox.stop();
	});

	const acquire = (key: string, owner: string, ttlSeconds = 900) =>
		post('/leases', { key, owner, ttlSeconds });

	it('gives a lease to exactly one of twenty who ask at once', async () => {
		const answers = await Promise.all(
			Array.from({ length: 20 }, (_, i) => acquire('race', `owner-${i}`)),
		);
		assert.equal(answers.filter((answer) => answer.status === 201).length, 1);
		const held = answers.filter((answer) => answer.status === 409);
		assert.equal(held.length, 19);
		for (const { json } of held) {
			assert.equal(json.code, 'lease_held');
			assert.ok(Date.parse(json.until) > Date.now());
		}
	});

	it('keeps the cursor over expiry and refuses the one who lost the lease', async () => {
		assert.equal((await acquire('cursor', 'a', 60)).json.cursor, null);
		const renewed = await sandbox.call('PATCH', '/leases/cursor', {
			body: { owner: 'a', ttlSeconds: 60, cursor: 'page-7' },
		});
		assert.equal(renewed.status, 200);
		sandbox.world.clock.advance(61_000);
		const late = await sandbox.call('PATCH', '/leases/cursor', {
			body: { owner: 'a', cursor: 'x' },
		});
		assert.equal(late.json.code, 'lease_lost');
		assert.equal((await acquire('cursor', 'b')).json.cursor, 'page-7');
		const foreign = await post('/leases/cursor/release', { owner: 'a' });
		assert.equal(foreign.json.code, 'lease_lost');
		assert.equal((await post('/leases/cursor/release', { owner: 'b' })).status, 200);
		assert.equal((await acquire('cursor', 'c')).json.cursor, 'page-7');
	});

	it('remembers done work for 30 days', async () => {
		await acquire('event', 'a');
		await post('/leases/event/release', { owner: 'a', done: true });
		assert.equal((await acquire('event', 'b')).json.code, 'lease_done');
		sandbox.world.clock.advance(30 * 24 * 3600 * 1000 + 1000);
		assert.equal((await acquire('event', 'b')).status, 201);
	});

	it('adds the counts of a run and walks a dry run through its confirmation', async () => {
		const { json: run } = await post('/runs', {
			flow: 'demographic-sync',
			system: 'tebra',
			practiceId: '1',
			kind: 'compare',
			mode: 'dryRun',
		});
		assert.equal(run.dryRun, true);
		await post(`/runs/${run.id}/advance`, { counts: { read: 5, failed: 1 } });
		const { json: more } = await post(`/runs/${run.id}/advance`, { counts: { read: 3 } });
		assert.deepEqual(more.counts, { read: 8, failed: 1 });
		const { json: done } = await post(`/runs/${run.id}/finish`, { counts: { fenced: 2 } });
		assert.equal(done.state, 'awaiting_confirmation');
		assert.equal(
			(await post(`/runs/${run.id}/advance`, { counts: {} })).json.code,
			'state_invalid',
		);
		assert.equal((await post(`/runs/${run.id}/confirm`)).json.state, 'confirmed');
		assert.equal((await post(`/runs/${run.id}/confirm`)).status, 409);
		const list = await sandbox.call('GET', '/runs?state=confirmed&flow=demographic-sync');
		assert.equal(list.json.data.length, 1);
	});

	it('throws a dry run away before and after its confirmation, and no other run', async () => {
		const start = async (mode: string) =>
			(
				await post('/runs', {
					flow: 'discards',
					system: 'tebra',
					practiceId: '1',
					kind: 'compare',
					mode,
				})
			).json.id as string;
		const waiting = await start('dryRun');
		assert.equal((await post(`/runs/${waiting}/discard`)).json.code, 'state_invalid');
		await post(`/runs/${waiting}/finish`);
		assert.equal((await post(`/runs/${waiting}/discard`)).json.state, 'discarded');
		assert.equal((await post(`/runs/${waiting}/confirm`)).json.code, 'state_invalid');
		const confirmed = await start('dryRun');
		await post(`/runs/${confirmed}/finish`);
		await post(`/runs/${confirmed}/confirm`);
		assert.equal((await post(`/runs/${confirmed}/discard`)).json.state, 'discarded');
		const list = await sandbox.call('GET', '/runs?state=discarded&flow=discards');
		assert.equal(list.json.data.length, 2);
	});

	it('sums the problems of a run by kind and vendor code', async () => {
		const { json: run } = await post('/runs', {
			flow: 'problems',
			system: 'tebra',
			practiceId: '1',
			kind: 'changes',
			mode: 'changes',
		});
		const problem = { kind: 'validation', vendorCode: 'validation_failed', correlationId: 'req_1' };
		await post(`/runs/${run.id}/advance`, { counts: {}, problems: [{ ...problem, count: 2 }] });
		await post(`/runs/${run.id}/advance`, {
			counts: {},
			problems: [{ ...problem, correlationId: 'req_2', count: 3 }],
		});
		const { json: failed } = await post(`/runs/${run.id}/fail`, {
			message: 'It failed.',
			problems: [{ kind: 'unavailable', count: 1 }],
		});
		assert.deepEqual(failed.problems, [
			{ ...problem, count: 5 },
			{ kind: 'unavailable', count: 1 },
		]);
	});

	it('chains audit events, and finds the one that was changed afterwards', async () => {
		const event = (n: number) => ({
			action: 'read',
			fields: ['/demographics'],
			subjects: [{ type: 'patient', keyedHash: createHash('md5').update(`${n}`).digest('hex') }],
			purposeOfUse: 'HOPERAT',
			flow: 'demographic-sync',
		});
		const single = await post('/audit-events', event(1));
		assert.equal(single.status, 201);
		assert.equal(single.json.class, 'integration');
		assert.equal(single.json.count, 1);
		const many = await post('/audit-events/bulk', { items: [event(2), event(3)] });
		assert.deepEqual(
			many.json.data.map((row: { result: string }) => row.result),
			['created', 'created'],
		);
		const good = await sandbox.call('GET', '/audit-events/verify');
		assert.equal(good.json.valid, true);
		assert.equal(good.json.checked, sandbox.system.tenant.audit.events.size);
		const { events } = sandbox.system.tenant.audit;
		const stored = events.get(single.json.id);
		events.touch({ ...stored, outcome: 'failure' });
		const bad = await sandbox.call('GET', '/audit-events/verify');
		assert.equal(bad.json.valid, false);
		assert.equal(bad.json.firstInvalidId, single.json.id);
		events.touch(stored);
	});

	it('keeps one open match review per pair and one decision', async () => {
		const { json: customer } = await post('/customers', synthetic('300'));
		const pair = { externalId: tebraId('301'), customerId: customer.id };
		const first = await post('/match-reviews', { pair, reasons: ['birth_date'] });
		assert.equal(first.status, 201);
		const again = await post('/match-reviews', { pair, reasons: ['birth_date'] });
		assert.equal(again.status, 200);
		assert.equal(again.json.id, first.json.id);
		const path = `/match-reviews/${first.json.id}/decide`;
		const decided = await post(path, { decision: 'keep_apart', by: 'Staff Person' }, 1);
		assert.equal(decided.json.state, 'decided');
		assert.equal((await post(path, { decision: 'link', by: 'Staff Person' }, 2)).status, 409);
		const made = await post('/match-exclusions', { ...pair, by: 'Staff Person' });
		assert.equal(made.status, 200);
		assert.equal(made.json.id, decided.json.result.matchExclusionId);
		const other = { ...pair, externalId: tebraId('302') };
		assert.equal((await post('/match-exclusions', { ...other, by: 'Staff Person' })).status, 201);
		const list = await sandbox.call('GET', '/match-exclusions?pmSystem=tebra&practiceId=1');
		assert.equal(list.json.data.length, 2);
	});

	it('opens and releases a PM incident', async () => {
		const { json: incident } = await post('/pm-incidents', {
			pmSystem: 'tebra',
			practiceId: '1',
			kind: 'unexpected_change',
			subject: { type: 'patient', keyedHash: '0011223344556677' },
			fields: ['/addresses'],
		});
		const path = `/pm-incidents/${incident.id}/release`;
		assert.equal((await post(path, { by: 'Staff Person' })).status, 428);
		assert.equal((await post(path, { by: 'Staff Person' }, 1)).json.state, 'released');
		assert.deepEqual((await sandbox.call('GET', '/pm-incidents?state=open')).json.data, []);
	});

	it('keeps a consent ledger and sums it up', async () => {
		const { json: customer } = await post('/customers', synthetic('302'));
		const path = `/customers/${customer.id}/consents`;
		const grant = (more: object = {}) =>
			post(path, {
				purpose: 'pm_share',
				documentVersion: 'v1',
				method: 'electronic',
				grantedBy: 'patient',
				...more,
			});
		const check = async () => (await post(`${path}/check`, { purpose: 'pm_share' })).json;
		assert.equal((await check()).allowed, false);
		const { json: consent } = await grant();
		assert.equal((await check()).allowed, true);
		const revoked = await post(`/consents/${consent.id}/revoke`, {}, 1);
		assert.equal(revoked.json.status, 'revoked');
		assert.deepEqual(await check(), { allowed: false, consentId: consent.id, reason: 'revoked' });
		const soon = new Date(sandbox.world.clock.millis() + 60_000).toISOString();
		await grant({ expiresAt: soon });
		assert.equal((await check()).allowed, true);
		sandbox.world.clock.advance(61_000);
		assert.equal((await check()).reason, 'expired');
		const now = await sandbox.call('GET', `/customers/${customer.id}`);
		assert.equal(now.json.consentSummary.status, 'expired');
		assert.equal((await sandbox.call('GET', path)).json.data.length, 2);
	});

	it('upserts locations and providers by external id and by id', async () => {
		const location = {
			externalIds: [tebraId('31', 'facility')],
			name: 'Oak Clinic North',
			timeZone: 'America/Chicago',
		};
		const made = await post('/locations/bulk-upsert', {
			matchOn: 'externalIds',
			items: [location],
		});
		const { id } = made.json.data[0];
		const again = await post('/locations/bulk-upsert', {
			matchOn: 'externalIds',
			items: [location],
		});
		assert.equal(again.json.data[0].result, 'unchanged');
		const byId = await post('/locations/bulk-upsert', {
			matchOn: 'id',
			items: [{ id, name: 'Oak Clinic South' }],
		});
		assert.deepEqual(byId.json.data[0], { index: 0, result: 'updated', id, version: 2 });
		const bare = await post('/providers/bulk-upsert', {
			matchOn: 'externalIds',
			items: [{ externalIds: [tebraId('17', 'provider')] }],
		});
		assert.equal(bare.json.data[0].error.code, 'validation_failed');
		const provider = await post('/providers/bulk-upsert', {
			matchOn: 'externalIds',
			items: [
				{ externalIds: [tebraId('17', 'provider')], familyName: 'Example', locationIds: [id] },
			],
		});
		const patched = await sandbox.call('PATCH', `/providers/${provider.json.data[0].id}`, {
			body: { bookable: true },
			ifMatch: 1,
		});
		assert.equal(patched.json.bookable, true);
		const here = await sandbox.call('GET', `/providers?locationId=${id}&bookable=true`);
		assert.equal(here.json.data.length, 1);
	});

	it('shows a patient their account, escaped, with no patient data in any URL', async () => {
		const body = synthetic('303', {
			demographics: { givenName: '<b>Jordan</b>', familyName: 'Page303' },
		});
		const { json: customer } = await post('/customers', body);
		const page = await (await fetch(`${sandbox.origin}/portal`)).text();
		assert.match(page, /sandbox, synthetic/i);
		const login = await fetch(`${sandbox.origin}/portal/login`, {
			method: 'POST',
			redirect: 'manual',
			headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
			body: `customer=${customer.id}`,
		});
		assert.equal(login.headers.get('location'), '/portal/account');
		const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0];
		const account = await fetch(`${sandbox.origin}/portal/account`, { headers: { cookie } });
		const text = await account.text();
		assert.match(text, /&lt;b&gt;Jordan&lt;\/b&gt; Page303/);
		assert.ok(!text.includes('<b>Jordan'));
		assert.match(text, /303 Example St/);
		assert.match(text, /Robin Sample/);
		const without = await fetch(`${sandbox.origin}/portal/account`, { redirect: 'manual' });
		assert.equal(without.status, 303);
	});
});
