import { delayFor } from '../../core/faultHttp.mjs';
import type { Fault } from '../../core/faults.mjs';
import { IdSource } from '../store/ids.mjs';
import type { Tenant } from '../store/tenant.mjs';
import { requireScopes, type Authentication, type Client } from './auth.mjs';
import type { Answer, Call, Handlers } from './call.mjs';
import type { Contract, Operation } from './contract.mjs';
import { parseFields, requireKnown, select } from './fieldSelection.mjs';
import type { IdempotencyStore } from './idempotency.mjs';
import { complianceHeaders, recordAccess, withhold } from './privacy.mjs';
import { codeOfStatus, Problem } from './problem.mjs';
import type { RateLimits } from './rateLimit.mjs';
import { checkRequest, type CheckedRequest, type RawRequest } from './requestCheck.mjs';

/** What goes back to the caller. */
export interface Reply {
	status: number;
	body: unknown;
	headers: Record<string, string>;
	effect: 'read' | 'write' | 'none';
}

export interface Services {
	contract: Contract;
	tenant: Tenant;
	authentication: Authentication;
	limits: RateLimits;
	idempotency: IdempotencyStore;
	handlers: Handlers;
	/** Counts an answer that missed the contract; `where` names members, never values. */
	reportViolation: (operation: string, where: string) => void;
}

const requestIds = new IdSource('req');

/** Answers one call: authentication, scopes, limits, contract, idempotency, work, answer check. */
export async function answerCall(
	services: Services,
	operation: Operation,
	raw: RawRequest,
	url: string,
	fault: Fault | undefined,
): Promise<Reply> {
	const requestId = requestIds.next();
	const headers: Record<string, string> = { 'HS-Request-Id': requestId };
	const correlationId = raw.headers['hs-correlation-id'];
	if (typeof correlationId === 'string') headers['HS-Correlation-Id'] = correlationId;
	try {
		const client = admit(services, operation, raw, fault, headers);
		const request = checkRequest(services.contract, operation, raw);
		if (!services.handlers[operation.id]) {
			throw new Problem('not_found', 'This operation is not in this sandbox yet.');
		}
		const work = () => perform(services, operation, raw, request, client, requestId);
		const reply = await once(services, operation, raw, url, request, client, fault, work);
		return { ...reply, headers: { ...headers, ...reply.headers } };
	} catch (error) {
		return { ...problemReply(error, requestId, headers), effect: 'none' };
	}
}

/** Lets a client in, or throws; arms the faults that a gateway would make. */
function admit(
	services: Services,
	operation: Operation,
	raw: RawRequest,
	fault: Fault | undefined,
	headers: Record<string, string>,
): Client {
	const authorization = raw.headers.authorization as string | undefined;
	if (fault?.kind === 'wrongCredentials') {
		throw new Problem('unauthenticated', 'The API key or access token is not known.');
	}
	if (fault?.kind === 'expiredSession') {
		services.authentication.revoke(authorization);
		throw new Problem('unauthenticated', 'The access token has expired.');
	}
	const client = services.authentication.authenticate(authorization);
	if (fault?.kind === 'throttle') {
		const seconds = String(fault.retryAfterSeconds ?? 1);
		throw new Problem(
			'rate_limited',
			'The limit is used up. Wait for the time in Retry-After.',
			{},
			{
				'Retry-After': seconds,
			},
		);
	}
	if (fault?.kind === 'status') {
		throw new Problem(codeOfStatus(fault.status ?? 500), 'The sandbox made this fault on demand.');
	}
	Object.assign(
		headers,
		services.limits.take(client.id, operation.id.startsWith('bulk') ? 'bulk' : 'default'),
	);
	requireScopes(client, operation.scopes);
	return client;
}

/** Runs the work once per Idempotency-Key. A latency fault waits while the key is in progress. */
async function once(
	services: Services,
	operation: Operation,
	raw: RawRequest,
	url: string,
	request: CheckedRequest,
	client: Client,
	fault: Fault | undefined,
	work: () => Reply,
): Promise<Reply> {
	if (operation.method !== 'POST' || request.idempotencyKey === undefined) {
		await delayFor(fault);
		return work();
	}
	const key = `${client.id} ${request.idempotencyKey}`;
	const kept = services.idempotency.open(key, operation.method, url, raw.body);
	if (kept) {
		return { ...kept, headers: { ...kept.headers, 'Idempotent-Replayed': 'true' }, effect: 'none' };
	}
	try {
		await delayFor(fault);
		const reply = work();
		services.idempotency.close(key, reply, true);
		return reply;
	} catch (error) {
		services.idempotency.close(key, problemReply(error, '', {}), !(error instanceof Problem));
		throw error;
	}
}

function perform(
	services: Services,
	operation: Operation,
	raw: RawRequest,
	request: CheckedRequest,
	client: Client,
	requestId: string,
): Reply {
	const { contract, tenant } = services;
	const fields = request.query.fields;
	const selection = fields === undefined ? undefined : parseFields(fields);
	const schema = selection && contract.answerSchema(operation);
	const isList = operation.parameters.some((one) => one.name === 'cursor');
	if (selection && schema)
		requireKnown(contract, isList ? rowsOf(contract, schema) : schema, selection);
	const call: Call = { ...request, tenant, client, params: raw.params, requestId };
	const changesBefore = tenant.changes.count;
	tenant.correlationId = request.correlationId;
	const answer: Answer = services.handlers[operation.id](call);
	const changed = tenant.changes.count !== changesBefore;
	const auditId = recordAccess(tenant, operation, client, call, changed);
	const errors = contract.checkAnswer(operation, answer.status, answer.body);
	if (errors.length > 0) {
		const where = errors.slice(0, 5).map(({ pointer, code }) => `${pointer} ${code}`);
		services.reportViolation(operation.id, where.join('; '));
		throw new Problem('internal', 'The sandbox made an answer that misses the contract.');
	}
	const seen = withhold(operation, request.purpose, answer.body);
	return {
		status: answer.status,
		body: selection ? selected(seen.body, selection, isList) : seen.body,
		headers: {
			...complianceHeaders(operation),
			...(seen.withheld.length > 0 ? { 'HS-Fields-Withheld': seen.withheld.join(', ') } : {}),
			...(answer.version === undefined ? {} : { ETag: `"${answer.version}"` }),
			...(auditId === undefined ? {} : { 'HS-Audit-Id': auditId }),
			...answer.headers,
		},
		effect: changed ? 'write' : 'read',
	};
}

type Selection = ReturnType<typeof parseFields>;

function rowsOf(contract: Contract, schema: Record<string, unknown>): Record<string, unknown> {
	const page = contract.resolve(schema).properties as Record<string, Record<string, unknown>>;
	return page.data;
}

function selected(body: unknown, selection: Selection, isList: boolean): unknown {
	if (!isList) return select(body, selection);
	const page = body as { data: unknown[] };
	return { ...page, data: select(page.data, selection) };
}

function problemReply(error: unknown, requestId: string, headers: Record<string, string>) {
	const problem =
		error instanceof Problem ? error : new Problem('internal', 'The sandbox failed at this call.');
	return {
		status: problem.status,
		body: problem.body(requestId),
		headers: {
			...headers,
			...problem.headers,
			'Content-Type': 'application/problem+json',
		} as Record<string, string>,
	};
}
