import { randomUUID } from 'crypto';

import type { ICredentialsDecrypted } from 'n8n-workflow';

import { SafeError } from '../../lib/privacy/errors';
import { tebraDefaults } from '../../lib/profile/systems/tebra';
import type { XmlElement } from '../../lib/values/xml';
import type { Outcome } from '../common/outcome';
import type { RetryDecision } from '../common/transport/retry';
import { withRetry } from '../common/transport/retry';
import type { NodeContext } from '../common/transport/send';
import { send } from '../common/transport/send';
import type { Throttle } from '../common/transport/throttle';
import { createThrottle } from '../common/transport/throttle';
import type { TebraAccess } from './credential';
import { tebraCredentialType } from './credential';
import type { RequestValues } from './envelope';
import { buildEnvelope, soapAction } from './envelope';
import type { CallFacts } from './faults';
import type { TebraOperation } from './members';
import { requestTypes } from './members';
import { readAnswer } from './readAnswer';
import { tebraThrottle } from './throttle';

/** The result element of an answer, with what an error about its content needs to name. */
export interface TebraResult {
	readonly result: XmlElement;
	readonly facts: CallFacts & { readonly system: 'tebra' };
}

/** The one way to Tebra's SOAP interface (sheet 3). */
export interface TebraTransport {
	/** Sends one operation and returns its result. Throws SafeError. */
	call(operation: TebraOperation, values: RequestValues): Promise<TebraResult>;
	/** HTTP calls made, repeats included. */
	calls(): number;
	/** Milliseconds between two calls of an operation under the credential's share (sheet 5). */
	intervalMs(operation: TebraOperation): number;
}

/** Throttled calls are repeated up to five times (sheet 5). */
const attempts = 6;
/** Other trouble of a read. */
const troubleAttempts = 4;

/**
 * Speaks SOAP 1.1 with Tebra (sheet 3): one envelope per call, throttle per operation, repeats for
 * reads, and for a write only where Tebra says that it was not done. Its `call` throws SafeError.
 *
 * @param decrypted the credential as n8n decrypted it once for this run; it puts in the login
 * @param account key of the account whose throttle line the calls stand in
 */
export function createTebraTransport(
	context: NodeContext,
	access: TebraAccess,
	decrypted: ICredentialsDecrypted,
): TebraTransport {
	let calls = 0;
	const settings = access.scope.profile.tebra ?? tebraDefaults;
	const table = {
		...tebraThrottle,
		intervals: { ...tebraThrottle.intervals, ...settings.throttleMs },
	};
	const throttle = createThrottle(
		`${access.endpoint}|${access.login.customerKey}`,
		table,
		access.throttle,
	);
	// A sandbox that runs faster also lets us wait less; without limits hardly any wait is needed.
	const haste = access.throttle.speed || 60;

	async function once(operation: TebraOperation, body: string): Promise<TebraResult> {
		const facts = {
			system: 'tebra',
			operation,
			effect: requestTypes[operation].effect,
			correlationId: randomUUID(),
			practiceId: access.scope.practiceId,
		} as const;
		await throttle.ready(operation);
		calls += 1;
		const answer = await send(
			context,
			tebraCredentialType,
			{
				system: 'tebra',
				operation,
				method: 'POST',
				url: access.endpoint,
				headers: {
					'Content-Type': 'text/xml; charset=utf-8',
					SOAPAction: soapAction(operation),
					'X-Correlation-Id': facts.correlationId,
				},
				body,
				repeatable: facts.effect === 'read',
				allowedHosts: access.allowedHosts,
				correlationId: facts.correlationId,
			},
			decrypted,
		);
		const { result, error } = readAnswer(facts, answer);
		if (error !== undefined) throw error;
		return { result, facts };
	}

	return {
		calls: () => calls,
		intervalMs: (operation) => throttle.intervalMs(operation),
		async call(operation, values) {
			const body = buildEnvelope(
				operation,
				values,
				operation === 'UpdatePatient' ? settings.updateParameter : undefined,
			);
			return await withRetry(
				async () => await once(operation, body),
				createJudge(operation, throttle, haste),
				{ attempts, baseMs: 500 / haste, maxMs: 60_000 },
			);
		},
	};
}

/** Decides after each attempt of one call whether another one is worth it (sheet 5 and 6). */
function createJudge(operation: TebraOperation, throttle: Throttle, haste: number) {
	const { effect } = requestTypes[operation];
	let trouble = 0;
	let refusals = 0;
	return (outcome: Outcome<TebraResult>): RetryDecision => {
		if (outcome.ok || !(outcome.error instanceof SafeError)) return { again: false };
		const { kind, retryAfterMs, vendorCode } = outcome.error.details;
		if (kind === 'throttled') {
			const interval = tebraThrottle.intervals[operation] ?? tebraThrottle.defaultMs;
			refusals += 1;
			// Longer each time: other programs may call for the same account.
			const waitMs = retryAfterMs ?? interval * 1.5 * 2 ** (refusals - 1);
			throttle.holdOff(operation, waitMs);
			// However fast the sandbox runs, a busy machine needs real time to catch up.
			return { again: true, waitMs: Math.max(waitMs / haste, 20 * 2 ** refusals) };
		}
		trouble += 1;
		if (effect === 'write') return { again: false };
		// The same body brings the same fault or the same unreadable answer: one repeat tells.
		const isStubborn =
			kind === 'wireShape' ||
			vendorCode === 'InternalServiceFault' ||
			vendorCode === 'NullReference';
		const isWorthIt =
			kind === 'unavailable' || (kind === 'wireShape' && vendorCode === 'NotReadable');
		return { again: isWorthIt && trouble < (isStubborn ? 2 : troubleAttempts) };
	};
}
