import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { change, changeRequestCalls, nameChange } from './changeRequestSupport.mjs';
import { startHealthSail, type TestSandbox } from './healthsailSupport.mjs';
import type { Loose } from './identitySupport.mjs';

describe('HealthSail sandbox: delivery of change requests', () => {
	let sandbox: TestSandbox;
	const calls = changeRequestCalls(() => sandbox);
	const { asked, approved, ask, read, decide, cancel, reopen, deliver, eventsOf } = calls;

	before(async () => {
		sandbox = await startHealthSail();
	});
	after(async () => {
		assert.equal(sandbox.system.contractViolations(), 0, 'an answer missed the contract');
		await sandbox.stop();
	});

	const mail = [change('new@example.org')];
	const writing = { state: 'queued', channel: 'direct_write', attempts: 1 };

	it('records a write from its start to its end, with what became of each change', async () => {
		const request = await asked('6001', [...mail, nameChange('Jordan')]);
		const decided = (await decide(request, ['approved', 'approved'])).json;
		const queued = (await deliver(decided, writing)).json;
		assert.deepEqual(queued.delivery, { ...writing, pmRefs: [] });
		const [first, second] = request.changes;
		const done = await deliver(queued, {
			state: 'confirmed',
			confirmedAt: '2026-03-04T18:00:00Z',
			pmRefs: [{ type: 'patient', id: '4412' }],
			lastErrorCode: null,
			outcomes: [
				{ changeId: first.id, outcome: 'applied' },
				{ changeId: second.id, outcome: 'refused', code: 'refusedByVendor' },
			],
			closedAs: 'accepted',
		});
		assert.equal(done.headers.get('etag'), '"4"');
		assert.equal(done.headers.get('hs-data-tier'), '1');
		assert.deepEqual(done.json.delivery, {
			...writing,
			state: 'confirmed',
			confirmedAt: '2026-03-04T18:00:00Z',
			pmRefs: [{ type: 'patient', id: '4412' }],
			lastErrorCode: null,
		});
		assert.deepEqual(
			done.json.changes.map(({ outcome, outcomeCode }: Loose) => [outcome, outcomeCode]),
			[
				['applied', undefined],
				['refused', 'refusedByVendor'],
			],
		);
		assert.equal(done.json.closedAs, 'accepted');
		assert.deepEqual(await read(request.id), done.json);
		assert.deepEqual(await eventsOf(request.id), [
			'requested',
			'approved',
			'delivery_updated',
			'delivery_updated',
		]);
	});

	it('lets nothing be written that staff did not approve', async () => {
		const request = await asked('6002', [...mail, nameChange('Jordan')]);
		const refused = await deliver(request, writing);
		assert.deepEqual([refused.status, refused.json.code], [409, 'state_invalid']);
		const half = (await decide(request, ['approved', null])).json;
		assert.equal((await deliver(half, writing)).json.code, 'state_invalid');
		const partly = (await decide(half, [null, 'rejected'])).json;
		assert.equal((await deliver(partly, writing)).status, 200);
		const inPm = await asked('6003', mail, { reviewMode: 'in_pm' });
		assert.equal((await deliver(inPm, writing)).json.code, 'state_invalid');
		assert.equal((await deliver(inPm, { state: 'queued', channel: 'task' })).status, 200);
	});

	it('has a rejected change without an outcome, and refuses one of another request', async () => {
		const request = await asked('6004', [...mail, nameChange('Jordan')]);
		const partly = (await decide(request, ['approved', 'rejected'])).json;
		const send = (changeId: string) =>
			deliver(partly, { outcomes: [{ changeId, outcome: 'applied' }] });
		assert.equal((await send(request.changes[1].id)).json.code, 'state_invalid');
		const foreign = await send('chg_nobody');
		assert.deepEqual(
			[foreign.status, foreign.json.errors[0].pointer],
			[422, '/outcomes/0/changeId'],
		);
		assert.equal((await deliver(partly, {})).status, 422);
		assert.equal((await read(request.id)).version, 2);
	});

	it('forgets the code of an outcome when a later one has none', async () => {
		const request = await approved('6005', mail);
		const [{ id: changeId }] = request.changes;
		const withStaff = [{ changeId, outcome: 'with_staff', code: 'unknownState' }];
		const told = (await deliver(request, { outcomes: withStaff })).json;
		assert.equal(told.changes[0].outcomeCode, 'unknownState');
		const later = (await deliver(told, { outcomes: [{ changeId, outcome: 'applied' }] })).json;
		assert.equal(later.changes[0].outcome, 'applied');
		assert.ok(!('outcomeCode' in later.changes[0]));
	});

	it('knows when it landed and was confirmed, also when nobody says', async () => {
		const request = await approved('6006', mail);
		const landed = (await deliver(request, { state: 'landed', channel: 'hl7' })).json;
		assert.ok(!Number.isNaN(Date.parse(landed.delivery.landedAt)));
		const reminded = { remindedAt: '2026-03-11T16:00:00Z' };
		const late = (await deliver(landed, reminded)).json;
		assert.equal(late.delivery.remindedAt, '2026-03-11T16:00:00Z');
		assert.equal(late.delivery.landedAt, landed.delivery.landedAt);
		const done = (await deliver(late, { state: 'confirmed', closedAs: 'accepted' })).json;
		assert.ok(!Number.isNaN(Date.parse(done.delivery.confirmedAt)));
	});

	it('keeps version and silence when a delivery tells nothing new', async () => {
		const request = await approved('6007', mail);
		const landed = (await deliver(request, { state: 'landed', channel: 'task' })).json;
		const again = (await deliver(landed, { state: 'landed', channel: 'task' })).json;
		assert.deepEqual(again, landed);
		assert.equal((await eventsOf(request.id)).length, 3);
	});

	it('takes nothing more once it is closed', async () => {
		for (const [value, closedAs] of [
			['6008', 'accepted'],
			['6009', 'superseded'],
			['6010', 'unanswered'],
		] as const) {
			const landed = (
				await deliver(await approved(value, mail), { state: 'landed', channel: 'note' })
			).json;
			const closed = (await deliver(landed, { closedAs })).json;
			assert.equal(closed.closedAs, closedAs);
			const more = await deliver(closed, { remindedAt: '2026-03-11T16:00:00Z' });
			assert.deepEqual([more.status, more.json.code], [409, 'state_invalid']);
			assert.equal((await cancel(closed)).json.code, 'state_invalid');
			const changeIds = [closed.changes[0].id];
			assert.equal((await reopen(closed, { changeIds })).json.code, 'state_invalid');
		}
		const withdrawn = (await cancel(await asked('6011', mail))).json;
		assert.equal((await deliver(withdrawn, { state: 'landed' })).json.code, 'state_invalid');
	});

	it('closes a rejected request and delivers none of it', async () => {
		const rejected = (await decide(await asked('6012', mail), ['rejected'])).json;
		const landed = await deliver(rejected, { state: 'landed', channel: 'task' });
		assert.equal(landed.json.code, 'state_invalid');
		const closed = (await deliver(rejected, { closedAs: 'superseded' })).json;
		assert.equal(closed.closedAs, 'superseded');
		assert.equal((await deliver(closed, { closedAs: 'accepted' })).json.code, 'state_invalid');
	});

	it('is neither withdrawn nor superseded while it is being written', async () => {
		const request = await approved('6013', mail);
		const queued = (await deliver(request, writing)).json;
		assert.equal((await cancel(queued)).json.code, 'state_invalid');
		await ask(request.customerId, [change('newest@example.org')]);
		assert.equal((await read(request.id)).version, queued.version);
		const done = await deliver(queued, { state: 'confirmed', closedAs: 'accepted' });
		assert.equal(done.status, 200);
	});

	it('is withdrawn before the write begins, which then finds another version', async () => {
		const request = await approved('6014', mail);
		const withdrawn = (await cancel(request)).json;
		assert.equal(withdrawn.review.state, 'cancelled');
		assert.equal((await deliver(request, writing)).status, 412);
		assert.equal((await deliver(withdrawn, writing)).json.code, 'state_invalid');
	});

	it('is found by a sweep from an event on, and by its states', async () => {
		const mark = (await calls.get('/events?limit=200')).json.data.at(-1).id;
		const request = await approved('6015', mail);
		await deliver(request, { state: 'landed', channel: 'task' });
		const swept = (await calls.get(`/events?after=${mark}&type=demographic_change.*`)).json.data;
		assert.deepEqual(
			swept.map(({ type, data }: Loose) => [type, data.id, data.version]),
			[
				['demographic_change.requested', request.id, 1],
				['demographic_change.approved', request.id, 2],
				['demographic_change.delivery_updated', request.id, 3],
			],
		);
		assert.ok(!JSON.stringify(swept).includes('new@example.org'));
		const open = `${calls.path}?review.state=approved&delivery.state=landed&customerId=`;
		const rows = (await calls.get(`${open}${request.customerId}`)).json.data;
		assert.deepEqual(
			rows.map(({ id }: Loose) => id),
			[request.id],
		);
	});

	it('lists what is closed apart from what may still come', async () => {
		const customerId = (await calls.create('6018')).id;
		const waiting = await ask(customerId, mail);
		const names = await ask(customerId, [nameChange('Jordan')]);
		const landed = (
			await deliver((await decide(names, ['approved'])).json, { state: 'landed', channel: 'task' })
		).json;
		const ids = async (closed: boolean) =>
			(await calls.get(`${calls.path}?customerId=${customerId}&closed=${closed}`)).json.data
				.map(({ id }: Loose) => id)
				.sort();
		assert.deepEqual(await ids(false), [waiting.id, landed.id].sort());
		assert.deepEqual(await ids(true), []);
		await deliver(landed, { closedAs: 'unanswered' });
		await decide(waiting, ['rejected']);
		assert.deepEqual(await ids(false), []);
		assert.deepEqual(await ids(true), [waiting.id, landed.id].sort());
	});

	it('shows a test the whole request, with its outcomes', async () => {
		const request = await approved('6016', mail);
		const outcomes = [{ changeId: request.changes[0].id, outcome: 'with_staff' }];
		await deliver(request, { state: 'landed', channel: 'task', outcomes });
		const answer = await fetch(`${sandbox.statusOrigin}/control/healthsail/state`);
		const { demographicChangeRequests } = (await answer.json()) as Loose;
		const stored = demographicChangeRequests.find(({ id }: Loose) => id === request.id);
		assert.equal(stored.changes[0].outcome, 'with_staff');
		assert.equal(stored.delivery.state, 'landed');
	});

	it('needs the version, and a right that a reader does not have', async () => {
		const request = await approved('6017', mail);
		const at = `${calls.path}/${request.id}/delivery`;
		const body = { state: 'landed', channel: 'task' };
		assert.equal((await sandbox.call('PATCH', at, { body })).status, 428);
		assert.equal((await sandbox.call('PATCH', at, { body, ifMatch: 1 })).status, 412);
		const token = 'hs_test_readonly_0000000000000000';
		const reader = await sandbox.call('PATCH', at, { body, ifMatch: 2, token });
		assert.equal(reader.json.code, 'scope_missing');
	});
});
