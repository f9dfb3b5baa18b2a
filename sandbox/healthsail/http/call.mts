import type { Tenant } from '../store/tenant.mjs';
import type { Client } from './auth.mjs';
import type { Query } from './paging.mjs';
import { invalid, Problem, type MemberError } from './problem.mjs';

/** A request that passed authentication, scopes, limits and the contract. */
export interface Call {
	tenant: Tenant;
	client: Client;
	params: Readonly<Record<string, string>>;
	query: Query;
	body: unknown;
	/** Version of the If-Match header. */
	ifMatch?: number;
	correlationId?: string;
	purpose?: string;
	/** Bulk items that miss the contract, by list name and index. */
	itemErrors: ReadonlyMap<string, readonly MemberError[]>;
	requestId: string;
}

export interface Answer {
	status: number;
	body?: unknown;
	/** Version for the ETag header. */
	version?: number;
	headers?: Record<string, string>;
}

export type Handler = (call: Call) => Answer;
export type Handlers = Readonly<Record<string, Handler>>;

/** A 200 answer of one resource, with its ETag. */
export function ok(item: { version: number }, status = 200): Answer {
	return { status, body: item, version: item.version };
}

/** Makes sure that If-Match names the present version. Throws `version_mismatch`. */
export function requireMatch(call: Call, item: { version: number }): void {
	if (call.ifMatch !== item.version) {
		throw new Problem('version_mismatch', `The object changed since version ${call.ifMatch}.`, {
			currentVersion: item.version,
		});
	}
}

export interface BulkRow {
	result: string;
	id?: string;
	version?: number;
}

/**
 * Works on the items of a bulk request one after the other. An item that misses the contract or
 * is refused becomes an `error` row; the others go on.
 */
export function bulkRows<T>(
	call: Call,
	list: string,
	items: readonly T[],
	work: (item: T, index: number) => BulkRow,
): Array<Record<string, unknown>> {
	return items.map((item, index) => {
		try {
			const errors = call.itemErrors.get(`${list}/${index}`);
			if (errors) throw invalid([...errors], 'The item misses the contract.');
			return { index, ...work(item, index) };
		} catch (error) {
			if (!(error instanceof Problem)) throw error;
			return { index, result: 'error', error: error.body(call.requestId) };
		}
	});
}
