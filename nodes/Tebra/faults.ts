import type { ErrorKind } from '../../lib/privacy/errors';
import { SafeError } from '../../lib/privacy/errors';
import type { XmlElement } from '../../lib/values/xml';
import { child, children, descend, textOf } from '../../lib/values/xml';

/** Which call an error speaks of (sheet 6). */
export interface CallFacts {
	readonly operation: string;
	readonly effect: 'read' | 'write';
	readonly correlationId: string;
	/** The practice the credential is for; told apart from those the login may see. */
	readonly practiceId?: string;
}

interface Meaning {
	readonly kind: ErrorKind;
	readonly vendorCode: string;
	readonly message: string;
	readonly nextStep: string;
}

/** A SafeError of one of the meanings of sheet 6; `fields` are names, never values. */
export function tebraError(
	call: CallFacts,
	meaning: Meaning,
	fields?: readonly string[],
): SafeError {
	return new SafeError({
		...meaning,
		system: 'tebra',
		operation: call.operation,
		correlationId: call.correlationId,
		...(fields && fields.length > 0 && { fields }),
	});
}

const wrongLogin: Meaning = {
	kind: 'authentication',
	vendorCode: 'NotAuthenticated',
	message: 'Tebra did not accept the user name or the password.',
	nextStep:
		'Sign in to Tebra with the API user to see that it works, then correct user and password in the credential.',
};

const wrongKey: Meaning = {
	kind: 'authentication',
	vendorCode: 'CustomerKeyInvalid',
	message: 'Tebra does not know the customer key.',
	nextStep: 'Copy the key anew from Help > Get Customer Key in Tebra into the credential.',
};

const missingRight: Meaning = {
	kind: 'permission',
	vendorCode: 'NotAuthorized',
	message: 'The Tebra user may not do this.',
	nextStep:
		'Make the API user a System Admin in Settings > User Accounts in Tebra. A new right can take ten minutes to work.',
};

const unknownPractice: Meaning = {
	kind: 'configuration',
	vendorCode: 'PracticeNotAuthorized',
	message: 'The Tebra user cannot see the practice that the credential names.',
	nextStep:
		'Test the credential: the test lists what is wrong. Then correct practice ID and practice name, or give the user access to the practice.',
};

/**
 * What the security block of an answer refuses. A refused login comes as HTTP 200 with empty data
 * (sheet 3.1); SecurityResultSuccess contradicts itself in the field and is not looked at.
 */
export function securityError(call: CallFacts, result: XmlElement): SafeError | undefined {
	const security = child(result, 'SecurityResponse');
	if (security === undefined) return undefined;
	if (isFalse(textOf(security, 'CustomerKeyValid'))) return tebraError(call, wrongKey);
	if (isFalse(textOf(security, 'Authenticated'))) return tebraError(call, wrongLogin);
	if (isFalse(textOf(security, 'Authorized'))) {
		return tebraError(call, missingRight, missingPermissions(security));
	}
	const practices = leafTexts(child(security, 'PracticesAuthorized'));
	if (
		call.practiceId !== undefined &&
		practices.length > 0 &&
		!practices.includes(call.practiceId)
	) {
		return tebraError(call, unknownPractice);
	}
	return undefined;
}

/** Names of rights are Tebra's own fixed words; anything that does not look like one is left out. */
function missingPermissions(security: XmlElement): string[] {
	return leafTexts(child(security, 'PermissionsMissing'))
		.filter((name) => /^[A-Za-z][A-Za-z /-]{1,59}$/.test(name))
		.slice(0, 10);
}

function leafTexts(element: XmlElement | undefined): string[] {
	if (element === undefined) return [];
	if (element.children.length > 0) return element.children.flatMap(leafTexts);
	const text = element.text.trim();
	return text === '' ? [] : [text];
}

/**
 * What the error block of an answer says (sheet 6 a), or undefined; the vendor's text only chooses
 * between our sentences.
 */
export function businessError(call: CallFacts, result: XmlElement): SafeError | undefined {
	const response = child(result, 'ErrorResponse');
	if (response === undefined || !isTrue(textOf(response, 'IsError'))) return undefined;
	const text = textOf(response, 'ErrorMessage') ?? '';
	if (isThrottleText(text)) return throttledError(call, text);
	if (/user name|password|unable to find user/i.test(text)) return tebraError(call, wrongLogin);
	if (/customer key/i.test(text)) return tebraError(call, wrongKey);
	if (/permission|not authori[sz]ed|access denied/i.test(text)) {
		return tebraError(call, missingRight);
	}
	if (/object reference not set/i.test(text)) {
		// It fell over somewhere in the work: before or after it wrote, nobody knows.
		if (call.effect === 'write') return unknownOutcome(call, 'NullReference');
		return tebraError(call, {
			kind: 'unavailable',
			vendorCode: 'NullReference',
			message: 'Tebra stopped inside while it worked on the request.',
			nextStep:
				'Try again later. If it stays, give the operation and the time to Tebra Customer Care.',
		});
	}
	if (/unique key|duplicate/i.test(text)) {
		return tebraError(call, {
			kind: 'conflict',
			vendorCode: 'UniqueKey',
			message: 'Tebra already has a record with this external ID.',
			nextStep: 'Look the record up by its external ID before you send it again.',
		});
	}
	if (/practice/i.test(text)) return tebraError(call, unknownPractice);
	return tebraError(call, {
		kind: 'validation',
		vendorCode: 'ErrorResponse',
		message: 'Tebra refused the request.',
		nextStep: 'Check the values of this item. Tebra names no member in a way that is safe to show.',
	});
}

/** Whether a text is Tebra's refusal of too many calls (sheet 5). */
export function isThrottleText(text: string): boolean {
	return /(^|[\s>])429:|requested more than allowed/i.test(text);
}

/** The wait is 1.5 times the interval that the text names in milliseconds (sheet 5). */
export function throttledError(call: CallFacts, text: string): SafeError {
	const interval = /(\d{2,6})\s*(?:milliseconds|ms)/i.exec(text)?.[1];
	return new SafeError({
		kind: 'throttled',
		vendorCode: '429',
		message: 'Tebra refused the call because too many came from this account.',
		nextStep:
			'Let the flow run less often, or lower its share of the limit in the credential when other programs use the same account.',
		system: 'tebra',
		operation: call.operation,
		correlationId: call.correlationId,
		...(interval !== undefined && { retryAfterMs: Number(interval) * 1.5 }),
	});
}

/** A SOAP fault (sheet 6 e, f): deterministic for a given body, and of unknown outcome for a write. */
export function faultError(call: CallFacts, body: XmlElement): SafeError | undefined {
	const fault = child(body, 'Fault');
	if (fault === undefined) return undefined;
	const code = (textOf(fault, 'faultcode') ?? '').split(':').pop() ?? '';
	if (code === 'DeserializationFailed') {
		return tebraError(call, {
			// A write was refused for what it said; it is sure that nothing was written.
			kind: call.effect === 'write' ? 'validation' : 'wireShape',
			vendorCode: code,
			message: 'Tebra could not read the request.',
			nextStep: 'Update the node pack; if it is the newest, report the operation and this code.',
		});
	}
	if (code === 'ActionNotSupported') {
		return tebraError(call, {
			kind: 'configuration',
			vendorCode: code,
			message: 'The address in the credential does not offer this operation.',
			nextStep: 'Set the endpoint in the credential back to its default.',
		});
	}
	if (call.effect === 'write') return unknownOutcome(call, vendorFaultCode(code));
	return tebraError(call, {
		kind: 'unavailable',
		vendorCode: vendorFaultCode(code),
		message: 'Tebra had an internal fault.',
		nextStep: 'Try again later. If it stays, ask for a shorter time span or fewer records.',
	});
}

/** A write without a clear answer (sheet 6 e): it may or may not have been done. */
export function unknownOutcome(call: CallFacts, vendorCode: string): SafeError {
	return tebraError(call, {
		kind: 'outcomeUnknown',
		vendorCode,
		message: 'No clear answer came to the write: Tebra may or may not have done it.',
		nextStep: 'Look the record up in Tebra before you send it again.',
	});
}

function vendorFaultCode(code: string): string {
	return code === 'InternalServiceFault' ? code : 'Fault';
}

/** An HTTP status without a readable SOAP answer (sheet 6); undefined below 400. */
export function statusError(call: CallFacts, status: number): SafeError | undefined {
	const vendorCode = String(status);
	if (status < 400) return undefined;
	if (status === 429) return throttledError(call, '');
	if (status === 401) return tebraError(call, { ...wrongLogin, vendorCode });
	if (status === 403) {
		return tebraError(call, {
			kind: 'permission',
			vendorCode,
			message: 'The gateway in front of Tebra refused the call.',
			nextStep: 'Ask Tebra Customer Care whether this server’s address is blocked.',
		});
	}
	if (status < 500) {
		return tebraError(call, {
			kind: 'configuration',
			vendorCode,
			message: 'The address in the credential is not the address of Tebra’s web services.',
			nextStep: 'Set the endpoint in the credential back to its default.',
		});
	}
	if (call.effect === 'write') return unknownOutcome(call, vendorCode);
	return tebraError(call, {
		kind: 'unavailable',
		vendorCode,
		message: 'Tebra is not available at the moment.',
		nextStep: 'Try again later.',
	});
}

/** The result element of an operation's answer: Body/<Op>Response/<Op>Result (sheet 3.3). */
export function resultOf(body: XmlElement, operation: string): XmlElement | undefined {
	return descend(body, `${operation}Response`, `${operation}Result`);
}

/** All rows of a collection; the blank row that stands for "none" is dropped (sheet 3.3 rule 7). */
export function rowsOf(result: XmlElement, row: string, idName = 'ID'): XmlElement[] {
	const collections = result.children.flatMap((collection) => children(collection, row));
	return [...collections, ...children(result, row)].filter(
		(entry) => (textOf(entry, idName) ?? '').trim() !== '',
	);
}

function isFalse(text: string | null | undefined): boolean {
	return text?.trim().toLowerCase() === 'false';
}

function isTrue(text: string | null | undefined): boolean {
	return text?.trim().toLowerCase() === 'true';
}
