import type { Contract, Operation } from './contract.mjs';
import type { Query } from './paging.mjs';
import { invalid, Problem, type MemberError } from './problem.mjs';

export interface RawRequest {
	params: Record<string, string>;
	query: Record<string, string | string[]>;
	headers: Record<string, string | string[] | undefined>;
	/** The body as text; empty when there is none. */
	body: string;
	contentType: string;
}

export interface CheckedRequest {
	query: Query;
	ifMatch?: number;
	idempotencyKey?: string;
	correlationId?: string;
	purpose?: string;
	body: unknown;
	itemErrors: Map<string, MemberError[]>;
}

const BULK_BYTES = 1024 * 1024;

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

/**
 * Checks a request against the contract and reads it. A member that is wrong within one item of a
 * bulk request is kept for that item's row. Throws the problem that the contract tells.
 */
export function checkRequest(
	contract: Contract,
	operation: Operation,
	raw: RawRequest,
): CheckedRequest {
	checkParameters(contract, operation, raw);
	const { body, itemErrors } = checkBody(contract, operation, raw);
	const ifMatch = one(raw.headers['if-match']);
	return {
		query: raw.query as Query,
		ifMatch: ifMatch === undefined ? undefined : Number(ifMatch.replaceAll('"', '')),
		idempotencyKey: one(raw.headers['idempotency-key']),
		correlationId: one(raw.headers['hs-correlation-id']),
		purpose: one(raw.headers['hs-purpose-of-use']),
		body,
		itemErrors,
	};
}

function checkParameters(contract: Contract, operation: Operation, raw: RawRequest): void {
	for (const [name, value] of Object.entries(raw.query)) {
		const known = operation.parameters.some((one) => one.in === 'query' && one.name === name);
		if (!known) throw new Problem('bad_request', 'The query has a parameter that is unknown.');
		if (Array.isArray(value)) {
			throw new Problem('bad_request', `The parameter ${name} is given more than once.`);
		}
	}
	const errors: MemberError[] = [];
	for (const parameter of operation.parameters) {
		const value =
			parameter.in === 'path'
				? raw.params[parameter.name]
				: parameter.in === 'query'
					? (raw.query[parameter.name] as string | undefined)
					: one(raw.headers[parameter.name.toLowerCase()]);
		if (value === undefined) {
			if (parameter.required) throw missing(parameter.name);
			continue;
		}
		const found = contract.checkParameter(parameter, value);
		if (found.length > 0 && parameter.in === 'path') {
			// An id of another form cannot exist.
			throw new Problem('not_found', 'There is no object with this id.');
		}
		if (found.length > 0) {
			errors.push({
				pointer: `/${parameter.in}/${parameter.name}`,
				code: found[0].code,
				detail: found[0].detail,
			});
		}
	}
	if (errors.length > 0) {
		const names = errors.map((error) => error.pointer.split('/')[2]).join(', ');
		throw new Problem('bad_request', `These parameters miss the contract: ${names}.`, { errors });
	}
}

function missing(name: string): Problem {
	if (name.toLowerCase() === 'if-match') {
		return new Problem('precondition_required', 'Send If-Match with the version that you read.');
	}
	if (name.toLowerCase() === 'idempotency-key') {
		return new Problem('idempotency_key_required', 'Send an Idempotency-Key.');
	}
	return new Problem('bad_request', `The parameter ${name} is required.`);
}

function checkBody(contract: Contract, operation: Operation, raw: RawRequest) {
	const itemErrors = new Map<string, MemberError[]>();
	if (!operation.hasBody) return { body: undefined, itemErrors };
	if (raw.body === '') {
		if (operation.bodyRequired) throw new Problem('bad_request', 'This call needs a JSON body.');
		return { body: undefined, itemErrors };
	}
	if (!/^application\/([a-z-]+\+)?json\b/i.test(raw.contentType)) {
		throw new Problem('bad_request', 'Send the body as application/json.');
	}
	const isBulk = operation.id.startsWith('bulk');
	if (isBulk && Buffer.byteLength(raw.body) > BULK_BYTES) {
		throw new Problem('bad_request', 'A bulk request may hold at most 1 MiB.');
	}
	let body: unknown;
	try {
		body = JSON.parse(raw.body);
	} catch {
		throw new Problem('bad_request', 'The body is not valid JSON.');
	}
	const whole: MemberError[] = [];
	for (const error of contract.checkBody(operation, body)) {
		const item = isBulk ? /^\/((?:items|stamps)\/\d+)(?:\/|$)/.exec(error.pointer)?.[1] : undefined;
		if (item === undefined) whole.push(error);
		else itemErrors.set(item, [...(itemErrors.get(item) ?? []), error]);
	}
	if (whole.length > 0) throw invalid(whole);
	return { body, itemErrors };
}
