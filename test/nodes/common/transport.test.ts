import { SafeError } from '../../../lib/privacy/errors';
import type { OutgoingRequest } from '../../../nodes/common/transport/request';
import { retryAfterMs, sendWithRetry } from '../../../nodes/common/transport/retry';
import { send } from '../../../nodes/common/transport/send';
import { createThrottle } from '../../../nodes/common/transport/throttle';
import type { LocalServer, Reply, SeenRequest } from '../../support/localServer';
import { startServer } from '../../support/localServer';
import { openContext } from '../../support/nodes';

let server: LocalServer;

afterEach(async () => {
	await server?.close();
});

const quick = { attempts: 3, baseMs: 1, maxMs: 50 };

async function serve(answer: (request: SeenRequest, number: number) => Reply) {
	server = await startServer(answer);
	const context = openContext({
		nodeType: 'tebra',
		baseUrls: { healthSail: `${server.url}/v1`, tebra: server.url },
	});
	const request = (over: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
		system: 'healthsail',
		operation: 'listLocations',
		method: 'GET',
		url: `${server.url}/v1/locations`,
		repeatable: true,
		...over,
	});
	return { context, request };
}

async function details(work: Promise<unknown>) {
	const error: unknown = await work.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	expect(error).toBeInstanceOf(SafeError);
	return (error as SafeError).details;
}

test('any status is an answer, with its headers in lower case and its text as it came', async () => {
	const { context, request } = await serve(() => ({
		status: 418,
		headers: { 'X-Made-By': 'test', 'Content-Type': 'application/json' },
		body: '{"n":1.10}',
	}));
	const answer = await send(
		context,
		'healthSailApi',
		request({ query: { a: ['1', '2'], b: 'x&y' } }),
	);
	expect([answer.status, answer.headers['x-made-by'], answer.text]).toEqual([
		418,
		'test',
		'{"n":1.10}',
	]);
	expect(answer.json()).toEqual({ n: 1.1 });
	expect(server.requests[0].url).toBe('/v1/locations?a=1&a=2&b=x%26y');
	expect(server.requests[0].headers.authorization).toMatch(/^Bearer hs_test_/);
});

test('a 401 of an API key is an answer after one call, not sent again', async () => {
	const { context, request } = await serve(() => ({ status: 401, body: 'no' }));
	expect((await send(context, 'healthSailApi', request())).status).toBe(401);
	expect(server.requests).toHaveLength(1);
});

test('an answer that is too long is not read', async () => {
	const { context, request } = await serve(() => ({ body: 'x'.repeat(3_000_000) }));
	expect(
		await details(send(context, 'healthSailApi', request({ maxBytes: 1_048_576 }))),
	).toMatchObject({
		kind: 'wireShape',
		message: expect.stringContaining('longer than 1 MB') as unknown,
	});
});

test('a server that is too slow is a time-out, of a write an unknown outcome', async () => {
	const { context, request } = await serve(() => ({ delayMs: 400, body: '{}' }));
	expect(await details(send(context, 'healthSailApi', request({ timeoutMs: 60 })))).toMatchObject({
		kind: 'unavailable',
		message: 'The server did not answer listLocations in time.',
	});
	const write = request({ method: 'POST', body: '{}', repeatable: false, timeoutMs: 60 });
	expect(await details(send(context, 'healthSailApi', write))).toMatchObject({
		kind: 'outcomeUnknown',
	});
});

test('a write that never left this machine is not of unknown outcome', async () => {
	const { context, request } = await serve(() => ({}));
	const url = request().url;
	await server.close();
	const write = request({ url, method: 'POST', body: '{}', repeatable: false });
	expect(await details(send(context, 'healthSailApi', write))).toMatchObject({
		kind: 'unavailable',
		vendorCode: 'ECONNREFUSED',
	});
});

test.each([
	['http://api.example.com/v1', 'plain http'],
	['https://user:pw@api.example.com/v1', 'a login in the address'],
	['https://10.0.0.7/v1', 'an IP address'],
	['no address', 'no address'],
])('nothing is sent to %s (%s)', async (url) => {
	const { context, request } = await serve(() => ({}));
	const refused = await details(send(context, 'healthSailApi', request({ url })));
	expect(refused.kind).toBe('configuration');
	expect(refused.message).not.toContain('example.com');
});

test('a list of allowed hosts keeps all others out', async () => {
	const { context, request } = await serve(() => ({}));
	const refused = await details(
		send(
			context,
			'healthSailApi',
			request({ url: 'https://other.example/v1', allowedHosts: ['*.healthsail.example'] }),
		),
	);
	expect(refused).toMatchObject({
		kind: 'configuration',
		message: expect.stringContaining('allowed hosts') as unknown,
	});
});

test('reads are repeated on 429 and 5xx after the wait the server asks for', async () => {
	const { context, request } = await serve((_, number) =>
		number === 1
			? { status: 429, headers: { 'Retry-After': '0.04' } }
			: number === 2
				? { status: 503 }
				: { body: '{}' },
	);
	let attempts = 0;
	const answer = await sendWithRetry(context, 'healthSailApi', request(), {
		policy: quick,
		onAttempt: () => {
			attempts += 1;
		},
	});
	expect([answer.status, attempts]).toEqual([200, 3]);
	expect(server.requests[1].at - server.requests[0].at).toBeGreaterThanOrEqual(39);
});

test('a write is repeated on 429 only', async () => {
	const { context, request } = await serve((_, number) => ({ status: number === 1 ? 429 : 503 }));
	const write = request({ method: 'POST', body: '{}', repeatable: false });
	const answer = await sendWithRetry(context, 'healthSailApi', write, { policy: quick });
	expect([answer.status, server.requests.length]).toEqual([503, 2]);
});

test('a server that asks for more patience than we have gets its answer handed on', async () => {
	const { context, request } = await serve(() => ({
		status: 429,
		headers: { 'Retry-After': '3600' },
	}));
	const answer = await sendWithRetry(context, 'healthSailApi', request(), { policy: quick });
	expect([answer.status, server.requests.length]).toEqual([429, 1]);
});

test('Retry-After is seconds or a date', () => {
	const now = Date.parse('2026-01-01T00:00:00Z');
	expect(retryAfterMs({ 'retry-after': '2' }, now)).toBe(2000);
	expect(retryAfterMs({ 'retry-after': 'Thu, 01 Jan 2026 00:00:05 GMT' }, now)).toBe(5000);
	expect(retryAfterMs({ 'retry-after': 'soon' }, now)).toBeUndefined();
	expect(retryAfterMs({}, now)).toBeUndefined();
});

describe('the throttle', () => {
	const table = { intervals: { Quick: 30 }, defaultMs: 60, marginMs: 10 };

	async function starts(account: string, operations: string[], speed = 1, share = 1) {
		const throttle = createThrottle(account, table, { speed, share });
		const began = Date.now();
		return await Promise.all(
			operations.map(async (operation) => {
				await throttle.ready(operation);
				return Date.now() - began;
			}),
		);
	}

	test('spaces calls of one operation by interval and margin, and no others', async () => {
		const [first, second, third, other] = await starts('a', ['Quick', 'Quick', 'Quick', 'Other']);
		expect(first).toBeLessThan(20);
		expect(second).toBeGreaterThanOrEqual(39);
		expect(third).toBeGreaterThanOrEqual(79);
		expect(other).toBeLessThan(20);
	});

	test('is shared by all nodes of one account', async () => {
		await starts('b', ['Quick']);
		const [again] = await starts('b', ['Quick']);
		expect(again).toBeGreaterThanOrEqual(25);
	});

	test('takes the share of the limit and the speed of a sandbox', () => {
		const of = (speed: number, share: number) =>
			createThrottle('c', table, { speed, share }).intervalMs('Quick');
		expect([of(1, 1), of(1, 0.5), of(4, 1), of(0, 1)]).toEqual([40, 80, 10, 0]);
	});

	test('holds off everybody after a refusal', async () => {
		createThrottle('d', table, { speed: 1, share: 1 }).holdOff('Quick', 60);
		const [next] = await starts('d', ['Quick']);
		expect(next).toBeGreaterThanOrEqual(50);
	});
});
