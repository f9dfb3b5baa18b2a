import type { SafeError } from '../../lib/privacy/errors';
import type { XmlElement } from '../../lib/values/xml';
import { child, parseXml } from '../../lib/values/xml';
import type { CallFacts } from './faults';
import {
	businessError,
	faultError,
	isThrottleText,
	resultOf,
	securityError,
	statusError,
	tebraError,
	throttledError,
	unknownOutcome,
} from './faults';

/** What an answer turned out to be. */
export type TebraAnswer =
	| { readonly result: XmlElement; readonly error?: undefined }
	| { readonly error: SafeError; readonly result?: undefined };

/**
 * Reads one SOAP answer: the result element, or the error it stands for. A refused login, a missing
 * right and a throttled call come as HTTP 200 (sheet 3.1, 5, 6), so the status alone says nothing.
 */
export function readAnswer(
	call: CallFacts,
	answer: { readonly status: number; readonly text: string },
): TebraAnswer {
	const envelope = parse(call, answer.text);
	const body = envelope && child(envelope, 'Body');
	if (body === undefined) {
		// A throttled answer may come in a form that is no SOAP at all (sheet 5).
		if (answer.status === 429 || isThrottleText(answer.text)) {
			return { error: throttledError(call, answer.text) };
		}
		return { error: statusError(call, answer.status) ?? notReadable(call) };
	}
	const fault = faultError(call, body);
	if (fault !== undefined) {
		return {
			error: isThrottleText(faultText(body)) ? throttledError(call, faultText(body)) : fault,
		};
	}
	const result = resultOf(body, call.operation);
	if (result === undefined) return { error: statusError(call, answer.status) ?? notReadable(call) };
	const business = businessError(call, result);
	const error =
		(business?.kind === 'throttled' ? business : undefined) ??
		securityError(call, result) ??
		business ??
		statusError(call, answer.status);
	return error === undefined ? { result } : { error };
}

function parse(call: CallFacts, text: string): XmlElement | undefined {
	try {
		const root = parseXml(text, { system: 'tebra', operation: call.operation });
		return root.name === 'Envelope' ? root : undefined;
	} catch {
		// What is wrong with it is told by `notReadable`, in one sentence for all cases.
		return undefined;
	}
}

function faultText(body: XmlElement): string {
	const fault = child(body, 'Fault');
	return (fault && child(fault, 'faultstring')?.text) ?? '';
}

function notReadable(call: CallFacts): SafeError {
	if (call.effect === 'write') return unknownOutcome(call, 'NotReadable');
	return tebraError(call, {
		kind: 'wireShape',
		vendorCode: 'NotReadable',
		message: 'The answer is cut off or is not SOAP.',
		nextStep:
			'Run it again. If it stays, check the endpoint in the credential, and whether a proxy changes the answers.',
	});
}
