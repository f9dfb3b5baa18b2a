import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startHealthSail, synthetic, type TestSandbox } from './healthsailSupport.mjs';

describe('Sandbox: an answer that is held back after the write', () => {
	let sandbox: TestSandbox;

	before(async () => {
		sandbox = await startHealthSail();
	});
	after(() => sandbox.stop());

	/** Makes a customer while the fault is armed; tells how the call ends. */
	function create(value: string, ms: number): Promise<'answered' | 'cut'> {
		const operation = 'createCustomer';
		sandbox.world.faults.arm({ system: 'healthsail', operation, kind: 'dropAfterWrite', ms });
		return sandbox.call('POST', '/customers', { body: synthetic(value) }).then(
			() => 'answered' as const,
			() => 'cut' as const,
		);
	}

	/** Waits until the log has as many customers made. */
	async function untilWritten(count: number): Promise<void> {
		const made = () =>
			sandbox.world.calls
				.since(0)
				.filter(({ operation, effect }) => operation === 'createCustomer' && effect === 'write');
		while (made().length < count) await new Promise((resolve) => setImmediate(resolve));
	}

	it('keeps the caller waiting, though the write is done', async () => {
		const call = create('7901', 600_000);
		await untilWritten(1);
		const soon = new Promise<'waiting'>((resolve) => {
			setTimeout(() => resolve('waiting'), 50);
		});
		assert.equal(await Promise.race([call, soon]), 'waiting');
		assert.equal((await sandbox.call('GET', '/customers')).json.data.length, 1);
	});

	it('cuts the connection when the time is over', async () => {
		assert.equal(await create('7902', 1), 'cut');
		assert.equal((await sandbox.call('GET', '/customers')).json.data.length, 2);
	});
});
