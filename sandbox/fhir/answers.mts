import type { FastifyRequest } from 'fastify';
import { searchBundle } from './bundle.mjs';
import type { Exports } from './exports.mjs';
import type { FhirGate } from './gate.mjs';
import { FhirRefusal } from './outcome.mjs';
import type { FhirResource } from './resource.mjs';
import { searchTest, type SearchRules } from './search.mjs';

/** A FHIR server of the sandbox: read and search of some types, and Group export. Nothing is written. */
export interface FhirServer {
	/** Key of the system, for calls and faults. */
	readonly key: string;
	/** Path before the tenant, such as `/fhir/R4`. */
	readonly path: string;
	readonly tenant: string;
	/** Absent when tokens are given out elsewhere. */
	readonly tokenPath?: string;
	readonly authorizePath?: string;
	readonly tokens: FhirGate;
	/** Absent when nothing is exported. */
	readonly exports?: Exports;
	/** Types that are served, each with its search. */
	readonly searches: Readonly<Record<string, SearchRules>>;
	readonly missingRights: ReadonlySet<string>;
	/** Calls that may be made now; seconds to wait when not. */
	waitSeconds(): number | undefined;
	read(type: string, id: string): FhirResource | undefined;
	/** At least every resource of the type that can fit the query. */
	candidates(type: string, query: ReadonlyMap<string, string>): Iterable<FhirResource>;
}

/** What a call is answered with. */
export interface FhirAnswer {
	status: number;
	body: object | string;
	headers?: Record<string, string>;
	type?: string;
}

const LARGEST_PAGE = 50;

/** A page of a search. Throws FhirRefusal. */
export function search(
	server: FhirServer,
	request: FastifyRequest,
	base: string,
	type: string,
): FhirAnswer {
	if (!(type in server.searches)) {
		throw new FhirRefusal(404, 'not-supported', 'This type is not served.');
	}
	const pairs = [...new URL(request.url, 'http://sandbox').searchParams];
	const test = searchTest(server.searches[type], pairs);
	const query = new Map(pairs);
	const only = server.tokens.patientOf?.(request.headers.authorization);
	const asked = query.get('patient')?.replace('Patient/', '');
	if (only !== undefined && asked !== undefined && asked !== only) {
		throw new FhirRefusal(403, 'forbidden', 'The token was launched for another patient.');
	}
	const found = [...server.candidates(type, query)].filter(
		(one) => test(one) && (only === undefined || type !== 'Patient' || one.id === only),
	);
	const count = Math.min(LARGEST_PAGE, Number(query.get('_count') ?? LARGEST_PAGE) || 1);
	const { _count, _offset, ...rest } = Object.fromEntries(pairs);
	void _count;
	return {
		status: 200,
		body: searchBundle({
			found,
			offset: Number(_offset ?? 0) || 0,
			count,
			address: `${base}/${type}`,
			query: rest,
			warning: 'Some content may be withheld.',
		}),
	};
}

/** Starts a bulk export of a group (Bulk Data, Group level). Throws FhirRefusal. */
export function startExport(
	server: FhirServer & { readonly exports: Exports },
	request: FastifyRequest,
	base: string,
	group: string,
): FhirAnswer {
	if (request.headers.prefer !== 'respond-async') {
		throw new FhirRefusal(400, 'required', 'The header Prefer: respond-async is missing.');
	}
	if (server.read('Group', group) === undefined) {
		throw new FhirRefusal(404, 'not-found', 'There is no such group.');
	}
	const query = new Map(new URL(request.url, 'http://sandbox').searchParams);
	const job = server.exports.start(`${base}/Group/${group}/$export`, query);
	return {
		status: 202,
		body: '',
		headers: { 'Content-Location': `${base}/export-status/${job}` },
	};
}

/** 202 while the server is at work, then the manifest. Throws FhirRefusal. */
export function exportStatus(exports: Exports, base: string, job: string): FhirAnswer {
	const manifest = exports.status(job, (file) => `${base}/export-file/${job}/${file}`);
	return manifest === undefined
		? { status: 202, body: '', headers: { 'X-Progress': 'working', 'Retry-After': '10' } }
		: { status: 200, body: manifest, type: 'application/json' };
}

/** A file, or what stands behind a byte of it. */
export function exportFile(exports: Exports, request: FastifyRequest): FhirAnswer {
	const { job, file } = request.params as Record<string, string>;
	const whole = Buffer.from(exports.file(job, Number(file)), 'utf8');
	const from = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
	const type = 'application/fhir+ndjson';
	if (from === undefined) return { status: 200, body: whole.toString('utf8'), type };
	const start = Number(from);
	if (start >= whole.length) {
		return { status: 416, body: '', headers: { 'Content-Range': `bytes */${whole.length}` } };
	}
	return {
		status: 206,
		body: whole.subarray(start).toString('utf8'),
		type,
		headers: { 'Content-Range': `bytes ${start}-${whole.length - 1}/${whole.length}` },
	};
}

/** What the server says of itself at /metadata. */
export function capabilityStatement(server: FhirServer) {
	return {
		resourceType: 'CapabilityStatement',
		status: 'active',
		fhirVersion: '4.0.1',
		format: ['json'],
		rest: [
			{
				mode: 'server',
				resource: Object.entries(server.searches).map(([type, { parameters }]) => ({
					type,
					interaction: [{ code: 'read' }, { code: 'search-type' }],
					searchParam: Object.keys(parameters).map((name) => ({ name })),
				})),
			},
		],
	};
}
