import type { ErrorKind } from '../../lib/privacy/errors';
import { SafeError } from '../../lib/privacy/errors';

/** Which call an error speaks of (sheet 6). */
export interface CallFacts {
	readonly system: 'advancedmd';
	readonly operation: string;
	readonly effect: 'read' | 'write';
	readonly correlationId: string;
}

/** What is wrong with an answer, before it becomes an error. */
export interface Fault {
	/** The vendor's code, or empty when it gave none. */
	readonly code: string;
	/** The vendor's words; they only choose between our sentences. */
	readonly text: string;
}

interface Meaning {
	readonly kind: ErrorKind;
	readonly message: string;
	readonly nextStep: string;
}

/** A SafeError of one of the meanings of sheet 6. */
export function advancedMdError(
	call: CallFacts,
	meaning: Meaning,
	vendorCode: string,
	more: { retryAfterMs?: number; fields?: readonly string[] } = {},
): SafeError {
	return new SafeError({
		...meaning,
		...more,
		vendorCode,
		system: call.system,
		operation: call.operation,
		correlationId: call.correlationId,
	});
}

/** Codes that say that the session is over (sheet 3.3): nothing was done. */
const deadSessionCodes: ReadonlySet<string> = new Set(['1025', '-2147220479']);

/**
 * Whether the fault says that the session is over: after a new login the call may be sent again.
 */
export function isDeadSession({ code }: Fault): boolean {
	return deadSessionCodes.has(code);
}

const sessionOver: Meaning = {
	kind: 'authentication',
	message: 'AdvancedMD ended the session again right after a new login.',
	nextStep: 'Check that nothing else logs in with this user, then run it again.',
};

const wrongAppName: Meaning = {
	kind: 'configuration',
	message: 'AdvancedMD does not take the application name for this office key.',
	nextStep:
		'Compare the application name in the credential with the one in your API agreement, and ask AdvancedMD whether it is enabled for the office key.',
};

const missingRight: Meaning = {
	kind: 'permission',
	message: 'The role of the API user lacks the privilege for this call.',
	nextStep: 'Give its role the privilege in AdvancedMD; the vendor page of this pack lists them.',
};

const changedMeanwhile: Meaning = {
	kind: 'conflict',
	message: 'Somebody else changed the record in AdvancedMD at the same time.',
	nextStep: 'Read the record again and repeat the change on what it is now.',
};

const duplicate: Meaning = {
	kind: 'conflict',
	message: 'AdvancedMD already has such a record.',
	nextStep: 'Look the record up instead of adding it.',
};

const badRequest: Meaning = {
	kind: 'validation',
	message: 'AdvancedMD refused the request.',
	nextStep: 'Check the values of this item; AdvancedMD does not tell safely which one it is.',
};

const innerFault: Meaning = {
	kind: 'validation',
	message: 'AdvancedMD stopped inside: the request names a record that it does not have, or worse.',
	nextStep:
		'Check the IDs of this item. If they are right, give operation and time to AdvancedMD support.',
};

const meanings: Readonly<Record<string, Meaning>> = {
	'1025': sessionOver,
	'-2147220479': sessionOver,
	'403': wrongAppName,
	'-2147217400': duplicate,
	'-2147217398': changedMeanwhile,
	'-2147218426': badRequest,
	'-2147219456': badRequest,
	'-2147221504': innerFault,
	'50000': badRequest,
};

/** What a fault inside an answer means (sheet 6). */
export function faultError(call: CallFacts, fault: Fault): SafeError {
	const known = meanings[fault.code];
	if (known !== undefined) return advancedMdError(call, known, fault.code);
	const code = /^-?\d{1,12}$/.test(fault.code) ? fault.code : 'Fault';
	if (/privilege|permission|not authori[sz]ed/i.test(fault.text)) {
		return advancedMdError(call, missingRight, code);
	}
	if (/too many|rate limit|throttl|quota/i.test(fault.text)) return throttledError(call, code);
	if (/duplicate|already exists/i.test(fault.text)) return advancedMdError(call, duplicate, code);
	return advancedMdError(call, badRequest, code);
}

/** Whether a fault says that the record that was asked for is not there (sheet 9.5). */
export function isMissingRecord({ code, text }: Fault): boolean {
	return code === '-2147221504' && /foreign key/i.test(text);
}

/** A minute is the window of all limits (sheet 5). */
export function throttledError(
	call: CallFacts,
	vendorCode = '429',
	retryAfterMs = 60_000,
): SafeError {
	return advancedMdError(
		call,
		{
			kind: 'throttled',
			message: 'AdvancedMD refused the call because too many came for this office key.',
			nextStep:
				'Let the flow run less often, or lower its share of the limit in the credential when other programs use the same office key.',
		},
		vendorCode,
		{ retryAfterMs },
	);
}

/** A write without a clear answer: it may or may not have been done (sheet 7). */
export function unknownOutcome(call: CallFacts, vendorCode: string): SafeError {
	return advancedMdError(
		call,
		{
			kind: 'outcomeUnknown',
			message: 'No clear answer came to the write: AdvancedMD may or may not have done it.',
			nextStep: 'Look the record up in AdvancedMD before you send it again.',
		},
		vendorCode,
	);
}

/** An HTTP status that is an error by itself (sheet 6); undefined below 400. */
export function statusError(call: CallFacts, status: number): SafeError | undefined {
	if (status < 400) return undefined;
	const code = String(status);
	if (status === 429) return throttledError(call);
	if (status === 401) return advancedMdError(call, sessionOver, code);
	if (status === 403) return advancedMdError(call, missingRight, code);
	if (status === 404) {
		return advancedMdError(
			call,
			{
				kind: 'notFound',
				message: 'AdvancedMD does not have what was asked for.',
				nextStep: 'Check the ID of this item.',
			},
			code,
		);
	}
	if (status < 500) return advancedMdError(call, badRequest, code);
	if (call.effect === 'write') return unknownOutcome(call, code);
	return advancedMdError(
		call,
		{
			kind: 'unavailable',
			message: 'AdvancedMD is not available at the moment.',
			nextStep: 'Try again later.',
		},
		code,
	);
}

/** An answer that is cut off or is no JSON: for a write, nobody knows what happened. */
export function unreadableError(call: CallFacts): SafeError {
	if (call.effect === 'write') return unknownOutcome(call, 'NotReadable');
	return advancedMdError(
		call,
		{
			kind: 'wireShape',
			message: 'The answer is cut off or has a form that this node does not know.',
			nextStep: 'Run it again. If it stays, check whether a proxy changes the answers.',
		},
		'NotReadable',
	);
}
