import { healthSailAt } from '../healthsail.support/run';
import { json, record, scriptedHealthSail, type Script } from '../healthsail.support/scripted';

/** How the node asks: paging, headers, and what stops it before any call. All data is synthetic. */

const { serve, close } = scriptedHealthSail();
afterEach(close);

describe('lists', () => {
	const total = 450;
	const pages: Script = ({ url }) => {
		const query = new URL(url, 'http://127.0.0.1').searchParams;
		const start = Number(query.get('cursor') ?? 0);
		const end = Math.min(total, start + Number(query.get('limit')));
		const data = Array.from({ length: end - start }, (_, index) => record(start + index));
		const nextCursor = end < total ? String(end) : null;
		return json({ data, page: { nextCursor, hasMore: nextCursor !== null } });
	};

	it('follow the cursor to the end, in order, none twice', async () => {
		const { hs, requests } = await serve(pages);
		const items = await hs.items('customer', 'getMany', { returnAll: true });
		expect(items.map(({ id }) => id)).toEqual(
			Array.from({ length: total }, (_, index) => `cus_${index}`),
		);
		expect(requests).toHaveLength(3);
	});

	it.each([
		[1, 1],
		[200, 1],
		[201, 2],
		[400, 2],
		[1000, 3],
	])('with limit %i take no more calls than needed (%i)', async (limit, calls) => {
		const { hs, requests } = await serve(pages);
		const items = await hs.items('customer', 'getMany', { limit });
		expect(items).toHaveLength(Math.min(limit, total));
		expect(requests).toHaveLength(calls);
	});

	it('send filters, sort and fields in the forms of the contract', async () => {
		const { hs, requests } = await serve(pages);
		await hs.items('customer', 'getMany', {
			limit: 1,
			filters: { status: ['active', 'inactive'], updatedSince: '2026-03-04T10:00:00-06:00' },
			options: { sort: 'updatedAt', fields: 'status,demographics(familyName)' },
		});
		const query = new URL(requests[0].url, 'http://127.0.0.1').searchParams;
		expect(Object.fromEntries(query)).toEqual({
			status: 'active,inactive',
			'updatedAt[gte]': '2026-03-04T16:00:00.000Z',
			sort: 'updatedAt',
			fields: 'status,demographics(familyName)',
			limit: '1',
		});
	});
});

describe('headers', () => {
	it('name purpose, contract version and an opaque correlation id, and never the item', async () => {
		const { hs, requests } = await serve(() => json(record(1)));
		await hs.one('customer', 'get', { customerId: 'cus_1', options: { purposeOfUse: 'TREAT' } });
		const { headers } = requests[0];
		expect(headers).toMatchObject({
			authorization: 'Bearer hs_test_sandbox_0000000000000000',
			'hs-purpose-of-use': 'TREAT',
			'hs-version': '2026-11-01',
		});
		expect(headers['hs-correlation-id']).toMatch(/^[0-9a-f]{32}$/);
		expect(headers['hs-correlation-id']).not.toContain('execution-under-test');
		expect(headers['idempotency-key']).toBeUndefined();
	});

	it('carry the read version as If-Match on a change, and no idempotency key', async () => {
		const { hs, requests } = await serve(() => json({ ...record(1), version: 8 }));
		await hs.one('customer', 'update', {
			customerId: 'cus_1',
			version: '7',
			updateFields: { status: 'inactive' },
		});
		expect(requests[0]).toMatchObject({ method: 'PATCH', body: '{"status":"inactive"}' });
		expect(requests[0].headers['if-match']).toBe('"7"');
		expect(requests[0].headers['idempotency-key']).toBeUndefined();
	});

	it('encode an id so that it cannot leave its place in the path', async () => {
		const { hs, requests } = await serve(() => json(record(1)));
		await hs.one('customer', 'get', { customerId: '../runs?x=1' });
		expect(requests[0].url).toBe('/v1/customers/..%2Fruns%3Fx%3D1');
	});
});

describe('configuration', () => {
	it.each([
		['a short hash key', { hashKey: 'short' }, 'hashKey'],
		['no base URL', { baseUrl: '' }, 'baseUrl'],
	])('%s stops the node and names the field', async (_name, credential, field) => {
		const { hs, requests } = await serve(() => json(record(1)), credential);
		const { error } = await hs.run('customer', 'get', { customerId: 'cus_1' });
		expect(error?.context?.failure).toMatchObject({ kind: 'configuration', fields: [field] });
		expect(requests).toHaveLength(0);
	});

	it('a host that is not allowed gets no request', async () => {
		const hs = healthSailAt('https://elsewhere.example/v1', {
			healthSailApi: { allowedHosts: 'api.healthsail.example' },
		});
		const { error } = await hs.run('customer', 'get', { customerId: 'cus_1' });
		expect(error?.context?.failure).toMatchObject({ kind: 'configuration' });
	});

	it('a field that is filled and cleared at once is refused before any call', async () => {
		const { hs, requests } = await serve(() => json(record(1)));
		const { error } = await hs.run('customer', 'update', {
			customerId: 'cus_1',
			version: '1',
			updateFields: { email: 'x@example.org' },
			clearFields: ['email'],
		});
		expect(error?.message).toMatch(/^The field "Email" is filled and cleared at the same time\. /);
		expect(requests).toHaveLength(0);
	});

	it('an operation that this version does not have is refused in words', async () => {
		const { hs } = await serve(() => json(record(1)));
		const { error } = await hs.run('customer', '__CUSTOM_API_CALL__');
		expect(error?.message).toContain('no operation');
	});
});

describe('answers that lack a row', () => {
	it.each(['lookUp', 'findCandidates'])(
		'stop %s: no word is not the word "unknown"',
		async (name) => {
			const { hs } = await serve(() => json({ data: [] }));
			const { error } = await hs.run('customer', name, {
				...(name === 'lookUp'
					? { system: 'tebra', practiceId: '1', externalIdType: 'patient', externalId: 'p1' }
					: { searchBy: 'keys', keys: { entries: [{ type: 'phone', value: '+12175550123' }] } }),
			});
			expect(error?.context?.failure).toMatchObject({ kind: 'wireShape' });
		},
	);
});
