import type * as N8nWorkflow from 'n8n-workflow';

import type { PatientPage } from '../../../nodes/common/practice/port';
import type { Answering, FakeGreenway } from '../../contract/greenway.support';
import { json, startFake } from '../../contract/greenway.support';

/** How an export is waited for (sheet 5), on a clock that moves only when the node waits. */

const mockWaits: number[] = [];
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof N8nWorkflow>('n8n-workflow'),
	sleep: async (milliseconds: number) => {
		mockWaits.push(milliseconds);
		await Promise.resolve();
	},
}));

let fake: FakeGreenway;
const real = Date.now;

beforeEach(() => {
	mockWaits.length = 0;
	const waited = () => mockWaits.reduce((sum, wait) => sum + wait, 0);
	jest.spyOn(Date, 'now').mockImplementation(() => real() + waited());
});

afterEach(async () => {
	jest.restoreAllMocks();
	await fake.close();
});

const isStatus = (url: URL) => url.pathname.endsWith('/jobs/1');
const working = (headers: Record<string, string> = {}) => ({ status: 202, headers });

async function firstPage(answering: Answering, sandboxSpeed: number): Promise<PatientPage> {
	fake = await startFake(answering);
	const practiceProfile = JSON.stringify({
		version: 1,
		// The spacing of calls is not what is looked at here.
		greenway: { fhir: { requestsPerMinute: 600 } },
	});
	const port = await fake.open('intergy', {
		greenwayFhirApi: { sandboxSpeed, practiceProfile },
	});
	return await port.patients.page({ read: 'all', pageSize: 50 });
}

/** Waits between two questions; those of the throttle and before a sign-in are at most 400 ms. */
const pauses = () => mockWaits.filter((wait) => wait > 450).map(Math.round);

test('an export is asked about after 10 seconds, then after twice as long, for two minutes a page (sheet 5)', async () => {
	const page = await firstPage((_request, url) => (isStatus(url) ? working() : undefined), 1);
	expect(pauses()).toEqual([10_000, 20_000, 40_000, 50_000]);
	expect(page.patients).toEqual([]);
	expect(page.nextCursor).toBeDefined();
});

test('a sandbox whose clock runs twenty times faster is asked twenty times sooner', async () => {
	await firstPage((_request, url) => (isStatus(url) ? working() : undefined), 20);
	expect(pauses()).toEqual([500, 1000, 2000, 2500]);
});

test('the server’s own time to wait goes before ours, on the same clock (sheet 5: Retry-After)', async () => {
	const answering: Answering = (_request, url) =>
		isStatus(url) ? working({ 'Retry-After': '60' }) : undefined;
	await firstPage(answering, 1);
	expect(pauses()).toEqual([60_000, 60_000]);
	await fake.close();
	mockWaits.length = 0;
	await firstPage(answering, 20);
	expect(pauses()).toEqual([3000, 3000]);
});

test('a token that ends while the export is waited for is renewed before the next question (sheet 5)', async () => {
	// Each token lives for 30 seconds of the clock, and the export takes five questions.
	const issued: number[] = [];
	let questions = 0;
	const answering: Answering = (request, url) => {
		if (url.pathname === '/token') {
			issued.push(Date.now());
			return json({ access_token: `t${issued.length}`, token_type: 'Bearer', expires_in: 30 });
		}
		if (!url.pathname.startsWith('/fhir/') || url.pathname.includes('.well-known')) {
			return undefined;
		}
		const number = Number(/^Bearer t(\d+)$/.exec(request.headers.authorization ?? '')?.[1]);
		if (Date.now() > (issued[number - 1] ?? 0) + 30_000) return { status: 401 };
		if (!isStatus(url)) return undefined;
		questions += 1;
		return questions < 4 ? working() : undefined;
	};
	const page = await firstPage(answering, 1);
	expect(page.patients).toHaveLength(2);
	expect(questions).toBe(4);
	expect(issued.length).toBe(3);
	// A dead token was not tried even once: each was renewed before its end.
	expect(fake.server.requests.filter(({ url }) => url.endsWith('/jobs/1'))).toHaveLength(4);
});

test('a token that the server ends before its time is renewed once and the same question asked again (sheet 3.1)', async () => {
	let isDead = false;
	let tokens = 0;
	let questions = 0;
	const answering: Answering = (request, url) => {
		if (url.pathname === '/token') {
			tokens += 1;
			isDead = false;
			return json({ access_token: `t${tokens}`, token_type: 'Bearer', expires_in: 900 });
		}
		if (isDead && request.headers.authorization === 'Bearer t1') return { status: 401 };
		if (!isStatus(url)) return undefined;
		questions += 1;
		isDead = questions === 1;
		return questions < 3 ? working() : undefined;
	};
	const page = await firstPage(answering, 1);
	expect(page.patients).toHaveLength(2);
	expect(tokens).toBe(2);
	expect(fake.fhir().filter(({ path }) => path.endsWith('$export'))).toHaveLength(1);
});
