import type { IDataObject } from 'n8n-workflow';

import { json, scriptedHealthSail, type Script } from '../healthsail.support/scripted';

/** What the appointment operations send, and how often. All data is synthetic. */

const { serve, close } = scriptedHealthSail();
afterEach(close);

const practice = { system: 'tebra', practiceId: '1' };
const visit = (id: string, more: IDataObject = {}): IDataObject => ({
	...practice,
	id,
	externalIds: [{ ...practice, type: 'appointment', value: id }],
	patientId: `p${id}`,
	providerId: '17',
	locationId: '31',
	type: { id: '12', name: 'Office visit' },
	startsAt: '2026-03-04T15:30:00Z',
	endsAt: '2026-03-04T16:00:00Z',
	timeZone: 'America/Chicago',
	status: 'booked',
	...more,
});

interface Body {
	externalIds: Array<{ value: string }>;
	items: IDataObject[];
}

/** Knows every patient, provider 17, location 31 and no appointment. */
const answers: Script = ({ url, method, body }) => {
	const { pathname } = new URL(url, 'http://127.0.0.1');
	const page = { nextCursor: null, hasMore: false };
	if (method === 'GET') {
		const [type, value, id] = pathname.endsWith('/providers')
			? ['provider', '17', 'prv_1']
			: ['location', '31', 'loc_1'];
		const externalIds = [{ ...practice, type, value, verification: 'verified' }];
		return json({ data: [{ id, version: 1, externalIds }], page });
	}
	const { externalIds, items } = JSON.parse(body) as Body;
	if (pathname.endsWith('/customers/lookup')) {
		const data = externalIds.map((externalId) => ({
			externalId,
			customerId: `cus_${externalId.value}`,
			version: 1,
			syncState: 'included',
			cohort: [],
		}));
		return json({ data });
	}
	if (pathname.endsWith('/appointments/lookup')) {
		return json({ data: externalIds.map((externalId) => ({ externalId })) });
	}
	const data = items.map(({ customerId }, index) => ({
		index,
		result: 'created',
		id: `apt_${String(customerId)}`,
		version: 1,
	}));
	return json({ data });
};

const pathsOf = (requests: ReadonlyArray<{ method: string; url: string }>) =>
	requests.map(({ method, url }) => `${method} ${new URL(url, 'http://127.0.0.1').pathname}`);

describe('writing appointments', () => {
	it('goes in hundreds, reads providers and locations once, and keeps order and pairing', async () => {
		const { hs, requests } = await serve(answers);
		const items = Array.from({ length: 250 }, (_, index) => visit(String(index)));
		const { outputs, error } = await hs.run('appointment', 'createOrUpdate', {}, items);
		expect(error).toBeUndefined();
		expect(outputs[0].map(({ json: { appointmentId } }) => appointmentId)).toEqual(
			items.map(({ patientId }) => `apt_cus_${String(patientId)}`),
		);
		expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual(
			items.map((_, item) => ({ item })),
		);
		expect(pathsOf(requests).sort()).toEqual([
			'GET /v1/locations',
			'GET /v1/providers',
			...Array<string>(3).fill('POST /v1/appointments/bulk-upsert'),
			...Array<string>(3).fill('POST /v1/appointments/lookup'),
			...Array<string>(3).fill('POST /v1/customers/lookup'),
		]);
		expect(outputs[0][0].json.calls).toBe(11);
	});

	it('sends what the contract names, and never the visit reason or the former appointment', async () => {
		const { hs, requests } = await serve(answers);
		const more = {
			reason: 'synthetic reason text',
			rescheduledFromId: 'former-1',
			sourceAt: '2026-03-01T10:00:00Z',
		};
		await hs.items(
			'appointment',
			'createOrUpdate',
			{ options: { observedAt: '2026-03-04T10:00:00-06:00' } },
			[visit('1', more)],
		);
		const { body } = requests[requests.length - 1];
		const { items, matchOn } = JSON.parse(body) as Body & { matchOn: string };
		expect(matchOn).toBe('externalIds');
		expect(items).toEqual([
			{
				customerId: 'cus_p1',
				providerId: 'prv_1',
				locationId: 'loc_1',
				externalIds: [{ ...practice, type: 'appointment', value: '1' }],
				typeExternalId: '12',
				typeName: 'Office visit',
				startsAt: '2026-03-04T15:30:00Z',
				endsAt: '2026-03-04T16:00:00Z',
				timeZone: 'America/Chicago',
				status: 'booked',
				modality: null,
				observedAt: '2026-03-04T16:00:00.000Z',
				sourceAt: '2026-03-01T10:00:00Z',
				contentHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
			},
		]);
		const all = requests.map(({ url, body: sent }) => `${url} ${sent}`).join(' ');
		expect(all).not.toMatch(/synthetic reason|former-1/);
	});

	it('keeps ids of patients and appointments out of every URL', async () => {
		const { hs, requests } = await serve(answers);
		await hs.items('appointment', 'createOrUpdate', {}, [visit('secret-1')]);
		await hs.items('appointment', 'lookUp', { ...practice, externalId: 'secret-1' });
		expect(requests.length).toBeGreaterThan(4);
		expect(requests.map(({ url }) => url).join(' ')).not.toContain('secret');
	});

	it('repeats a write under the same key when the answer was lost', async () => {
		let dropped = false;
		const { hs, requests } = await serve((request, number) => {
			if (!dropped && request.url.endsWith('/bulk-upsert')) {
				dropped = true;
				return { cut: 'headers' };
			}
			return answers(request, number);
		});
		const results = await hs.items('appointment', 'createOrUpdate', {}, [visit('1')]);
		expect(results).toMatchObject([{ result: 'created' }]);
		const [first, second] = requests.filter(({ url }) => url.endsWith('/bulk-upsert'));
		expect(first.headers['idempotency-key']).toMatch(/^[0-9a-f]{64}$/);
		expect(second.headers['idempotency-key']).toBe(first.headers['idempotency-key']);
		expect(second.body).toBe(first.body);
	});

	it('stops when the look-up leaves out an appointment that was asked for', async () => {
		const { hs, requests } = await serve((request, number) =>
			request.url.endsWith('/appointments/lookup') ? json({ data: [] }) : answers(request, number),
		);
		const { error } = await hs.run('appointment', 'createOrUpdate', {}, [visit('1')]);
		expect(error?.context?.failure).toMatchObject({ kind: 'wireShape' });
		expect(pathsOf(requests)).not.toContain('POST /v1/appointments/bulk-upsert');
	});

	it('takes no link of a provider that is only suspected', async () => {
		const { hs } = await serve((request, number) => {
			const reply = answers(request, number);
			return { ...reply, body: reply.body?.toString().replace('"verified"', '"suspected"') };
		});
		const [result] = await hs.items('appointment', 'createOrUpdate', {}, [visit('1')]);
		expect(result).toMatchObject({ result: 'failed', error: { fields: ['providerId'] } });
	});
});

describe('reading appointments', () => {
	it('sends the filters in the forms of the contract', async () => {
		const { hs, requests } = await serve(answers);
		await hs.items('appointment', 'getMany', {
			limit: 1,
			filters: {
				customerId: 'cus_1',
				providerId: 'prv_1',
				locationId: 'loc_1',
				status: ['cancelled', 'no_show'],
				startsSince: '2026-03-04T00:00:00-06:00',
				startsBefore: '2026-03-05T00:00:00-06:00',
				updatedSince: '2026-03-01T00:00:00Z',
			},
			options: { fields: 'status,startsAt', sort: 'updatedAt' },
		});
		const { searchParams, pathname } = new URL(requests[0].url, 'http://127.0.0.1');
		expect(pathname).toBe('/v1/appointments');
		expect(Object.fromEntries(searchParams)).toEqual({
			customerId: 'cus_1',
			providerId: 'prv_1',
			locationId: 'loc_1',
			status: 'cancelled,no_show',
			'startsAt[gte]': '2026-03-04T06:00:00.000Z',
			'startsAt[lt]': '2026-03-05T06:00:00.000Z',
			'updatedAt[gte]': '2026-03-01T00:00:00.000Z',
			fields: 'status,startsAt',
			sort: 'updatedAt',
			limit: '1',
		});
	});
});
