import type { ErrorKind } from '../../lib/privacy/errors';
import { SafeError } from '../../lib/privacy/errors';
import type { CareCloudOperation } from './calls';

/** Which call an error speaks of (sheet 6). */
export interface CallFacts {
	readonly system: 'carecloud';
	readonly operation: CareCloudOperation;
	readonly effect: 'read' | 'write';
	readonly correlationId: string;
}

interface Meaning {
	readonly kind: ErrorKind;
	readonly vendorCode: string;
	readonly message: string;
	readonly nextStep: string;
	readonly retryAfterMs?: number;
	readonly fields?: readonly string[];
}

/** A SafeError of a call. */
export function careCloudError(facts: CallFacts, meaning: Meaning): SafeError {
	const { system, operation, correlationId } = facts;
	return new SafeError({ ...meaning, system, operation, correlationId });
}

/**
 * What a status says (sheet 6); undefined below 400. The body of an error is not published, so it is
 * not looked at: the status is the deciding fact.
 */
export function statusError(
	facts: CallFacts,
	status: number,
	retryAfterMs?: number,
): SafeError | undefined {
	if (status < 400) return undefined;
	const vendorCode = String(status);
	if (status >= 500) return serverError(facts, vendorCode, retryAfterMs);
	return careCloudError(facts, { vendorCode, ...clientMeaning(facts, status, retryAfterMs) });
}

function clientMeaning(
	{ operation }: CallFacts,
	status: number,
	retryAfterMs: number | undefined,
): Omit<Meaning, 'vendorCode'> {
	switch (status) {
		case 401:
			return {
				kind: 'authentication',
				message: 'CareCloud does not accept the token, and renewing it did not help.',
				nextStep: 'Open the credential and connect it again with a practice administrator’s login.',
			};
		case 403:
			return {
				kind: 'permission',
				message: `CareCloud has not granted this app the call ${operation}.`,
				nextStep:
					'Ask CareCloud (apihelp@carecloud.com) to add the privilege to the app, then connect the credential again. What is not granted can be turned off in the practice profile.',
			};
		case 404:
			return {
				kind: 'notFound',
				message: 'CareCloud does not know this record, or not for the practice of the credential.',
				nextStep: 'Check the ID, and that it belongs to the practice of the credential.',
			};
		case 409:
		case 423:
			return {
				kind: 'conflict',
				message: 'CareCloud refused the request because the record is in use or in another state.',
				nextStep: 'Look at the record in CareCloud and try again.',
			};
		case 429:
			return {
				kind: 'throttled',
				message: 'CareCloud refused the call because too many came.',
				nextStep:
					'Let the flow run less often, or lower the calls per second in the practice profile.',
				...(retryAfterMs !== undefined && { retryAfterMs }),
			};
		default:
			return {
				kind: 'validation',
				message: 'CareCloud could not process the request.',
				nextStep: 'Check the values of this item. CareCloud names no member in a safe way.',
			};
	}
}

/** A 500 is never expected, so after a write nobody knows what happened (sheet 6). */
function serverError(
	facts: CallFacts,
	vendorCode: string,
	retryAfterMs: number | undefined,
): SafeError {
	if (facts.effect === 'write') {
		return unclearError(facts, vendorCode);
	}
	return careCloudError(facts, {
		kind: 'unavailable',
		vendorCode,
		message: 'CareCloud is not available at the moment.',
		nextStep: 'Try again later.',
		...(retryAfterMs !== undefined && { retryAfterMs }),
	});
}

/** A write of which nobody knows whether, or as what, it was done (sheet 6, 7). */
export function unclearError(facts: CallFacts, vendorCode: string): SafeError {
	return careCloudError(facts, {
		kind: 'outcomeUnknown',
		vendorCode,
		message: 'No clear answer came to the write: CareCloud may or may not have done it.',
		nextStep: 'Look the record up in CareCloud before you send it again.',
	});
}

/** An answer that says it worked, and holds something else than it should. */
export function shapeError(facts: CallFacts, vendorCode: string, message: string): SafeError {
	return careCloudError(facts, {
		kind: 'wireShape',
		vendorCode,
		message,
		nextStep: 'Run it again. If it stays, report the operation and this code.',
	});
}
