import { randomUUID } from 'crypto';

import { SafeError } from '../../lib/privacy/errors';
import type { Outcome } from '../common/outcome';
import type { RetryDecision } from '../common/transport/retry';
import { withRetry } from '../common/transport/retry';
import type { NodeContext } from '../common/transport/send';
import { send } from '../common/transport/send';
import type { ThrottleSettings } from '../common/transport/throttle';
import { createThrottle } from '../common/transport/throttle';
import type { ICredentialsDecrypted } from 'n8n-workflow';
import type { GapiFacts } from './gapi';
import { readGapi } from './gapi';
import type { GreenwaySystem } from './products';

export type GapiMembers = Readonly<Record<string, unknown>>;

export interface GapiCall {
	readonly operation: string;
	readonly effect: GapiFacts['effect'];
	/** Members besides the login, which the credential puts in. */
	readonly members: GapiMembers;
	/** Error members that the caller reads itself. */
	readonly besides?: readonly string[];
}

/** Posts to one of the two GAPI services (sheet 3.2, 3.3). */
export interface GapiTransport {
	/** One operation, with repeats where they are safe. Throws SafeError. */
	call(call: GapiCall): Promise<GapiMembers>;
	calls(): number;
}

export interface GapiService {
	readonly system: GreenwaySystem;
	readonly credentialType: string;
	readonly base: string;
	readonly allowedHosts: readonly string[];
	readonly throttle: ThrottleSettings;
	readonly callsPerSecond: number;
	readonly timeoutMs: number;
}

const attempts = 5;
const longestWaitMs = 60_000;

/**
 * Makes the way to one GAPI service: host check, the site's pace, repeats of what may be repeated.
 */
export function createGapiTransport(
	context: NodeContext,
	service: GapiService,
	decrypted: ICredentialsDecrypted,
): GapiTransport {
	const { system, base, credentialType } = service;
	const throttle = createThrottle(
		`${base}|${credentialType}|${decrypted.id}`,
		{ intervals: {}, defaultMs: 1000 / service.callsPerSecond, marginMs: 10 },
		service.throttle,
	);
	const haste = service.throttle.speed || 60;
	let calls = 0;

	async function once({ operation, effect, members, besides }: GapiCall): Promise<GapiMembers> {
		// The path may hold an area; the last part is the operation's name.
		const name = operation.split('/').pop() ?? operation;
		const facts = { system, operation: name, effect, correlationId: randomUUID() } as const;
		await throttle.ready('gapi');
		calls += 1;
		const answer = await send(
			context,
			credentialType,
			{
				system,
				operation: name,
				method: 'POST',
				url: `${base}/${operation}`,
				headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
				body: { ...members },
				repeatable: effect === 'read',
				allowedHosts: service.allowedHosts,
				timeoutMs: service.timeoutMs,
				correlationId: facts.correlationId,
			},
			decrypted,
		);
		return readGapi(answer, facts, besides);
	}

	return {
		calls: () => calls,
		async call(call) {
			return await withRetry(
				async () => await once(call),
				(outcome) =>
					judge(outcome, call.effect, haste, (waitMs) => throttle.holdOff('gapi', waitMs)),
				{ attempts, baseMs: 500 / haste, maxMs: longestWaitMs },
			);
		},
	};
}

/** A call that the gateway turned away was not done, so a write may be sent again too (sheet 7). */
function judge(
	outcome: Outcome<GapiMembers>,
	effect: GapiFacts['effect'],
	haste: number,
	holdOff: (waitMs: number) => void,
): RetryDecision {
	if (outcome.ok || !(outcome.error instanceof SafeError)) return { again: false };
	const { kind, retryAfterMs = 1000 } = outcome.error.details;
	if (kind === 'throttled') {
		// A daily limit is not waited for.
		if (retryAfterMs > longestWaitMs) return { again: false };
		holdOff(retryAfterMs);
		return { again: true, waitMs: retryAfterMs / haste };
	}
	return { again: kind === 'unavailable' && effect === 'read' };
}
