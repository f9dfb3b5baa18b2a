import { sleep } from 'n8n-workflow';

import type { LocalServer, Reply, SeenRequest } from '../../support/localServer';
import { startServer } from '../../support/localServer';
import { failureOf, openPort, personId, profileWith } from './support';

/** Answers in every form that the sheet knows, from a server of the test (all synthetic). */

let server: LocalServer | undefined;

afterEach(async () => {
	await server?.close();
	server = undefined;
});

const json = (body: unknown, headers: Record<string, string> = {}, status = 200): Reply => ({
	status,
	headers: { 'Content-Type': 'application/json', 'api-version': '6.0.0.767', ...headers },
	body: JSON.stringify(body),
});

/** A NextGen with one session; `answer` says the rest. */
async function serve(answer: (request: SeenRequest, path: string) => Reply | undefined) {
	server = await startServer((request) => {
		if (request.url.endsWith('/nge-oauth/token')) {
			return json({ access_token: 'synthetic', token_type: 'Bearer', expires_in: 3600 });
		}
		const path = request.url.replace(/^.*\/nge-api\/api/, '');
		const own = answer(request, path);
		if (own !== undefined) return own;
		if (path === '/users/me/login-defaults') return json('OK', { 'X-NG-SessionId': 'one' });
		return json([]);
	});
	return `${server.url}/nge/prod/nge-api/api`;
}

const seen = (part: string) => (server?.requests ?? []).filter(({ url }) => url.includes(part));

const row = (n: number, time = `2026-01-0${n}T10:00:00`) => ({
	personId: personId(n),
	practiceId: '0001',
	modifyTimestamp: time,
});

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
	const base = await serve((_request, path) => {
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
		const base = await serve((_request, path) =>
			path.startsWith('/persons?') ? json({ items: [], nextPageLink }) : undefined,
		);
		expect(await failureOf(idsOf(base))).toMatchObject({
			details: { kind: 'wireShape', vendorCode: code },
		});
	},
);

test.each([
	['camelCase envelope', { items: [row(1)], nextPageLink: null, count: null }],
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
	['bare array', [row(1)]],
	['GUID in upper case', { items: [{ ...row(1), personId: personId(1).toUpperCase() }] }],
])('a list as %s is read (sheet 4.0, 9.4, 9.6)', async (_name, body) => {
	const base = await serve((_request, path) =>
		path.startsWith('/persons?') ? json(body) : undefined,
	);
	expect(await idsOf(base)).toEqual([personId(1)]);
});

test.each([
	['no list at all', { message: 'Hello' }],
	['null', null],
	['a row without an id', { items: [{ practiceId: '0001' }] }],
])('%s is an unknown form and not an empty list', async (_name, body) => {
	const base = await serve((_request, path) =>
		path.startsWith('/persons?') ? json(body) : undefined,
	);
	expect(await failureOf(idsOf(base))).toMatchObject({ details: { kind: 'wireShape' } });
});

test('a list that does not keep its order is refused, since a page border would lose rows', async () => {
	const base = await serve((_request, path) =>
		path.startsWith('/persons?') ? json({ items: [row(3), row(1)] }) : undefined,
	);
	expect(await failureOf(idsOf(base))).toMatchObject({ details: { vendorCode: 'NotInOrder' } });
});

test('many rows of one time are parted over pages without loss or double', async () => {
	const all = [1, 2, 3, 4, 5, 6, 7].map((n) => row(n, '2026-01-01T00:00:00'));
	const base = await serve((_request, path) => {
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
	const base = await serve((request, path) => {
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
	const base = await serve((_request, path) =>
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
	const base = await serve((_request, path) =>
		path.startsWith('/master/events') ? reply : undefined,
	);
	const error = await failureOf((await openPort(base)).schedule!.types!());
	expect(error).toMatchObject({ details: { kind: 'unsupported', vendorCode: 'RouteMissing' } });
	expect(error.message).toContain('build 6.0.0.767');
});

test('an empty 404 to a list of masters is not an empty list (sheet 6)', async () => {
	const base = await serve((_request, path) =>
		path.startsWith('/master/events') ? { status: 404 } : undefined,
	);
	expect(await failureOf((await openPort(base)).schedule!.types!())).toMatchObject({
		details: { kind: 'notFound' },
	});
});

test('an answer about another person is refused', async () => {
	const base = await serve((_request, path) =>
		path.startsWith('/persons/') ? json({ id: personId(2) }) : undefined,
	);
	expect(await failureOf((await openPort(base)).patients.get(personId(1)))).toMatchObject({
		details: { kind: 'wireShape', vendorCode: 'OtherPerson' },
	});
});

test('a person whose policies are not found is a failed record and not one without policies', async () => {
	const base = await serve((_request, path) => {
		if (path.startsWith('/persons?')) return json({ items: [row(1), row(2)] });
		if (path.startsWith(`/persons/${personId(1)}/insurances`)) return { status: 404 };
		return /^\/persons\/[^/?]+\?/.test(path) ? json({ id: path.slice(9, 45) }) : undefined;
	});
	const page = await (await openPort(base)).patients.page({ read: 'all', pageSize: 5 });
	expect(page.patients.map(({ patient }) => patient.id)).toEqual([personId(2)]);
	expect(page.failed).toMatchObject([{ id: personId(1), error: { kind: 'notFound' } }]);
});

test.each([
	['told', '0001', [], [personId(1)]],
	['not told', undefined, [personId(1)], []],
])(
	'a person who is refused does not stop the others, practice %s (sheet 9.15)',
	async (_name, practiceId, fenced, failed) => {
		const base = await serve((_request, path) => {
			if (path.startsWith('/persons?')) {
				return json({ items: [{ ...row(1), practiceId }, row(2)] });
			}
			if (path.startsWith(`/persons/${personId(1)}?`)) return { status: 403 };
			return /^\/persons\/[^/?]+\?/.test(path) ? json({ id: path.slice(9, 45) }) : undefined;
		});
		const page = await (await openPort(base)).patients.page({ read: 'all', pageSize: 5 });
		const own = page.patients.filter(({ recordPracticeId }) => recordPracticeId === '0001');
		const others = page.patients.filter(({ recordPracticeId }) => recordPracticeId !== '0001');
		expect(own.map(({ patient }) => patient.id)).toEqual([personId(2)]);
		expect(others.map(({ patient }) => patient.id)).toEqual(fenced);
		expect(page.failed.map(({ id }) => id)).toEqual(failed);
	},
);

test('a right that is missing for every person stops the read', async () => {
	const base = await serve((_request, path) => {
		if (path.startsWith('/persons?')) return json({ items: [row(1), row(2)] });
		return path.startsWith('/persons/') ? { status: 403 } : undefined;
	});
	const port = await openPort(base);
	expect(await failureOf(port.patients.page({ read: 'all', pageSize: 5 }))).toMatchObject({
		details: { kind: 'permission' },
	});
});

test('encounters that the practice keeps back, their charges, and what is kept from billing stay out (sheet 4.4)', async () => {
	const id = (kind: string, n: number) => `3f0c2b1e-00${kind}-4000-8000-00000000000${String(n)}`;
	const marks = [
		{},
		{ isSensitive: true },
		{ suppressPortal: true },
		{ suppressOutreach: true },
		{},
	];
	const base = await serve((_request, path) => {
		if (/\/encounters\?/.test(path)) {
			return json({
				items: marks.map((mark, n) => ({
					id: id('0a', n),
					timestamp: '2026-01-05T10:00:00',
					...mark,
				})),
			});
		}
		if (/\/procedures\?/.test(path)) {
			return json({
				items: marks.map((_mark, n) => ({
					id: id('0b', n),
					encounterId: id('0a', n),
					cpt4Code: '99213',
					serviceDate: '2026-01-05T00:00:00',
				})),
			});
		}
		return path.includes('/procedures/')
			? json({ units: 1, amount: 120, isBillingSuppressed: path.endsWith(id('0b', 4)) })
			: undefined;
	});
	const port = await openPort(base);
	const window = { from: '2026-01-01', to: '2026-01-31' };
	const encounters = await port.encounters!.ofPatient(personId(1), window);
	expect(encounters.map(({ record }) => record.id)).toEqual([id('0a', 0), id('0a', 4)]);
	const charges = await port.ledger!.charges!(window, personId(1));
	expect(charges.map(({ record }) => record.id)).toEqual([id('0b', 0)]);
});

test('texts of the vendor stay out of errors (sheet 6)', async () => {
	const base = await serve((_request, path) =>
		path.startsWith('/persons/')
			? json({ message: "MARKERRIVERA 'x'\r\nParameter name: id" }, {}, 400)
			: undefined,
	);
	const error = await failureOf((await openPort(base)).patients.get(personId(1)));
	expect(JSON.stringify({ ...error.details, message: error.message })).not.toContain(
		'MARKERRIVERA',
	);
});

test('unknown words and codes are told as unknown, and a missing date of the year 1 as none', async () => {
	const base = await serve((_request, path) => {
		if (path.includes('/insurances')) {
			return json([
				{
					personPayerId: '3f0c2b1e-0002-4000-8000-000000000001',
					payerName: 'Synthetic Payer',
					defaultCob: '2',
					relationship: 'ZZ',
					policyNumber: 'M1',
					copayAmount: '12.5',
					policyExpirationDate: '0001-01-01T00:00:00',
				},
			]);
		}
		return path.startsWith('/persons/') && !path.includes('/chart')
			? json({
					id: personId(1),
					sex: 'X',
					dateOfBirth: '0001-01-01T00:00:00',
					chart: { practiceId: '0001' },
				})
			: undefined;
	});
	const found = await (await openPort(base)).patients.get(personId(1));
	expect(found?.patient).toMatchObject({
		administrativeSex: 'unknown',
		birthDate: null,
		coverages: [
			{
				priority: 'secondary',
				status: 'unverified',
				effectiveTo: null,
				copay: { amount: 1250, currency: 'USD' },
				subscriber: { relationship: 'other' },
			},
		],
	});
	expect(found?.recordPracticeId).toBe('0001');
});

test('never more calls are under way at the same time than the profile says (sheet 5)', async () => {
	let under = 0;
	let most = 0;
	server = await startServer(async (request) => {
		if (request.url.endsWith('/token')) return json({ access_token: 'a', token_type: 'Bearer' });
		if (request.url.endsWith('/login-defaults')) return json('OK', { 'x-ng-sessionid': 'one' });
		under += 1;
		most = Math.max(most, under);
		await sleep(20);
		under -= 1;
		const path = request.url.replace(/^.*\/nge-api\/api/, '');
		if (path.startsWith('/persons?'))
			return json({ items: [1, 2, 3, 4, 5, 6, 7, 8].map((n) => row(n)) });
		return /^\/persons\/[^/?]+\?/.test(path) ? json({ id: path.slice(9, 45) }) : json([]);
	});
	const base = `${server.url}/nge/prod/nge-api/api`;
	const port = await openPort(base, { practiceProfile: profileWith({ concurrency: 2 }) });
	expect((await port.patients.page({ read: 'all', pageSize: 8 })).patients).toHaveLength(8);
	expect(most).toBe(2);
});
