import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { delayFor, dropConnection, spoilBody } from '../core/faultHttp.mjs';
import type { World } from '../core/world.mjs';
import {
	capabilityStatement,
	exportFile,
	exportStatus,
	search,
	startExport,
	type FhirAnswer,
	type FhirServer,
} from './answers.mjs';
import type { Exports } from './exports.mjs';
import { opens, type FhirGate } from './gate.mjs';
import { FhirRefusal, outcome } from './outcome.mjs';

interface FhirCall {
	/** Name in the call log, such as `Patient.read`. */
	operation: string;
	/** Type whose scope is needed; absent = no scope, as for jobs and metadata. */
	scope?: string;
	open?: boolean;
	run(): FhirAnswer;
}

const fhirJson = 'application/fhir+json; charset=utf-8';

/** Puts the routes of a FHIR server, its token endpoint and its discovery on an app. */
export function registerFhir(app: FastifyInstance, world: World, server: FhirServer): void {
	const { path, tenant } = server;
	const base = `${path}/:tenant`;
	const origin = (request: FastifyRequest) => `http://${request.headers.host ?? ''}`;
	const baseOf = (request: FastifyRequest) => `${origin(request)}${path}/${tenant}`;

	app.addContentTypeParser(
		'application/x-www-form-urlencoded',
		{ parseAs: 'string' },
		(_request, body, parsed) => parsed(null, body),
	);
	const { tokenPath, authorizePath, exports } = server;
	const grant = server.tokens.grant?.bind(server.tokens);
	if (tokenPath !== undefined && grant !== undefined) registerTokens(tokenPath, grant);

	function registerTokens(tokenPath: string, grant: NonNullable<FhirGate['grant']>): void {
		app.post(tokenPath, async (request, reply) => {
			const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
			const fault = world.faults.next(server.key, 'token');
			await delayFor(fault);
			const answer =
				fault?.kind === 'status'
					? { status: fault.status ?? 503, body: {} }
					: fault?.kind === 'wrongCredentials'
						? { status: 401, body: { error: 'invalid_client' } }
						: grant(form, origin(request) + tokenPath, request.headers.authorization);
			world.calls.add({
				system: server.key,
				operation: 'token',
				status: answer.status,
				effect: 'none',
			});
			return await reply
				.code(answer.status)
				.type('application/json')
				.send(JSON.stringify(answer.body));
		});
	}

	const serve =
		(plan: (request: FastifyRequest) => FhirCall) =>
		async (request: FastifyRequest, reply: FastifyReply) =>
			await handle(world, server, plan(request), request, reply);
	const param = (request: FastifyRequest, name: string) =>
		(request.params as Record<string, string>)[name] ?? '';

	app.get(
		`${base}/metadata`,
		serve(() => ({
			operation: 'metadata',
			open: true,
			run: () => ({ status: 200, body: capabilityStatement(server) }),
		})),
	);
	app.get(
		`${base}/.well-known/smart-configuration`,
		serve((request) => ({
			operation: 'smartConfiguration',
			open: true,
			run: () => ({
				status: 200,
				body: {
					...(authorizePath && { authorization_endpoint: origin(request) + authorizePath }),
					...(tokenPath && { token_endpoint: origin(request) + tokenPath }),
					grant_types_supported: ['authorization_code', 'client_credentials'],
					capabilities: ['client-confidential-asymmetric', 'permission-v1', 'permission-v2'],
				},
			}),
		})),
	);
	if (exports !== undefined) registerExports(exports);

	function registerExports(exports: Exports): void {
		app.get(
			`${base}/Group/:id/$export`,
			serve((request) => ({
				operation: 'Group.export',
				scope: 'Group',
				run: () =>
					startExport({ ...server, exports }, request, baseOf(request), param(request, 'id')),
			})),
		);
		app.get(
			`${base}/export-status/:job`,
			serve((request) => ({
				operation: 'export.status',
				run: () => exportStatus(exports, baseOf(request), param(request, 'job')),
			})),
		);
		app.delete(
			`${base}/export-status/:job`,
			serve((request) => ({
				operation: 'export.cancel',
				run: () => {
					exports.cancel(param(request, 'job'));
					return { status: 202, body: '' };
				},
			})),
		);
		app.get(
			`${base}/export-file/:job/:file`,
			serve((request) => ({
				operation: 'export.file',
				run: () => exportFile(exports, request),
			})),
		);
	}

	app.get(
		`${base}/:type/:id`,
		serve((request) => ({
			operation: `${param(request, 'type')}.read`,
			scope: param(request, 'type'),
			run: () => {
				const found = server.read(param(request, 'type'), param(request, 'id'));
				if (found === undefined)
					throw new FhirRefusal(404, 'not-found', 'There is no such resource.');
				return { status: 200, body: found };
			},
		})),
	);
	app.get(
		`${base}/:type`,
		serve((request) => ({
			operation: `${param(request, 'type')}.search`,
			scope: param(request, 'type'),
			run: () => search(server, request, baseOf(request), param(request, 'type')),
		})),
	);
	// Read only: whatever would write is refused (Greenway sheet 6).
	app.route({
		method: ['POST', 'PUT', 'PATCH'],
		url: `${base}/*`,
		handler: async (_request, reply) =>
			await reply
				.code(405)
				.type(fhirJson)
				.send(JSON.stringify(outcome('error', 'not-supported', 'This server is read only.'))),
	});
}

async function handle(
	world: World,
	server: FhirServer,
	call: FhirCall,
	request: FastifyRequest,
	reply: FastifyReply,
): Promise<unknown> {
	const { operation } = call;
	const fault = world.faults.next(server.key, operation);
	await delayFor(fault);
	if (fault?.kind === 'expiredSession') server.tokens.endAll();
	const answer =
		fault?.kind === 'status'
			? refusal(fault.status ?? 503, 'transient', 'Busy.')
			: fault?.kind === 'throttle'
				? throttled(fault.retryAfterSeconds ?? 1)
				: answerOf(world, server, call, request);
	world.calls.add({
		system: server.key,
		operation,
		status: answer.status,
		effect: answer.status < 400 ? 'read' : 'none',
	});
	if (fault?.kind === 'dropAfterWrite') {
		dropConnection(reply, fault);
		return reply;
	}
	const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
	return await reply
		.code(answer.status)
		.headers(answer.headers ?? {})
		.type(answer.type ?? fhirJson)
		.send(spoilBody(fault, text));
}

function answerOf(
	world: World,
	server: FhirServer,
	call: FhirCall,
	request: FastifyRequest,
): FhirAnswer {
	const tenant = (request.params as Record<string, string>).tenant;
	if (tenant !== server.tenant) return refusal(404, 'not-found', 'There is no such tenant.');
	if (!call.open) {
		const scopes = server.tokens.scopesOf(request.headers.authorization);
		if (scopes === undefined) {
			return {
				...refusal(401, 'login', 'The token is not valid.'),
				headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
			};
		}
		const { scope } = call;
		if (
			(scope !== undefined && !opens(scopes, scope)) ||
			server.missingRights.has(call.operation)
		) {
			return refusal(403, 'forbidden', `scope system/${scope ?? 'Group'}.read required`);
		}
		const wait = world.limits ? server.waitSeconds() : undefined;
		if (wait !== undefined) return throttled(wait);
	}
	try {
		return call.run();
	} catch (error) {
		if (!(error instanceof FhirRefusal)) throw error;
		return refusal(error.status, error.code, error.message);
	}
}

function refusal(status: number, code: string, text: string): FhirAnswer {
	return { status, body: outcome('error', code, text) };
}

function throttled(seconds: number): FhirAnswer {
	return {
		...refusal(429, 'throttled', 'Too many calls.'),
		headers: { 'Retry-After': String(seconds) },
	};
}
