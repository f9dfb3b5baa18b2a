import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { delayFor, dropConnection, spoilBody } from '../core/faultHttp.mjs';
import type { VendorSystem } from '../core/system.mjs';
import type { World } from '../core/world.mjs';
import { Schedule } from '../practice/schedule.mjs';
import { createPatientStore, recordTime, type PracticeSize } from '../practice/size.mjs';
import {
	builds,
	client,
	ENTERPRISE,
	fhirScopes,
	practiceOfSession,
	sessionOf,
	Tokens,
} from './account.mjs';
import { appointmentRoutes } from './appointments.mjs';
import { registerNextGenControl } from './control.mjs';
import { fhirOperations, registerNextGenFhir } from './fhir.mjs';
import { guid } from './ids.mjs';
import { insuranceRoutes } from './insurances.mjs';
import { lookupRoutes } from './lookup.mjs';
import { masterRoutes } from './masters.mjs';
import { BadQuery, parseQuery } from './odata.mjs';
import { personRoutes } from './persons.mjs';
import { personWriteRoutes } from './personWrites.mjs';
import { slotRoutes } from './slots.mjs';
import type { Account, Answer, Route } from './types.mjs';
import { visitRoutes } from './visits.mjs';

const API = '/nge/prod/nge-api/api';
const TOKEN = '/nge/prod/nge-oauth/token';

const routes: readonly Route[] = [
	...masterRoutes,
	...personRoutes,
	...personWriteRoutes,
	...lookupRoutes,
	...insuranceRoutes,
	...slotRoutes,
	...appointmentRoutes,
	...visitRoutes,
];

function createAccount(world: World, size: PracticeSize): Account {
	const store = createPatientStore(world, size);
	const seed = size.seed ?? world.seed;
	return {
		store,
		schedule: new Schedule(store, seed, world.clock.now()),
		seed,
		build: builds.current,
		own: new Map(),
		documents: [],
		merges: [],
		payerChanges: new Map(),
		otherIds: new Map(),
		withoutChart: new Set(),
	};
}

const first = (value: string | string[] | undefined): string | undefined =>
	Array.isArray(value) ? value[0] : value;

/** The NextGen Enterprise API of the sandbox, strict as the vendor sheet says. */
export function createNextGenSystem(world: World, size: PracticeSize): VendorSystem {
	let account = createAccount(world, size);
	const tokens = new Tokens();
	const missingRights = new Set<string>();
	const counts = () => ({
		patients: account.store.present,
		'second practice': account.store.idsOf('secondPractice').length,
		documents: account.documents.length,
	});

	/** What stops a call before its route: token, right, session, quota (sheet 3, 5, 6). */
	function refusal(request: FastifyRequest, name: string, isOpen: boolean): Answer | undefined {
		const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
		if (!tokens.isValid(token, world.clock.millis())) {
			return { status: 401, body: 'invalid access token' };
		}
		if (account.quota !== undefined && account.quota-- <= 0) {
			account.quota = 0;
			return { status: 200 };
		}
		if (missingRights.has(name)) return { status: 403 };
		if (!isOpen && practiceOfSession(first(request.headers['x-ng-sessionid'])) === undefined) {
			return { status: 400, body: { message: 'The session id is missing or not valid.' } };
		}
		return undefined;
	}

	function run(route: Route, request: FastifyRequest): Answer {
		try {
			return route.run({
				account,
				practice: practiceOfSession(first(request.headers['x-ng-sessionid'])) ?? 1,
				params: request.params as Record<string, string>,
				query: parseQuery(request.query as Record<string, unknown>),
				route: request.url.split('?')[0].slice(API.length),
				body: request.body,
				contentType: request.headers['content-type'] ?? '',
				now: recordTime(world),
			});
		} catch (error) {
			if (error instanceof BadQuery) return { status: 400, body: { message: error.message } };
			throw error;
		}
	}

	async function serve(
		name: string,
		request: FastifyRequest,
		reply: FastifyReply,
		work: () => Answer,
	): Promise<unknown> {
		if (request.body !== undefined && !Buffer.isBuffer(request.body)) {
			world.recording.add('nextgen', name, JSON.stringify(request.body));
		}
		const fault = world.faults.next('nextgen', name);
		await delayFor(fault);
		if (fault?.kind === 'expiredSession') tokens.revokeAll();
		let answer: Answer;
		if (fault?.kind === 'status' || (fault?.kind === 'throttle' && fault.status !== undefined)) {
			answer = { status: fault.status ?? 503, body: '<html><body>Unavailable</body></html>' };
			if (fault.retryAfterSeconds !== undefined) {
				reply.header('Retry-After', fault.retryAfterSeconds);
			}
		} else if (fault?.kind === 'throttle') {
			// The vendor's own form of "too much": nothing at all, and 200 (sheet 5).
			answer = { status: 200 };
		} else if (fault?.kind === 'wrongCredentials') {
			answer = { status: 401, body: 'invalid access token' };
		} else answer = work();
		const { status = 200, body, headers = {}, effect } = answer;
		const done = effect ?? (status < 400 && body !== undefined ? 'read' : 'none');
		world.calls.add({ system: 'nextgen', operation: name, status, effect: done });
		if (fault?.kind === 'dropAfterWrite') {
			dropConnection(reply, fault);
			return reply;
		}
		const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
		reply.code(status).headers({ 'api-version': account.build, ...headers });
		if (typeof body === 'object') reply.type('application/json; charset=utf-8');
		else reply.type('text/plain; charset=utf-8');
		return await reply.send(spoilBody(fault, text));
	}

	/** Credentials and site id stand in the form body (sheet 3). */
	function token(request: FastifyRequest): Answer {
		const form = new URLSearchParams(String(request.body ?? ''));
		if (form.get('grant_type') !== 'client_credentials') {
			return { status: 400, body: { error: 'unsupported_grant_type' } };
		}
		if (form.get('client_id') !== client.id || form.get('client_secret') !== client.secret) {
			return { status: 401, body: { error: 'invalid_client' } };
		}
		if (form.get('site_id')?.toLowerCase() !== client.siteId) {
			return { status: 400, body: { error: 'invalid_request', error_description: 'site_id' } };
		}
		const scopes = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
		if (!scopes.every((scope) => fhirScopes.includes(scope))) {
			return { status: 400, body: { error: 'invalid_scope' } };
		}
		const access = tokens.issue(world.clock.millis(), scopes);
		return { body: { access_token: access, token_type: 'Bearer', expires_in: 3600 } };
	}

	/** The session value comes in a header; the body is only a status (sheet 3). */
	function loginDefaults(request: FastifyRequest): Answer {
		const refused = refusal(request, 'loginDefaults.put', true);
		if (refused !== undefined) return refused;
		const { enterpriseId, practiceId } = (request.body ?? {}) as Record<string, unknown>;
		const session = sessionOf(String(enterpriseId), String(practiceId));
		if (enterpriseId !== ENTERPRISE || practiceOfSession(session) === undefined) {
			return { status: 400, body: { message: 'The enterprise or practice is not valid.' } };
		}
		return { body: { status: 'OK' }, headers: { 'x-ng-sessionid': session } };
	}

	return {
		key: 'nextgen',
		title: 'NextGen Enterprise API',
		basePath: API,
		served: { system: 'nextgen', practiceId: '0001' },
		get seeded() {
			const { store } = account;
			return { optedOutIds: store.idsOf('optedOut').map((id) => guid('person', id)) };
		},
		get store() {
			return account.store;
		},
		reset(next) {
			account = createAccount(world, next);
			missingRights.clear();
		},
		register(app: FastifyInstance) {
			app.addContentTypeParser(
				'application/x-www-form-urlencoded',
				{ parseAs: 'string' },
				(_request, body, parsed) => parsed(null, body),
			);
			app.addContentTypeParser(
				'multipart/form-data',
				{ parseAs: 'buffer' },
				(_request, body, parsed) => parsed(null, body),
			);
			app.post(TOKEN, async (request, reply) => {
				return await serve('token', request, reply, () => token(request));
			});
			app.put(`${API}/users/me/login-defaults`, async (request, reply) => {
				return await serve('loginDefaults.put', request, reply, () => loginDefaults(request));
			});
			for (const route of routes) {
				app.route({
					method: route.method,
					url: `${API}${route.path}`,
					handler: async (request, reply) =>
						await serve(
							route.name,
							request,
							reply,
							() =>
								refusal(request, route.name, route.withoutSession ?? false) ?? run(route, request),
						),
				});
			}
			registerNextGenFhir(app, {
				world,
				source: {
					store: () => account.store,
					schedule: () => account.schedule,
					seed: () => account.seed,
				},
				tokens,
				missingRights,
			});
			app.setNotFoundHandler((request, reply) => {
				world.calls.add({ system: 'nextgen', operation: 'unknown', status: 404, effect: 'none' });
				return reply
					.code(404)
					.header('api-version', account.build)
					.send({
						message: `No HTTP resource was found that matches the request URI 'http://127.0.0.1:889${request.url.split('?')[0]}'.`,
						messageDetail: 'No action was found on the controller that matches the request.',
					});
			});
		},
		counts,
		control(app: FastifyInstance) {
			registerNextGenControl(app, {
				account: () => account,
				tokens,
				missingRights,
				operations: [...routes.map(({ name }) => name), ...fhirOperations],
				now: () => recordTime(world),
				counts,
			});
		},
	};
}
