import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { customerCalls, HASH, stamp } from './healthsailCustomerCalls.mjs';
import { policy, startHealthSail, type TestSandbox } from './healthsailSupport.mjs';

describe('HealthSail sandbox: coverages and the stamps of a completed sync', () => {
	let sandbox: TestSandbox;
	const { bulkCoverages, lookup, create } = customerCalls(() => sandbox);

	before(async () => {
		sandbox = await startHealthSail();
	});
	after(async () => {
		assert.equal(sandbox.system.contractViolations(), 0, 'an answer missed the contract');
		await sandbox.stop();
	});

	it('keeps coverages and stamp when the stamp tells an older state than was applied last', async () => {
		const { id } = await create('140');
		const newer = stamp(id, { sourceAt: '2026-05-02T00:00:00Z' });
		await bulkCoverages([policy(id, '140a', { memberId: 'EXNEW' })], [newer]);
		const older = stamp(id, {
			sourceAt: '2026-05-01T00:00:00Z',
			contentHash: 'ffffffffffffffff',
		});
		const { json } = await bulkCoverages([policy(id, '140a', { memberId: 'EXOLD' })], [older]);
		assert.equal(json.data[0].result, 'unchanged');
		assert.equal(json.stamps[0].result, 'skipped');
		const row = await lookup('140');
		assert.deepEqual([row.contentHash, row.sourceAt], [HASH, '2026-05-02T00:00:00Z']);
		const { json: listed } = await sandbox.call('GET', `/customers/${id}/coverages`);
		assert.equal(listed.data[0].memberId, 'EXNEW');

		const again = stamp(id, { sourceAt: '2026-05-02T00:00:00Z' });
		const same = await bulkCoverages([policy(id, '140a', { memberId: 'EXAGAIN' })], [again]);
		assert.equal(same.json.data[0].result, 'updated', 'the same time is not older');
	});

	it('stores a stamp only when all coverages of its customer succeeded', async () => {
		const { id } = await create('114');
		const bad = await bulkCoverages(
			[policy(id, '114a'), policy(id, '114b', { status: 'nonsense' })],
			[stamp(id)],
		);
		assert.equal(bad.json.data[1].result, 'error');
		assert.equal(bad.json.stamps[0].result, 'skipped');
		assert.equal((await lookup('114')).contentHash, undefined);
		const good = await bulkCoverages([policy(id, '114a'), policy(id, '114b')], [stamp(id)]);
		assert.deepEqual(
			good.json.data.map((row: { result: string }) => row.result),
			['unchanged', 'created'],
		);
		assert.equal(good.json.stamps[0].result, 'stored');
		const row = await lookup('114');
		assert.equal(row.contentHash, HASH);
		assert.deepEqual(row.fieldHashes, { familyName: '0011223344556677' });
	});

	it('forgets the stamp of before when part of the coverages went through', async () => {
		const { id } = await create('141');
		const before = stamp(id, { sourceAt: '2026-05-01T00:00:00Z' });
		await bulkCoverages([policy(id, '141a', { memberId: 'EXOLD' })], [before]);
		assert.equal((await lookup('141')).contentHash, HASH);
		const next = stamp(id, { sourceAt: '2026-05-02T00:00:00Z', contentHash: 'bbbbbbbbbbbbbbbb' });
		const { json } = await bulkCoverages(
			[policy(id, '141a', { memberId: 'EXNEW' }), policy(id, '141b', { status: 'nonsense' })],
			[next],
		);
		assert.deepEqual([json.data[0].result, json.stamps[0].result], ['updated', 'skipped']);
		const row = await lookup('141');
		assert.deepEqual([row.contentHash, row.fieldHashes], [undefined, undefined]);
		assert.equal(row.sourceAt, '2026-05-01T00:00:00Z', 'nothing newer was applied as a whole');
	});

	it('skips the stamp of a customer who does not exist, whose coverages were refused', async () => {
		const nobody = 'cus_doesnotexist0000';
		const { json } = await bulkCoverages([policy(nobody, '142a')], [stamp(nobody)]);
		assert.equal(json.data[0].error.code, 'not_found');
		assert.deepEqual(
			[json.stamps[0].result, json.stamps[0].customerId, json.stamps[0].error],
			['skipped', nobody, undefined],
		);
	});

	it('terminates the coverages that a complete stamp no longer names', async () => {
		const { id } = await create('115');
		await bulkCoverages([policy(id, '115a'), policy(id, '115b')]);
		const { json } = await bulkCoverages([policy(id, '115a')], [stamp(id)]);
		assert.equal(json.stamps[0].terminated, 1);
		const list = await sandbox.call('GET', `/customers/${id}/coverages?status=terminated`);
		assert.deepEqual(
			list.json.data.map((one: { memberId: string }) => one.memberId),
			['EX115b'],
		);
	});

	it('stores stamps without coverages', async () => {
		const { id } = await create('116');
		const { json } = await bulkCoverages([], [stamp(id)]);
		assert.equal(json.stamps[0].result, 'stored');
		assert.equal((await lookup('116')).contentHash, HASH);
	});

	it('answers unchanged for an equal policy and updated for a changed one', async () => {
		const { id } = await create('130');
		const results = async (more: object = {}) =>
			(await bulkCoverages([policy(id, '130a', more as Record<string, unknown>)])).json.data[0];
		assert.equal((await results()).result, 'created');
		assert.equal((await results()).result, 'unchanged');
		const changed = await results({ memberId: 'EX-new' });
		assert.deepEqual([changed.result, changed.version], ['updated', 2]);
	});

	it('refuses a policy that another customer holds', async () => {
		const one = await create('131');
		const two = await create('132');
		await bulkCoverages([policy(one.id, '131a')]);
		const { json } = await bulkCoverages([policy(two.id, '131a')]);
		assert.equal(json.data[0].error.code, 'duplicate_external_id');
		assert.deepEqual((await sandbox.call('GET', `/customers/${two.id}/coverages`)).json.data, []);
	});
});
