import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Effect } from '../core/callLog.mjs';
import { delayFor, dropConnection, spoilBody } from '../core/faultHttp.mjs';
import type { World } from '../core/world.mjs';
import { apiKey, type GreenwayKey } from './account.mjs';
import type { CallWindow } from './window.mjs';

/** What a GAPI operation answers. */
export interface GapiAnswer {
	status: number;
	body: object | string;
	effect?: Effect;
	type?: string;
	headers?: Record<string, string>;
}

export type GapiBody = Readonly<Record<string, unknown>>;

export interface Gapi {
	key: GreenwayKey;
	/** Path of the service, such as `/Integration/RESTv1.0/IntergyAPIService`. */
	path: string;
	window: CallWindow;
	/** A fault ends the sessions, where there are any. */
	endSessions(): void;
	/** Runs an operation; `name` is what stands behind the service in the path. */
	run(name: string, body: GapiBody): GapiAnswer;
}

/** The page that a WCF service shows for a request it cannot read (sheet 6). */
export function requestError(): GapiAnswer {
	return {
		status: 400,
		type: 'text/html',
		body: '<html><head><title>Request Error</title></head><body>The server encountered an error processing the request.</body></html>',
	};
}

/** A refusal of the gateway in front of the service (sheet 5, 6). */
export function gatewayError(code: string, words: string, retryAfter?: number): GapiAnswer {
	return {
		status: 403,
		type: 'text/xml',
		body: `<h1>${words}</h1>`,
		headers: {
			'X-Mashery-Error-Code': code,
			...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
		},
	};
}

/** Puts a GAPI service with its gateway on an app: POST only, the key in the query. */
export function registerGapi(app: FastifyInstance, world: World, gapi: Gapi): void {
	app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, parsed) =>
		parsed(null, body),
	);
	app.post(`${gapi.path}/*`, async (request, reply) => await handle(world, gapi, request, reply));
}

async function handle(
	world: World,
	gapi: Gapi,
	request: FastifyRequest,
	reply: FastifyReply,
): Promise<unknown> {
	const name = (request.params as { '*': string })['*'];
	const operation = name.split('/').pop() ?? name;
	const text = typeof request.body === 'string' ? request.body : '';
	world.recording.add(gapi.key, operation, text);
	const fault = world.faults.next(gapi.key, operation);
	await delayFor(fault);
	if (fault?.kind === 'expiredSession') gapi.endSessions();
	const answer =
		fault?.kind === 'status'
			? { status: fault.status ?? 503, body: '<h1>Unavailable</h1>', type: 'text/html' }
			: fault?.kind === 'throttle'
				? overQps(fault.retryAfterSeconds ?? 1)
				: answerOf(world, gapi, request, name, text);
	world.calls.add({
		system: gapi.key,
		operation,
		status: answer.status,
		effect: answer.effect ?? (answer.status < 400 ? 'read' : 'none'),
	});
	if (fault?.kind === 'dropAfterWrite') {
		dropConnection(reply, fault);
		return reply;
	}
	const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
	return await reply
		.code(answer.status)
		.headers(answer.headers ?? {})
		.type(answer.type ?? 'application/json; charset=utf-8')
		.send(spoilBody(fault, body));
}

function overQps(seconds: number): GapiAnswer {
	return gatewayError('ERR_403_DEVELOPER_OVER_QPS', 'Developer Over Qps', seconds);
}

function answerOf(
	world: World,
	gapi: Gapi,
	request: FastifyRequest,
	name: string,
	text: string,
): GapiAnswer {
	const { api_key: key } = request.query as { api_key?: string };
	if (key !== apiKey) return gatewayError('ERR_403_DEVELOPER_INACTIVE', 'Developer Inactive');
	const wait = world.limits ? gapi.window.take() : undefined;
	if (wait !== undefined) return overQps(wait);
	let body: unknown;
	try {
		body = JSON.parse(text);
	} catch {
		return requestError();
	}
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return requestError();
	return gapi.run(name, body as GapiBody);
}

/** A member that is an object; empty when it is none. */
export function part(body: GapiBody, name: string): GapiBody {
	const value = body[name];
	return typeof value === 'object' && value !== null ? (value as GapiBody) : {};
}
