import { AdvancedMdApi } from '../../credentials/AdvancedMdApi.credentials';
import { openAdvancedMd } from '../../nodes/AdvancedMd/port';
import { registerCredentials } from '../support/nodesCredentials';
import type { PracticeSystem } from '../../nodes/common/practice/port';
import { AdvancedMd } from '../../nodes/AdvancedMd/AdvancedMd.node';
import { openContext, registerNodes, testCredential } from '../support/nodes';
import type { LocalServer, Reply, SeenRequest } from '../support/localServer';
import { startServer } from '../support/localServer';
import type { ChildTable } from './advancedmd.tables';
import { displayNames, forbidden, messageTables } from './advancedmd.tables';

/** Every request that the port can send, caught on the wire and held against the sheet's tables. */

registerNodes(new AdvancedMd());
registerCredentials(new AdvancedMdApi());

type Node = Record<string, unknown>;

let server: LocalServer;

beforeEach(async () => {
	server = await startServer(answer);
});

afterEach(async () => {
	await server.close();
});

const reply = (body: unknown): Reply => ({
	headers: { 'Content-Type': 'application/json' },
	body: JSON.stringify(body),
});
const results = (value: unknown) => reply({ PPMDResults: { Results: value, Error: null } });

const messageOf = ({ body }: SeenRequest): Node => (JSON.parse(body) as { ppmdmsg: Node }).ppmdmsg;

/** An office of one patient, one column and one appointment. */
function answer(request: SeenRequest): Reply {
	if (request.url.startsWith('/api/')) return restAnswer(request);
	const webserver = `http://${String(request.headers.host)}/processrequest/api-7/CONTRACT`;
	const message = messageOf(request);
	switch (message['@action']) {
		case 'login':
			return request.url.startsWith('/practicemanager')
				? reply({
						PPMDResults: {
							Results: { '@success': '0', usercontext: { '@webserver': webserver } },
							Error: { Fault: { detail: { code: '-2147220476', description: 'redirect' } } },
						},
					})
				: results({
						'@success': '1',
						usercontext: { '@webserver': webserver, '@officename': 'OAK', '#text': '990001token' },
					});
		case 'lookuppatient':
			return results({
				patientlist: {
					'@itemcount': '1',
					'@pagecount': '1',
					patient: { '@id': 'pat501', '@name': 'RIVERA,ANA' },
				},
			});
		case 'getupdatedpatients':
			return results({
				patientlist: { patient: { '@id': 'pat501', '@changedat': '1/2/2026 9:00:00 AM' } },
			});
		case 'getdemographic':
			return results({ patientlist: { patient: { '@id': 'pat501', '@name': 'RIVERA,ANA' } } });
		case 'getschedulersetup':
			return results({
				columnlist: {
					column: {
						...{ '@id': 'col12', '@profile': 'prof3', '@facility': 'fac2' },
						columnsetting: {
							'@start': '0800',
							'@end': '0900',
							'@interval': '30',
							'@workweek': '1111111',
						},
					},
				},
			});
		case 'getupdatedvisits':
			return results({ visitlist: { visit: { '@id': 'vst77' } } });
		case 'getepisodes':
			return results({ patient: { episodelist: { episode: { '@id': 'eps60001' } } } });
		case 'submitdemandrequest':
			return results({ '@success': '1', '@eligibilityid': '70001' });
		case 'CheckEligibilityResponse':
			return results({ '@eligibilitystatusid': '1' });
		default:
			return results({ '@success': '1' });
	}
}

function restAnswer({ method, url }: SeenRequest): Reply {
	const appointment = {
		...{ id: 77, startdatetime: '2026-03-20T10:30:00', duration: 30, status: 0 },
		...{ columnid: 12, profileid: 3, facilityid: 2, patientid: 501, comments: ' ' },
	};
	if (method === 'GET' && /blockholds|appointments\?/.test(url)) return reply([]);
	// Sheet 4.6: a cancellation answers the appointment with status 10.
	if (url.endsWith('/cancel')) return reply({ ...appointment, status: 10 });
	return reply(appointment);
}

async function open(advancedmd: object = {}): Promise<PracticeSystem> {
	return await openAdvancedMd(
		openContext({
			nodeType: 'advancedMd',
			credentials: {
				advancedMdApi: {
					...access(),
					practiceProfile: JSON.stringify({ version: 1, advancedmd }),
				},
			},
		}),
	);
}

const access = () => ({
	...{ sessionToken: '', webServer: '', officeName: '', user: 'HS"API', password: 'p&ss<w>\'"d' },
	...{ practiceId: '990001', appName: 'CONTRACT', timeZone: 'America/Chicago', sandboxSpeed: 0 },
	loginUrl: `${server.url}/practicemanager/xmlrpc/processrequest.aspx`,
	limitShare: 1,
});

/** Messages of an action, after frame, names and times were held against the tables. */
function sent(action: string): Node[] {
	return server.requests
		.filter((request) => !request.url.startsWith('/api/'))
		.map((request) => ({ request, message: messageOf(request) }))
		.filter(({ message }) => message['@action'] === action)
		.map(({ request, message }) => {
			expect(request.method).toBe('POST');
			expect(request.headers['content-type']).toBe('application/json');
			expect(request.headers.accept).toContain('application/json');
			if (action !== 'login') {
				expect(request.url).toBe('/processrequest/api-7/CONTRACT/xmlrpc/processrequest.aspx');
				expect(request.headers.cookie).toBe('token=990001token');
			}
			const { class: messageClass, attributes, children } = messageTables[action];
			expect(message['@class']).toBe(messageClass);
			expect(message['@msgtime']).toMatch(/^\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d{2}:\d{2} (AM|PM)$/);
			const frame = ['@action', '@class', '@msgtime'];
			const rest = Object.fromEntries(
				Object.entries(message).filter(([name]) => !frame.includes(name)),
			);
			check(rest, { attributes, ...(children && { children }) }, action);
			expect(forbidden.filter((name) => request.body.includes(`${name}"`))).toEqual([]);
			return rest;
		});
}

/** Every member is in the table, and no member is in two places. */
function check(node: Node, table: ChildTable, path: string): void {
	for (const [name, value] of Object.entries(node)) {
		if (name.startsWith('@')) {
			expect({ path, name, known: table.attributes?.includes(name.slice(1)) ?? false }).toEqual({
				...{ path, name },
				known: true,
			});
			expect(typeof value).toBe('string');
			continue;
		}
		const child = table.children?.[name];
		expect({ path, name, known: child !== undefined }).toEqual({ path, name, known: true });
		if (child?.isText) expect(typeof value).toBe('string');
		else check(value as Node, child ?? {}, `${path}/${name}`);
	}
}

const day = { from: '2026-03-20', to: '2026-03-20' };
const booking = {
	...{ patientId: '501', resourceId: '12', typeId: '19', startsAt: '2026-03-20T15:30:00Z' },
	...{ durationMinutes: 30, reference: 'AB12' },
};

test('the login goes to the shared address and, the same message again, to the server it names (sheet 3.1)', async () => {
	await (await open()).patients.get('501');
	const logins = server.requests.filter((request) => messageOf(request)['@action'] === 'login');
	expect(logins.map(({ url }) => url)).toEqual([
		'/practicemanager/xmlrpc/processrequest.aspx',
		'/processrequest/api-7/CONTRACT/xmlrpc/processrequest.aspx',
	]);
	expect(logins[0].body).toBe(logins[1].body);
	expect(sent('login')[0]).toEqual({
		...{ '@username': 'HS"API', '@psw': 'p&ss<w>\'"d' },
		...{ '@officecode': '990001', '@appname': 'CONTRACT' },
	});
	expect(logins[0].headers.cookie).toBeUndefined();
	expect(sent('lookupzipcode')).toHaveLength(1);
});

test('Get Patient asks for everything of one patient (sheet 4.1)', async () => {
	await (await open()).patients.get('501');
	expect(sent('getdemographic')).toEqual([{ '@patientid': '501' }]);
});

test('a change read asks for one column, since a time in the zone of the server (sheet 4.1, 5)', async () => {
	const port = await open();
	await port.patients.page({ read: 'changed', since: '2026-01-10T20:00:00Z', pageSize: 5 });
	expect(sent('getupdatedpatients')).toEqual([
		// Noon in Los Angeles, less five minutes.
		{ '@datechanged': '1/10/2026 11:55:00 AM', patient: { '@changedat': displayNames.changedat } },
	]);
});

test('a read of everybody looks up each letter from page 1 (sheet 4.1)', async () => {
	await (await open()).patients.page({ read: 'all', pageSize: 1000 });
	const lookups = sent('lookuppatient');
	expect(lookups).toHaveLength(26);
	expect(lookups[0]).toEqual({ '@name': 'A', '@exactmatch': '0', '@page': '1' });
	expect(lookups[25]).toEqual({ '@name': 'Z', '@exactmatch': '0', '@page': '1' });
});

test('search sends capitals without accents, family name first (sheet 4.0, 9.2)', async () => {
	const port = await open();
	await port.patients.search({ familyName: 'Núñez', givenName: 'Zoë', birthDate: '1980-12-31' }, 5);
	await port.patients.search({ chartNumber: 'mr12' }, 5);
	expect(sent('lookuppatient')).toEqual([
		{ '@name': 'NUNEZ,ZOE', '@exactmatch': '0', '@page': '1' },
		{ '@chart': 'MR12', '@exactmatch': '0', '@page': '1' },
	]);
});

test('schedule set-up and kinds of visits (sheet 4.5)', async () => {
	const port = await open();
	await port.providers.list();
	await port.locations.list();
	await port.schedule?.types?.();
	expect(sent('getschedulersetup')).toEqual([{}]);
	expect(sent('getappttypes')).toEqual([{ appttype: '' }]);
});

/** REST calls as method, path, query and body, with their frame checked (sheet 2, 3.2, 4.6). */
function rest(): Array<{ call: string; query: Record<string, string>; body: unknown }> {
	return server.requests
		.filter(({ url }) => url.startsWith('/api/'))
		.map(({ method, url, headers, body }) => {
			expect(headers.authorization).toBe('Bearer 990001token');
			expect(headers.cookie).toBeUndefined();
			expect(forbidden.filter((name) => body.includes(`"${name}"`))).toEqual([]);
			const { pathname, searchParams } = new URL(url, 'http://x');
			return {
				call: `${method} ${pathname.replace('/api/api-7/CONTRACT/', '')}`,
				query: Object.fromEntries(searchParams),
				body: body === '' ? undefined : (JSON.parse(body) as unknown),
			};
		});
}

test('appointments are listed by column and month, and holds by column and day (sheet 4.5, 4.6)', async () => {
	const port = await open();
	await port.appointments?.page({ read: 'window', window: day, pageSize: 5 });
	await port.schedule?.slots?.({ window: day, durationMinutes: 30 });
	const list = { columnId: '12', isLegacy: 'true' };
	expect(rest()).toEqual([
		{
			call: 'GET scheduler/appointments',
			query: { ...list, forView: 'month', startDate: '2026-03-01' },
			body: undefined,
		},
		{
			call: 'GET scheduler/appointments',
			query: { ...list, forView: 'day', startDate: '2026-03-20' },
			body: undefined,
		},
		{
			call: 'GET scheduler/blockholds',
			query: { columnId: '12', forView: 'day', startDate: '2026-03-20' },
			body: undefined,
		},
	]);
});

test('one appointment is read with its details (sheet 4.6)', async () => {
	await (await open()).appointments?.get?.('77');
	const [{ call, query }] = rest();
	expect(call).toBe('GET scheduler/Appointments/77');
	expect(Object.keys(query).sort()).toEqual(['clientDateTime', 'includeDetail']);
});

test('a booking has wall-clock start, minutes, kind, episode and our tag (sheet 4.6)', async () => {
	await (await open()).appointments?.book?.(booking);
	expect(sent('getepisodes')).toEqual([{ '@patientid': '501' }]);
	expect(rest()).toEqual([
		{
			call: 'POST scheduler/Appointments',
			query: {},
			body: {
				...{ patientid: 501, columnid: 12, profileid: 3, startdatetime: '2026-03-20T10:30' },
				...{ duration: 30, type: [{ id: 19 }], episodeid: 60001, facilityid: 2 },
				comments: '[HS:AB12]',
			},
		},
	]);
});

test('a cancellation sends the number and no reason (sheet 4.6)', async () => {
	await (await open()).appointments?.cancel?.('77', 'Patient asked', 'AB12');
	expect(rest()).toEqual([
		{ call: 'PUT scheduler/appointments/77/cancel', query: {}, body: { id: 77 } },
	]);
});

test('changed visits ask for the status alone (sheet 4.7)', async () => {
	const port = await open({ visitIds: 'appointment' });
	const since = '2026-01-10T20:00:00Z';
	await port.appointments?.page({ read: 'changed', since, window: day, pageSize: 5 });
	expect(sent('getupdatedvisits')).toEqual([
		{ '@datechanged': '1/10/2026 11:55:00 AM', visit: { '@apptstatus': displayNames.apptstatus } },
	]);
	expect(rest().map(({ call }) => call)).toEqual(['GET scheduler/Appointments/77']);
});

test('visits and notes of a patient (sheet 4.7)', async () => {
	const port = await open({ noteTemplates: [{ templateId: '701', planField: 'PLAN' }] });
	await port.encounters?.ofPatient('501', { from: '2026-01-05', to: '2026-03-20' });
	expect(sent('getpatientvisits')[0]).toMatchObject({
		'@patientid': '501',
		visit: { '@Visitstartdatetime': displayNames.Visitstartdatetime },
	});
	expect(sent('getehrnotes')[0]).toMatchObject({
		'@patientid': '501',
		'@templateid': '701',
		'@notedatefrom': '01/05/2026',
		'@notedateto': '03/20/2026',
		field: { '@name': 'FieldName' },
	});
});

test('an eligibility request and the look for its answer (sheet 4.4)', async () => {
	const port = await open({ eligibility: { request: true, pollSeconds: 1 } });
	await port.eligibility?.request?.('501', '555', '30');
	expect(sent('submitdemandrequest')).toEqual([
		{ '@patientid': '501', '@insurancecoverageid': '555', '@eligibilitystc': '30' },
	]);
	expect(sent('CheckEligibilityResponse')).toEqual([{ '@eligibilityid': '70001' }]);
});

test('a memo and a file (sheet 4.10)', async () => {
	const port = await open();
	await port.staff?.notice?.({ patientId: '501', subject: 'Review', body: '', reference: 'AB12' });
	const [memo] = sent('savememo');
	expect(memo).toMatchObject({
		'@patientfid': '501',
		'@case_memotext': 'HS: Review [HS:AB12]',
		'@memotype': 'd',
		'@expiredate': '',
	});
	expect(memo['@created']).toMatch(/^\d{2}\/\d{2}\/\d{4}$/);
	await port.staff?.document?.({
		...{ patientId: '501', name: 'n', mimeType: 'image/jpeg', content: 'AAAA', reference: 'AB12' },
	});
	expect(sent('uploadfile')[0]).toMatchObject({
		file: {
			...{ '@name': 'HS-AB12', '@filetype': 'I', '@fileext': 'jpeg', '@patientid': '501' },
			...{ '@savechanges': 'true', '@zipmode': '0', filecontents: 'AAAA' },
			grouplist: {
				group: {
					...{ '@id': '4', '@code': 'MISC', '@name': 'Miscellaneous' },
					categorylist: {
						category: {
							...{ '@id': '25', '@filegroupfid': '4', '@code': 'MIUNSP', '@name': 'Unspecified' },
							...{ '@filetype': '0', '@level': '0', '@default': '1' },
						},
					},
				},
			},
		},
	});
});

test('a text that has no room in a memo becomes a patient note (sheet 4.10)', async () => {
	const port = await open({ patientNote: { typeId: '31', profileId: '3' } });
	const body = 'The customer gave a new number in the shop and wants to be called there.';
	await port.staff?.notice?.({ patientId: '501', subject: 'Phone', body, reference: 'AB12' });
	expect(sent('savepatientnotes')).toEqual([
		{
			...{ '@id': '501', '@useclienttime': '1' },
			masterfile: {
				...{ '@uid': '', '@patientfid': '501', '@profilefid': '3', '@notetypefid': '31' },
				'@case_note': `HS: Phone: ${body} [HS:AB12]`,
			},
		},
	]);
	expect(sent('savememo')).toMatchObject([
		{ '@case_memotext': 'HS: Phone: see patient note [HS:AB12]' },
	]);
});

test('the connection test logs in and reads the set-up with the token in the body (sheet 3.2)', async () => {
	const result = await testCredential(
		'advancedMd',
		'advancedMdConnectionTest',
		'advancedMdApi',
		access(),
	);
	expect(result).toEqual({ status: 'OK', message: 'The login works. The office is OAK.' });
	const last = messageOf(server.requests[server.requests.length - 1]);
	expect(Object.keys(last)).toEqual(['@action', '@class', '@msgtime', '@nocookie', 'usercontext']);
	expect(last).toMatchObject({
		'@action': 'getschedulersetup',
		'@nocookie': '1',
		usercontext: '990001token',
	});
});

test('a member that is not in the table is noticed', () => {
	const { attributes = [] } = messageTables.lookuppatient;
	expect(() => check({ '@birthdate': 'x' }, { attributes }, 'lookuppatient')).toThrow();
	expect(() => check({ patient: {} }, { attributes }, 'lookuppatient')).toThrow();
	expect(() => check({ '@name': 'x' }, { attributes }, 'lookuppatient')).not.toThrow();
});
