import { SafeError } from '../../../lib/privacy/errors';
import type { OutgoingRequest } from './request';

/** Codes that mean the request never reached the other side, so nothing can have happened there. */
const neverSentCodes = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ENETDOWN',
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'ERR_TLS_CERT_ALTNAME_INVALID',
]);

const timeoutCodes = new Set(['ETIMEDOUT', 'ECONNABORTED', 'ESOCKETTIMEDOUT']);

const knownCodes = new Set([
	...neverSentCodes,
	...timeoutCodes,
	'ECONNRESET',
	'EPIPE',
	'ERR_STREAM_PREMATURE_CLOSE',
	'ERR_BAD_RESPONSE',
]);

/**
 * Turns whatever the HTTP helper threw into a SafeError. Reads only error codes and n8n's own fixed
 * texts about tokens; nothing the other side sent is copied.
 */
export function toTransportError(
	request: OutgoingRequest,
	error: unknown,
	during: 'call' | 'answer' = 'call',
): SafeError {
	const base = {
		system: request.system,
		operation: request.operation,
		...(request.correlationId !== undefined && { correlationId: request.correlationId }),
	};
	if (speaksOfToken(error)) {
		// A refusal is an answer; a code of the network or of a 5xx says that there was none.
		const outage = codeOf(error);
		if (outage !== undefined && knownCodes.has(outage)) {
			return new SafeError({
				...base,
				kind: 'unavailable',
				message: `The sign-in server is busy or cannot be reached, so ${request.operation} was not sent.`,
				nextStep: 'Try again later. If it stays, check the token address in the credential.',
				vendorCode: outage,
			});
		}
		return new SafeError({
			...base,
			kind: 'authentication',
			message: `The sign-in server gave no access token for ${request.operation}.`,
			nextStep:
				'Open the credential, check client id, secret, scope and token address, and reconnect it.',
		});
	}
	if (speaksOfMissingCredential(error)) {
		return new SafeError({
			...base,
			kind: 'configuration',
			message: 'This node has no credential to call with.',
			nextStep: 'Choose a credential in the node.',
		});
	}
	const code = codeOf(error);
	const vendorCode = code !== undefined && knownCodes.has(code) ? code : undefined;
	const details = { ...base, ...(vendorCode !== undefined && { vendorCode }) };
	const neverSent = during === 'call' && code !== undefined && neverSentCodes.has(code);
	if (!request.repeatable && !neverSent) {
		return new SafeError({
			...details,
			kind: 'outcomeUnknown',
			message: `No clear answer came to ${request.operation}: it may or may not have been done.`,
			nextStep: 'Look the record up in the other system before you send it again.',
		});
	}
	if (code !== undefined && timeoutCodes.has(code)) {
		return new SafeError({
			...details,
			kind: 'unavailable',
			message: `The server did not answer ${request.operation} in time.`,
			nextStep: 'Try again later. If it stays, ask for fewer records per page.',
		});
	}
	if (during === 'answer') {
		return new SafeError({
			...details,
			kind: 'unavailable',
			message: `The answer to ${request.operation} broke off before its end.`,
			nextStep: 'Try again later.',
		});
	}
	return new SafeError({
		...details,
		kind: 'unavailable',
		message: neverSent
			? `The server could not be reached for ${request.operation}.`
			: `The connection was lost during ${request.operation}.`,
		nextStep:
			'Check the address in the credential and that this n8n may reach it through the network and its proxy.',
	});
}

/** Finds an error code in an error or in what caused it. */
export function codeOf(error: unknown, depth = 0): string | undefined {
	if (typeof error !== 'object' || error === null || depth > 4) return undefined;
	const { code, cause } = error as { code?: unknown; cause?: unknown };
	if (typeof code === 'string' && knownCodes.has(code)) return code;
	return codeOf(cause, depth + 1) ?? (typeof code === 'string' ? code : undefined);
}

function ownTexts(error: unknown): string {
	if (typeof error !== 'object' || error === null) return '';
	const { message, messages, description } = error as Record<string, unknown>;
	return [message, description, ...(Array.isArray(messages) ? messages : [])]
		.filter((text): text is string => typeof text === 'string')
		.join('\n');
}

function speaksOfToken(error: unknown): boolean {
	return /OAuth2 access token|OAuth credentials not connected|needs to be reconnected/i.test(
		ownTexts(error),
	);
}

function speaksOfMissingCredential(error: unknown): boolean {
	return /does not have any credentials/i.test(ownTexts(error));
}
