import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { customerCalls, stamp } from './healthsailCustomerCalls.mjs';
import {
	policy,
	startHealthSail,
	synthetic,
	tebraId,
	type TestSandbox,
} from './healthsailSupport.mjs';

describe('HealthSail sandbox: customers that leave or become another', () => {
	let sandbox: TestSandbox;
	const { bulk, bulkCoverages, lookup, create } = customerCalls(() => sandbox);

	before(async () => {
		sandbox = await startHealthSail();
	});
	after(async () => {
		assert.equal(sandbox.system.contractViolations(), 0, 'an answer missed the contract');
		await sandbox.stop();
	});

	it('strips a customer that leaves: only ids and the reason stay, hashes and coverages go', async () => {
		const { id } = await create('117');
		await bulkCoverages([policy(id, '117a')], [stamp(id)]);
		const strip = { externalIds: [tebraId('117')], syncState: 'left', syncReason: 'not in cohort' };
		assert.equal((await bulk([strip])).json.data[0].result, 'updated');
		const { json, text } = await sandbox.call('GET', `/customers/${id}`);
		for (const name of ['demographics', 'emergencyContacts', 'guardian', 'contactPreferences']) {
			assert.equal(json[name], undefined, name);
		}
		assert.deepEqual(json.addresses, []);
		assert.ok(!text.includes('Sample117'));
		assert.deepEqual((await sandbox.call('GET', `/customers/${id}/coverages`)).json.data, []);
		const row = await lookup('117');
		assert.equal(row.syncState, 'left');
		assert.equal(row.contentHash, undefined, 'a patient who comes back must count as changed');
		assert.equal((await bulk([strip])).json.data[0].result, 'unchanged');
		const refused = await bulkCoverages([policy(id, '117b')]);
		assert.equal(refused.json.data[0].error.code, 'state_invalid');
		assert.equal((await bulk([synthetic('117')])).json.data[0].result, 'updated');
		assert.equal((await lookup('117')).syncState, 'included');
	});

	it('tells cohort entries in a lookup, for unknown customers too', async () => {
		const body = {
			items: [{ externalId: tebraId('118'), list: 'opted_out', reason: 'asked' }],
		};
		const made = await sandbox.call('POST', '/cohort-entries/bulk-upsert', { body });
		assert.equal(made.json.data[0].result, 'created');
		const again = await sandbox.call('POST', '/cohort-entries/bulk-upsert', { body });
		assert.equal(again.json.data[0].result, 'unchanged');
		const row = await lookup('118');
		assert.equal(row.customerId, undefined);
		assert.deepEqual(row.cohort, [{ list: 'opted_out', reason: 'asked' }]);
		const gone = await sandbox.call('DELETE', `/cohort-entries/${made.json.data[0].id}`, {
			ifMatch: 1,
		});
		assert.equal(gone.status, 204);
		assert.deepEqual((await lookup('118')).cohort, []);
	});

	it('merges a customer into another and undoes it', async () => {
		const one = await create('119');
		const two = await create('120');
		await bulkCoverages([policy(one.id, '119a')]);
		const merged = await sandbox.call('POST', `/customers/${one.id}/merge`, {
			body: { intoId: two.id },
			ifMatch: 1,
		});
		assert.equal(merged.json.status, 'merged');
		assert.equal((await lookup('119')).customerId, two.id);
		assert.equal((await sandbox.call('GET', `/customers/${two.id}/coverages`)).json.data.length, 1);
		const undone = await sandbox.call('POST', `/customers/${one.id}/unmerge`, { ifMatch: 2 });
		assert.equal(undone.json.status, 'active');
		assert.equal((await lookup('119')).customerId, one.id);
		assert.equal((await sandbox.call('GET', `/customers/${one.id}/coverages`)).json.data.length, 1);
	});

	it('undoes merges from the last one on', async () => {
		const ids = [await create('130'), await create('131'), await create('132')].map(({ id }) => id);
		const act = async (id: string, action: string, body?: object) => {
			const { version } = (await sandbox.call('GET', `/customers/${id}`)).json;
			return await sandbox.call('POST', `/customers/${id}/${action}`, { body, ifMatch: version });
		};
		assert.equal((await act(ids[0], 'merge', { intoId: ids[1] })).status, 200);
		assert.equal((await act(ids[1], 'merge', { intoId: ids[2] })).status, 200);
		assert.equal((await act(ids[0], 'unmerge')).json.code, 'state_invalid');
		assert.equal((await lookup('130')).customerId, ids[2]);
		assert.equal((await act(ids[1], 'unmerge')).status, 200);
		assert.equal((await act(ids[0], 'unmerge')).status, 200);
		assert.equal((await lookup('130')).customerId, ids[0]);
		assert.equal((await lookup('131')).customerId, ids[1]);
	});
});
