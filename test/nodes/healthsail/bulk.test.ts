import type { IDataObject } from 'n8n-workflow';

import { patientItem } from '../healthsail.support/run';
import { json, problem, scriptedHealthSail, type Script } from '../healthsail.support/scripted';

/** Bulk writes on the wire: chunks, idempotency, results per item. All data is synthetic. */

const { serve, close } = scriptedHealthSail();
afterEach(close);

describe('bulk writes', () => {
	const rows: Script = ({ url, body }) => {
		const { items, stamps = [] } = JSON.parse(body) as {
			items: IDataObject[];
			stamps?: IDataObject[];
		};
		const data = items.map((item, index) => ({
			index,
			result: 'created',
			id: url.includes('customers') ? `cus_${valueOf(item)}` : `cov_${index}`,
			version: 1,
		}));
		return json({
			data,
			stamps: stamps.map(({ customerId }, index) => ({
				index,
				customerId,
				result: 'stored',
				version: 2,
			})),
		});
	};

	function valueOf(item: IDataObject): string {
		return String((item.externalIds as IDataObject[])[0].value);
	}

	it('go in hundreds with order and pairing kept', async () => {
		const { hs, requests } = await serve(rows);
		const patients = Array.from({ length: 250 }, (_, index) => patientItem(`b${index}`));
		const { outputs, error } = await hs.run('customer', 'createOrUpdate', {}, patients);
		expect(error).toBeUndefined();
		expect(outputs[0].map(({ json: { customerId } }) => customerId)).toEqual(
			patients.map(({ id }) => `cus_${String(id)}`),
		);
		expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual(
			patients.map((_, item) => ({ item })),
		);
		const sizes = requests
			.filter(({ url }) => url.endsWith('/customers/bulk-upsert'))
			.map(({ body }) => (JSON.parse(body) as { items: unknown[] }).items.length);
		expect(sizes.sort()).toEqual([100, 100, 50]);
	});

	it('use the same idempotency key for the same content when the answer was lost', async () => {
		let dropped = false;
		const { hs, requests } = await serve((request, number) => {
			if (!dropped && request.url.endsWith('/customers/bulk-upsert')) {
				dropped = true;
				return { cut: 'headers' };
			}
			return rows(request, number);
		});
		const result = await hs.items('customer', 'createOrUpdate', {}, [patientItem('k1')]);
		expect(result).toMatchObject([{ result: 'created' }]);
		const [first, second] = requests.filter(({ url }) => url.endsWith('/customers/bulk-upsert'));
		expect(first.headers['idempotency-key']).toMatch(/^[0-9a-f]{64}$/);
		expect(second.headers['idempotency-key']).toBe(first.headers['idempotency-key']);
		expect(second.body).toBe(first.body);
	});

	it('use another idempotency key for other content', async () => {
		const { hs, requests } = await serve(rows);
		await hs.items('customer', 'createOrUpdate', {}, [patientItem('k1')]);
		await hs.items('customer', 'createOrUpdate', {}, [patientItem('k1', { givenName: 'Robin' })]);
		const keys = requests
			.filter(({ url }) => url.endsWith('/customers/bulk-upsert'))
			.map(({ headers }) => headers['idempotency-key']);
		expect(new Set(keys).size).toBe(2);
	});

	it('tell one refused item on its own, without its values, and write the others', async () => {
		const { hs } = await serve((request, number) => {
			const reply = rows(request, number);
			if (!request.url.endsWith('/customers/bulk-upsert')) return reply;
			const answer = JSON.parse(reply.body ?? '') as { data: IDataObject[] };
			answer.data[1] = {
				index: 1,
				result: 'error',
				error: {
					status: 422,
					code: 'validation_failed',
					detail: 'MARKERvalue is not a date',
					requestId: 'req_1',
					errors: [
						{ pointer: '/demographics/birthDate', code: 'format' },
						{ pointer: '/MARKER value' },
					],
				},
			};
			return json(answer);
		});
		const patients = ['r0', 'r1', 'r2'].map((id) => patientItem(id));
		const items = await hs.items('customer', 'createOrUpdate', {}, patients);
		expect(items.map(({ result }) => result)).toEqual(['created', 'failed', 'created']);
		expect(items[1].error).toMatchObject({
			kind: 'validation',
			vendorCode: 'validation_failed',
			fields: ['demographics/birthDate'],
			correlationId: 'req_1',
		});
		expect(JSON.stringify(items)).not.toContain('MARKER');
	});

	it('do not stamp a customer as done whose coverage was refused', async () => {
		const { hs } = await serve((request, number) => {
			const reply = rows(request, number);
			if (!request.url.endsWith('/coverages/bulk-upsert')) return reply;
			return json({
				data: [{ index: 0, result: 'error', error: { status: 422, code: 'validation_failed' } }],
				stamps: [{ index: 0, customerId: 'cus_v1', result: 'skipped' }],
			});
		});
		const [item] = await hs.items('customer', 'createOrUpdate', {}, [patientItem('v1')]);
		expect(item).toMatchObject({ result: 'failed', customerId: 'cus_v1' });
	});

	it.each(['the coverage', 'the stamp', 'all stamps'])(
		'count a customer as failed when the answer lacks %s',
		async (lacking) => {
			const { hs } = await serve((request, number) => {
				const reply = rows(request, number);
				if (!request.url.endsWith('/coverages/bulk-upsert')) return reply;
				const answer = JSON.parse(reply.body ?? '') as Record<string, IDataObject[]>;
				if (lacking === 'all stamps') return json({ data: answer.data });
				answer[lacking === 'the stamp' ? 'stamps' : 'data'].splice(1, 1);
				return json(answer);
			});
			const patients = ['m0', 'm1', 'm2'].map((id) => patientItem(id));
			const items = await hs.items('customer', 'createOrUpdate', {}, patients);
			expect(items.map(({ result }) => result)).toEqual(
				lacking === 'all stamps'
					? ['failed', 'failed', 'failed']
					: ['created', 'failed', 'created'],
			);
			expect(items[1].error).toMatchObject({ kind: 'wireShape', operation: 'bulkUpsertCoverages' });
		},
	);

	it('tell on their first item how many calls they took', async () => {
		const { hs, requests } = await serve(rows);
		const patients = Array.from({ length: 150 }, (_, index) => patientItem(`n${index}`));
		const items = await hs.items('customer', 'createOrUpdate', {}, patients);
		expect(items[0].calls).toBe(requests.length);
		expect(requests).toHaveLength(4);
		expect(items.slice(1).some((item) => 'calls' in item)).toBe(false);
		const leaving = patients.slice(0, 3).map((patient) => ({
			...patient,
			syncState: 'left',
			healthsail: { customerId: 'cus_1', version: 1 },
		}));
		const [stripped] = await hs.items('customer', 'strip', {}, leaving);
		expect(stripped.calls).toBe(1);
	});

	it('never send an item that is no patient or that left the sync', async () => {
		const { hs, requests } = await serve(rows);
		const items = await hs.items('customer', 'createOrUpdate', {}, [
			{ id: 'x' },
			patientItem('l1', { syncState: 'left' }),
		]);
		expect(items.map(({ result }) => result)).toEqual(['failed', 'failed']);
		expect(requests).toHaveLength(0);
	});

	it('fail as a whole when the call fails, or item by item when the node goes on', async () => {
		const script: Script = ({ url }) =>
			url.endsWith('/customers/bulk-upsert') ? problem(403, 'scope_missing') : json({});
		const { hs } = await serve(script);
		const patients = [patientItem('f1'), patientItem('f2')];
		const stopped = await hs.run('customer', 'createOrUpdate', {}, patients);
		expect(stopped.error?.context?.failure).toMatchObject({ kind: 'permission' });
		const goneOn = await hs.run(
			'customer',
			'createOrUpdate',
			{},
			patients,
			'continueRegularOutput',
		);
		expect(goneOn.error).toBeUndefined();
		expect(goneOn.json()).toEqual(
			patients.map((_patient, index) => ({
				error: expect.stringMatching(
					new RegExp(
						`^The HealthSail credential lacks the right for this operation\\. .*kind: permission.*item: ${index}\\)$`,
					),
				),
			})),
		);
	});
});
