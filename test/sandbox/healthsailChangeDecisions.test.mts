import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { change, changeRequestCalls, nameChange, reviewer } from './changeRequestSupport.mjs';
import { startHealthSail, type TestSandbox } from './healthsailSupport.mjs';
import type { Loose } from './identitySupport.mjs';

describe('HealthSail sandbox: decisions about change requests', () => {
	let sandbox: TestSandbox;
	const calls = changeRequestCalls(() => sandbox);
	const { asked, approved, ask, read, decide, compare, reopen, cancel, deliver, eventsOf } = calls;

	before(async () => {
		sandbox = await startHealthSail();
	});
	after(async () => {
		assert.equal(sandbox.system.contractViolations(), 0, 'an answer missed the contract');
		await sandbox.stop();
	});

	const two = [change('new@example.org'), nameChange('Jordan')];
	const words = (request: Loose) => request.changes.map(({ decision }: Loose) => decision);

	it('approves with who decided, when, and the value that they saw', async () => {
		const request = await asked('5001', [change('new@example.org')]);
		const { status, json, headers } = await decide(request, ['approved'], 'old@example.org');
		assert.equal(status, 200);
		assert.equal(headers.get('etag'), '"2"');
		assert.equal(headers.get('hs-data-tier'), '1');
		const [{ decision, valueSeen, decidedBy, decidedAt }] = json.changes;
		assert.deepEqual([decision, valueSeen, decidedBy], ['approved', 'old@example.org', reviewer]);
		const { reviewedAt, ...review } = json.review;
		assert.deepEqual(review, { state: 'approved', reviewerId: 'usr_22', reviewer });
		assert.equal(reviewedAt, decidedAt);
		assert.ok(!Number.isNaN(Date.parse(decidedAt)));
		assert.deepEqual(await read(request.id), json);
		assert.deepEqual(await eventsOf(request.id), ['requested', 'approved']);
	});

	it('keeps that staff saw nothing at this place apart from nobody having looked', async () => {
		const request = await asked('5002', two);
		const half = (await decide(request, ['approved', null], null)).json;
		assert.equal(half.changes[0].valueSeen, null);
		const whole = (await decide(half, [null, 'approved'])).json;
		assert.ok(!('valueSeen' in whole.changes[1]));
	});

	it('is approved in part when one change is approved and one rejected', async () => {
		const request = await asked('5003', two);
		const { json } = await decide(request, ['approved', 'rejected']);
		assert.equal(json.review.state, 'partially_approved');
		assert.deepEqual(words(json), ['approved', 'rejected']);
		assert.deepEqual(await eventsOf(request.id), ['requested', 'approved']);
	});

	it('is rejected when every change is, with the reasons', async () => {
		const request = await asked('5004', [change('new@example.org')]);
		const body = {
			decisions: [
				{ changeId: request.changes[0].id, decision: 'rejected', reason: 'not the patient' },
			],
			reviewer,
		};
		const { json } = await calls.act('decisions')(request, body);
		assert.equal(json.review.state, 'rejected');
		assert.equal(json.changes[0].decisionReason, 'not the patient');
		assert.deepEqual(await eventsOf(request.id), ['requested', 'rejected']);
		assert.equal((await decide(json, ['approved'])).json.code, 'state_invalid');
		assert.equal((await cancel(json)).json.code, 'state_invalid');
	});

	it('waits in review, without an event, until two people decided all of it', async () => {
		const request = await asked('5005', two);
		const half = (await decide(request, ['approved', null])).json;
		assert.equal(half.review.state, 'in_review');
		assert.deepEqual(words(half), ['approved', 'pending']);
		assert.deepEqual(await eventsOf(request.id), ['requested']);
		const second = { id: 'usr_31', name: 'Jordan Example', method: 'proxy' };
		const whole = (
			await calls.act('decisions')(half, {
				decisions: [{ changeId: half.changes[1].id, decision: 'approved' }],
				reviewer: second,
			})
		).json;
		assert.equal(whole.review.state, 'approved');
		assert.deepEqual(
			whole.changes.map(({ decidedBy }: Loose) => decidedBy.id),
			['usr_22', 'usr_31'],
		);
		assert.deepEqual(whole.review.reviewer, second);
		assert.deepEqual(await eventsOf(request.id), ['requested', 'approved']);
	});

	it('tells the second of two people that the first was faster', async () => {
		const request = await asked('5006', [change('new@example.org')]);
		assert.equal((await decide(request, ['approved'])).status, 200);
		const late = await decide(request, ['rejected']);
		assert.deepEqual([late.status, late.json.code], [412, 'version_mismatch']);
		assert.equal(late.json.currentVersion, 2);
		assert.deepEqual(words(await read(request.id)), ['approved']);
	});

	it('decides nothing twice, and nothing when one of the changes is decided', async () => {
		const half = (await decide(await asked('5007', two), ['approved', null])).json;
		const again = await decide(half, ['rejected', 'rejected']);
		assert.deepEqual([again.status, again.json.code], [409, 'state_invalid']);
		assert.deepEqual(words(await read(half.id)), ['approved', 'pending']);
	});

	it('refuses a change of another request and one that is named twice, by their place', async () => {
		const request = await asked('5008', two);
		const other = await asked('5009', [change('other@example.org')]);
		const send = (ids: string[]) =>
			calls.act('decisions')(request, {
				decisions: ids.map((changeId) => ({ changeId, decision: 'approved' })),
				reviewer,
			});
		const [first] = request.changes;
		const foreign = await send([first.id, other.changes[0].id]);
		assert.equal(foreign.status, 422);
		assert.deepEqual(foreign.json.errors[0], {
			pointer: '/decisions/1/changeId',
			code: 'unknown',
			detail: 'The request has no such change.',
		});
		assert.equal((await send([first.id, first.id])).json.errors[0].code, 'duplicate');
		assert.equal((await read(request.id)).version, 1);
	});

	it('needs a version, a key, a person and the right to decide', async () => {
		const request = await asked('5010', [change('new@example.org')]);
		const at = `${calls.path}/${request.id}/decisions`;
		const decisions = [{ changeId: request.changes[0].id, decision: 'approved' }];
		const body = { decisions, reviewer };
		assert.equal((await calls.post(at, body, undefined, 'k-5010')).status, 428);
		assert.equal((await calls.post(at, body, 1)).json.code, 'idempotency_key_required');
		const nobody = await calls.post(at, { decisions }, 1, 'k-5010');
		assert.equal(nobody.json.errors[0].pointer, '/reviewer');
		const maybe = [{ changeId: request.changes[0].id, decision: 'pending' }];
		assert.equal((await calls.post(at, { decisions: maybe, reviewer }, 1, 'k-5010')).status, 422);
		const reader = await sandbox.call('POST', at, {
			body,
			ifMatch: 1,
			key: 'k-5010',
			token: 'hs_test_readonly_0000000000000000',
		});
		assert.deepEqual([reader.status, reader.json.code], [403, 'scope_missing']);
		assert.equal((await calls.post(at, body, 1, 'k-5010')).status, 200);
	});

	it('refuses decisions on what was withdrawn, superseded, or is in the practice', async () => {
		const withdrawn = await asked('5011', [change('new@example.org')]);
		const cancelled = (await cancel(withdrawn)).json;
		assert.equal((await decide(withdrawn, ['approved'])).status, 412);
		assert.equal((await decide(cancelled, ['approved'])).json.code, 'state_invalid');

		const older = await asked('5012', [change('one@example.org')]);
		await ask(older.customerId, [change('two@example.org')]);
		const superseded = await read(older.id);
		assert.equal((await decide(superseded, ['approved'])).json.code, 'state_invalid');

		const inPm = await asked('5013', [change('new@example.org')], { reviewMode: 'in_pm' });
		const landed = (await deliver(inPm, { state: 'landed', channel: 'task' })).json;
		assert.equal((await decide(landed, ['approved'])).json.code, 'state_invalid');
	});

	it('hands on what is decided when a newer request takes the change that waited', async () => {
		const older = await asked('5014', two);
		const half = (await decide(older, ['approved', null])).json;
		await ask(half.customerId, [nameChange('Alex')]);
		const left = await read(older.id);
		assert.equal(left.review.state, 'partially_approved');
		assert.deepEqual(words(left), ['approved', 'rejected']);
		assert.deepEqual(await eventsOf(older.id), ['requested', 'approved']);
		assert.ok(!('closedAs' in left));
	});

	it('follows the customer into a merge, so that a decision made before it is stale', async () => {
		const request = await asked('5015', [change('new@example.org')]);
		const landed = await approved('5016', [change('b@example.org')]);
		const inPractice = (await deliver(landed, { state: 'landed', channel: 'task' })).json;
		const into = (await calls.create('5017')).id;
		for (const { customerId } of [request, inPractice]) {
			const { version } = (await calls.get(`/customers/${customerId}`)).json;
			const merged = await calls.post(`/customers/${customerId}/merge`, { intoId: into }, version);
			assert.equal(merged.status, 200);
		}
		const stale = await decide(request, ['approved']);
		assert.equal(stale.status, 412);
		const moved = await read(request.id);
		assert.equal(moved.customerId, into);
		assert.equal((await decide(moved, ['approved'])).status, 200);
		assert.equal((await read(inPractice.id)).customerId, into);
	});

	describe('comparison with the practice', () => {
		it('keeps what the practice has beside the change, without an event', async () => {
			const request = await asked('5101', two);
			const hash = 'b1946ac9';
			const found = await compare(request, [['old@example.org', 'changed'], null], {
				pmContentHash: hash,
			});
			assert.equal(found.json.version, 2);
			assert.deepEqual(found.json.changes[0].current, {
				value: 'old@example.org',
				readAt: '2026-03-04T16:00:00Z',
				verdict: 'changed',
			});
			assert.ok(!('current' in found.json.changes[1]));
			assert.deepEqual(found.json.basis, { pmContentHash: hash });
			assert.equal(found.headers.get('hs-data-tier'), '1');
			assert.deepEqual(await eventsOf(request.id), ['requested']);
		});

		it('moves the time alone when it tells nothing new: no decision becomes stale by it', async () => {
			const request = await asked('5102', [change('new@example.org')], {
				basis: { customerVersion: 4 },
			});
			const first = (await compare(request, [[null, 'unchanged']])).json;
			const later = { readAt: '2026-03-04T17:00:00Z', pmContentHash: 'c0ffee00' };
			const again = (await compare(first, [[null, 'unchanged']], later)).json;
			assert.equal(again.version, first.version);
			assert.equal(again.updatedAt, first.updatedAt);
			assert.equal(again.changes[0].current.readAt, '2026-03-04T17:00:00Z');
			assert.deepEqual(again.basis, { customerVersion: 4, pmContentHash: 'c0ffee00' });
			assert.equal((await decide(first, ['approved'])).status, 200);
		});

		it('makes a decision on the former value stale when the practice changed it', async () => {
			const request = await asked('5103', [change({ use: 'home', number: '+12175550123' })]);
			const value = { number: '+12175550124', use: 'home' };
			const first = (await compare(request, [[value, 'changed']])).json;
			const same = { use: 'home', number: '+12175550124' };
			assert.equal((await compare(first, [[same, 'changed']])).json.version, 2);
			assert.equal((await compare(first, [[same, 'unreadable']])).json.version, 3);
			assert.equal((await decide(first, ['approved'])).status, 412);
		});

		it('keeps that staff are to see no conflict, and tells when that changes', async () => {
			const request = await asked('5107', [change('new@example.org')]);
			const body = (isConflict?: false) => ({
				readAt: '2026-03-04T16:00:00Z',
				changes: [
					{
						changeId: request.changes[0].id,
						value: 'old@example.org',
						verdict: 'changed',
						...(isConflict === false && { isConflict }),
					},
				],
			});
			const unmarked = (await calls.act('comparison')(request, body(false))).json;
			assert.equal(unmarked.changes[0].current.isConflict, false);
			const marked = (await calls.act('comparison')(unmarked, body())).json;
			assert.ok(!('isConflict' in marked.changes[0].current));
			assert.equal(marked.version, unmarked.version + 1);
		});

		it('leaves out a value that was read before the stored one', async () => {
			const request = await asked('5104', [change('new@example.org')]);
			const newer = { readAt: '2026-03-04T18:00:00.000Z' };
			const first = (await compare(request, [['new@example.org', 'already_there']], newer)).json;
			const late = (await compare(first, [[null, 'unchanged']])).json;
			assert.equal(late.version, 2);
			assert.equal(late.changes[0].current.verdict, 'already_there');
		});

		it('takes approved and landed requests, and no closed ones', async () => {
			const request = await approved('5105', [change('new@example.org')]);
			const seen = (await compare(request, [[null, 'unchanged']])).json;
			assert.equal(seen.review.state, 'approved');
			const landed = (await deliver(seen, { state: 'landed', channel: 'task' })).json;
			const there = (await compare(landed, [['new@example.org', 'already_there']])).json;
			assert.equal(there.changes[0].current.verdict, 'already_there');
			const closed = (await deliver(there, { state: 'confirmed', closedAs: 'accepted' })).json;
			const refused = await compare(closed, [[null, 'changed']]);
			assert.equal(refused.json.code, 'state_invalid');
			const unknown = await calls.act('comparison')(await asked('5106', two), {
				readAt: '2026-03-04T16:00:00Z',
				changes: [{ changeId: 'chg_nobody', value: null, verdict: 'unchanged' }],
			});
			assert.equal(unknown.json.errors[0].pointer, '/changes/0/changeId');
		});
	});

	describe('deciding again', () => {
		it('makes an approved change pending, without what was seen and what became of it', async () => {
			const request = await approved('5201', two, 'old@example.org');
			const known = (await compare(request, [['third@example.org', 'changed'], null])).json;
			const [mail] = known.changes;
			const outcomes = [{ changeId: mail.id, outcome: 'changed_meanwhile', code: 'unchecked' }];
			const told = (
				await deliver(known, { state: 'failed', channel: 'direct_write', attempts: 1, outcomes })
			).json;
			const { json } = await reopen(told, { changeIds: [mail.id], comment: 'moved meanwhile' });
			assert.deepEqual(json.changes[0], {
				...{ id: mail.id, path: '/demographics/email', from: null, to: 'new@example.org' },
				decision: 'pending',
				current: mail.current,
			});
			assert.equal(json.changes[1].decision, 'approved');
			assert.equal(json.review.state, 'in_review');
			assert.equal(json.review.comment, 'moved meanwhile');
			assert.deepEqual(json.delivery, { state: 'not_started', pmRefs: [], attempts: 1 });
			const again = (await decide(json, ['approved', null], 'third@example.org')).json;
			assert.equal(again.review.state, 'approved');
			assert.equal((await eventsOf(request.id)).filter((type) => type === 'approved').length, 2);
		});

		it('refuses changes that are pending or rejected, and unknown ones', async () => {
			const request = await asked('5202', two);
			const changeIds = [request.changes[0].id];
			assert.equal((await reopen(request, { changeIds })).json.code, 'state_invalid');
			const half = (await decide(request, ['rejected', 'approved'])).json;
			assert.equal((await reopen(half, { changeIds })).json.code, 'state_invalid');
			const unknown = await reopen(half, { changeIds: ['chg_nobody'] });
			assert.equal(unknown.json.errors[0].pointer, '/changeIds/0/changeId');
			assert.equal((await read(half.id)).version, half.version);
		});

		it('refuses it when the practice has the request, or may have it', async () => {
			for (const [value, state] of [
				['5203', 'landed'],
				['5204', 'outcome_unknown'],
				['5205', 'applied'],
			] as const) {
				const request = await approved(value, [change('new@example.org')]);
				const sent = (await deliver(request, { state, channel: 'direct_write' })).json;
				const refused = await reopen(sent, { changeIds: [sent.changes[0].id] });
				assert.deepEqual([refused.status, refused.json.code], [409, 'state_invalid'], state);
			}
		});
	});
});
