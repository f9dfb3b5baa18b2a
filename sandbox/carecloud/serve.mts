import type { FastifyReply, FastifyRequest } from 'fastify';
import { delayFor, dropConnection, spoilBody } from '../core/faultHttp.mjs';
import type { Fault } from '../core/faults.mjs';
import type { World } from '../core/world.mjs';
import type { Tokens } from './tokens.mjs';
import type { Answer } from './types.mjs';

const KEY = 'carecloud';

export interface Desk {
	readonly world: World;
	readonly tokens: Tokens;
	readonly missingRights: ReadonlySet<string>;
	/** Whether this call comes too early. */
	isTooEarly(): boolean;
}

/** Answers one request as the vendor would, with whatever fault was asked for. */
export async function serveCall(
	{ world }: Desk,
	operation: string,
	request: FastifyRequest,
	reply: FastifyReply,
	run: (fault: Fault | undefined) => Answer,
): Promise<unknown> {
	const sent = request.body === undefined ? '' : JSON.stringify(request.body);
	world.recording.add(KEY, operation, `${request.method} ${request.url} ${sent}`);
	const fault = world.faults.next(KEY, operation);
	await delayFor(fault);
	const answer = forced(fault) ?? run(fault);
	world.calls.add({ system: KEY, operation, status: answer.status, effect: answer.effect });
	if (fault?.kind === 'dropAfterWrite') {
		dropConnection(reply, fault);
		return reply;
	}
	reply.code(answer.status);
	for (const [name, value] of Object.entries(answer.headers ?? {})) reply.header(name, value);
	if (answer.body === undefined) return await reply.send();
	if (typeof answer.body === 'string') return await reply.send(answer.body);
	return await reply
		.type('application/json; charset=utf-8')
		.send(spoilBody(fault, JSON.stringify(answer.body)));
}

/** A gateway's answer in place of the vendor's; it claims to be JSON and is not (sheet 6). */
function forced(fault: Fault | undefined): Answer | undefined {
	if (fault?.kind !== 'status' && fault?.kind !== 'throttle') return undefined;
	const status = fault.status ?? (fault.kind === 'throttle' ? 429 : 503);
	const { retryAfterSeconds: seconds } = fault;
	return {
		status,
		body: '<html><body>Unavailable</body></html>',
		headers: {
			'Content-Type': 'application/json',
			...(seconds !== undefined && { 'Retry-After': String(seconds) }),
		},
		effect: 'none',
	};
}

/** The checks before a call below /v2: token, right, limit. Undefined = go on. */
export function refusal(
	desk: Desk,
	operation: string,
	token: string | undefined,
	fault: Fault | undefined,
): Answer | undefined {
	const refuse = (status: number, error: string): Answer => ({
		status,
		body: { error },
		effect: 'none',
	});
	const isForced = fault?.kind === 'expiredSession' || fault?.kind === 'wrongCredentials';
	if (isForced || desk.tokens.secondsLeft(token) === undefined) return refuse(401, 'unauthorized');
	if (desk.isTooEarly()) {
		return { ...refuse(429, 'too many requests'), headers: { 'Retry-After': '1' } };
	}
	if (desk.missingRights.has(operation)) return refuse(403, 'forbidden');
	return undefined;
}

/** The token of an Authorization header. */
export function bearer(request: FastifyRequest): string | undefined {
	return /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
}
