import { AdvancedMdApi } from '../../credentials/AdvancedMdApi.credentials';
import { openAdvancedMd } from '../../nodes/AdvancedMd/port';
import { registerCredentials } from '../support/nodesCredentials';
import type { PracticeSystem } from '../../nodes/common/practice/port';
import { AdvancedMd } from '../../nodes/AdvancedMd/AdvancedMd.node';
import { openContext, registerNodes } from '../support/nodes';
import type { LocalServer, Reply, SeenRequest } from '../support/localServer';
import { startServer } from '../support/localServer';
import type { ChildTable } from './advancedmd.tables';
import { forbidden, messageTables } from './advancedmd.tables';

/** An AdvancedMD of one patient, and the requests that reach it; set up and closed for each test. */

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

export const messageOf = ({ body }: SeenRequest): Node =>
	(JSON.parse(body) as { ppmdmsg: Node }).ppmdmsg;

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

/** Every request that was caught, in its order. */
export const requests = () => server.requests;

/** Opens the port; the members are settings of the practice profile. */
export async function open(advancedmd: object = {}): Promise<PracticeSystem> {
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

/** What the credential holds; nothing in it is anybody's. */
export const access = () => ({
	...{ sessionToken: '', webServer: '', officeName: '', user: 'HS"API', password: 'p&ss<w>\'"d' },
	...{ practiceId: '990001', appName: 'CONTRACT', timeZone: 'America/Chicago', sandboxSpeed: 0 },
	loginUrl: `${server.url}/practicemanager/xmlrpc/processrequest.aspx`,
	limitShare: 1,
});

/** Messages of an action, after frame, names and times were held against the tables. */
export function sent(action: string): Node[] {
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
export function check(node: Node, table: ChildTable, path: string): void {
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

/** REST calls as method, path, query and body, with their frame checked (sheet 2, 3.2, 4.6). */
export function rest(): Array<{ call: string; query: Record<string, string>; body: unknown }> {
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
