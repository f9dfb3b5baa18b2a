import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startHealthSail, type TestSandbox } from './healthsailSupport.mjs';
import { identityCalls, linksOf, pairOf, type Loose } from './identitySupport.mjs';

describe('HealthSail sandbox: patient merges repeated, in chains, and undone late', () => {
	let sandbox: TestSandbox;
	const calls = identityCalls(() => sandbox);
	const { post, get, create, read, review, decide, ownerOf, dump, merge, undo } = calls;

	before(async () => {
		sandbox = await startHealthSail();
	});
	after(async () => {
		assert.equal(sandbox.system.contractViolations(), 0, 'an answer missed the contract');
		await sandbox.stop();
	});

	it('answers the same merge again with the same record', async () => {
		const customer = await create('2501');
		const first = await merge('2501', '2502');
		const after = await read(customer.id);
		const again = await merge('2501', '2502');
		assert.equal(again.status, 200);
		assert.deepEqual(again.json, first.json);
		assert.deepEqual(await read(customer.id), after);
		assert.equal((await undo(first.json)).status, 200);
		const anew = await merge('2501', '2502');
		assert.equal(anew.status, 201);
		assert.notEqual(anew.json.id, first.json.id);
	});

	it('follows chains, also told in another order, and undoes them from the end', async () => {
		const customer = await create('2601');
		const before = await dump();
		const first = await merge('2601', '2602');
		const second = await merge('2602', '2603');
		assert.equal(await ownerOf('2603'), customer.id);
		assert.deepEqual(linksOf(await read(customer.id)), [
			'2601 rejected',
			'2602 rejected',
			'2603 verified',
		]);
		assert.equal((await undo(first.json)).json.code, 'state_invalid');
		assert.equal((await undo(second.json)).status, 200);
		assert.equal((await undo(first.json)).status, 200);
		assert.deepEqual(await dump(), before);

		await merge('2602', '2603');
		const late = await merge('2601', '2602');
		assert.equal(late.json.survivor, '2602');
		assert.equal(await ownerOf('2603'), customer.id);
		assert.equal(await ownerOf('2602'), undefined);
	});

	it('takes the question of a chain along to the last patient', async () => {
		const a = await create('2651');
		const b = await create('2652');
		const c = await create('2653');
		const before = await dump();
		const first = await merge('2651', '2652');
		const second = await merge('2652', '2653');
		const pairNow = async (id: string) => (await get(`/match-reviews/${id}`)).json.pair;
		assert.deepEqual(await pairNow(first.json.matchReviewId), pairOf('2653', a.id));
		assert.deepEqual(await pairNow(second.json.matchReviewId), pairOf('2653', b.id));
		assert.deepEqual(linksOf(await read(c.id)), [
			'2653 verified',
			'2652 rejected',
			'2651 rejected',
		]);
		await undo(second.json);
		await undo(first.json);
		const asked = [first.json.matchReviewId, second.json.matchReviewId];
		assert.deepEqual(await dump(asked), before);
	});

	it('refuses circles and a patient that was merged into another one', async () => {
		await merge('2701', '2702');
		await merge('2702', '2703');
		for (const [loser, survivor] of [
			['2703', '2701'],
			['2702', '2701'],
			['2704', '2704'],
			['2701', '2705'],
		]) {
			const refused = await merge(loser, survivor);
			assert.equal(refused.status, 409, `${loser} into ${survivor}`);
			assert.equal(refused.json.code, 'state_invalid');
		}
		const elsewhere = await merge('2703', '2701', { practiceId: '2' });
		assert.equal(elsewhere.status, 201);
	});

	it('is undone only after the customers are apart again', async () => {
		const stays = await create('2801');
		const goes = await create('2802');
		const before = await dump();
		const { json } = await merge('2802', '2801');
		const asked = (await get(`/match-reviews/${json.matchReviewId}`)).json;
		const decided = await decide(asked, 'link');
		assert.deepEqual(decided.json.result, { mergedIntoId: stays.id });
		assert.equal((await read(goes.id)).mergedIntoId, stays.id);
		assert.equal((await undo(json)).json.code, 'state_invalid');
		assert.equal((await calls.reopen(decided.json)).status, 200);
		assert.equal((await undo(json)).status, 200);
		assert.deepEqual(await dump([asked.id]), before);

		const second = await merge('2802', '2801');
		await sandbox.call('POST', `/customers/${goes.id}/merge`, {
			body: { intoId: stays.id },
			ifMatch: (await read(goes.id)).version,
		});
		assert.equal((await undo(second.json)).json.code, 'state_invalid');
		assert.equal((await read(goes.id)).status, 'merged');
	});

	it('leaves alone what a person decided between merge and undoing', async () => {
		const stays = await create('2901');
		const goes = await create('2902');
		const open = await review('2903', goes.id);
		const { json } = await merge('2902', '2901');
		const decided = await decide((await get(`/match-reviews/${open.id}`)).json, 'link');
		assert.equal(decided.json.state, 'decided');
		await undo(json);
		assert.equal(await ownerOf('2903'), stays.id);
		assert.equal(await ownerOf('2902'), goes.id);
		assert.equal((await get(`/match-reviews/${open.id}`)).json.state, 'decided');
	});

	it('is not undone while a third customer holds what would come back', async () => {
		const customer = await create('3001');
		const { json } = await merge('3001', '3002');
		await create('3001');
		const refused = await undo(json);
		assert.equal(refused.status, 409);
		assert.equal(refused.json.code, 'external_id_linked');
		assert.deepEqual(linksOf(await read(customer.id)), ['3001 rejected', '3002 verified']);
	});

	it('asks for the version, lists without patient data in the URL, and checks its input', async () => {
		const { json } = await merge('3101', '3102');
		const path = `/patient-merges/${json.id}`;
		assert.equal((await post(`${path}/undo`)).status, 428);
		assert.equal((await post(`${path}/undo`, undefined, 9)).status, 412);
		assert.deepEqual((await get(path)).json, json);
		const list = (await get('/patient-merges?state=applied&pmSystem=tebra&practiceId=1')).json;
		assert.ok(list.data.some(({ id }: Loose) => id === json.id));
		assert.equal((await get('/patient-merges?practiceId=3')).json.data.length, 0);
		assert.equal((await get('/patient-merges?pmSystem=nextgen')).json.data.length, 0);
		assert.equal((await get('/patient-merges?survivor=3102')).status, 400);
		assert.equal((await merge('3103', '')).status, 422);
		assert.equal((await get('/patient-merges/pmg_nobody')).status, 404);
		await undo(json);
		const undone = (await get('/patient-merges?state=undone&pmSystem=tebra')).json.data;
		assert.ok(undone.some(({ id }: Loose) => id === json.id));
		assert.equal((await post(`${path}/undo`, undefined, 2)).json.code, 'state_invalid');
	});
});
