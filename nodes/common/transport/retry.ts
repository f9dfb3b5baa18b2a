import type { ICredentialsDecrypted } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { SafeError } from '../../../lib/privacy/errors';
import type { Outcome } from '../outcome';
import { outcomeOf } from '../outcome';
import type { Answer, NodeContext, OutgoingRequest } from './request';
import { send } from './send';

export interface RetryPolicy {
	/** Calls in all, the first one included. */
	readonly attempts: number;
	/** Upper bound of the first wait without an instruction of the server, in milliseconds. */
	readonly baseMs: number;
	/** Upper bound of any wait, in milliseconds. A server that asks for more ends the retrying. */
	readonly maxMs: number;
}

export const defaultRetryPolicy: RetryPolicy = { attempts: 5, baseMs: 500, maxMs: 60_000 };

export interface SendOptions {
	/** From `decryptOnce`; saves n8n a decryption per call. */
	readonly decrypted?: ICredentialsDecrypted;
	/** Called before every attempt, for counting calls. */
	readonly onAttempt?: () => void;
	readonly policy?: RetryPolicy;
}

/** What to do after one attempt. `waitMs` absent = full jitter. */
export type RetryDecision =
	| { readonly again: false }
	| { readonly again: true; readonly waitMs?: number };

/**
 * Runs `attempt` until `judge` is content or the attempts are used up, then gives its last result
 * or throws its last error. `judge` gets either the result or the error of one attempt.
 */
export async function withRetry<T>(
	attempt: (number: number) => Promise<T>,
	judge: (outcome: Outcome<T>) => RetryDecision,
	policy: RetryPolicy = defaultRetryPolicy,
): Promise<T> {
	for (let number = 1; ; number++) {
		const outcome = await outcomeOf(async () => await attempt(number));
		const decision = judge(outcome);
		const waitMs = decision.again ? (decision.waitMs ?? fullJitter(number, policy)) : 0;
		if (!decision.again || number >= policy.attempts || waitMs > policy.maxMs) {
			if (outcome.ok) return outcome.value;
			throw outcome.error;
		}
		if (waitMs > 0) await sleep(waitMs);
	}
}

/** A random wait between 0 and the doubled bound: many workers do not come back together. */
export function fullJitter(attempt: number, policy: RetryPolicy): number {
	return Math.random() * Math.min(policy.maxMs, policy.baseMs * 2 ** (attempt - 1));
}

/** `Retry-After` as milliseconds (seconds or an HTTP date); undefined when absent or unreadable. */
export function retryAfterMs(
	headers: Readonly<Record<string, string>>,
	now: number,
): number | undefined {
	const value = headers['retry-after'];
	if (value === undefined) return undefined;
	if (/^\d+(\.\d+)?$/.test(value.trim())) return Math.ceil(Number(value) * 1000);
	const at = Date.parse(value);
	return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

const busyStatuses = new Set([500, 502, 503, 504]);

/**
 * `send` with the house's retry rules (design 3.4): a repeatable call is repeated on network
 * trouble, 429 and 5xx, after the server's own Retry-After, else full jitter. A call that is not
 * repeatable is repeated only on 429, which says that nothing was done. The last answer is returned
 * whatever its status.
 */
export async function sendWithRetry(
	context: NodeContext,
	credentialType: string,
	request: OutgoingRequest,
	{ decrypted, onAttempt, policy = defaultRetryPolicy }: SendOptions = {},
): Promise<Answer> {
	return await withRetry<Answer>(
		async () => {
			onAttempt?.();
			return await send(context, credentialType, request, decrypted);
		},
		(outcome) => {
			if (!outcome.ok) {
				const { error } = outcome;
				const isNetwork = error instanceof SafeError && error.kind === 'unavailable';
				return { again: isNetwork && request.repeatable };
			}
			const { status, headers } = outcome.value;
			if (status !== 429 && !(request.repeatable && busyStatuses.has(status))) {
				return { again: false };
			}
			const waitMs = retryAfterMs(headers, Date.now());
			return { again: true, ...(waitMs !== undefined && { waitMs }) };
		},
		policy,
	);
}
