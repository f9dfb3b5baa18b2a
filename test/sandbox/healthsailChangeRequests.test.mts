import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { bodyOf, change, changeRequestCalls } from './changeRequestSupport.mjs';
import { startHealthSail, type TestSandbox } from './healthsailSupport.mjs';
import type { Loose } from './identitySupport.mjs';

describe('HealthSail sandbox: demographic change requests', () => {
	let sandbox: TestSandbox;
	const { post, get, create, ask, read, nextKey, deliver, path } = changeRequestCalls(
		() => sandbox,
	);

	before(async () => {
		sandbox = await startHealthSail();
	});
	after(async () => {
		assert.equal(sandbox.system.contractViolations(), 0, 'an answer missed the contract');
		await sandbox.stop();
	});

	it('makes a request that waits for its review, and tells it as an event', async () => {
		const { id: customerId } = await create('4001');
		const made = await ask(customerId, [change('new@example.org')], {
			basis: { customerVersion: 1 },
		});
		assert.equal(made.kind, 'change');
		assert.deepEqual(made.review, { state: 'pending_review' });
		assert.deepEqual(made.delivery, { state: 'not_started', pmRefs: [], attempts: 0 });
		assert.deepEqual(made.basis, { customerVersion: 1 });
		const [{ id: changeId, ...stored }] = made.changes;
		assert.match(changeId, /^chg_/);
		assert.deepEqual(stored, { ...change('new@example.org'), decision: 'pending' });
		assert.match(made.shortRef, /^HSD[0-9A-Z]{7}$/);
		assert.deepEqual(await read(made.id), made);
		const { data } = (await get('/events?type=demographic_change.requested')).json;
		assert.deepEqual(
			data.map((event: Loose) => event.data.id),
			[made.id],
		);
		assert.ok(!JSON.stringify(data).includes('new@example.org'));
	});

	it('takes a proposal of a new patient without a customer, and no other so', async () => {
		const changes = [change('Jordan', '/demographics/givenName')];
		const bare = await post(path, bodyOf(undefined, changes), undefined, nextKey());
		assert.equal(bare.status, 422);
		assert.equal(bare.json.errors[0].pointer, '/customerId');
		const made = await post(
			path,
			bodyOf(undefined, changes, { kind: 'new_patient', customerId: null }),
			undefined,
			nextKey(),
		);
		assert.equal(made.status, 201);
		assert.equal(made.json.kind, 'new_patient');
		const unknown = await post(path, bodyOf('cus_nobody', changes), undefined, nextKey());
		assert.equal(unknown.status, 404);
	});

	it('needs an idempotency key and makes one request per key', async () => {
		const { id: customerId } = await create('4002');
		const body = bodyOf(customerId, [change('once@example.org')]);
		assert.equal((await post(path, body)).json.code, 'idempotency_key_required');
		const first = await post(path, body, undefined, 'the-key');
		const again = await post(path, body, undefined, 'the-key');
		assert.deepEqual(again.json, first.json);
		const list = (await get(`${path}?customerId=${customerId}`)).json.data;
		assert.equal(list.length, 1);
	});

	it('lets a newer request on the same path cancel the older one', async () => {
		const { id: customerId } = await create('4003');
		const older = await ask(customerId, [change('one@example.org')]);
		const elsewhere = await ask(customerId, [change('x@example.org')], { practiceId: '2' });
		const inbound = await ask(customerId, [change('y@example.org')], { direction: 'from_pm' });
		const otherPath = await ask(customerId, [change('Jo', '/demographics/preferredName')]);
		const newer = await ask(customerId, [change('two@example.org')]);
		const closed = await read(older.id);
		assert.equal(closed.review.state, 'cancelled');
		assert.equal(closed.closedAs, 'superseded');
		assert.deepEqual(
			[closed.changes[0].decision, closed.changes[0].decisionReason],
			['rejected', 'superseded'],
		);
		for (const one of [elsewhere, inbound, otherPath, newer]) {
			assert.equal((await read(one.id)).review.state, 'pending_review');
			assert.equal((await read(one.id)).version, 1);
		}
	});

	it('keeps the other changes of an older request', async () => {
		const { id: customerId } = await create('4004');
		const older = await ask(customerId, [
			change('one@example.org'),
			change('Jo', '/demographics/preferredName'),
		]);
		await ask(customerId, [change('two@example.org')]);
		const left = await read(older.id);
		assert.equal(left.review.state, 'pending_review');
		assert.deepEqual(
			left.changes.map(({ decision }: Loose) => decision),
			['rejected', 'pending'],
		);
		await ask(customerId, [change('Joe', '/demographics/preferredName')]);
		assert.equal((await read(older.id)).closedAs, 'superseded');
	});

	it('leaves a request alone that has landed in the practice', async () => {
		const { id: customerId } = await create('4005');
		const landed = await ask(customerId, [change('one@example.org')]);
		await deliver(landed, { state: 'landed', channel: 'task' });
		await ask(customerId, [change('two@example.org')]);
		const now = await read(landed.id);
		assert.equal(now.review.state, 'pending_review');
		const refused = await post(`${path}/${landed.id}/cancel`, undefined, 2, nextKey());
		assert.equal(refused.json.code, 'state_invalid');
	});

	it('cancels once, with a comment, key and version', async () => {
		const { id: customerId } = await create('4006');
		const made = await ask(customerId, [change('one@example.org')]);
		const cancel = (ifMatch?: number, key?: string) =>
			post(`${path}/${made.id}/cancel`, { comment: 'typed by mistake' }, ifMatch, key);
		assert.equal((await cancel(1)).json.code, 'idempotency_key_required');
		assert.equal((await cancel(undefined, nextKey())).status, 428);
		assert.equal((await cancel(9, nextKey())).status, 412);
		const cancelled = await cancel(1, nextKey());
		assert.deepEqual(cancelled.json.review, { state: 'cancelled', comment: 'typed by mistake' });
		assert.equal(cancelled.json.version, 2);
		assert.equal((await cancel(2, nextKey())).json.code, 'state_invalid');
	});

	it('lists by review and delivery state, practice, kind, direction and customer', async () => {
		const { id: customerId } = await create('4007');
		const one = await ask(customerId, [change('one@example.org')]);
		const two = await ask(customerId, [change('b', '/demographics/givenName')], {
			practiceId: '7',
			kind: 'new_patient',
		});
		await post(`${path}/${two.id}/cancel`, undefined, 1, nextKey());
		const ids = async (query: string) =>
			(await get(`${path}?customerId=${customerId}&${query}`)).json.data
				.map(({ id }: Loose) => id)
				.sort();
		assert.deepEqual(await ids('review.state=pending_review'), [one.id]);
		assert.deepEqual(await ids('review.state=pending_review,cancelled'), [one.id, two.id].sort());
		assert.deepEqual(await ids('delivery.state=queued'), []);
		assert.deepEqual(await ids('delivery.state=not_started'), [one.id, two.id].sort());
		assert.deepEqual(await ids('practiceId=7'), [two.id]);
		assert.deepEqual(await ids('kind=change'), [one.id]);
		assert.deepEqual(await ids('pmSystem=nextgen'), []);
		assert.deepEqual(await ids('direction=from_pm'), []);
	});
});
