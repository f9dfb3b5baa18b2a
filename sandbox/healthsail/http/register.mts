import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dropConnection, spoilBody } from '../../core/faultHttp.mjs';
import type { World } from '../../core/world.mjs';
import { answerCall, type Services } from './pipeline.mjs';
import { Problem } from './problem.mjs';
import type { RawRequest } from './requestCheck.mjs';

const SYSTEM = 'healthsail';

function rawOf(request: FastifyRequest): RawRequest {
	return {
		params: request.params as Record<string, string>,
		query: request.query as Record<string, string | string[]>,
		headers: request.headers,
		body: typeof request.body === 'string' ? request.body : '',
		contentType: request.headers['content-type'] ?? '',
	};
}

function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
	return reply
		.code(problem.status)
		.type('application/problem+json')
		.send(JSON.stringify(problem.body('req_none')));
}

/** Puts every operation of the contract, and the token endpoint, on HealthSail's server. */
export function registerApi(app: FastifyInstance, world: World, services: Services): void {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
		done(null, body);
	});
	app.setNotFoundHandler((_request, reply) =>
		sendProblem(reply, new Problem('not_found', 'There is nothing at this path.')),
	);
	app.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
		const isCaller = (error.statusCode ?? 500) < 500;
		const problem = isCaller
			? new Problem('bad_request', 'The request cannot be read.')
			: new Problem('internal', 'The sandbox failed at this call.');
		return sendProblem(reply, problem);
	});
	registerToken(app, world, services);
	for (const operation of services.contract.operations) {
		app.route({
			method: operation.method,
			url: `/v1${operation.path.replace(/\{([^}]+)\}/g, ':$1')}`,
			handler: async (request, reply) => {
				const raw = rawOf(request);
				world.recording.add(SYSTEM, operation.id, raw.body);
				const fault = world.faults.next(SYSTEM, operation.id);
				const answer = await answerCall(services, operation, raw, request.url, fault);
				const { status, effect, headers } = answer;
				world.calls.add({ system: SYSTEM, operation: operation.id, status, effect });
				if (fault?.kind === 'dropAfterWrite') return dropConnection(reply, fault);
				reply.code(status);
				if (answer.body === undefined) return reply.headers(headers).send();
				const text = spoilBody(fault, JSON.stringify(answer.body));
				return reply.headers({ 'Content-Type': 'application/json', ...headers }).send(text);
			},
		});
	}
}

function registerToken(app: FastifyInstance, world: World, services: Services): void {
	app.post('/oauth/token', (request, reply) => {
		const raw = rawOf(request);
		const fault = world.faults.next(SYSTEM, 'token');
		const answer =
			fault?.kind === 'wrongCredentials'
				? { status: 401, body: { error: 'invalid_client' } }
				: services.authentication.issueToken(
						request.headers.authorization,
						new URLSearchParams(raw.body),
					);
		world.calls.add({ system: SYSTEM, operation: 'token', status: answer.status, effect: 'none' });
		return reply
			.code(answer.status)
			.headers({ 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
			.send(JSON.stringify(answer.body));
	});
}
