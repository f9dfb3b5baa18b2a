import { randomUUID } from 'crypto';

import { sleep } from 'n8n-workflow';

import {
	afterFailure,
	minutesLocked,
	noFailures,
	readFailures,
	type FailureCount,
} from '../../lib/inbox/lockout';
import { SafeError } from '../../lib/privacy/errors';
import type { HealthSailClient } from '../common/healthsail/client';
import { outcomeOf } from '../common/outcome';
import { acquireLease, releaseLease, renewLease } from '../common/healthsail/lease';

/** Whose failures are counted. */
export interface Suspect {
	readonly kind: 'reviewer' | 'address';
	readonly id: string;
}

/** How long one attempt may take; another one on the same name waits for it. */
const attemptSeconds = 180;
const longestWaitMs = 5000;
const waitMs = 100;

export type Attempt<T> =
	| { readonly state: 'locked'; readonly minutes: number }
	| { readonly state: 'failed' }
	| { readonly state: 'passed'; readonly value: T };

/**
 * Makes one attempt that may fail at most ten times per suspect. The counts are kept in leases of
 * HealthSail and changed while these are held, so that workers, restarts and guesses at the same
 * moment count one by one. Addresses and ids stand there as keyed hashes.
 *
 * @param work undefined = failed. What passes clears the count of the reviewer, not of the address.
 * @throws SafeError `throttled` while too many attempts on one name wait for each other
 */
export async function guarded<T>(
	client: HealthSailClient,
	suspects: readonly Suspect[],
	now: number,
	work: () => Promise<T | undefined>,
): Promise<Attempt<T>> {
	const [suspect, ...others] = suspects;
	if (suspect === undefined) {
		const value = await work();
		return value === undefined ? { state: 'failed' } : { state: 'passed', value };
	}
	return await withCount<Attempt<T>>(client, suspect, async (count) => {
		const minutes = minutesLocked(count, now);
		if (minutes > 0) return { result: { state: 'locked', minutes } };
		const result = await guarded(client, others, now, work);
		if (result.state === 'failed') return { result, count: afterFailure(count, now) };
		const isCleared = result.state === 'passed' && suspect.kind === 'reviewer';
		return { result, ...(isCleared && count.failures > 0 && { count: noFailures }) };
	});
}

/** Counts one failure, such as a forged token; whether it locked somebody. */
export async function countFailure(
	client: HealthSailClient,
	suspects: readonly Suspect[],
	now: number,
): Promise<{ isLocked: boolean }> {
	let isLocked = false;
	for (const suspect of suspects) {
		await withCount(client, suspect, async (count) => {
			const next = afterFailure(count, now);
			isLocked ||= minutesLocked(next, now) > 0;
			return await Promise.resolve({ result: undefined, count: next });
		});
	}
	return { isLocked };
}

interface Counted<T> {
	readonly result: T;
	/** Absent = as before. */
	readonly count?: FailureCount;
}

async function withCount<T>(
	client: HealthSailClient,
	{ kind, id }: Suspect,
	work: (count: FailureCount) => Promise<Counted<T>>,
): Promise<T> {
	const key = `inbox-failures.${client.keyedHash(['staffReviewInbox', kind, id].join('|'))}`;
	const { owner, cursor } = await take(client, key);
	const outcome = await outcomeOf(async () => await work(readFailures(cursor)));
	if (outcome.ok && outcome.value.count !== undefined) {
		await renewLease(client, key, { owner, cursor: JSON.stringify(outcome.value.count) });
	}
	await releaseLease(client, key, { owner });
	if (!outcome.ok) throw outcome.error;
	return outcome.value.result;
}

async function take(
	client: HealthSailClient,
	key: string,
): Promise<{ owner: string; cursor: string | null }> {
	for (let waited = 0; waited <= longestWaitMs; waited += waitMs) {
		// A token for each try: a repeated call would be given the answer of the first one.
		const owner = randomUUID();
		const lease = await acquireLease(client, { key, owner, ttlSeconds: attemptSeconds });
		if (lease.state === 'taken') return { owner, cursor: lease.cursor };
		await sleep(waitMs);
	}
	throw new SafeError({
		kind: 'throttled',
		message: 'Too many attempts to sign in are being made at the same time.',
		nextStep: 'Wait a few minutes and try again.',
		system: 'healthsail',
	});
}
