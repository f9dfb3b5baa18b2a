import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { isPortFree } from '../../sandbox/core/server.mjs';
import { startSandbox, type RunningSandbox } from '../../sandbox/sandbox.mjs';
import { API_KEY, synthetic, tebraId } from './healthsailSupport.mjs';

type Loose = ReturnType<typeof JSON.parse>;

/** Three free ports in a row, as the sandbox takes them. */
async function freePorts(): Promise<number> {
	for (;;) {
		const probe = createServer();
		await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
		const { port } = probe.address() as AddressInfo;
		await new Promise((resolve) => probe.close(resolve));
		const free = await Promise.all([port, port + 1, port + 2].map(isPortFree));
		if (!free.includes(false)) return port;
	}
}

describe('Sandbox: reset', () => {
	let sandbox: RunningSandbox;
	const control = async (method: string, path: string, body?: object): Promise<Loose> => {
		const answer = await fetch(`${sandbox.urls.status}/control/${path}`, {
			method,
			...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
		});
		const text = await answer.text();
		return { status: answer.status, ...(text !== '' && JSON.parse(text)) };
	};
	const create = async (value: string): Promise<number> => {
		const answer = await fetch(`${sandbox.urls.healthsail}/customers`, {
			method: 'POST',
			headers: {
				Authorization: `Bearer ${API_KEY}`,
				'Content-Type': 'application/json',
				'Idempotency-Key': `key-of-${value}`,
			},
			body: JSON.stringify(synthetic(value)),
		});
		return answer.status;
	};
	const served = async (): Promise<Loose[]> => (await control('GET', 'tebra/state')).patients;
	const optedOut = async (): Promise<string[]> =>
		(await control('GET', 'tebra/state?group=optedOut')).patients.map(({ id }: Loose) => id);

	before(async () => {
		sandbox = await startSandbox({
			systems: ['tebra'],
			port: await freePorts(),
			patients: 20,
			optedOutPatients: 2,
			flaggedPatients: 1,
			limits: false,
		});
	});
	after(() => sandbox.stop());

	it('empties HealthSail, also of its idempotency keys, and lets the same login in', async () => {
		assert.equal(await create('1'), 201);
		assert.equal((await control('GET', 'healthsail/state')).customers.length, 1);
		assert.equal((await control('POST', 'reset', { patients: 20 })).status, 204);
		const state = await control('GET', 'healthsail/state');
		for (const part of ['customers', 'coverages', 'runs', 'leases', 'auditEvents', 'events'])
			assert.deepEqual(state[part], [], part);
		assert.equal(await create('1'), 201);
		assert.equal((await control('GET', 'healthsail/state')).customers.length, 1);
		const portal = await fetch(new URL('/portal', sandbox.urls.healthsail));
		assert.match(await portal.text(), /Sample1/);
	});

	it('gives the practice the size it is told, with its opt-outs at HealthSail', async () => {
		await control('POST', 'reset', { patients: 31, optedOut: 3, flagged: 2, secondPractice: 4 });
		assert.equal((await served()).length, 36);
		assert.equal((await control('GET', 'tebra/state?group=secondPractice')).patients.length, 4);
		const { cohortEntries } = await control('GET', 'healthsail/state');
		const expected = (await optedOut()).map((id) => tebraId(id));
		assert.equal(expected.length, 3);
		assert.deepEqual(
			cohortEntries.map(({ externalId }: Loose) => externalId),
			expected,
		);
		const { systems } = await control('GET', 'status');
		assert.equal(systems[1].counts['second practice'], 4);
	});

	it('undoes every change at the practice', async () => {
		await control('POST', 'reset', { patients: 20 });
		const before = await served();
		await control('POST', 'tebra/changes', { kind: 'address', seed: 3 });
		assert.notDeepEqual(await served(), before);
		await control('POST', 'reset', { patients: 20 });
		const names = (patients: Loose[]) => patients.map(({ id, address }) => ({ id, address }));
		assert.deepEqual(names(await served()), names(before));
	});

	it('makes other patients for another seed', async () => {
		await control('POST', 'reset', { patients: 20, seed: 1 });
		const one = (await served()).map(({ lastName }: Loose) => lastName);
		await control('POST', 'reset', { patients: 20, seed: 2 });
		const two = (await served()).map(({ lastName }: Loose) => lastName);
		assert.ok(one.every((name) => typeof name === 'string'));
		assert.notDeepEqual(one, two);
	});

	it('refuses a reset that says no size, and leaves all as it is', async () => {
		const before = await served();
		assert.equal((await control('POST', 'reset', { seed: 1 })).status, 400);
		assert.equal((await control('POST', 'reset', { patients: -1 })).status, 400);
		assert.deepEqual(await served(), before);
	});
});
