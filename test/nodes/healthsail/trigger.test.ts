import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { HealthSailTrigger } from '../../../nodes/HealthSail/HealthSailTrigger.node';
import { signatureHeader } from '../../../nodes/common/healthsail/signature';
import {
	startServer,
	type LocalServer,
	type Reply,
	type SeenRequest,
} from '../../support/localServer';

/** The trigger's life with HealthSail and its judgement of deliveries; all data is synthetic. */

const url = 'https://n8n.example.org/webhook/hs-0001';
const signingText = 'synthetic-webhook-text-0123456789abcdef';
const trigger = new HealthSailTrigger();

let server: LocalServer | undefined;
afterEach(async () => {
	await server?.close();
	server = undefined;
});

/** Endpoints as HealthSail keeps them, with version and If-Match. */
async function serve(
	endpoints: IDataObject[],
	refuse?: (request: SeenRequest) => Reply | undefined,
) {
	const json = (body: unknown, status = 200): Reply => ({
		status,
		headers: { 'Content-Type': 'application/json' },
		body: body === undefined ? '' : JSON.stringify(body),
	});
	server = await startServer((request) => {
		const refused = refuse?.(request);
		if (refused) return refused;
		const body = (request.body === '' ? {} : JSON.parse(request.body)) as IDataObject;
		const [, , , id] = request.url.split('?')[0].split('/');
		const index = endpoints.findIndex((endpoint) => endpoint.id === id);
		if (id === undefined) {
			if (request.method === 'GET') return json({ data: endpoints, page: { nextCursor: null } });
			endpoints.push({ id: 'whe_new', version: 1, status: 'enabled', ...body });
			return json(endpoints[endpoints.length - 1], 201);
		}
		if (index < 0) return json({ code: 'not_found' }, 404);
		if (request.method === 'GET') return json(endpoints[index]);
		if (request.headers['if-match'] !== `"${String(endpoints[index].version)}"`) {
			return json({ code: 'version_mismatch' }, 412);
		}
		if (request.method === 'DELETE') {
			endpoints.splice(index, 1);
			return json(undefined, 204);
		}
		Object.assign(endpoints[index], body, { version: Number(endpoints[index].version) + 1 });
		return json(endpoints[index]);
	});
	return server;
}

/** n8n's side as far as the trigger uses it; HTTP goes out for real. */
function context(staticData: IDataObject, more: object = {}, webhookSecret: string = signingText) {
	const node = { id: 'n', name: 'HealthSail Trigger', type: 't', typeVersion: 1, parameters: {} };
	const parameters: IDataObject = {
		healthSailAuthentication: 'apiKey',
		eventTypes: ['customer.*', 'order.confirmed'],
		options: {},
	};
	return {
		getNode: () => ({ ...node, credentials: { healthSailApi: { id: '1', name: 'HealthSail' } } }),
		getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
		getNodeWebhookUrl: () => url,
		getWorkflowStaticData: () => staticData,
		getCredentials: async () => ({
			baseUrl: `${server?.url ?? 'http://127.0.0.1:9'}/v1`,
			apiKey: 'hs_test_synthetic',
			hashKey: 'synthetic '.repeat(4),
			webhookSecret,
		}),
		helpers: { httpRequestWithAuthentication: plainRequest },
		...more,
	} as unknown as IHookFunctions & IWebhookFunctions;
}

/** Sends what n8n would send after signing in; enough of n8n's helper for these calls. */
async function plainRequest(
	_type: string,
	options: { method: string; url: string; headers: Record<string, string>; body?: string },
) {
	const { method, headers, body } = options;
	const { qs } = options as { qs?: Record<string, string> };
	const query = qs ? `?${new URLSearchParams(qs).toString()}` : '';
	const response = await fetch(`${options.url}${query}`, { method, headers, body });
	return {
		statusCode: response.status,
		headers: Object.fromEntries(response.headers),
		body: await response.text(),
	};
}

const { checkExists, create, delete: remove } = trigger.webhookMethods.default;

describe('the webhook endpoint', () => {
	it('is created with the secret of the credential, and deleted again', async () => {
		const endpoints: IDataObject[] = [];
		const memory: IDataObject = {};
		await serve(endpoints);
		expect(await checkExists.call(context(memory))).toBe(false);
		expect(await create.call(context(memory))).toBe(true);
		expect(endpoints).toMatchObject([
			{ url, secret: signingText, events: ['customer.*', 'order.confirmed'] },
		]);
		expect(memory.endpointId).toBe('whe_new');
		expect(JSON.stringify(memory)).not.toContain(signingText);
		expect(await checkExists.call(context(memory))).toBe(true);
		expect(endpoints[0].version).toBe(1);
		expect(await remove.call(context(memory))).toBe(true);
		expect(endpoints).toEqual([]);
		expect(memory).toEqual({});
	});

	it('is adopted when another activation left it: events set right, secret replaced', async () => {
		const endpoints: IDataObject[] = [
			{ id: 'whe_other', version: 3, url: 'https://elsewhere.example/', events: ['*'] },
			{ id: 'whe_old', version: 4, url, events: ['order.*'], status: 'disabled', secret: 'old' },
		];
		const memory: IDataObject = {};
		await serve(endpoints);
		expect(await checkExists.call(context(memory))).toBe(true);
		expect(endpoints[0].version).toBe(3);
		expect(endpoints[1]).toMatchObject({
			id: 'whe_old',
			events: ['customer.*', 'order.confirmed'],
			status: 'enabled',
			secret: signingText,
		});
		expect(memory.endpointId).toBe('whe_old');
	});

	it('gets the new secret when the credential was changed', async () => {
		const endpoints: IDataObject[] = [];
		const memory: IDataObject = {};
		await serve(endpoints);
		await create.call(context(memory));
		const renewed = 'another-synthetic-webhook-secret-0123456789';
		expect(await checkExists.call(context(memory, {}, renewed))).toBe(true);
		expect(endpoints[0].secret).toBe(renewed);
	});

	it('may be gone already when it is to be deleted', async () => {
		await serve([]);
		const memory: IDataObject = { endpointId: 'whe_gone', secretMark: 'x' };
		expect(await remove.call(context(memory))).toBe(true);
		expect(memory).toEqual({});
	});

	it('is deleted even when it changed in between', async () => {
		const endpoints: IDataObject[] = [{ id: 'whe_1', version: 1, url, events: ['*'] }];
		let changed = false;
		await serve(endpoints, ({ method }) => {
			if (method !== 'DELETE' || changed) return undefined;
			changed = true;
			endpoints[0].version = 2;
			return undefined;
		});
		expect(await remove.call(context({ endpointId: 'whe_1' }))).toBe(true);
		expect(endpoints).toEqual([]);
	});

	it('cannot be looked for without a right, and says so', async () => {
		await serve([], () => ({
			status: 403,
			headers: { 'Content-Type': 'application/problem+json' },
			body: '{"code":"scope_missing"}',
		}));
		await expect(checkExists.call(context({}))).rejects.toThrow('lacks the right');
	});

	it('cannot be created with a short secret', async () => {
		const endpoints: IDataObject[] = [];
		await serve(endpoints);
		await expect(create.call(context({}, {}, 'short'))).rejects.toThrow('no webhook secret');
		expect(endpoints).toEqual([]);
	});
});

describe('a delivery', () => {
	const event = {
		id: 'evt_0002',
		type: 'customer.updated',
		apiVersion: '2026-11-01',
		createdAt: '2026-03-09T15:02:03Z',
		tenantId: 'ten_01',
		livemode: false,
		data: {
			object: 'customer',
			id: 'cus_0001',
			version: 2,
			href: '/v1/customers/cus_0001',
			changedFields: ['addresses'],
			locationId: 'loc_01',
			pmSystems: ['tebra'],
		},
	};
	const now = Math.floor(Date.now() / 1000);

	async function deliver(body: string, signature?: string) {
		const answer: { status?: number; body?: unknown } = {};
		const response = {
			status(code: number) {
				answer.status = code;
				return { json: (value: unknown) => (answer.body = value) };
			},
		};
		const result = await trigger.webhook.call(
			context(
				{},
				{
					getRequestObject: () => ({ rawBody: Buffer.from(body), readRawBody: async () => {} }),
					getHeaderData: () => ({ ...(signature !== undefined && { 'hs-signature': signature }) }),
					getResponseObject: () => response,
				},
			),
		);
		return { result, answer };
	}

	it('with a good signature becomes one thin item', async () => {
		const body = JSON.stringify(event);
		const { result, answer } = await deliver(
			body,
			signatureHeader(Buffer.from(body), signingText, now),
		);
		expect(answer).toEqual({});
		expect(result.workflowData).toEqual([
			[
				{
					json: {
						eventId: 'evt_0002',
						type: 'customer.updated',
						object: 'customer',
						id: 'cus_0001',
						version: 2,
						createdAt: '2026-03-09T15:02:03Z',
						changedFields: ['addresses'],
						locationId: 'loc_01',
						pmSystems: ['tebra'],
					},
				},
			],
		]);
	});

	it.each([
		['without a signature', (): string | undefined => undefined],
		['signed with another secret', (body: Buffer) => signatureHeader(body, 'x'.repeat(40), now)],
		['older than the tolerance', (body: Buffer) => signatureHeader(body, signingText, now - 400)],
		['signed for another body', () => signatureHeader(Buffer.from('{}'), signingText, now)],
	])('%s is answered 401 and starts nothing', async (_name, sign) => {
		const body = JSON.stringify(event);
		const { result, answer } = await deliver(body, sign(Buffer.from(body)));
		expect(answer.status).toBe(401);
		expect(result).toEqual({ noWebhookResponse: true });
		expect(JSON.stringify(answer.body)).not.toContain('cus_0001');
	});

	it('of a type that was not chosen is taken and starts nothing', async () => {
		const body = JSON.stringify({ ...event, type: 'order.created' });
		const { result, answer } = await deliver(
			body,
			signatureHeader(Buffer.from(body), signingText, now),
		);
		expect(answer).toEqual({});
		expect(result.workflowData).toBeUndefined();
		expect(result.noWebhookResponse).toBeUndefined();
	});

	it('that is signed but no event is answered 400', async () => {
		const { answer } = await deliver('[]', signatureHeader(Buffer.from('[]'), signingText, now));
		expect(answer.status).toBe(400);
	});
});
