import { sleep } from 'n8n-workflow';

import { changedRow, json, servedOneByOne } from './served';
import { failureOf, openPort, personId, profileWith } from './support';

/** Lists, sessions and routes in every form that the sheet knows (all synthetic). */

const { serve, seen, close } = servedOneByOne();
afterEach(close);

async function idsOf(base: string, settings: object = {}): Promise<string[]> {
	const ids: string[] = [];
	const port = await openPort(base, { practiceProfile: profileWith(settings) });
	for await (const list of port.patients.ids()) ids.push(...list);
	return ids;
}

test.each([
	'http://127.0.0.1:889/site/NextGen.Api.Edge/6.0.0.1719/api/providers?$skip=1&$top=100',
	'https://nativeapi.nextgen.com/nge/prod/nge-api/api/providers?$skip=1&$top=100',
	'/api/Providers?$skip=1&$top=100',
])('a next link %s is asked of our own host (sheet 5, 9.1)', async (nextPageLink) => {
	const provider = (n: number) => ({ id: personId(n), isRenderingAtPractice: true });
	const base = await serve((path) => {
		if (!path.startsWith('/providers?')) return undefined;
		return path.includes('skip=1')
			? json({ items: [provider(2)], nextPageLink: null, count: null })
			: json({ items: [provider(1)], nextPageLink, count: null });
	});
	const providers = await (await openPort(base)).providers.list();
	expect(providers.map(({ id }) => id)).toEqual([personId(1), personId(2)]);
	expect(seen('/providers?').map(({ url }) => url.split('?')[0])).toEqual([
		'/nge/prod/nge-api/api/providers',
		'/nge/prod/nge-api/api/providers',
	]);
});

test.each([
	['leads to another list', 'http://127.0.0.1:889/api/persons/payers?$skip=1', 'LinkElsewhere'],
	['leads round', 'http://127.0.0.1:889/api/persons?$skip=1', 'LinkRepeated'],
])(
	'a next link that %s ends the read and is no shorter list',
	async (_name, nextPageLink, code) => {
		const base = await serve((path) =>
			path.startsWith('/persons?') ? json({ items: [], nextPageLink }) : undefined,
		);
		expect(await failureOf(idsOf(base))).toMatchObject({
			details: { kind: 'wireShape', vendorCode: code },
		});
	},
);

test.each([
	['camelCase envelope', { items: [changedRow(1)], nextPageLink: null, count: null }],
	[
		'PascalCase, as documented',
		{
			Items: [
				{ PersonId: personId(1), PracticeId: '0001', ModifyTimestamp: '2026-01-01T00:00:00' },
			],
			NextPageLink: '',
			Count: null,
		},
	],
	['bare array', [changedRow(1)]],
	['GUID in upper case', { items: [{ ...changedRow(1), personId: personId(1).toUpperCase() }] }],
])('a list as %s is read (sheet 4.0, 9.4, 9.6)', async (_name, body) => {
	const base = await serve((path) => (path.startsWith('/persons?') ? json(body) : undefined));
	expect(await idsOf(base)).toEqual([personId(1)]);
});

test.each([
	['no list at all', { message: 'Hello' }],
	['null', null],
	['a row without an id', { items: [{ practiceId: '0001' }] }],
])('%s is an unknown form and not an empty list', async (_name, body) => {
	const base = await serve((path) => (path.startsWith('/persons?') ? json(body) : undefined));
	expect(await failureOf(idsOf(base))).toMatchObject({ details: { kind: 'wireShape' } });
});

test('a list that does not keep its order is refused, since a page border would lose rows', async () => {
	const base = await serve((path) =>
		path.startsWith('/persons?') ? json({ items: [changedRow(3), changedRow(1)] }) : undefined,
	);
	expect(await failureOf(idsOf(base))).toMatchObject({ details: { vendorCode: 'NotInOrder' } });
});

test('many rows of one time are parted over pages without loss or double', async () => {
	const all = [1, 2, 3, 4, 5, 6, 7].map((n) => changedRow(n, '2026-01-01T00:00:00'));
	const base = await serve((path) => {
		if (path.startsWith('/persons?')) return json({ items: all });
		return /^\/persons\/[^/?]+\?/.test(path) ? json({ id: path.slice(9, 45) }) : undefined;
	});
	const port = await openPort(base);
	const ids: string[] = [];
	let cursor: string | undefined;
	do {
		const page: Awaited<ReturnType<typeof port.patients.page>> = await port.patients.page({
			read: 'all',
			pageSize: 3,
			...(cursor !== undefined && { cursor }),
		});
		ids.push(...page.patients.map(({ patient }) => patient.id));
		cursor = page.nextCursor;
	} while (cursor !== undefined && ids.length < 50);
	expect(ids).toEqual(all.map((entry) => entry.personId));
});

test.each([
	['400 that speaks of the session', json({ message: 'The Session is not valid.' }, {}, 400)],
	['403 that speaks of the session', json({ message: 'No session id.' }, {}, 403)],
])('%s makes a new session once (sheet 3)', async (_name, refused) => {
	let sessions = 0;
	const base = await serve((path, request) => {
		if (path === '/users/me/login-defaults') {
			return json('OK', { 'x-ng-sessionid': `session ${String((sessions += 1))}` });
		}
		return request.headers['x-ng-sessionid'] === 'session 1' ? refused : undefined;
	});
	expect(
		await (
			await openPort(base, { sessionId: '' })
		).appointments?.page({
			read: 'window',
			window: { from: '2026-01-01', to: '2026-01-02' },
			pageSize: 5,
		}),
	).toMatchObject({ appointments: [] });
	expect(sessions).toBe(2);
});

test('an answer without the session header names what to check (sheet 3)', async () => {
	const base = await serve((path) =>
		path === '/users/me/login-defaults' ? json('OK') : undefined,
	);
	expect(await failureOf((await openPort(base)).patients.get(personId(1)))).toMatchObject({
		details: { kind: 'wireShape', vendorCode: 'NoSession', fields: ['enterpriseId', 'practiceId'] },
	});
});

test.each([
	[
		'404 with messageDetail',
		json({ message: 'No HTTP resource was found', messageDetail: 'x' }, {}, 404),
	],
	['405', json({ message: 'does not support' }, { Allow: 'POST' }, 405)],
])('%s is a route that the build lacks, told with the build (sheet 6)', async (_name, reply) => {
	const base = await serve((path) => (path.startsWith('/master/events') ? reply : undefined));
	const error = await failureOf((await openPort(base)).schedule!.types!());
	expect(error).toMatchObject({ details: { kind: 'unsupported', vendorCode: 'RouteMissing' } });
	expect(error.message).toContain('build 6.0.0.767');
});

test('an empty 404 to a list of masters is not an empty list (sheet 6)', async () => {
	const base = await serve((path) =>
		path.startsWith('/master/events') ? { status: 404 } : undefined,
	);
	expect(await failureOf((await openPort(base)).schedule!.types!())).toMatchObject({
		details: { kind: 'notFound' },
	});
});

test('never more calls are under way at the same time than the profile says (sheet 5)', async () => {
	let under = 0;
	let most = 0;
	const base = await serve(async (path) => {
		if (path === '/users/me/login-defaults') return undefined;
		under += 1;
		most = Math.max(most, under);
		await sleep(20);
		under -= 1;
		if (path.startsWith('/persons?'))
			return json({ items: [1, 2, 3, 4, 5, 6, 7, 8].map((n) => changedRow(n)) });
		return /^\/persons\/[^/?]+\?/.test(path) ? json({ id: path.slice(9, 45) }) : undefined;
	});
	const port = await openPort(base, { practiceProfile: profileWith({ concurrency: 2 }) });
	expect((await port.patients.page({ read: 'all', pageSize: 8 })).patients).toHaveLength(8);
	expect(most).toBe(2);
});
