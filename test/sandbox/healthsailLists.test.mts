import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startHealthSail, synthetic, type TestSandbox } from './healthsailSupport.mjs';

describe('HealthSail sandbox: lists, cursors, filters and field selection', () => {
	let sandbox: TestSandbox;

	before(async () => {
		sandbox = await startHealthSail();
	});
	after(async () => {
		assert.equal(sandbox.system.contractViolations(), 0, 'an answer missed the contract');
		await sandbox.stop();
	});

	it('pages without loss or doubles while rows change', async () => {
		const own = await startHealthSail();
		const ids: string[] = [];
		for (let i = 0; i < 45; i += 1) {
			ids.push((await own.call('POST', '/customers', { body: synthetic(`p${i}`) })).json.id);
		}
		const seen: string[] = [];
		let cursor: string | null = null;
		do {
			const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
			const page = await own.call('GET', `/customers?limit=10&sort=createdAt${query}`);
			seen.push(...page.json.data.map((one: { id: string }) => one.id));
			cursor = page.json.page.nextCursor;
			const id = ids[seen.length - 1];
			await own.call('PATCH', `/customers/${id}`, { body: { status: 'inactive' }, ifMatch: 1 });
			await own.call('POST', '/customers', { body: synthetic(`q${seen.length}`) });
		} while (cursor !== null && seen.length < 200);
		assert.equal(new Set(seen).size, seen.length, 'a row came twice');
		for (const id of ids) assert.ok(seen.includes(id), 'a row was lost');
		await own.stop();
	});

	it('refuses a forged, a foreign and an old cursor', async () => {
		for (let i = 0; i < 3; i += 1) {
			await sandbox.call('POST', '/customers', { body: synthetic(`c${i}`) });
		}
		const { json } = await sandbox.call('GET', '/customers?limit=1');
		const cursor = encodeURIComponent(json.page.nextCursor);
		const code = async (query: string) =>
			(await sandbox.call('GET', `/customers?${query}`)).json.code;
		assert.equal(await code('limit=1&cursor=abc.def'), 'cursor_invalid');
		assert.equal(await code(`limit=1&sort=createdAt&cursor=${cursor}`), 'cursor_invalid');
		assert.equal(await code(`limit=1&status=active&cursor=${cursor}`), 'cursor_invalid');
		sandbox.world.clock.advance(25 * 3600 * 1000);
		assert.equal(await code(`limit=1&cursor=${cursor}`), 'cursor_invalid');
	});

	it('filters, sorts descending by default and refuses unknown parameters', async () => {
		const own = await startHealthSail();
		await own.call('POST', '/customers', { body: synthetic('1') });
		own.world.clock.advance(1000);
		const mark = own.world.clock.now().toISOString();
		await own.call('POST', '/customers', { body: synthetic('2', { status: 'inactive' }) });
		const names = async (query: string) =>
			(await own.call('GET', `/customers${query}`)).json.data.map(
				(one: { demographics: { familyName: string } }) => one.demographics.familyName,
			);
		assert.deepEqual(await names(''), ['Sample2', 'Sample1']);
		assert.deepEqual(await names('?sort=updatedAt'), ['Sample1', 'Sample2']);
		assert.deepEqual(await names('?status=inactive,deceased'), ['Sample2']);
		assert.deepEqual(await names(`?updatedAt[gte]=${mark}`), ['Sample2']);
		const unknown = await own.call('GET', '/customers?familyName=Sample1');
		assert.equal(unknown.status, 400);
		assert.ok(!unknown.text.includes('Sample1'));
		await own.stop();
	});

	it('answers chosen fields with id and version, and refuses unknown ones', async () => {
		const { json: made } = await sandbox.call('POST', '/customers', { body: synthetic('207') });
		const path = `/customers/${made.id}`;
		const fields = '?fields=status,demographics(familyName,phones(number))';
		const { json } = await sandbox.call('GET', path + fields);
		assert.deepEqual(json, {
			id: made.id,
			version: 1,
			status: 'active',
			demographics: {
				familyName: 'Sample207',
				phones: [{ id: made.demographics.phones[0].id, number: '+12175550123' }],
			},
		});
		const unknown = await sandbox.call('GET', `${path}?fields=status,shoeSize`);
		assert.equal(unknown.json.code, 'field_unknown');
		const inner = await sandbox.call('GET', `${path}?fields=demographics(shoeSize)`);
		assert.equal(inner.json.code, 'field_unknown');
	});
});
