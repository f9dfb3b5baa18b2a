import type { PracticeSystem } from '../../nodes/common/practice/port';
import { openPort, profileWith } from '../nodes/nextgen/support';
import type { LocalServer, Reply, SeenRequest } from '../support/localServer';
import { startServer } from '../support/localServer';
import { answers, id } from './nextgen.answers';
import { filterForm, routes, type RouteRow } from './nextgen.routes';

/** Every request that the port can send, caught on the wire and held against the sheet's tables. */

const window = { from: '2026-03-01', to: '2026-03-31' };

let server: LocalServer;
let port: PracticeSystem;
const missing = new Set<string>();

/** The route with its record names folded. */
function routeOf(request: SeenRequest): string {
	const path = request.url.replace(/^.*\/nge-api\/api/, '').split('?')[0];
	const folded = path
		.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '{id}')
		.replace(/\/\d+(?=\/|$)/g, '/{n}');
	return `${request.method} ${folded}`;
}

function answer(request: SeenRequest): Reply {
	const reply = (body: unknown, headers = {}, status = 200): Reply => ({
		status,
		headers: { 'Content-Type': 'application/json', ...headers },
		body: JSON.stringify(body),
	});
	if (request.url.endsWith('/token'))
		return reply({ access_token: 'token-1', token_type: 'Bearer', expires_in: 3600 });
	const route = routeOf(request);
	if (missing.has(route)) return reply({ message: 'no' }, { Allow: 'POST' }, 405);
	if (route === 'PUT /users/me/login-defaults')
		return reply('OK', { 'x-ng-sessionid': 'session-1' });
	if (route === 'POST /appointments')
		return reply({}, { Location: `http://127.0.0.1:889/${id('09', 2)}` }, 201);
	return reply(answers[route] ?? { items: [] });
}

beforeEach(async () => {
	missing.clear();
	server = await startServer(answer);
	port = await openPort(`${server.url}/nge/prod/nge-api/api`, {
		extraHeaders: 'X-Tier: 2',
		practiceProfile: profileWith(
			{ policyDetails: 'single', rescheduleReason: 'Asked' },
			{ cohort: { rule: 'visitWithin', months: 12 } },
		),
	});
});

afterEach(async () => {
	await server.close();
});

const booking = {
	patientId: id('01'),
	providerId: id('04'),
	locationId: id('06'),
	typeId: id('07'),
	startsAt: '2026-03-04T15:20:00Z',
	durationMinutes: 20,
	reason: 'Synthetic',
	reference: 'HS-APT-77',
};
const file = {
	patientId: id('01'),
	name: 'a.pdf',
	mimeType: 'application/pdf',
	content: 'JVBERi0xLjQ=',
	label: 'Change request',
	reference: 'HS-DC-1',
};

const acts: Record<string, () => Promise<unknown>> = {
	'the connection test': async () => await port.connection.test(),
	'a page of all': async () => await port.patients.page({ read: 'all', pageSize: 10 }),
	'a page of changes': async () =>
		await port.patients.page({ read: 'changed', since: '2026-03-04T10:00:00Z', pageSize: 10 }),
	'a page of an old build': async () => {
		missing.add('GET /persons');
		await port.patients.page({ read: 'all', pageSize: 10 });
	},
	'a search by name': async () =>
		await port.patients.search(
			{ familyName: "O'Neil", givenName: 'Ana', birthDate: '1980-12-31' },
			5,
		),
	'a search by chart number': async () => await port.patients.search({ chartNumber: 'MR1' }, 5),
	'a search by external ID': async () => await port.patients.search({ externalId: 'cus_1' }, 5),
	merges: async () => await port.patients.merges?.('2026-03-04T10:00:00Z'),
	providers: async () => await port.providers.list(),
	locations: async () => await port.locations.list(),
	'an external ID': async () => await port.externalIds?.set(id('01'), "cus_O'1"),
	'a window of appointments': async () =>
		await port.appointments?.page({ read: 'window', window, pageSize: 10, patientId: id('01') }),
	'changed appointments': async () =>
		await port.appointments?.page({
			read: 'changed',
			since: '2026-03-04T10:00:00Z',
			window,
			pageSize: 10,
		}),
	'one appointment': async () => await port.appointments?.get?.(id('09')),
	'a look for a booking': async () => await port.appointments?.findBooked?.(booking),
	'a booking': async () => await port.appointments?.book?.(booking),
	'a cancellation': async () => await port.appointments?.cancel?.(id('09'), 'Asked', 'HS-1'),
	'a move': async () => await port.appointments?.reschedule?.(id('09'), booking),
	types: async () => await port.schedule?.types?.(),
	slots: async () =>
		await port.schedule?.slots?.({
			window,
			providerId: id('04'),
			locationId: id('06'),
			typeId: id('07'),
		}),
	encounters: async () => await port.encounters?.ofPatient(id('01'), window),
	charges: async () => await port.ledger?.charges?.(window, id('01')),
	'a balance': async () => await port.ledger?.balance?.(id('01')),
	eligibility: async () => await port.eligibility?.last?.(id('01')),
	'a notice': async () =>
		await port.staff?.notice?.({ patientId: id('01'), subject: 'S', body: 'B', reference: 'HS-2' }),
	'a document': async () => await port.staff?.document?.(file),
};

const sent = () => server.requests.filter(({ url }) => url.includes('/nge-api/'));

function rowOf(request: SeenRequest): RouteRow {
	const row = routes.find((entry) => `${entry.method} ${entry.route}` === routeOf(request));
	if (row === undefined) throw new Error(`The sheet's table has no ${routeOf(request)}.`);
	return row;
}

function check(request: SeenRequest): void {
	const row = rowOf(request);
	const url = new URL(request.url, server.url);
	const names = [...url.searchParams.keys()];
	expect({ route: row.route, extra: names.filter((name) => !row.query?.includes(name)) }).toEqual({
		route: row.route,
		extra: [],
	});
	const filter = url.searchParams.get('$filter');
	if (filter !== null) expect(filter).toMatch(filterForm);
	// A space is %20, and quotes of a value are doubled and not sent bare (sheet 5).
	expect(request.url).not.toMatch(/[+ ]/);
	expect(request.headers.authorization).toBe('Bearer token-1');
	expect(request.headers['x-ng-sessionid']).toBe(row.withoutSession ? undefined : 'session-1');
	expect(request.headers['x-tier']).toBe('2');
	if (row.body === undefined) {
		expect(request.body).toBe('');
		return;
	}
	if (row.body.length === 0) return;
	expect(request.headers['content-type']).toMatch(/^application\/json/);
	const members = Object.keys(JSON.parse(request.body) as object);
	expect(members.filter((name) => !row.optionalBody?.includes(name)).sort()).toEqual(
		[...row.body].sort(),
	);
}

test.each(Object.keys(acts))('%s sends nothing but what the sheet’s table has', async (name) => {
	await acts[name]();
	expect(sent().length).toBeGreaterThan(0);
	for (const request of sent()) check(request);
});

test('every row of the table is sent by something', async () => {
	for (const act of Object.values(acts)) {
		await act();
		missing.clear();
	}
	const used = new Set(sent().map(routeOf));
	// The session value is the same for every port of this process: it may have been asked for before.
	const unused = routes
		.map(({ method, route }) => `${method} ${route}`)
		.filter((route) => !used.has(route));
	expect(unused.filter((route) => route !== 'PUT /users/me/login-defaults')).toEqual([]);
});

test('the token is asked for in the form body, site included, and never in an address (sheet 3)', async () => {
	await acts['the connection test']();
	const request = server.requests.find(({ url }) => url.endsWith('/nge-oauth/token'));
	expect(request?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
	expect(request?.headers.authorization).toBeUndefined();
	expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
		grant_type: 'client_credentials',
		client_id: 'ng-sandbox-client',
		client_secret: ['ng', 'sandbox', 'secret'].join('-'),
		site_id: '3f0c2b1e-0000-4000-8000-00000000517e',
	});
	expect(server.requests.filter(({ url }) => url.includes('secret'))).toEqual([]);
});

const bodyOf = (method: string, tail: string): Record<string, unknown> =>
	JSON.parse(
		sent().find((request) => request.method === method && request.url.endsWith(tail))?.body ?? '{}',
	) as Record<string, unknown>;

test('a booking is sent as the sheet writes it: local time, override flags false (sheet 4.2)', async () => {
	await acts['a booking']();
	expect(bodyOf('POST', '/appointments')).toEqual({
		PersonId: id('01'),
		EventId: id('07'),
		LocationId: id('06'),
		ResourceIds: [id('05')],
		AppointmentDate: '2026-03-04T09:20:00',
		DurationMinutes: 20,
		Details: 'Synthetic',
		UserDefined8: 'HS-APT-77',
		RenderingProviderId: id('04'),
		AllowDoubleBooking: false,
		AllowCategoryConflictOverride: false,
		ConflictOverrideOnLogin: false,
		AllowEventLocationOverride: false,
	});
});

test('the practice is opened with ids that keep their zeros (sheet 3)', async () => {
	const other = await openPort(`${server.url}/nge/prod/nge-api/api`, { siteId: id('00', 99) });
	await other.providers.list();
	expect(bodyOf('PUT', '/login-defaults')).toEqual({ enterpriseId: '00001', practiceId: '0001' });
});

test('conditions name the days and the time of change, two hours back (sheet 5)', async () => {
	await acts['changed appointments']();
	await acts['a page of changes']();
	await acts.merges();
	const filters = sent().map(({ url }) => new URL(url, server.url).searchParams.get('$filter'));
	expect(filters.filter(Boolean)).toEqual([
		"modifyTimestamp ge datetime'2026-03-04T02:00:00' and appointmentDate gt datetime'1900-01-01T00:00:00'",
		"modifyTimestamp ge datetime'2026-03-04T02:00:00'",
		"modifyTimestamp ge datetime'2026-03-04T02:00:00'",
		"createTimestamp ge datetime'2026-03-04T02:00:00'",
	]);
});

test('a document is a form of two parts as the sheet writes it (sheet 4.7 C)', async () => {
	await acts['a document']();
	const request = sent().find(({ url, method }) => method === 'POST' && url.endsWith('/documents'));
	const boundary = /^multipart\/form-data; boundary=(\S+)$/.exec(
		request?.headers['content-type'] ?? '',
	)?.[1];
	expect(request?.body).toBe(
		[
			`--${boundary ?? ''}`,
			'Content-Disposition: form-data; name="request"',
			'Content-Type: application/json',
			'',
			'{"documentType":"EHRImage","fileDescription":"Change request HS-DC-1"}',
			`--${boundary ?? ''}`,
			'Content-Disposition: form-data; name="file"; filename="a.pdf"',
			'Content-Type: application/pdf',
			'',
			'%PDF-1.4',
			`--${boundary ?? ''}--`,
			'',
		].join('\r\n'),
	);
});

test('no call goes to a route that the sheet forbids', () => {
	const all = routes.map(({ method, route }) => `${method} ${route}`);
	expect(
		all.filter((route) =>
			/DELETE|\/financial|\/kept|\/tasks|PATCH \/persons|POST \/persons$/.test(route),
		),
	).toEqual([]);
});
