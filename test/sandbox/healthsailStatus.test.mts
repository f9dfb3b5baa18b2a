import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { SandboxClock } from '../../sandbox/core/clock.mjs';
import { requireFreePorts } from '../../sandbox/core/server.mjs';
import { startHealthSail, synthetic, type TestSandbox } from './healthsailSupport.mjs';

describe('Sandbox: clock, ports, status page and control API', () => {
	let sandbox: TestSandbox;
	const control = async (path: string, init: RequestInit = {}) =>
		await fetch(`${sandbox.statusOrigin}${path}`, {
			...init,
			headers: init.body ? { 'Content-Type': 'application/json' } : {},
		});

	before(async () => {
		sandbox = await startHealthSail();
	});
	after(async () => {
		await sandbox.stop();
	});

	it('runs its clock as much faster as told, and never back', async () => {
		const clock = new SandboxClock(60, new Date('2026-01-01T00:00:00Z'));
		await new Promise((resolve) => setTimeout(resolve, 100));
		const passed = clock.millis() - Date.parse('2026-01-01T00:00:00Z');
		assert.ok(passed >= 5900 && passed < 60_000, `${passed} ms passed`);
		assert.equal(clock.realMillis(60_000), 1000);
		assert.throws(() => clock.advance(-1));
		assert.throws(() => new SandboxClock(61));
	});

	it('says in a sentence which port is taken', async () => {
		const taken = createServer();
		await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
		const { port } = taken.address() as AddressInfo;
		await assert.rejects(requireFreePorts([port]), {
			message: `Port ${port} is taken by another program. End that program, or choose other ports with --port.`,
		});
		await new Promise((resolve) => taken.close(resolve));
		await requireFreePorts([port]);
	});

	it('shows a page for people that loads nothing from elsewhere', async () => {
		const text = await (await control('/')).text();
		assert.match(text, /<title>Practice sandbox<\/title>/);
		assert.match(text, /All data is synthetic/);
		assert.ok(!/<(link|img|script)[^>]+(src|href)=/.test(text));
		assert.ok(text.includes(`${sandbox.origin}/portal`));
	});

	it('tells counts and the last calls by name, never with patient data', async () => {
		const before = sandbox.world.calls.last();
		await sandbox.call('POST', '/customers', { body: synthetic('500') });
		await sandbox.call('POST', '/customers', { body: synthetic('500') });
		const status = await control('/control/status');
		const text = await status.text();
		const json = JSON.parse(text);
		assert.equal(json.systems[0].counts.customers, 1);
		assert.ok(!text.includes('Sample500'));
		const calls = await (await control(`/control/calls?after=${before}`)).json();
		const facts = (calls as { calls: Array<Record<string, unknown>> }).calls.map(
			({ operation, status: code, effect }) => [operation, code, effect],
		);
		assert.deepEqual(facts, [
			['createCustomer', 201, 'write'],
			['createCustomer', 409, 'none'],
		]);
	});

	it('refuses a fault of an unknown kind or system', async () => {
		const arm = (fault: object) =>
			control('/control/faults', { method: 'POST', body: JSON.stringify(fault) });
		assert.equal((await arm({ system: 'healthsail', kind: 'flood' })).status, 400);
		assert.equal((await arm({ system: 'nobody', kind: 'latency' })).status, 400);
		assert.equal((await arm({ system: 'healthsail', kind: 'latency', ms: 1 })).status, 201);
		await control('/control/faults', { method: 'DELETE' });
	});

	it('moves the clock on demand', async () => {
		const before = sandbox.world.clock.millis();
		const answer = await control('/control/clock/advance', {
			method: 'POST',
			body: JSON.stringify({ seconds: 3600 }),
		});
		assert.equal(answer.status, 200);
		assert.ok(sandbox.world.clock.millis() - before >= 3600_000);
	});

	it('answers 500 and counts it when its own answer would miss the contract', async () => {
		const own = await startHealthSail();
		const { json } = await own.call('POST', '/customers', { body: synthetic('501') });
		const { collection } = own.system.tenant.customers;
		collection.touch({ ...collection.get(json.id), status: 'MARKER' as 'active' });
		const said: unknown[] = [];
		const { error } = console;
		console.error = (text: unknown) => said.push(text);
		const answer = await own.call('GET', `/customers/${json.id}`);
		console.error = error;
		assert.equal(answer.status, 500);
		assert.equal(answer.json.code, 'internal');
		assert.equal(own.system.contractViolations(), 1);
		assert.deepEqual(said, [
			'HealthSail sandbox: answer of getCustomer misses the contract: /status enum',
		]);
		await own.stop();
	});
});
