import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { delayFor, dropConnection, spoilBody } from '../../core/faultHttp.mjs';
import type { Fault } from '../../core/faults.mjs';
import type { World } from '../../core/world.mjs';
import { FhirRefusal, outcome } from '../../fhir/outcome.mjs';
import type { FhirResource } from '../../fhir/resource.mjs';
import type { FhirLibrary } from './library.mjs';
import { readOne, search } from './search.mjs';
import type { FhirTokens } from './tokens.mjs';

const BASE = '/fhir-request';
const TOKEN = '/smartauth/oauth/token';
const DEFAULT_PAGE = 20;
const LARGEST_PAGE = 50;

export interface FhirContext {
	world: World;
	tokens: FhirTokens;
	library(): FhirLibrary;
	missingRights: ReadonlySet<string>;
}

interface FhirAnswer {
	status: number;
	/** Undefined = an empty body. */
	body?: object;
}

/** Tebra's FHIR server and its token endpoint on the same host (sheet 2, 3.2, 4.10). */
export function registerTebraFhir(app: FastifyInstance, context: FhirContext): void {
	const { world, tokens } = context;
	app.addContentTypeParser(
		'application/x-www-form-urlencoded',
		{ parseAs: 'string' },
		(_request, body, parsed) => parsed(null, body),
	);

	app.post(TOKEN, async (request, reply) => {
		const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
		return await answer(world, 'fhir.token', reply, (fault) =>
			fault?.kind === 'wrongCredentials'
				? { status: 401, body: { error: 'invalid_client' } }
				: tokens.grant(form, request.headers.authorization),
		);
	});

	const serve = async (
		request: FastifyRequest,
		reply: FastifyReply,
		type: string,
		run: () => object,
	) => {
		const operation = `fhir.${type}`;
		world.recording.add('tebra', operation, request.url);
		return await answer(world, operation, reply, (fault) => {
			if (fault?.kind === 'expiredSession') tokens.endAll();
			if (fault?.kind === 'wrongCredentials' || !tokens.isGood(request.headers.authorization)) {
				return refusal(401, 'login', 'The token is not valid.');
			}
			if (context.missingRights.has(operation)) {
				return refusal(403, 'forbidden', 'The scope does not hold this type.');
			}
			try {
				return { status: 200, body: run() };
			} catch (error) {
				if (!(error instanceof FhirRefusal)) throw error;
				return refusal(error.status, error.code, error.message);
			}
		});
	};

	app.get(BASE, async (request, reply) => {
		// The next page of a search, as the links of a bundle name it.
		const query = queryOf(request);
		const kept = Buffer.from(query.get('_getpages') ?? '', 'base64url').toString('utf8');
		const type = kept.slice(0, kept.indexOf('?'));
		if (type === '') return await reply.code(200).send('');
		return await serve(request, reply, type, () =>
			bundle(context, request, type, new URLSearchParams(kept.slice(type.length + 1)), query),
		);
	});
	app.get<{ Params: { type: string } }>(`${BASE}/:type`, async (request, reply) => {
		const { type } = request.params;
		// Discovery is such a wrong path too (sheet 2).
		if (!isType(type)) return await reply.code(200).send('');
		const query = queryOf(request);
		return await serve(request, reply, type, () =>
			bundle(context, request, type, query, new URLSearchParams()),
		);
	});
	app.get<{ Params: { type: string; id: string } }>(`${BASE}/:type/:id`, async (request, reply) => {
		const { type, id } = request.params;
		if (!isType(type)) return await reply.code(200).send('');
		return await serve(request, reply, type, () => readOne(context.library(), type, id));
	});
	// A wrong path is no error to this server: 200 and nothing (sheet 2, 6).
	app.setNotFoundHandler(async (request, reply) =>
		request.method === 'GET' ? await reply.code(200).send('') : await reply.code(404).send(''),
	);
}

const isType = (text: string) => /^[A-Z][A-Za-z]+$/.test(text);

function queryOf(request: FastifyRequest): URLSearchParams {
	return new URL(request.url, 'http://sandbox').searchParams;
}

function refusal(status: number, code: string, text: string): FhirAnswer {
	return { status, body: outcome('error', code, text) };
}

/** Answers a call with whatever the fault switches make of it. */
async function answer(
	world: World,
	operation: string,
	reply: FastifyReply,
	run: (fault: Fault | undefined) => FhirAnswer,
): Promise<unknown> {
	const fault = world.faults.next('tebra', operation);
	await delayFor(fault);
	const { status, body } =
		fault?.kind === 'status'
			? refusal(fault.status ?? 503, 'transient', 'The server is busy.')
			: fault?.kind === 'throttle'
				? refusal(429, 'throttled', 'Too many calls.')
				: run(fault);
	const effect = status < 400 && operation !== 'fhir.token' ? 'read' : 'none';
	world.calls.add({ system: 'tebra', operation, status, effect });
	if (fault?.kind === 'dropAfterWrite') {
		dropConnection(reply, fault);
		return reply;
	}
	if (fault?.retryAfterSeconds !== undefined) reply.header('Retry-After', fault.retryAfterSeconds);
	return await reply
		.code(status)
		.type(operation === 'fhir.token' ? 'application/json' : 'application/fhir+json')
		.send(spoilBody(fault, body === undefined ? '' : JSON.stringify(body)));
}

/** A page of a search. The link to the next one holds the search in a form of the server's own. */
function bundle(
	context: FhirContext,
	request: FastifyRequest,
	type: string,
	query: URLSearchParams,
	page: URLSearchParams,
): object {
	const found: FhirResource[] = search(context.library(), type, query);
	const asked = Number(query.get('_count') ?? DEFAULT_PAGE);
	const count = Math.min(Math.max(Number.isInteger(asked) ? asked : DEFAULT_PAGE, 1), LARGEST_PAGE);
	const offset = Math.max(0, Number(page.get('_getpagesoffset') ?? 0) || 0);
	const base = `http://${request.headers.host ?? ''}${BASE}`;
	const kept = Buffer.from(`${type}?${query.toString()}`, 'utf8').toString('base64url');
	const next = `${base}?_getpages=${kept}&_getpagesoffset=${offset + count}`;
	return {
		resourceType: 'Bundle',
		type: 'searchset',
		total: found.length,
		link: [
			{ relation: 'self', url: `${base}/${type}?${query.toString()}` },
			...(offset + count < found.length ? [{ relation: 'next', url: next }] : []),
		],
		entry: found.slice(offset, offset + count).map((resource) => ({
			fullUrl: `${base}/${type}/${resource.id}`,
			resource,
			search: { mode: 'match' },
		})),
	};
}
