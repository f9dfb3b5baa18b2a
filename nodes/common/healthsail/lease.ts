import { z } from 'zod';

import type { HealthSailClient } from './client';
import { HealthSailProblem } from './errors';
import { outcomeOf } from '../outcome';

const leaseSchema = z.object({ until: z.string(), cursor: z.string().nullish() });

/** A lease that is held; `cursor` is what its holder stored last. */
export interface HeldLease {
	readonly until: string;
	readonly cursor: string | null;
}

export type LeaseAnswer =
	| ({ readonly state: 'taken' } & HeldLease)
	/** Someone else holds it, as far as is known until then. */
	| { readonly state: 'held'; readonly until?: string }
	/** Its work was completed before. */
	| { readonly state: 'done' };

/**
 * Tries to take a lease (contract section 15). `owner` is a token of this holder alone: it makes
 * the call repeatable, and later calls prove by it that the lease is still theirs.
 *
 * @throws SafeError for everything but `lease_held` and `lease_done`
 */
export async function acquireLease(
	client: HealthSailClient,
	lease: { key: string; owner: string; ttlSeconds: number },
): Promise<LeaseAnswer> {
	const outcome = await outcomeOf(
		async () =>
			await client.parsed(
				{
					operation: 'acquireLease',
					method: 'POST',
					path: '/leases',
					body: lease,
					idempotencySource: { id: lease.key, version: lease.owner },
				},
				leaseSchema,
			),
	);
	if (outcome.ok) return { state: 'taken', ...held(outcome.value) };
	const { error } = outcome;
	if (error instanceof HealthSailProblem) {
		const { code, until } = error.facts;
		if (code === 'lease_held') return { state: 'held', ...(until !== undefined && { until }) };
		if (code === 'lease_done') return { state: 'done' };
	}
	throw error;
}

/**
 * Keeps a lease for `ttlSeconds` more and stores a cursor in it.
 *
 * @throws SafeError `conflict` (lease_lost) when another holder took it in the meantime
 */
export async function renewLease(
	client: HealthSailClient,
	key: string,
	change: { owner: string; ttlSeconds?: number; cursor?: string },
): Promise<HeldLease> {
	const lease = await client.parsed(
		{
			operation: 'renewLease',
			method: 'PATCH',
			path: `/leases/${encodeURIComponent(key)}`,
			body: change,
			// The same owner storing the same cursor again changes nothing.
			isRepeatable: true,
		},
		leaseSchema,
	);
	return held(lease);
}

/** Gives a lease back; its cursor stays. `done` keeps the key from being taken for 30 days. */
export async function releaseLease(
	client: HealthSailClient,
	key: string,
	{ owner, done = false }: { owner: string; done?: boolean },
): Promise<void> {
	await client.request({
		operation: 'releaseLease',
		method: 'POST',
		path: `/leases/${encodeURIComponent(key)}/release`,
		body: { owner, ...(done && { done }) },
		idempotencySource: { id: key, version: `${owner}|${done ? 'done' : 'open'}` },
	});
}

function held({ until, cursor }: z.output<typeof leaseSchema>): HeldLease {
	return { until, cursor: cursor ?? null };
}
