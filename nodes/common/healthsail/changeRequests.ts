import { z } from 'zod';

import type { PmSystem } from '../../../lib/canonical/externalId';
import type { HealthSailClient, HealthSailQuery } from './client';
import { readList } from './paging';

const text = z.string().nullish();
const value = z.unknown().transform((given) => given ?? null);

const reviewerSchema = z.object({ id: z.string(), name: z.string(), method: z.string() });

const changeSchema = z.object({
	id: z.string(),
	path: z.string(),
	from: value,
	to: value,
	decision: z.enum(['pending', 'approved', 'rejected']),
	decisionReason: text,
	decidedBy: reviewerSchema.nullish(),
	decidedAt: text,
	/** Absent where nobody decided yet; null = staff saw that nothing stands there. */
	valueSeen: z.unknown().optional(),
	current: z
		.object({
			value,
			readAt: z.string(),
			verdict: z.string(),
			isConflict: z.boolean().optional(),
		})
		.nullish(),
	outcome: text,
	outcomeCode: text,
});
export type RequestedChange = z.output<typeof changeSchema>;

/** A demographic change request (contract 2.2); unknown words of a state are kept as they come. */
export const changeRequestSchema = z.object({
	id: z.string(),
	version: z.number().int(),
	createdAt: text,
	updatedAt: text,
	customerId: text,
	kind: z.enum(['change', 'new_patient']).optional().default('change'),
	pmSystem: z.string(),
	practiceId: z.string(),
	direction: z.string(),
	origin: z.string(),
	submittedAt: z.string(),
	reviewMode: z.string(),
	changes: z.array(changeSchema),
	review: z.object({
		state: z.string(),
		reviewer: reviewerSchema.nullish(),
		reviewedAt: text,
		comment: text,
		dueAt: text,
	}),
	delivery: z.object({
		state: z.string(),
		channel: text,
		pmRefs: z.array(z.object({ type: z.string(), id: z.string() })),
		attempts: z.number().int(),
		lastErrorCode: text,
		landedAt: text,
		confirmedAt: text,
		remindedAt: text,
	}),
	basis: z.object({ customerVersion: z.number().nullish(), pmContentHash: text }).nullish(),
	shortRef: z.string(),
	closedAs: text,
});
export type StoredChangeRequest = z.output<typeof changeRequestSchema>;

/** The named person who decided; `method` tells how they signed in. */
export interface Reviewer {
	readonly id: string;
	readonly name: string;
	readonly method: string;
}

export interface ChangeDecision {
	readonly changeId: string;
	readonly decision: 'approved' | 'rejected';
	/** A code or short note, without patient data. */
	readonly reason?: string;
	/** What the reviewer saw as the practice's value; null = nothing stood there. */
	readonly valueSeen?: unknown;
}

export interface ChangeComparison {
	/** RFC 3339 UTC. */
	readonly readAt: string;
	readonly pmContentHash?: string;
	readonly changes: ReadonlyArray<{
		readonly changeId: string;
		readonly value: unknown;
		readonly verdict: 'unchanged' | 'changed' | 'already_there' | 'unreadable';
		/** False = staff see no mark, although the practice changed it. */
		readonly isConflict?: false;
	}>;
}

export interface ChangeDelivery {
	readonly state?:
		| 'not_started'
		| 'queued'
		| 'landed'
		| 'applied'
		| 'confirmed'
		| 'failed'
		| 'outcome_unknown'
		| 'not_supported';
	readonly channel?:
		| 'direct_write'
		| 'task'
		| 'message'
		| 'note'
		| 'document'
		| 'notice'
		| 'hl7'
		| 'manual';
	readonly pmRefs?: ReadonlyArray<{ readonly type: string; readonly id: string }>;
	readonly attempts?: number;
	/** A code, never a value. */
	readonly lastErrorCode?: string | null;
	readonly landedAt?: string;
	readonly confirmedAt?: string;
	readonly remindedAt?: string;
	readonly outcomes?: ReadonlyArray<{
		readonly changeId: string;
		readonly outcome: 'applied' | 'refused' | 'changed_meanwhile' | 'with_staff';
		readonly code?: string;
	}>;
	readonly closedAs?: 'accepted' | 'superseded' | 'unanswered';
}

/** A request as it was read: the version that a write names. */
export type RequestVersion = Pick<StoredChangeRequest, 'id' | 'version'>;

const base = '/demographic-change-requests';
const pathOf = (id: string, ...rest: readonly string[]) =>
	[base, encodeURIComponent(id), ...rest].join('/');

/** Throws SafeError `notFound`. */
export async function getChangeRequest(
	client: HealthSailClient,
	id: string,
): Promise<StoredChangeRequest> {
	return await client.parsed(
		{ operation: 'getDemographicChangeRequest', method: 'GET', path: pathOf(id) },
		changeRequestSchema,
	);
}

/** Requests to one practice, or to all where none is named; the longest unchanged first. */
export async function listChangeRequests(
	client: HealthSailClient,
	query: HealthSailQuery & { pmSystem?: PmSystem; practiceId?: string },
	limit?: number,
): Promise<StoredChangeRequest[]> {
	const rows = await readList(client, {
		path: base,
		query: { sort: 'updatedAt', direction: 'to_pm', ...query },
		limit,
	});
	return z.array(changeRequestSchema).parse(rows);
}

/** Records decisions of a person. Throws SafeError `conflict` when somebody was faster. */
export async function decideChangeRequest(
	client: HealthSailClient,
	request: RequestVersion,
	body: { decisions: readonly ChangeDecision[]; reviewer: Reviewer },
): Promise<StoredChangeRequest> {
	return await act(client, request, 'decideDemographicChangeRequest', 'decisions', body);
}

/** Tells what the practice has now. Throws SafeError `conflict` when the request moved on. */
export async function compareChangeRequest(
	client: HealthSailClient,
	request: RequestVersion,
	body: ChangeComparison,
): Promise<StoredChangeRequest> {
	return await act(client, request, 'compareDemographicChangeRequest', 'comparison', body);
}

/** Has approved changes decided again. Throws SafeError. */
export async function reopenChangeRequest(
	client: HealthSailClient,
	request: RequestVersion,
	body: { changeIds: readonly string[]; comment?: string },
): Promise<StoredChangeRequest> {
	return await act(client, request, 'reopenDemographicChangeRequest', 'reopen', body);
}

/** Records how a request reached the practice. Throws SafeError `conflict` when it moved on. */
export async function recordDelivery(
	client: HealthSailClient,
	request: RequestVersion,
	body: ChangeDelivery,
): Promise<StoredChangeRequest> {
	return await client.parsed(
		{
			operation: 'updateDemographicChangeDelivery',
			method: 'PATCH',
			path: pathOf(request.id, 'delivery'),
			ifMatch: request.version,
			body,
		},
		changeRequestSchema,
	);
}

async function act(
	client: HealthSailClient,
	{ id, version }: RequestVersion,
	operation: string,
	action: string,
	body: object,
): Promise<StoredChangeRequest> {
	return await client.parsed(
		{
			operation,
			method: 'POST',
			path: pathOf(id, action),
			ifMatch: version,
			body,
			// The version is part of the source: the same act on a later state is another one.
			idempotencySource: {
				id: `${operation}|${id}|${version}`,
				version: client.keyedHash(JSON.stringify(body)),
			},
		},
		changeRequestSchema,
	);
}
