import { randomUUID } from 'crypto';

import { SafeError } from '../../lib/privacy/errors';
import type { Outcome } from '../common/outcome';
import { outcomeOf } from '../common/outcome';
import type { RetryDecision } from '../common/transport/retry';
import { retryAfterMs, withRetry } from '../common/transport/retry';
import type { Answer, NodeContext } from '../common/transport/send';
import { send } from '../common/transport/send';
import { createThrottle } from '../common/transport/throttle';
import type { CareCloudOperation } from './calls';
import { careCloudCalls } from './calls';
import type { CareCloudAccess } from './credential';
import { careCloudCredentialType } from './credential';
import type { CallFacts } from './faults';
import { shapeError, statusError, unclearError } from './faults';

/** One call below /v2; `path` begins with a slash and its ids are encoded already. */
export interface CareCloudRequest {
	readonly operation: CareCloudOperation;
	readonly path: string;
	readonly query?: Readonly<Record<string, string | number>>;
	readonly body?: object;
}

/** An answer of status 2xx. `body` is undefined when there was none (204). */
export interface CareCloudAnswer {
	readonly body: unknown;
	readonly headers: Readonly<Record<string, string>>;
	readonly facts: CallFacts;
}

/** The one way to CareCloud's REST interface (sheet 3, 5, 6). */
export interface CareCloudTransport {
	/** Throws SafeError. */
	call(request: CareCloudRequest): Promise<CareCloudAnswer>;
	/** HTTP calls made, repeats included; renewals of the token are n8n's own. */
	calls(): number;
	/** Milliseconds between two calls under the credential's share, on CareCloud's clock. */
	intervalMs(): number;
}

/** Calls of a read in all: the first one and three repeats (sheet 5). */
const attempts = 4;
/** Statuses that pass by themselves (sheet 5); a 500 is none of them. */
const passing = ['429', '502', '503', '504'];
/** All calls stand in one line, since no limit per call is published. */
const line = 'call';

/**
 * Speaks JSON with CareCloud Central (sheet 3): a line of calls per practice, repeats for reads only.
 * n8n adds the token, renews it once on a 401 under its own lock, and stores what came (design 7).
 */
export function createCareCloudTransport(
	context: NodeContext,
	access: CareCloudAccess,
): CareCloudTransport {
	let calls = 0;
	const perSecond = access.scope.profile.carecloud?.callsPerSecond ?? 2;
	const throttle = createThrottle(
		`${access.baseUrl}|${access.scope.practiceId}`,
		{ intervals: {}, defaultMs: 1000 / perSecond, marginMs: 0 },
		access.throttle,
	);
	// A sandbox that runs faster also lets us wait less; without limits hardly any wait is needed.
	const haste = access.throttle.speed || 60;

	async function once({ operation, path, query, body }: CareCloudRequest) {
		const { method, effect } = careCloudCalls[operation];
		const facts: CallFacts = {
			system: 'carecloud',
			operation,
			effect,
			correlationId: randomUUID(),
		};
		await throttle.ready(line);
		calls += 1;
		const answer = await send(context, careCloudCredentialType, {
			system: 'carecloud',
			operation,
			method,
			url: `${access.baseUrl}/v2${path}`,
			headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
			...(query && { query }),
			...(body && { body }),
			repeatable: effect === 'read',
			allowedHosts: access.allowedHosts,
			correlationId: facts.correlationId,
		});
		return readAnswer(facts, answer);
	}

	return {
		calls: () => calls,
		// A sandbox that runs faster has a lease that ends sooner: pages are as large as elsewhere.
		intervalMs: () => throttle.intervalMs(line) * access.throttle.speed,
		async call(request) {
			const { effect } = careCloudCalls[request.operation];
			let unreadable = 0;
			const judge = (outcome: Outcome<CareCloudAnswer>): RetryDecision => {
				if (outcome.ok || !(outcome.error instanceof SafeError)) return { again: false };
				const { kind, vendorCode = '', retryAfterMs: asked } = outcome.error.details;
				// A 429 says that nothing was done; all else of a write is never repeated (sheet 5, 7).
				if (effect === 'write' && kind !== 'throttled') return { again: false };
				if (kind === 'throttled') throttle.holdOff(line, asked ?? 1000);
				if (kind === 'wireShape') {
					unreadable += 1;
					return { again: vendorCode === 'NotReadable' && unreadable < 2 };
				}
				const lost = kind === 'unavailable' && !/^\d+$/.test(vendorCode);
				const again = lost || passing.includes(vendorCode);
				return { again, ...(asked !== undefined && { waitMs: asked / haste }) };
			};
			return await withRetry(async () => await once(request), judge, {
				attempts,
				baseMs: 1000 / haste,
				maxMs: 60_000,
			});
		},
	};
}

function readAnswer(facts: CallFacts, answer: Answer): CareCloudAnswer {
	const { status, headers, text } = answer;
	const error = statusError(facts, status, retryAfterMs(headers, Date.now()));
	if (error !== undefined) throw error;
	if (text.trim() === '') return { body: undefined, headers, facts };
	return { body: parse(facts, text), headers, facts };
}

/** The content type is not looked at: it may say JSON and hold something else (sheet 6). */
function parse(facts: CallFacts, text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		// The status says that it was done, but not what: only a look can tell.
		if (facts.effect === 'write') throw unclearError(facts, 'NotReadable');
		throw shapeError(facts, 'NotReadable', 'The answer of CareCloud is not readable as JSON.');
	}
}

/** The same call, with undefined for a 404: there is no such record, or not for this practice. */
export async function callIfThere(
	transport: CareCloudTransport,
	request: CareCloudRequest,
): Promise<CareCloudAnswer | undefined> {
	const outcome = await outcomeOf(async () => await transport.call(request));
	if (outcome.ok) return outcome.value;
	if (outcome.error instanceof SafeError && outcome.error.kind === 'notFound') return undefined;
	throw outcome.error;
}
