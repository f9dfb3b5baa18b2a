import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { customerCalls } from './healthsailCustomerCalls.mjs';
import {
	policy,
	startHealthSail,
	synthetic,
	tebraId,
	type TestSandbox,
} from './healthsailSupport.mjs';

describe('HealthSail sandbox: customers and coverages', () => {
	let sandbox: TestSandbox;
	const { bulk, bulkCoverages, lookup, create } = customerCalls(() => sandbox);

	before(async () => {
		sandbox = await startHealthSail();
	});
	after(async () => {
		assert.equal(sandbox.system.contractViolations(), 0, 'an answer missed the contract');
		await sandbox.stop();
	});

	it('creates, then answers unchanged without an event, then updates exactly once', async () => {
		const first = await bulk([synthetic('100')]);
		assert.equal(first.json.data[0].result, 'created');
		const events = sandbox.system.tenant.events.events.size;
		const second = await bulk([synthetic('100')]);
		assert.deepEqual(second.json.data[0], { ...first.json.data[0], result: 'unchanged' });
		assert.equal(sandbox.system.tenant.events.events.size, events);
		assert.equal(sandbox.world.calls.since(0).at(-1)?.effect, 'read');
		const moved = synthetic('100', { addresses: [{ use: 'home', line1: '9 Moved St' }] });
		const third = await bulk([moved]);
		assert.equal(third.json.data[0].result, 'updated');
		assert.equal(third.json.data[0].version, 2);
		assert.equal(sandbox.system.tenant.events.events.size, events + 1);
		assert.equal(sandbox.world.calls.since(0).at(-1)?.effect, 'write');
	});

	it('keeps phone and address ids when a list is sent again with a change', async () => {
		const before = await create('101');
		await bulk([
			synthetic('101', {
				demographics: { phones: [{ use: 'mobile', number: '+12175550199' }] },
			}),
		]);
		const { json: now } = await sandbox.call('GET', `/customers/${before.id}`);
		assert.equal(now.demographics.phones[0].id, before.demographics.phones[0].id);
		assert.equal(now.demographics.phones[0].number, '+12175550199');
		assert.equal(now.demographics.familyName, 'Sample101', 'an absent member must stay');
		assert.equal(now.addresses[0].id, before.addresses[0].id);
	});

	it('stores null as known to be empty and leaves absent members alone', async () => {
		const { id } = await create('102');
		await bulk([{ externalIds: [tebraId('102')], demographics: { familyName: null } }]);
		const { json } = await sandbox.call('GET', `/customers/${id}`);
		assert.equal(json.demographics.familyName, null);
		assert.equal(json.demographics.givenName, 'Jordan');
	});

	it('answers unchanged for an item that is older than the last applied one', async () => {
		const sync = (sourceAt: string) => [{ system: 'tebra', practiceId: '1', sourceAt }];
		await bulk([synthetic('103', { sync: sync('2026-05-02T00:00:00Z') })]);
		const older = synthetic('103', {
			sync: sync('2026-05-01T00:00:00Z'),
			demographics: { familyName: 'Stale' },
		});
		assert.equal((await bulk([older])).json.data[0].result, 'unchanged');
		const newer = { ...older, sync: sync('2026-05-03T00:00:00Z') };
		assert.equal((await bulk([newer])).json.data[0].result, 'updated');
		assert.equal((await lookup('103')).sourceAt, '2026-05-03T00:00:00Z');
	});

	it('forgets the hashes of a practice whose upsert changes the customer and tells none', async () => {
		const own = { system: 'tebra', practiceId: '1' };
		const other = { system: 'advancedmd', practiceId: '990001' };
		const hashes = { contentHash: 'a1b2c3d4e5f60718', fieldHashes: { name: '0011223344556677' } };
		const sync = [
			{ ...own, ...hashes },
			{ ...other, contentHash: 'cccccccccccccccc' },
		];
		const { id } = await create('150', { sync });
		const told = { sync: [{ ...own, sourceAt: '2026-05-02T00:00:00Z' }] };
		const same = await bulk([synthetic('150', told)]);
		assert.equal(same.json.data[0].result, 'unchanged');
		assert.equal((await lookup('150')).contentHash, 'a1b2c3d4e5f60718');
		const addresses = [{ use: 'home', line1: '9 Moved St' }];
		const moved = await bulk([synthetic('150', { ...told, addresses })]);
		assert.equal(moved.json.data[0].result, 'updated');
		const row = await lookup('150');
		assert.deepEqual(
			[row.contentHash, row.fieldHashes, row.sourceAt],
			[undefined, undefined, '2026-05-02T00:00:00Z'],
		);
		const { json: customer } = await sandbox.call('GET', `/customers/${id}`);
		assert.deepEqual(
			customer.sync.map((stamp: { contentHash?: string }) => stamp.contentHash),
			[undefined, 'cccccccccccccccc'],
		);
		const stamped = { ...own, ...hashes, contentHash: 'dddddddddddddddd' };
		await bulk([synthetic('150', { sync: [stamped] })]);
		assert.equal((await lookup('150')).contentHash, 'dddddddddddddddd');
	});

	it('answers a bad item in its own row without values and works on the others', async () => {
		const bad = synthetic('105', { demographics: { birthDate: 'MARKER-not-a-date' } });
		const { status, json, text } = await bulk([synthetic('104'), bad, synthetic('106')]);
		assert.equal(status, 200);
		assert.deepEqual(
			json.data.map((row: { result: string }) => row.result),
			['created', 'error', 'created'],
		);
		assert.equal(json.data[1].error.code, 'validation_failed');
		assert.equal(json.data[1].error.errors[0].pointer, '/items/1/demographics/birthDate');
		assert.ok(!text.includes('MARKER'));
		assert.equal((await lookup('105')).customerId, undefined);
	});

	it('honours ifVersion per item', async () => {
		const { id, version } = await create('107');
		const { json } = await bulk([
			{ ...synthetic('107'), status: 'inactive', ifVersion: version + 1 },
		]);
		assert.equal(json.data[0].error.code, 'version_mismatch');
		assert.equal(json.data[0].error.currentVersion, version);
		assert.equal((await sandbox.call('GET', `/customers/${id}`)).json.status, 'active');
	});

	it('refuses a verified external id twice, and lets a suspected one pass', async () => {
		await create('108');
		const again = await sandbox.call('POST', '/customers', { body: synthetic('108') });
		assert.equal(again.status, 409);
		assert.equal(again.json.code, 'duplicate_external_id');
		const other = await create('109');
		const path = `/customers/${other.id}/external-ids`;
		const verified = await sandbox.call('POST', path, { body: tebraId('108') });
		assert.equal(verified.status, 409);
		const suspected = await sandbox.call('POST', path, {
			body: { ...tebraId('108'), verification: 'suspected' },
		});
		assert.equal(suspected.status, 201);
		assert.notEqual((await lookup('108')).customerId, other.id);
	});

	it('refuses an upsert whose external ids belong to two customers', async () => {
		await create('110');
		await create('111');
		const both = { ...synthetic('110'), externalIds: [tebraId('110'), tebraId('111')] };
		assert.equal((await bulk([both])).json.data[0].error.code, 'duplicate_external_id');
	});

	it('demands If-Match, refuses a stale one, and tells the current version', async () => {
		const { id } = await create('112');
		const body = { demographics: { preferredName: 'Jo' } };
		const without = await sandbox.call('PATCH', `/customers/${id}`, { body });
		assert.equal(without.status, 428);
		assert.equal(without.json.code, 'precondition_required');
		const right = await sandbox.call('PATCH', `/customers/${id}`, { body, ifMatch: 1 });
		assert.equal(right.headers.get('etag'), '"2"');
		const stale = await sandbox.call('PATCH', `/customers/${id}`, { body, ifMatch: 1 });
		assert.equal(stale.status, 412);
		assert.equal(stale.json.currentVersion, 2);
	});

	it('changes single phones and addresses by their id', async () => {
		const { id, demographics } = await create('113');
		const phoneId = demographics.phones[0].id;
		const put = await sandbox.call('PUT', `/customers/${id}/phones/${phoneId}`, {
			body: { use: 'work', number: '+12175550177' },
			ifMatch: 1,
		});
		assert.deepEqual(put.json.demographics.phones, [
			{ id: phoneId, use: 'work', number: '+12175550177' },
		]);
		const added = await sandbox.call('PUT', `/customers/${id}/addresses/adr_new`, {
			body: { use: 'shipping', line1: '2 Second St' },
			ifMatch: 2,
		});
		assert.equal(added.json.addresses.length, 2);
		const gone = await sandbox.call('DELETE', `/customers/${id}/addresses/adr_new`, { ifMatch: 3 });
		assert.equal(gone.json.addresses.length, 1);
		const missing = await sandbox.call('DELETE', `/customers/${id}/phones/ph_none`, { ifMatch: 4 });
		assert.equal(missing.status, 404);
	});

	it('finds candidates by each kind of key and grades matches for show', async () => {
		const { id } = await create('121', {
			demographics: {
				givenName: 'Zoë',
				familyName: 'Ünique',
				birthDate: '1971-07-07',
				email: 'zoe@example.org',
				phones: [{ use: 'home', number: '+12175550166' }],
			},
		});
		await bulkCoverages([policy(id, '121a', { memberId: 'MEM-121' })]);
		const keys = [
			['name', 'zoe unique'],
			['name_swapped', 'unique zoe'],
			['birth_date', '1971-07-07'],
			['phone', '+12175550166'],
			['email', 'zoe@example.org'],
			['zip_surname_initial', '62701u'],
			['street', '121 example st'],
			['member_id', 'mem-121'],
		];
		const { json } = await sandbox.call('POST', '/customers/candidates', {
			body: { items: keys.map(([type, value], i) => ({ ref: `r${i}`, keys: [{ type, value }] })) },
		});
		json.data.forEach((row: { customers: Array<{ customerId: string }> }, i: number) => {
			assert.ok(
				row.customers.some((one) => one.customerId === id),
				keys[i][0],
			);
		});
		const match = await sandbox.call('POST', '/customers/match', {
			body: {
				demographics: {
					givenName: 'zoe',
					familyName: 'unique',
					birthDate: '1971-07-07',
					email: 'zoe@example.org',
				},
			},
		});
		assert.equal(match.json.data[0].customerId, id);
		assert.equal(match.json.data[0].grade, 'certain');
	});
});
