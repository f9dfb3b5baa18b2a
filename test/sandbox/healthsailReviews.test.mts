import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startHealthSail, tebraId, type TestSandbox } from './healthsailSupport.mjs';
import { identityCalls, linksOf, pairOf } from './identitySupport.mjs';

describe('HealthSail sandbox: decisions on match reviews act and are taken back', () => {
	let sandbox: TestSandbox;
	const calls = identityCalls(() => sandbox);
	const { post, get, create, read, review, exclude, decide, reopen, ownerOf, dump } = calls;

	before(async () => {
		sandbox = await startHealthSail();
	});
	after(async () => {
		assert.equal(sandbox.system.contractViolations(), 0, 'an answer missed the contract');
		await sandbox.stop();
	});

	it('links the external id as verified by hand, and unlinks it when reopened', async () => {
		const customer = await create('shopper-1');
		const open = await review('1001', customer.id);
		assert.equal(open.kind, 'link');
		const before = await dump();
		const decided = await decide(open, 'link', { comment: 'same person' });
		assert.equal(decided.status, 200);
		assert.equal(decided.json.state, 'decided');
		assert.equal(decided.json.decision, 'link');
		const [link] = (await read(customer.id)).externalIds;
		assert.deepEqual(
			[link.value, link.verification, link.matchMethod],
			['1001', 'verified', 'manual'],
		);
		assert.deepEqual(decided.json.result, { externalIdKey: link.key });
		assert.equal(await ownerOf('1001'), customer.id);

		const reopened = await reopen(decided.json);
		assert.equal(reopened.json.state, 'open');
		assert.equal(reopened.json.version, decided.json.version + 1);
		assert.equal(await ownerOf('1001'), undefined);
		assert.deepEqual(await dump(), before);
		assert.equal((await decide(reopened.json, 'link')).status, 200);
	});

	it('makes a match exclusion of a pair kept apart, and lifts it when reopened', async () => {
		const customer = await create('shopper-2');
		const open = await review('1002', customer.id);
		const before = await dump();
		const decided = await decide(open, 'keep_apart', { comment: 'a cousin' });
		const { data } = (await get(`/match-exclusions?customerId=${customer.id}`)).json;
		assert.equal(data.length, 1);
		assert.deepEqual(decided.json.result, { matchExclusionId: data[0].id });
		assert.deepEqual([data[0].by, data[0].reason], ['Staff Person', 'a cousin']);
		await reopen(decided.json);
		assert.deepEqual(await dump(), before);
	});

	it('turns a link that a person doubts to rejected, and restores it', async () => {
		const customer = await create('1003');
		const open = await review('1003', customer.id);
		const before = await dump();
		const decided = await decide(open, 'keep_apart');
		assert.deepEqual(linksOf(await read(customer.id)), ['1003 rejected']);
		assert.equal(await ownerOf('1003'), undefined);
		await reopen(decided.json);
		assert.deepEqual(await dump(), before);
		assert.equal(await ownerOf('1003'), customer.id);
	});

	it('keeps what happened to the customer between decision and reopening', async () => {
		const customer = await create('shopper-4');
		const open = await review('1004', customer.id);
		const decided = await decide(open, 'link');
		await post(`/customers/${customer.id}/external-ids`, tebraId('chart-4', 'chart'));
		await sandbox.call('PATCH', `/customers/${customer.id}`, {
			body: { demographics: { preferredName: 'Jo' } },
			ifMatch: (await read(customer.id)).version,
		});
		assert.equal((await reopen(decided.json)).status, 200);
		const now = await read(customer.id);
		assert.deepEqual(linksOf(now), ['chart-4 verified']);
		assert.equal(now.demographics.preferredName, 'Jo');
	});

	it('refuses to link what another customer holds, or what was told apart', async () => {
		const holder = await create('1005');
		const customer = await create('shopper-5');
		const first = await review('1005', customer.id);
		const taken = await decide(first, 'link');
		assert.equal(taken.status, 409);
		assert.equal(taken.json.code, 'external_id_linked');
		assert.equal(taken.json.existingId, holder.id);

		const second = await review('1006', customer.id);
		const exclusion = await exclude('1006', customer.id);
		const apart = await decide(second, 'link');
		assert.equal(apart.status, 409);
		assert.equal(apart.json.code, 'pair_excluded');
		assert.equal(apart.json.existingId, exclusion.id);
		assert.equal((await get(`/match-reviews/${second.id}`)).json.state, 'open');
	});

	it('asks for the version, and decides and reopens once', async () => {
		const customer = await create('shopper-7');
		const open = await review('1007', customer.id);
		const path = `/match-reviews/${open.id}`;
		const body = { decision: 'link', by: 'Staff Person' };
		assert.equal((await post(`${path}/decide`, body)).status, 428);
		assert.equal((await post(`${path}/decide`, body, 9)).status, 412);
		assert.equal((await post(`${path}/reopen`, undefined, 1)).json.code, 'state_invalid');
		const decided = await post(`${path}/decide`, body, 1, 'one-key');
		const replayed = await post(`${path}/decide`, body, 1, 'one-key');
		assert.equal(replayed.headers.get('Idempotent-Replayed'), 'true');
		assert.deepEqual(replayed.json, decided.json);
		assert.equal((await post(`${path}/decide`, body, 2)).json.code, 'state_invalid');
		assert.equal((await post(`${path}/reopen`)).status, 428);
		assert.equal((await post(`${path}/reopen`, undefined, 1)).status, 412);
		assert.equal((await post(`${path}/reopen`, undefined, 2)).status, 200);
	});

	it('does not reopen a pair that has a newer open review', async () => {
		const customer = await create('shopper-8');
		const decided = await decide(await review('1008', customer.id), 'link');
		await review('1008', customer.id);
		assert.equal((await reopen(decided.json)).json.code, 'state_invalid');
		assert.equal(await ownerOf('1008'), customer.id);
	});

	it('lets a person say of a vanished patient that the link stays or goes', async () => {
		const customer = await create('1009');
		const before = await dump();
		const kept = await decide(await review('1009', customer.id, { kind: 'vanished' }), 'link');
		assert.deepEqual(kept.json.result, {});
		assert.deepEqual(linksOf(await read(customer.id)), ['1009 verified']);
		const open = await review('1009', customer.id, { kind: 'vanished' });
		const gone = await decide(open, 'keep_apart');
		assert.deepEqual(linksOf(await read(customer.id)), ['1009 rejected']);
		assert.equal(gone.json.result.externalIdKey, customer.externalIds[0].key);
		assert.equal((await get(`/match-exclusions?customerId=${customer.id}`)).json.data.length, 0);
		await reopen(gone.json);
		assert.deepEqual(await dump([kept.json.id, gone.json.id]), before);
	});

	it('creates up to 100 reviews at once, each in its own row', async () => {
		const customer = await create('shopper-10');
		await exclude('1011', customer.id);
		const item = (value: string, more: object = {}) => ({
			pair: pairOf(value, customer.id),
			reasons: ['birthDateSwapped'],
			...more,
		});
		const items = [
			item('1010'),
			item('1010'),
			item('1011'),
			item('1011', { kind: 'vanished' }),
			item('1012', { reasons: undefined }),
			{ pair: pairOf('1013', 'cus_nobody'), reasons: ['familyNameEqual'] },
		];
		const { status, json } = await post('/match-reviews/bulk-create', { items });
		assert.equal(status, 200);
		assert.deepEqual(
			json.data.map(({ result, error }: { result: string; error?: { code: string } }) => [
				result,
				error?.code,
			]),
			[
				['created', undefined],
				['unchanged', undefined],
				['error', 'pair_excluded'],
				['created', undefined],
				['error', 'validation_failed'],
				['error', 'not_found'],
			],
		);
		assert.equal(json.data[0].id, json.data[1].id);
		const single = await post('/match-reviews', item('1011'));
		assert.equal(single.status, 409);
		assert.equal(single.json.code, 'pair_excluded');
		const many = Array.from({ length: 101 }, (_, i) => item(`many-${i}`));
		assert.equal((await post('/match-reviews/bulk-create', { items: many })).status, 422);
	});

	it('lists reviews by kind, state and customer', async () => {
		const customer = await create('1014');
		await review('1014', customer.id, { kind: 'vanished' });
		await review('1015', customer.id);
		const list = async (query: string) =>
			(await get(`/match-reviews?customerId=${customer.id}&${query}`)).json.data.map(
				({ pair }: { pair: { externalId: { value: string } } }) => pair.externalId.value,
			);
		assert.deepEqual(await list('kind=vanished'), ['1014']);
		assert.deepEqual(await list('kind=link'), ['1015']);
		assert.equal((await list('state=open')).length, 2);
		assert.deepEqual(await list('state=decided'), []);
	});

	it('merges two customers only when a person says so, and takes that back', async () => {
		const stays = await create('1016');
		const goes = await create('1017');
		const open = await review('1016', goes.id, { kind: 'customer_merge' });
		await review('1018', goes.id);
		const before = await dump();
		const decided = await decide(open, 'link');
		assert.deepEqual(decided.json.result, { mergedIntoId: stays.id });
		assert.equal(decided.json.version, open.version + 1);
		assert.equal((await read(goes.id)).status, 'merged');
		assert.equal(await ownerOf('1017'), stays.id);
		const moved = (await get(`/match-reviews?customerId=${stays.id}&state=open`)).json.data;
		assert.deepEqual(
			moved.map(({ pair }: { pair: unknown }) => pair),
			[pairOf('1018', stays.id)],
		);
		await reopen(decided.json);
		assert.deepEqual(await dump(), before);
		const apart = await decide((await get(`/match-reviews/${open.id}`)).json, 'keep_apart');
		assert.deepEqual(apart.json.result, {});
		assert.equal((await read(goes.id)).status, 'active');
	});

	const patient = {
		demographics: {
			givenName: 'Jordan',
			familyName: 'Sample',
			birthDate: '1984-02-29',
			phones: [{ use: 'mobile', number: '+12175550123' }],
		},
		addresses: [{ use: 'home', line1: '100 Example St', city: 'Springfield', region: 'IL' }],
	};

	it('keeps the patient as the practice had them, in a decided review too', async () => {
		const customer = await create('shopper-40');
		const open = await review('1040', customer.id, { patient });
		assert.deepEqual(open.patient, patient);
		const changed = { demographics: { givenName: 'Alex' } };
		const again = await post('/match-reviews', {
			pair: pairOf('1040', customer.id),
			reasons: ['familyNameEqual'],
			patient: changed,
		});
		assert.deepEqual([again.status, again.json.patient], [200, patient]);
		const decided = await decide(open, 'keep_apart');
		assert.deepEqual(decided.json.patient, patient);
		const { json, headers } = await get(`/match-reviews/${open.id}`);
		assert.deepEqual(json.patient, patient);
		assert.equal(headers.get('hs-data-tier'), '1');
	});

	it('refuses what a patient of a review does not have, without a value in the answer', async () => {
		const customer = await create('shopper-41');
		const send = (given: unknown) =>
			post('/match-reviews', {
				pair: pairOf('1041', customer.id),
				reasons: ['familyNameEqual'],
				patient: given,
			});
		const refused = await send({ ...patient, memberId: 'EX-marker-41' });
		assert.equal(refused.status, 422);
		assert.ok(!refused.text.includes('EX-marker-41'));
		assert.equal((await send(null)).status, 201);
	});

	it('forgets the details of a patient who opted out, and leaves the review open', async () => {
		const customer = await create('shopper-42');
		const open = await review('1042', customer.id, { patient });
		const other = await review('1043', customer.id, { patient });
		const optOut = (list: string) =>
			post('/cohort-entries/bulk-upsert', {
				matchOn: 'externalIds',
				items: [{ externalId: tebraId('1042'), list }],
			});
		await optOut('invited');
		assert.ok('patient' in (await get(`/match-reviews/${open.id}`)).json);
		await optOut('opted_out');
		const { json } = await get(`/match-reviews/${open.id}`);
		assert.deepEqual([json.state, 'patient' in json], ['open', false]);
		assert.deepEqual((await get(`/match-reviews/${other.id}`)).json.patient, patient);
	});

	it('shows no details of a chart that was merged into another, until the merge is undone', async () => {
		const customer = await create('shopper-44');
		await create('1045');
		const open = await review('1044', customer.id, { patient });
		const merged = await calls.merge('1044', '1045');
		const moved = (await get(`/match-reviews/${open.id}`)).json;
		assert.equal(moved.pair.externalId.value, '1045');
		assert.ok(!('patient' in moved));
		await calls.undo(merged.json);
		assert.deepEqual((await get(`/match-reviews/${open.id}`)).json.patient, patient);
	});
});
