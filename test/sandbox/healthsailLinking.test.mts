import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startHealthSail, tebraId, type TestSandbox } from './healthsailSupport.mjs';
import { identityCalls, linksOf, type Loose } from './identitySupport.mjs';

describe('HealthSail sandbox: candidates, and links by bulk upsert', () => {
	let sandbox: TestSandbox;
	const calls = identityCalls(() => sandbox);
	const { post, create, read, review, exclude, candidates } = calls;

	before(async () => {
		sandbox = await startHealthSail();
	});
	after(async () => {
		assert.equal(sandbox.system.contractViolations(), 0, 'an answer missed the contract');
		await sandbox.stop();
	});

	const address = (line1: string, postalCode = '62701') => ({
		use: 'home',
		line1,
		city: 'Springfield',
		region: 'IL',
		postalCode,
	});

	it('folds stored names, streets and postal codes as keys are written', async () => {
		const { id } = await create('shopper-1', {
			demographics: {
				givenName: 'Søren Ægir',
				familyName: "O'Müller-Weiß III",
				birthDate: '1990-05-17',
				email: 'Soren.Example@Example.ORG',
				phones: [
					{ use: 'home', number: '+12175550131' },
					{ use: 'work', number: '+12175550132' },
				],
			},
			addresses: [
				address('12 Main Street Apt 3'),
				{ ...address('400 North Saint Example Boulevard #7', '62704-1234'), use: 'shipping' },
				{ ...address("Unit 5 77 St Mary's Avenue"), use: 'billing' },
			],
		});
		for (const [type, value] of [
			['name', 'soren aegir omuller weiss'],
			['name', 'soren aegir o muller weiss'],
			['name_swapped', 'omuller weiss soren aegir'],
			['birth_date', '1990-05-17'],
			['email', 'soren.example@example.org'],
			['phone', '+12175550131'],
			['phone', '+12175550132'],
			['zip_surname_initial', '62701o'],
			['zip_surname_initial', '62704o'],
			['street', '12 main st'],
			['street', '400 n st example blvd'],
			['street', '77 st marys ave'],
		] as const) {
			const found = await candidates([[type, value]]);
			assert.ok(
				found.some(({ customerId }: Loose) => customerId === id),
				`${type} ${value}`,
			);
		}
		for (const [type, value] of [
			['street', '12 main ave'],
			['street', '13 main st'],
			['zip_surname_initial', '62701m'],
			['name', 'aegir omuller weiss'],
		] as const) {
			assert.deepEqual(await candidates([[type, value]]), [], `${type} ${value}`);
		}
	});

	it('finds a customer whose first and last name were swapped', async () => {
		const { id } = await create('shopper-2', {
			demographics: { givenName: 'Okonkwo', familyName: 'Adaeze' },
		});
		assert.deepEqual(await candidates([['name', 'adaeze okonkwo']]), []);
		const [found] = await candidates([['name_swapped', 'okonkwo adaeze']]);
		assert.equal(found.customerId, id);
	});

	it('follows a change of the customer', async () => {
		const { id } = await create('shopper-3', { addresses: [address('5 Elm Court')] });
		assert.equal((await candidates([['street', '5 elm ct']])).length, 1);
		await sandbox.call('PATCH', `/customers/${id}`, {
			body: { addresses: [address('6 Elm Court')] },
			ifMatch: 1,
		});
		assert.equal((await candidates([['street', '5 elm ct']])).length, 0);
		assert.equal((await candidates([['street', '6 elm ct']])).length, 1);
	});

	it('answers those first that more keys find, and at most 50', async () => {
		const demographics = { givenName: 'Crowd', familyName: 'Sample', birthDate: '1955-05-05' };
		for (let i = 0; i < 52; i += 1) {
			await create(`shopper-crowd-${i}`, { demographics, addresses: [address(`${i} Crowd Way`)] });
		}
		const { json } = await post('/customers/candidates', {
			items: [
				{
					ref: 'crowd',
					keys: [
						{ type: 'birth_date', value: '1955-05-05' },
						{ type: 'street', value: '51 crowd way' },
					],
				},
			],
		});
		const [{ customers, truncated }] = json.data;
		assert.equal(customers.length, 50);
		assert.equal(truncated, true);
		assert.equal(customers[0].addresses[0].line1, '51 Crowd Way');
	});

	it('tells of each candidate whether it was told apart or is under review', async () => {
		const demographics = { givenName: 'Triplet', familyName: 'Sample' };
		const apart = await create('shopper-4', { demographics });
		const asked = await create('shopper-5', { demographics });
		const plain = await create('shopper-6', { demographics });
		await exclude('400', apart.id);
		const open = await review('400', asked.id);
		await review('400', plain.id, { kind: 'vanished' });
		const facts = async (ids: string[]) =>
			Object.fromEntries(
				(await candidates([['name', 'triplet sample']], ids)).map((one: Loose) => [
					one.customerId,
					[one.excluded, one.openReviewId],
				]),
			);
		assert.deepEqual(await facts(['400']), {
			[apart.id]: [true, undefined],
			[asked.id]: [undefined, open.id],
			[plain.id]: [undefined, undefined],
		});
		assert.deepEqual((await facts(['401']))[apart.id], [undefined, undefined]);
	});

	const bulk = async (...items: object[]) =>
		(await post('/customers/bulk-upsert', { matchOn: 'id', items })).json.data;
	const linkOf = (value: string) => ({ ...tebraId(value), matchMethod: 'demographic' });

	it('links the given ids by id, and removes none', async () => {
		const customer = await create('shopper-7');
		await post(`/customers/${customer.id}/external-ids`, tebraId('chart-7', 'chart'));
		const [row] = await bulk({ id: customer.id, ifVersion: 2, externalIds: [linkOf('500')] });
		assert.deepEqual([row.result, row.version], ['updated', 3]);
		const now = await read(customer.id);
		assert.deepEqual(linksOf(now), ['chart-7 verified', '500 verified']);
		assert.equal(now.externalIds[1].matchMethod, 'demographic');
		const [again] = await bulk({ id: customer.id, externalIds: [linkOf('500')] });
		assert.equal(again.result, 'unchanged');
		const [stale] = await bulk({ id: customer.id, ifVersion: 2, externalIds: [linkOf('501')] });
		assert.equal(stale.error.code, 'version_mismatch');
	});

	it('refuses an id that another customer holds, and goes on with the other rows', async () => {
		const holder = await create('502');
		const one = await create('shopper-8');
		const two = await create('shopper-9');
		const rows = await bulk(
			{ id: one.id, externalIds: [linkOf('502')] },
			{ id: two.id, externalIds: [linkOf('503')] },
		);
		assert.equal(rows[0].error.code, 'external_id_linked');
		assert.equal(rows[0].error.existingId, holder.id);
		assert.equal(rows[1].result, 'updated');
		assert.deepEqual((await read(one.id)).externalIds, []);
	});

	it('refuses a matcher what a person told apart, and takes it from the person', async () => {
		const customer = await create('shopper-10');
		await exclude('504', customer.id);
		const [row] = await bulk({ id: customer.id, externalIds: [linkOf('504')] });
		assert.equal(row.error.code, 'pair_excluded');
		const byHand = { ...tebraId('504'), matchMethod: 'manual' };
		const [manual] = await bulk({ id: customer.id, externalIds: [byHand] });
		assert.equal(manual.result, 'updated');
	});

	it('links an id again that was rejected before', async () => {
		const customer = await create('505');
		const open = await review('505', customer.id, { kind: 'vanished' });
		await calls.decide(open, 'keep_apart');
		const [row] = await bulk({ id: customer.id, externalIds: [linkOf('505')] });
		assert.equal(row.result, 'updated');
		assert.deepEqual(linksOf(await read(customer.id)), ['505 verified']);
	});
});
