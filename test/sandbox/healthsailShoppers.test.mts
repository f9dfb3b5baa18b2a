import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startHealthSail, tebraId, type TestSandbox } from './healthsailSupport.mjs';
import { identityCalls } from './identitySupport.mjs';

describe('HealthSail sandbox: shoppers for tests, counts, patient page after a merge', () => {
	let sandbox: TestSandbox;
	const calls = identityCalls(() => sandbox);
	const { create, review, exclude, read } = calls;

	before(async () => {
		sandbox = await startHealthSail();
	});
	after(async () => {
		assert.equal(sandbox.system.contractViolations(), 0, 'an answer missed the contract');
		await sandbox.stop();
	});

	const shoppers = async (items: object[]) => {
		const answer = await fetch(`${sandbox.statusOrigin}/control/healthsail/customers`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({ items }),
		});
		return { status: answer.status, json: (await answer.json()) as { ids: string[] } };
	};
	const shopper = (i: number) => ({
		demographics: { givenName: 'Jordan', familyName: `Shopper${i}`, birthDate: '1980-01-02' },
		addresses: [{ use: 'home', line1: `${i} Example St`, postalCode: '62701' }],
	});

	it('makes 5,000 customers at once and answers their ids in order', async () => {
		const { status, json } = await shoppers(Array.from({ length: 5000 }, (_, i) => shopper(i)));
		assert.equal(status, 201);
		assert.equal(json.ids.length, 5000);
		const last = await read(json.ids[4999]);
		assert.equal(last.demographics.familyName, 'Shopper4999');
		assert.equal(last.source, 'portal');
		assert.deepEqual(last.externalIds, []);
		const [found] = await calls.candidates([['street', '4998 example st']]);
		assert.equal(found.customerId, json.ids[4998]);
	});

	it('makes none when one item misses the contract or names an external id', async () => {
		const count = () => sandbox.system.tenant.customers.collection.size;
		const before = count();
		const wrong = { ...shopper(1), demographics: { birthDate: 'MARKER' } };
		const refused = await shoppers([shopper(0), wrong]);
		assert.equal(refused.status, 400);
		const text = JSON.stringify(refused.json);
		assert.match(text, /Item 1: \/demographics/);
		assert.ok(!text.includes('MARKER'));
		assert.equal((await shoppers([{ ...shopper(1), externalIds: [tebraId('1')] }])).status, 400);
		assert.equal((await shoppers([{ ...shopper(1), source: 'pm' }])).status, 400);
		assert.equal((await shoppers([])).status, 400);
		assert.equal(count(), before);
	});

	it('counts open match reviews, exclusions, merges and change requests on the status page', async () => {
		const counts = async () => {
			const status = await (await fetch(`${sandbox.statusOrigin}/control/status`)).json();
			const told = (status as { systems: Array<{ counts: Record<string, number> }> }).systems[0]
				.counts;
			return ['openMatchReviews', 'matchExclusions', 'patientMerges', 'changeRequests'].map(
				(name) => told[name],
			);
		};
		assert.deepEqual(await counts(), [0, 0, 0, 0]);
		const customer = await create('5001');
		const open = await review('5002', customer.id);
		await exclude('5003', customer.id);
		const merge = await calls.post('/patient-merges', {
			system: 'tebra',
			practiceId: '1',
			survivor: '5005',
			loser: '5004',
		});
		const request = {
			pmSystem: 'tebra',
			practiceId: '1',
			kind: 'new_patient',
			direction: 'to_pm',
			origin: 'patient',
			reviewMode: 'in_healthsail',
			changes: [{ path: '/demographics/givenName', from: null, to: 'Jordan' }],
		};
		await calls.post('/demographic-change-requests', request, undefined, 'one');
		assert.deepEqual(await counts(), [1, 1, 1, 1]);
		await calls.decide(open, 'link');
		await calls.post(`/patient-merges/${merge.json.id}/undo`, undefined, 1);
		assert.deepEqual(await counts(), [0, 1, 0, 1]);
	});

	it('shows who signed in as a merged customer the one that stays', async () => {
		const stays = await create('5101', {
			demographics: { givenName: 'Stays', familyName: 'Sample5101' },
		});
		const goes = await create('5102', {
			demographics: { givenName: 'Goes', familyName: 'Sample5102' },
		});
		const account = async () => {
			const login = await fetch(`${sandbox.origin}/portal/login`, {
				method: 'POST',
				redirect: 'manual',
				headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
				body: `customer=${goes.id}`,
			});
			const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0];
			return await (
				await fetch(`${sandbox.origin}/portal/account`, { headers: { cookie } })
			).text();
		};
		const total = async () =>
			/of (\d+) patients/.exec(await (await fetch(`${sandbox.origin}/portal`)).text())?.[1];
		const before = Number(await total());
		assert.match(await account(), /Goes Sample5102/);
		const merged = await sandbox.call('POST', `/customers/${goes.id}/merge`, {
			body: { intoId: stays.id },
			ifMatch: 1,
		});
		assert.equal(merged.status, 200);
		assert.match(await account(), /Stays Sample5101/);
		assert.equal(Number(await total()), before - 1);
		await sandbox.call('POST', `/customers/${goes.id}/unmerge`, { ifMatch: 2 });
		assert.match(await account(), /Goes Sample5102/);
	});
});
