import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startHealthSail, synthetic, tebraId, type TestSandbox } from './healthsailSupport.mjs';

describe('HealthSail sandbox: authentication, concurrency, idempotency, limits, faults', () => {
	let sandbox: TestSandbox;

	before(async () => {
		sandbox = await startHealthSail();
	});
	after(async () => {
		assert.equal(sandbox.system.contractViolations(), 0, 'an answer missed the contract');
		await sandbox.stop();
	});

	const token = async (form: Record<string, string>, basic?: string) => {
		const answer = await fetch(`${sandbox.origin}/oauth/token`, {
			method: 'POST',
			headers: {
				'Content-Type': 'application/x-www-form-urlencoded',
				...(basic ? { Authorization: `Basic ${Buffer.from(basic).toString('base64')}` } : {}),
			},
			body: new URLSearchParams({ grant_type: 'client_credentials', ...form }).toString(),
		});
		return { status: answer.status, json: (await answer.json()) as Record<string, string> };
	};

	it('refuses a missing and a wrong key with a problem that tells no secret', async () => {
		for (const wrong of ['', 'hs_test_MARKER']) {
			const { status, json, text, headers } = await sandbox.call('GET', '/customers', {
				token: wrong,
			});
			assert.equal(status, 401);
			assert.equal(json.code, 'unauthenticated');
			assert.match(headers.get('content-type') ?? '', /^application\/problem\+json/);
			assert.ok(!text.includes('MARKER'));
		}
	});

	it('gives OAuth2 tokens by Basic and by body, and lets them expire', async () => {
		const body = { client_id: 'sandbox-client', client_secret: 'sandbox-secret' };
		const byBody = await token(body);
		const byBasic = await token({}, 'sandbox-client:sandbox-secret');
		for (const { json } of [byBody, byBasic]) {
			const answer = await sandbox.call('GET', '/customers', { token: json.access_token });
			assert.equal(answer.status, 200);
		}
		assert.equal((await token({ ...body, client_secret: 'no' })).status, 401);
		sandbox.world.clock.advance(3601 * 1000);
		const late = await sandbox.call('GET', '/customers', { token: byBody.json.access_token });
		assert.equal(late.status, 401);
	});

	it('refuses what the scopes of a token do not allow', async () => {
		const { json } = await token({ scope: 'customers:read' }, 'sandbox-client:sandbox-secret');
		const write = await sandbox.call('POST', '/customers', {
			token: json.access_token,
			body: synthetic('200'),
		});
		assert.equal(write.status, 403);
		assert.equal(write.json.code, 'scope_missing');
		const read = await sandbox.call('POST', '/customers/lookup', {
			token: json.access_token,
			body: { externalIds: [tebraId('200')] },
		});
		assert.equal(read.status, 200);
	});

	it('gives a token only for scopes that the client has', async () => {
		const wide = 'sandbox-client:sandbox-secret';
		const narrow = 'sandbox-narrow:sandbox-narrow-secret';
		const ask = (scope: string, client: string) => token({ scope }, client);
		for (const scope of ['*', 'customers:*', 'customers:fly', 'customers:read unknown:read'])
			assert.deepEqual(await ask(scope, wide), { status: 400, json: { error: 'invalid_scope' } });
		for (const scope of ['orders:read', 'customers:read cohort-entries:read', 'audit:write'])
			assert.deepEqual(await ask(scope, narrow), { status: 400, json: { error: 'invalid_scope' } });
		assert.equal((await ask('orders:read cohort-entries:delete', wide)).status, 200);
		const some = await ask('customers:read customers:write', narrow);
		assert.equal(some.json.scope, 'customers:read customers:write');
	});

	it('gives a client that asks for no scope all of its own and no others', async () => {
		const { json } = await token({}, 'sandbox-narrow:sandbox-narrow-secret');
		assert.ok(json.scope.split(' ').includes('customers:read'));
		const allowed = await sandbox.call('GET', '/customers', { token: json.access_token });
		assert.equal(allowed.status, 200);
		const other = await sandbox.call('GET', '/cohort-entries', { token: json.access_token });
		assert.equal(other.json.code, 'scope_missing');
	});

	it('replays a reply for the same key and refuses another body under it', async () => {
		const first = await sandbox.call('POST', '/customers', {
			body: synthetic('201'),
			key: 'k-201',
		});
		const again = await sandbox.call('POST', '/customers', {
			body: synthetic('201'),
			key: 'k-201',
		});
		assert.equal(again.status, 201);
		assert.equal(again.headers.get('idempotent-replayed'), 'true');
		assert.deepEqual(again.json, first.json);
		const other = await sandbox.call('POST', '/customers', {
			body: synthetic('202'),
			key: 'k-201',
		});
		assert.equal(other.status, 422);
		assert.equal(other.json.code, 'idempotency_key_reused');
	});

	it('does not keep a 4xx, so that a corrected request may use the key again', async () => {
		const wrong = await sandbox.call('POST', '/customers', { body: { source: 'x' }, key: 'k-203' });
		assert.equal(wrong.status, 422);
		const clash = await sandbox.call('POST', '/customers', {
			body: synthetic('201'),
			key: 'k-203',
		});
		assert.equal(clash.status, 409);
		const right = await sandbox.call('POST', '/customers', {
			body: synthetic('203'),
			key: 'k-203',
		});
		assert.equal(right.status, 201);
	});

	it('tells that the same key still runs', async () => {
		sandbox.world.faults.arm({ system: 'healthsail', kind: 'latency', ms: 300 });
		const slow = sandbox.call('POST', '/customers', { body: synthetic('204'), key: 'k-204' });
		await new Promise((resolve) => setTimeout(resolve, 100));
		const busy = await sandbox.call('POST', '/customers', { body: synthetic('204'), key: 'k-204' });
		assert.equal(busy.status, 409);
		assert.equal(busy.json.code, 'idempotency_in_progress');
		assert.ok(Number(busy.headers.get('retry-after')) >= 1);
		assert.equal((await slow).status, 201);
	});

	it('does the work once when the answer is dropped and the call is repeated', async () => {
		sandbox.world.faults.arm({
			system: 'healthsail',
			operation: 'createCustomer',
			kind: 'dropAfterWrite',
		});
		await assert.rejects(
			sandbox.call('POST', '/customers', { body: synthetic('205'), key: 'k-205' }),
		);
		const size = sandbox.system.tenant.customers.collection.size;
		const again = await sandbox.call('POST', '/customers', {
			body: synthetic('205'),
			key: 'k-205',
		});
		assert.equal(again.headers.get('idempotent-replayed'), 'true');
		assert.equal(sandbox.system.tenant.customers.collection.size, size);
	});

	it('forgets a key after seven days', async () => {
		await sandbox.call('POST', '/customers', { body: synthetic('206'), key: 'k-206' });
		sandbox.world.clock.advance(7 * 24 * 3600 * 1000 + 1000);
		const again = await sandbox.call('POST', '/customers', {
			body: synthetic('206'),
			key: 'k-206',
		});
		assert.equal(again.json.code, 'duplicate_external_id');
	});

	it('withholds relatives from a billing purpose and names the fields', async () => {
		const { json: made } = await sandbox.call('POST', '/customers', { body: synthetic('208') });
		const { json, headers } = await sandbox.call('GET', `/customers/${made.id}`, {
			headers: { 'HS-Purpose-Of-Use': 'HPAYMT' },
		});
		assert.equal(json.emergencyContacts, undefined);
		assert.match(headers.get('hs-fields-withheld') ?? '', /emergencyContacts/);
	});

	it('limits calls per window, tells Retry-After, and lets go when the window ends', async () => {
		const own = await startHealthSail({ limits: true });
		const ask = () =>
			own.call('POST', '/cohort-entries/bulk-upsert', {
				body: { items: [{ externalId: tebraId('1'), list: 'portal' }] },
			});
		let last = await ask();
		assert.match(last.headers.get('ratelimit') ?? '', /^"bulk";r=29;t=\d+$/);
		for (let i = 1; i <= 30; i += 1) last = await ask();
		assert.equal(last.status, 429);
		assert.equal(last.json.code, 'rate_limited');
		const seconds = Number(last.headers.get('retry-after'));
		assert.ok(seconds > 50 && seconds <= 60);
		assert.equal((await own.call('GET', '/customers')).status, 200, 'the other limit is free');
		own.world.clock.advance(seconds * 1000);
		assert.equal((await ask()).status, 200);
		await own.stop();
	});

	it('answers not found for an operation of a later step', async () => {
		const { status, json } = await sandbox.call('GET', '/orders');
		assert.equal(status, 404);
		assert.equal(json.detail, 'This operation is not in this sandbox yet.');
	});

	it('makes the faults that were armed, as often as told', async () => {
		const arm = (fault: Record<string, unknown>) =>
			fetch(`${sandbox.statusOrigin}/control/faults`, {
				method: 'POST',
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify({ system: 'healthsail', ...fault }),
			});
		const ask = () => sandbox.call('GET', '/runs');
		await arm({ kind: 'status', status: 503, count: 2 });
		assert.deepEqual(
			[(await ask()).status, (await ask()).status, (await ask()).status],
			[503, 503, 200],
		);
		await arm({ kind: 'throttle', retryAfterSeconds: 7 });
		assert.equal((await ask()).headers.get('retry-after'), '7');
		await arm({ kind: 'truncate' });
		const cut = await ask();
		assert.equal(cut.status, 200);
		assert.equal(cut.json, undefined);
		await arm({ kind: 'malformed' });
		assert.match((await ask()).text, /^<html>/);
		await arm({ kind: 'wrongCredentials' });
		assert.equal((await ask()).status, 401);
		await arm({ kind: 'status', status: 500, operation: 'getRun', count: 0 });
		assert.equal((await ask()).status, 200);
		await fetch(`${sandbox.statusOrigin}/control/faults`, { method: 'DELETE' });
		assert.deepEqual(sandbox.world.faults.list(), []);
	});

	it('records request bodies only while recording is on', async () => {
		const set = (on: boolean) =>
			fetch(`${sandbox.statusOrigin}/control/recording`, {
				method: 'POST',
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify({ on }),
			});
		const lookup = () =>
			sandbox.call('POST', '/customers/lookup', { body: { externalIds: [tebraId('rec')] } });
		await lookup();
		await set(true);
		await lookup();
		const answer = await fetch(`${sandbox.statusOrigin}/control/recording?system=healthsail`);
		const { requests } = (await answer.json()) as { requests: Array<{ body: string }> };
		assert.equal(requests.length, 1);
		assert.match(requests[0].body, /"rec"/);
		await set(false);
	});
});
