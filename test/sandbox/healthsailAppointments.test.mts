import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startHealthSail, synthetic, tebraId, type TestSandbox } from './healthsailSupport.mjs';

const HASH = 'a1b2c3d4e5f60718';

type Row = Record<string, unknown> & { id: string };

describe('HealthSail sandbox: the mirror of appointments', () => {
	let sandbox: TestSandbox;
	let providerId: string;
	let locationId: string;

	const visit = (customerId: string, value: string, more: Record<string, unknown> = {}) => ({
		customerId,
		providerId,
		locationId,
		externalIds: [tebraId(value, 'appointment')],
		typeExternalId: '12',
		startsAt: '2026-03-04T15:30:00Z',
		endsAt: '2026-03-04T16:00:00Z',
		timeZone: 'America/Chicago',
		status: 'booked',
		modality: 'in_person',
		observedAt: '2026-03-01T08:00:00Z',
		...more,
	});
	const bulk = async (items: unknown[], more: { key?: string; token?: string } = {}) =>
		await sandbox.call('POST', '/appointments/bulk-upsert', {
			body: { matchOn: 'externalIds', items },
			...more,
		});
	const write = async (item: unknown) => (await bulk([item])).json.data[0];
	const list = async (query = '') =>
		(await sandbox.call('GET', `/appointments${query}`)).json.data as Row[];
	const lookup = async (...values: string[]) =>
		await sandbox.call('POST', '/appointments/lookup', {
			body: { externalIds: values.map((value) => tebraId(value, 'appointment')) },
		});
	const person = async (value: string): Promise<string> =>
		(await sandbox.call('POST', '/customers', { body: synthetic(value) })).json.id;
	const inDirectory = async (path: string, members: object): Promise<string> => {
		const body = { matchOn: 'externalIds', items: [members] };
		return (await sandbox.call('POST', `/${path}/bulk-upsert`, { body })).json.data[0].id;
	};

	before(async () => {
		sandbox = await startHealthSail();
		providerId = await inDirectory('providers', {
			externalIds: [tebraId('17', 'provider')],
			familyName: 'Example',
		});
		locationId = await inDirectory('locations', {
			externalIds: [tebraId('31', 'location')],
			name: 'Example North',
			timeZone: 'America/Chicago',
		});
	});
	after(async () => {
		assert.equal(sandbox.system.contractViolations(), 0, 'an answer missed the contract');
		await sandbox.stop();
	});

	it('is created, updated and left unchanged, with a version that grows only by a change', async () => {
		const customerId = await person('100');
		const first = await write(visit(customerId, '100'));
		assert.deepEqual([first.result, first.version], ['created', 1]);
		const again = await write(visit(customerId, '100'));
		assert.deepEqual([again.result, again.version, again.id], ['unchanged', 1, first.id]);
		const confirmed = await write(visit(customerId, '100', { status: 'confirmed' }));
		assert.deepEqual([confirmed.result, confirmed.version, confirmed.id], ['updated', 2, first.id]);
		const [row] = await list(`?customerId=${customerId}`);
		assert.equal(row.status, 'confirmed');
		assert.equal(row.customerId, customerId);
	});

	it('keeps what a system does not tell as null', async () => {
		const customerId = await person('101');
		const bare = {
			providerId: null,
			locationId: null,
			typeExternalId: null,
			endsAt: null,
			modality: null,
		};
		assert.equal((await write(visit(customerId, '101', bare))).result, 'created');
		const [row] = await list(`?customerId=${customerId}`);
		assert.deepEqual(
			[row.providerId, row.locationId, row.typeExternalId, row.endsAt, row.modality],
			[null, null, null, null, null],
		);
	});

	it('takes every status word of the contract, and no other', async () => {
		const customerId = await person('102');
		const words = 'booked confirmed arrived in_progress completed cancelled no_show rescheduled';
		const all = [...words.split(' '), 'unknown', 'noShow'];
		const good = await bulk(all.map((status, i) => visit(customerId, `102-${i}`, { status })));
		const results = good.json.data.map(({ result }: Row) => result);
		assert.deepEqual(results, [...Array<string>(9).fill('created'), 'error']);
		assert.equal(good.json.data[9].error.errors[0].pointer, '/items/9/status');
		const gone = await list(`?customerId=${customerId}&status=cancelled,no_show`);
		assert.deepEqual(gone.map(({ status }) => status).sort(), ['cancelled', 'no_show']);
	});

	it('never lets an older observation overwrite a newer one', async () => {
		const customerId = await person('103');
		await write(
			visit(customerId, '103', { status: 'arrived', observedAt: '2026-03-04T12:00:00Z' }),
		);
		const late = { status: 'booked', observedAt: '2026-03-04T11:59:59Z' };
		assert.equal((await write(visit(customerId, '103', late))).result, 'unchanged');
		assert.equal((await list(`?customerId=${customerId}`))[0].status, 'arrived');
		const newer = { status: 'completed', observedAt: '2026-03-04T12:00:01Z' };
		assert.equal((await write(visit(customerId, '103', newer))).result, 'updated');
	});

	it("goes by the source's own time before the time of reading", async () => {
		const customerId = await person('104');
		const at = (sourceAt: string, observedAt: string, status: string) =>
			visit(customerId, '104', { sourceAt, observedAt, status });
		await write(at('2026-03-04T10:00:00Z', '2026-03-04T12:00:00Z', 'arrived'));
		const old = await write(at('2026-03-04T09:00:00Z', '2026-03-04T13:00:00Z', 'booked'));
		assert.equal(old.result, 'unchanged');
		const young = await write(at('2026-03-04T10:30:00Z', '2026-03-04T11:00:00Z', 'in_progress'));
		assert.equal(young.result, 'updated');
		const [row] = await list(`?customerId=${customerId}`);
		assert.deepEqual([row.status, row.sourceAt], ['in_progress', '2026-03-04T10:30:00Z']);
	});

	it('is looked up by external ids in the order of the request, with its hash stamp', async () => {
		const customerId = await person('105');
		const observedAt = '2026-03-02T08:00:00Z';
		const { id } = await write(visit(customerId, '105', { contentHash: HASH, observedAt }));
		const { status, json, headers } = await lookup('nobody', '105');
		assert.equal(status, 200);
		assert.deepEqual(json.data, [
			{ externalId: tebraId('nobody', 'appointment') },
			{
				externalId: tebraId('105', 'appointment'),
				appointmentId: id,
				version: 1,
				contentHash: HASH,
				observedAt,
			},
		]);
		assert.equal(headers.get('hs-data-tier'), '1');
		assert.match(headers.get('hs-audit-id') ?? '', /^aud_/);
		const values = Array.from({ length: 101 }, (_, i) => String(i));
		assert.equal((await lookup(...values)).status, 422);
		assert.equal((await lookup(...values.slice(1))).status, 200);
	});

	it('takes a new hash for the same content without a new version, and drops it when none comes', async () => {
		const customerId = await person('106');
		await write(visit(customerId, '106', { contentHash: HASH }));
		const other = HASH.split('').reverse().join('');
		const row = await write(visit(customerId, '106', { contentHash: other }));
		assert.deepEqual([row.result, row.version], ['unchanged', 1]);
		assert.equal((await lookup('106')).json.data[0].contentHash, other);
		await write(visit(customerId, '106', { status: 'cancelled' }));
		assert.equal((await lookup('106')).json.data[0].contentHash, undefined);
	});

	it('answers each refused item in its own row while the others go on', async () => {
		const customerId = await person('107');
		const left = await person('108');
		await sandbox.call('PATCH', `/customers/${left}`, {
			body: { syncState: 'left' },
			ifMatch: 1,
		});
		const { json } = await bulk([
			visit('cus_nobody', '107a'),
			visit(left, '107b'),
			visit(customerId, '107c', { providerId: 'prv_nobody', locationId: 'loc_nobody' }),
			visit(customerId, '107d', { externalIds: [] }),
			visit(customerId, '107e'),
		]);
		const codes = json.data.map((row: { error?: { code: string }; result: string }) =>
			row.error ? row.error.code : row.result,
		);
		assert.deepEqual(codes, [
			'not_found',
			'state_invalid',
			'validation_failed',
			'validation_failed',
			'created',
		]);
		assert.deepEqual(
			json.data[2].error.errors.map(({ pointer }: { pointer: string }) => pointer),
			['/providerId', '/locationId'],
		);
	});

	it('is matched by its own id too, under the version that was read', async () => {
		const customerId = await person('109');
		const { id } = await write(visit(customerId, '109'));
		const byId = async (more: object) =>
			(
				await sandbox.call('POST', '/appointments/bulk-upsert', {
					body: {
						matchOn: 'id',
						items: [visit(customerId, '109', { status: 'arrived', ...more })],
					},
				})
			).json.data[0];
		assert.equal((await byId({})).error.errors[0].pointer, '/id');
		assert.equal((await byId({ id, ifVersion: 7 })).error.code, 'version_mismatch');
		assert.equal((await byId({ id, ifVersion: 1 })).result, 'updated');
	});

	it('is listed by every filter, page by page, with chosen fields', async () => {
		const customerId = await person('110');
		const hours = ['14', '15', '16', '17', '18'];
		await bulk(
			hours.map((hour) =>
				visit(customerId, `110-${hour}`, { startsAt: `2026-04-01T${hour}:00:00Z` }),
			),
		);
		sandbox.world.clock.advance(3600_000);
		const since = sandbox.world.clock.now().toISOString();
		await write(
			visit(customerId, '110-19', { startsAt: '2026-04-01T19:00:00Z', providerId: null }),
		);
		const counts = async (query: string) =>
			(await list(`?customerId=${customerId}&${query}`)).length;
		assert.equal(await counts(`providerId=${providerId}`), 5);
		assert.equal(await counts(`locationId=${locationId}`), 6);
		assert.equal(await counts('locationId=loc_nobody'), 0);
		assert.equal(
			await counts('startsAt[gte]=2026-04-01T15:00:00Z&startsAt[lt]=2026-04-01T17:00:00Z'),
			2,
		);
		assert.equal(await counts(`updatedAt[gte]=${since}`), 1);

		const seen: string[] = [];
		let cursor = '';
		do {
			const query = `?customerId=${customerId}&limit=4&sort=updatedAt&fields=startsAt${cursor}`;
			const { json } = await sandbox.call('GET', `/appointments${query}`);
			for (const row of json.data) {
				assert.deepEqual(Object.keys(row).sort(), ['id', 'startsAt', 'version']);
				seen.push(row.startsAt.slice(11, 13));
			}
			cursor = json.page.nextCursor === null ? '' : `&cursor=${json.page.nextCursor}`;
		} while (cursor !== '');
		assert.deepEqual(seen, [...hours, '19']);
		const wrong = await sandbox.call('GET', '/appointments?fields=visitReason');
		assert.equal(wrong.json.code, 'field_unknown');
	});

	it('repeats the answer for an Idempotency-Key, and asks for the scopes', async () => {
		const customerId = await person('111');
		const first = await bulk([visit(customerId, '111')], { key: 'k-apt-111' });
		const again = await bulk([visit(customerId, '111')], { key: 'k-apt-111' });
		assert.equal(again.headers.get('idempotent-replayed'), 'true');
		assert.deepEqual(again.json, first.json);
		const token = 'hs_test_readonly_0000000000000000';
		assert.equal((await bulk([visit(customerId, '111')], { token })).json.code, 'scope_missing');
		assert.equal((await sandbox.call('GET', '/appointments', { token })).status, 200);
	});

	it('goes with its customer: merged, unmerged, stripped', async () => {
		const [one, two] = [await person('112'), await person('113')];
		await write(visit(one, '112'));
		await sandbox.call('POST', `/customers/${one}/merge`, { body: { intoId: two }, ifMatch: 1 });
		assert.equal((await list(`?customerId=${two}`)).length, 1);
		assert.equal((await write(visit(one, '112b'))).error.code, 'state_invalid');
		await sandbox.call('POST', `/customers/${one}/unmerge`, { ifMatch: 2 });
		assert.equal((await list(`?customerId=${one}`)).length, 1);
		assert.equal((await list(`?customerId=${two}`)).length, 0);
		const { version } = (await sandbox.call('GET', `/customers/${one}`)).json;
		const body = { syncState: 'excluded', syncReason: 'opted_out' };
		await sandbox.call('PATCH', `/customers/${one}`, { body, ifMatch: version });
		assert.deepEqual(await list(`?customerId=${one}`), []);
		assert.equal((await lookup('112')).json.data[0].appointmentId, undefined);
	});

	it('is moved to another customer when the practice moves it', async () => {
		const [wrong, right] = [await person('114'), await person('115')];
		await write(visit(wrong, '114'));
		assert.equal((await write(visit(right, '114'))).result, 'updated');
		assert.deepEqual(await list(`?customerId=${wrong}`), []);
		assert.equal((await list(`?customerId=${right}`)).length, 1);
	});

	it('is counted on the status page', async () => {
		const counted = async () => {
			const answer = await fetch(`${sandbox.statusOrigin}/control/status`);
			const { systems } = JSON.parse(await answer.text());
			return systems[0].counts.appointments;
		};
		const before = await counted();
		assert.equal(before, sandbox.system.tenant.appointments.collection.size);
		await write(visit(await person('116'), '116'));
		assert.equal(await counted(), before + 1);
	});
});
