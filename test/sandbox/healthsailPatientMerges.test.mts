import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { policy, startHealthSail, tebraId, type TestSandbox } from './healthsailSupport.mjs';
import { identityCalls, linksOf, pairOf, type Loose } from './identitySupport.mjs';

describe('HealthSail sandbox: merges of patients in the practice, and their undoing', () => {
	let sandbox: TestSandbox;
	const calls = identityCalls(() => sandbox);
	const { post, get, create, read, review, exclude, decide, ownerOf, dump, merge, undo } = calls;

	before(async () => {
		sandbox = await startHealthSail();
	});
	after(async () => {
		assert.equal(sandbox.system.contractViolations(), 0, 'an answer missed the contract');
		await sandbox.stop();
	});

	const movedOf = (one: Loose) => one.moved.map(({ kind, id }: Loose) => `${kind} ${id}`).sort();
	let requests = 0;
	const changeRequest = async (customerId: string, more: object = {}): Promise<Loose> => {
		requests += 1;
		const body = {
			customerId,
			pmSystem: 'tebra',
			practiceId: '1',
			direction: 'to_pm',
			origin: 'patient',
			reviewMode: 'in_healthsail',
			changes: [{ path: '/demographics/email', from: null, to: `a${requests}@example.org` }],
			...more,
		};
		const made = await post('/demographic-change-requests', body, undefined, `dcr-${requests}`);
		assert.equal(made.status, 201);
		return made.json;
	};

	it('gives the customer of the merged patient the id of the one that stays', async () => {
		const stamp = { system: 'tebra', practiceId: '1', sourceAt: '2026-05-01T00:00:00Z' };
		const other = { system: 'nextgen', practiceId: '9', contentHash: 'bb'.repeat(16) };
		const sync = [{ ...stamp, contentHash: 'aa'.repeat(16) }, other];
		const customer = await create('2001', { sync });
		const pending = await review('2002', customer.id);
		const before = await dump();
		const { status, json } = await merge('2001', '2002', { reason: 'duplicate chart' });
		assert.equal(status, 201);
		assert.equal(json.state, 'applied');
		assert.equal(json.reason, 'duplicate chart');
		assert.equal(json.loserCustomerId, customer.id);
		assert.equal(json.survivorCustomerId, customer.id);
		assert.equal(json.matchReviewId, undefined);
		const now = await read(customer.id);
		assert.deepEqual(linksOf(now), ['2001 rejected', '2002 verified']);
		assert.deepEqual(
			now.externalIds.map(({ primary }: Loose) => primary),
			[false, true],
		);
		assert.equal(await ownerOf('2002'), customer.id);
		assert.equal(await ownerOf('2001'), undefined);
		// The stored hash is of the merged patient, so the other one counts as changed.
		const stored = now.sync.find(({ system }: Loose) => system === 'tebra');
		assert.deepEqual([stored.contentHash, stored.sourceAt], [undefined, undefined]);
		assert.ok(now.sync.some(({ contentHash }: Loose) => contentHash === 'bb'.repeat(16)));
		assert.equal((await get(`/match-reviews/${pending.id}`)).json.state, 'cancelled');
		assert.deepEqual(movedOf(json), [
			`external_id ${now.externalIds[1].key}`,
			`match_review ${pending.id}`,
		]);

		const undone = await undo(json);
		assert.equal(undone.json.state, 'undone');
		assert.ok(undone.json.undoneAt);
		assert.deepEqual(await dump(), before);
		assert.equal(await ownerOf('2001'), customer.id);
	});

	it('moves open work to the survivor and asks a person before two customers merge', async () => {
		const stays = await create('2101');
		const goes = await create('2102', {
			externalIds: [
				tebraId('2102'),
				tebraId('fhir-2102', 'fhir'),
				{ system: 'nextgen', practiceId: '9', type: 'patient', value: '77' },
			],
		});
		await post('/coverages/bulk-upsert', {
			matchOn: 'externalIds',
			items: [policy(goes.id, '2102p')],
		});
		const byCustomer = await review('2103', goes.id);
		const third = await create('shopper-3');
		const byId = await review('2102', third.id);
		const vanished = await review('2102', goes.id, { kind: 'vanished' });
		const settled = await decide(await review('2104', goes.id), 'keep_apart');
		const excluded = await exclude('2105', goes.id);
		const request = await changeRequest(goes.id);
		const foreign = await changeRequest(goes.id, { pmSystem: 'nextgen', practiceId: '9' });
		const closed = await changeRequest(goes.id, {
			changes: [{ path: '/demographics/givenName', from: 'Jordan', to: 'Jo' }],
		});
		await post(`/demographic-change-requests/${closed.id}/cancel`, undefined, 1, 'cancel-closed');
		const before = await dump();

		const { status, json } = await merge('2102', '2101');
		assert.equal(status, 201);
		assert.equal(json.survivorCustomerId, stays.id);
		assert.equal(json.loserCustomerId, goes.id);
		const survivor = await read(stays.id);
		assert.deepEqual(linksOf(survivor), ['2101 verified', '2102 rejected', 'fhir-2102 verified']);
		assert.deepEqual(linksOf(await read(goes.id)), ['77 verified']);
		assert.deepEqual(
			movedOf(json),
			[
				...survivor.externalIds.slice(1).map(({ key }: Loose) => `external_id ${key}`),
				`match_review ${byCustomer.id}`,
				`match_review ${byId.id}`,
				`match_review ${vanished.id}`,
				`match_exclusion ${excluded.id}`,
				`match_exclusion ${settled.json.result.matchExclusionId}`,
				`demographic_change_request ${request.id}`,
			].sort(),
		);
		const reviewNow = async (id: string) => (await get(`/match-reviews/${id}`)).json;
		assert.deepEqual((await reviewNow(byCustomer.id)).pair, pairOf('2103', stays.id));
		assert.deepEqual((await reviewNow(byId.id)).pair, pairOf('2101', third.id));
		assert.equal((await reviewNow(vanished.id)).state, 'cancelled');
		assert.deepEqual((await reviewNow(settled.json.id)).pair, pairOf('2104', goes.id));
		const exclusions = (await get(`/match-exclusions?customerId=${stays.id}`)).json.data;
		assert.ok(exclusions.some(({ id }: Loose) => id === excluded.id));
		const requestNow = async (id: string) =>
			(await get(`/demographic-change-requests/${id}`)).json.customerId;
		assert.equal(await requestNow(request.id), stays.id);
		assert.equal(await requestNow(foreign.id), goes.id);
		assert.equal(await requestNow(closed.id), goes.id);

		const asked = await reviewNow(json.matchReviewId);
		assert.equal(asked.kind, 'customer_merge');
		assert.equal(asked.state, 'open');
		assert.deepEqual(asked.reasons, ['patients_merged_in_pm']);
		assert.deepEqual(asked.pair, pairOf('2101', goes.id));
		assert.equal((await read(goes.id)).status, 'active');

		const undone = await undo(json);
		assert.equal(undone.status, 200);
		assert.equal((await reviewNow(json.matchReviewId)).state, 'cancelled');
		assert.deepEqual(await dump([json.matchReviewId]), before);
	});

	it('keeps a pair apart that was told apart before the merge moved its exclusion', async () => {
		const demographics = { givenName: 'Apart', familyName: 'Sample2200' };
		const stays = await create('2201', { demographics });
		const goes = await create('2202', { demographics });
		const exclusion = await exclude('2203', goes.id);
		const excludedOf = async () =>
			(await calls.candidates([['name', 'apart sample2200']], ['2203']))
				.filter(({ excluded }: Loose) => excluded)
				.map(({ customerId }: Loose) => customerId)
				.sort();
		assert.deepEqual(await excludedOf(), [goes.id]);
		const { json } = await merge('2202', '2201');
		assert.deepEqual(await excludedOf(), [stays.id, goes.id].sort());
		await undo(json);
		assert.deepEqual(await excludedOf(), [goes.id]);
		const again = await merge('2202', '2201');
		const now = (await get(`/match-exclusions?customerId=${stays.id}`)).json.data[0];
		assert.equal(now.id, exclusion.id);
		await sandbox.call('DELETE', `/match-exclusions/${now.id}`, { ifMatch: now.version });
		assert.deepEqual(await excludedOf(), []);
		assert.equal((await undo(again.json)).status, 200);
	});

	it('links no customer of which a person said that the patient is another one', async () => {
		const customer = await create('2301');
		await exclude('2302', customer.id);
		const before = await dump();
		const { json } = await merge('2301', '2302');
		assert.deepEqual(linksOf(await read(customer.id)), ['2301 verified']);
		const asked = (await get(`/match-reviews/${json.matchReviewId}`)).json;
		assert.equal(asked.kind, 'link');
		assert.deepEqual(asked.reasons, ['patients_merged_in_pm', 'match_exclusion_exists']);
		await undo(json);
		assert.deepEqual(await dump([json.matchReviewId]), before);
	});

	it('leaves an exclusion that speaks against the merge, and tells the person of it', async () => {
		const stays = await create('2351');
		await create('2352');
		const exclusion = await exclude('2352', stays.id);
		const { json } = await merge('2352', '2351');
		const asked = (await get(`/match-reviews/${json.matchReviewId}`)).json;
		assert.equal(asked.kind, 'customer_merge');
		assert.deepEqual(asked.reasons, ['patients_merged_in_pm', 'match_exclusion_exists']);
		const [now] = (await get(`/match-exclusions?customerId=${stays.id}`)).json.data;
		assert.deepEqual(now, exclusion);
	});

	it('moves what is open for a patient who has no customer', async () => {
		const third = await create('shopper-24');
		const open = await review('2401', third.id);
		const { json } = await merge('2401', '2402');
		assert.equal(json.loserCustomerId, undefined);
		assert.deepEqual(movedOf(json), [`match_review ${open.id}`]);
		const now = (await get(`/match-reviews/${open.id}`)).json;
		assert.deepEqual(now.pair, pairOf('2402', third.id));
	});
});
