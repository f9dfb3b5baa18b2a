import type { LocalServer, Reply, SeenRequest } from '../../support/localServer';
import { startServer } from '../../support/localServer';

/** An AdvancedMD of scripted answers, for what the sandbox does not say. */

export interface Fake {
	readonly loginUrl: string;
	readonly server: LocalServer;
	/** Bodies of the messages of an action. */
	sent(action: string): Array<Record<string, unknown>>;
	/** Method and address of REST calls, with their bodies. */
	rest(): Array<{ method: string; url: string; body: unknown; authorization: string | undefined }>;
}

export const json = (body: unknown, status = 200): Reply => ({
	status,
	headers: { 'Content-Type': 'application/json' },
	body: JSON.stringify(body),
});

export const results = (value: unknown): Reply =>
	json({ '?xml': {}, PPMDResults: { '@s': 'X', '@lst': '', Results: value, Error: null } });

export const fault = (code: string, description: string): Reply =>
	json({
		PPMDResults: {
			Results: null,
			Error: {
				Fault: {
					faultcode: 'Client',
					faultstring: 'Client Error',
					detail: { code, description, extrainfo: { requestinfo: 'SECRET PHI' } },
				},
			},
		},
	});

export const actionOf = ({ body }: SeenRequest): string =>
	body === '' ? '' : String(messageOf(body)?.['@action'] ?? '');

function messageOf(body: string): Record<string, unknown> | undefined {
	return (JSON.parse(body) as { ppmdmsg?: Record<string, unknown> }).ppmdmsg;
}

/** Logs in by two steps; every other call is answered by `answer`. */
export async function startFake(
	answer: (request: SeenRequest, action: string) => Reply,
	over: Record<string, string> = {},
): Promise<Fake> {
	const server = await startServer((request) => {
		const action = request.url.includes('processrequest') ? actionOf(request) : '';
		const webserver =
			over.webserver ??
			`http://${request.headers.host}/processrequest/api-9/${over.appName ?? 'HEALTHSAIL'}`;
		if (action === 'login' && request.url.startsWith('/practicemanager')) {
			return json({
				PPMDResults: {
					Results: { '@success': '0', usercontext: { '@webserver': webserver } },
					Error: { Fault: { detail: { code: '-2147220476', description: 'redirect' } } },
				},
			});
		}
		if (action === 'login') {
			const usercontext = {
				'@webserver': webserver,
				'@officecode': over.officecode ?? '990001',
				'@officename': 'OAK CLINIC',
				'#text': '990001synthetic-token',
			};
			return results({ '@success': '1', usercontext });
		}
		if (action === 'lookupzipcode') return results({});
		return answer(request, action);
	});
	const seen = () => server.requests;
	return {
		loginUrl: `${server.url}/practicemanager/xmlrpc/processrequest.aspx`,
		server,
		sent: (action) =>
			seen()
				.filter((request) => request.url.includes('processrequest') && actionOf(request) === action)
				.map(({ body }) => messageOf(body) ?? {}),
		rest: () =>
			seen()
				.filter(({ url }) => url.startsWith('/api/'))
				.map(({ method, url, body, headers }) => ({
					method,
					url,
					body: body === '' ? undefined : (JSON.parse(body) as unknown),
					authorization: headers.authorization,
				})),
	};
}

/** A patient of getdemographic with the least members. */
export const patientNode = (id: string, over: object = {}) => ({
	patientlist: {
		patient: { '@id': `pat${id}`, '@name': 'RIVERA,ANA', '@dob': '12/31/1980', ...over },
	},
});
