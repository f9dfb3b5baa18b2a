import { z } from 'zod';

import type { ErrorKind } from '../../lib/privacy/errors';
import { SafeError } from '../../lib/privacy/errors';
import { retryAfterMs } from '../common/transport/retry';
import type { Answer } from '../common/transport/send';
import type { CallFacts } from './faults';

/** A call of one of the two GAPI services. */
export interface GapiFacts extends CallFacts {
	readonly effect: 'read' | 'write';
}

/** Sheet 5: what the gateway asks for when it names no time. */
const defaultWaitMs = 1000;
/** A daily quota that names no time is not waited for (sheet 6). */
const quotaWaitMs = 60 * 60_000;

/**
 * The members of a GAPI answer (sheet 6). The content type is looked at before the text is read, and a
 * member that speaks of an error, and is filled, is one. Throws SafeError without a word of the answer.
 *
 * @param besides names of such members that the caller reads itself
 */
export function readGapi(
	answer: Answer,
	facts: GapiFacts,
	besides: readonly string[] = [],
): Readonly<Record<string, unknown>> {
	if (answer.status !== 200) throw gapiError(answer, facts);
	const isJson = /json/i.test(answer.headers['content-type'] ?? '');
	const members = z.record(z.unknown()).safeParse(isJson ? answer.json() : undefined);
	if (!members.success) {
		throw problem(facts, 'NotJson', {
			kind: facts.effect === 'write' ? 'outcomeUnknown' : 'wireShape',
			message: `The answer to ${facts.operation} is not readable.`,
			nextStep: 'Check the address in the GAPI credential. If it is right, report the operation.',
		});
	}
	const told = Object.entries(members.data).find(
		([name, value]) =>
			/error|fault|exception/i.test(name) && !besides.includes(name) && isFilled(value),
	);
	if (told === undefined) return members.data;
	throw problem(facts, 'ErrorMember', {
		kind: 'validation',
		message: `Greenway’s GAPI tells an error in its answer to ${facts.operation}.`,
		nextStep: 'Check the IDs and settings of this operation in the practice profile.',
	});
}

/** Whether a member that speaks of an error tells one. */
export function isFilled(value: unknown): boolean {
	if (typeof value === 'string') return value.trim() !== '';
	return value !== null && value !== undefined && value !== false && value !== 0;
}

interface Meaning {
	readonly kind: ErrorKind;
	readonly message: string;
	readonly nextStep: string;
}

/** What an answer other than 200 means: the gateway's code first, then the status (sheet 5, 6). */
function gapiError(answer: Answer, facts: GapiFacts): SafeError {
	const code = answer.headers['x-mashery-error-code'];
	if (code !== undefined) return gatewayError(code, answer, facts);
	const { status } = answer;
	if (status === 429) return throttled('429', answer, facts);
	const isService = /json/i.test(answer.headers['content-type'] ?? '');
	if (status === 401 || (status === 500 && isService && facts.effect === 'read')) {
		// A wrong user was seen nowhere; the service itself refusing is likeliest that (sheet 3.2). A
		// write may have been done before the service failed, so there it tells nothing for sure.
		return problem(facts, String(status), {
			kind: 'authentication',
			message: `Greenway’s GAPI refused ${facts.operation}; login, user number or a right is the usual reason.`,
			nextStep:
				'Compare site, user, user number and password in the GAPI credential with the site’s.',
		});
	}
	if (status === 403) {
		return problem(facts, '403', {
			kind: 'permission',
			message: `Greenway’s GAPI does not allow ${facts.operation}.`,
			nextStep: 'Ask Greenway whether the API key covers this operation.',
		});
	}
	if (status >= 500) {
		return problem(facts, String(status), {
			kind: facts.effect === 'write' ? 'outcomeUnknown' : 'unavailable',
			message:
				facts.effect === 'write'
					? `No clear answer came to ${facts.operation}: it may or may not have been done.`
					: `Greenway’s GAPI is busy or out of order (${facts.operation}).`,
			nextStep:
				facts.effect === 'write'
					? 'Look in Greenway whether it is there before you send it again.'
					: 'Try again later.',
		});
	}
	return problem(facts, String(status), {
		kind: 'validation',
		message: `Greenway’s GAPI refused the request of ${facts.operation}.`,
		nextStep:
			status === 404
				? 'Check the address in the GAPI credential and the operation names in the practice profile.'
				: 'Report the operation and this code.',
	});
}

function gatewayError(code: string, answer: Answer, facts: GapiFacts): SafeError {
	if (code === 'ERR_403_DEVELOPER_OVER_QPS' || code === 'ERR_403_DEVELOPER_OVER_RATE') {
		return throttled(code, answer, facts);
	}
	if (/^ERR_50\d|GATEWAY_TIMEOUT/.test(code)) {
		return problem(facts, 'ERR_504_GATEWAY_TIMEOUT', {
			kind: facts.effect === 'write' ? 'outcomeUnknown' : 'unavailable',
			message: `Greenway’s gateway got no answer for ${facts.operation}.`,
			nextStep: 'Try again later; look in Greenway first when something was to be written.',
		});
	}
	const known = /^ERR_\d{3}_[A-Z_]{3,40}$/.test(code) ? code : '403';
	return problem(facts, known, {
		kind: 'configuration',
		message: 'Greenway’s gateway does not accept the API key.',
		nextStep: 'Check the API key in the GAPI credential, and ask Greenway whether it is active.',
	});
}

/** The gateway turned the call away: it did not reach the service (sheet 7). */
function throttled(code: string, answer: Answer, facts: GapiFacts): SafeError {
	return new SafeError({
		...plain(facts),
		kind: 'throttled',
		message: `Greenway’s gateway asks to wait before ${facts.operation}.`,
		nextStep: 'Lower the calls per second in the practice profile; a daily limit ends by itself.',
		vendorCode: code,
		retryAfterMs:
			retryAfterMs(answer.headers, Date.now()) ??
			(code === 'ERR_403_DEVELOPER_OVER_RATE' ? quotaWaitMs : defaultWaitMs),
	});
}

function problem(facts: GapiFacts, vendorCode: string, meaning: Meaning): SafeError {
	return new SafeError({ ...plain(facts), ...meaning, vendorCode });
}

function plain({ system, operation, correlationId }: GapiFacts): CallFacts {
	return { system, operation, ...(correlationId !== undefined && { correlationId }) };
}

/** An id as GAPI tells it: a number or its text. 0 and blank stand for none. */
export const gapiId = z
	.union([z.number(), z.string()])
	.nullish()
	.transform((value) => {
		const text = String(value ?? '').trim();
		return text === '' || text === '0' ? undefined : text;
	});

/** Text as GAPI tells it; a number becomes its text. */
export const gapiText = z
	.union([z.string(), z.number(), z.boolean()])
	.nullish()
	.transform((value) => (value === null || value === undefined ? undefined : String(value)));

/** Subject with our reference in front, once, and at most 79 characters (sheet 7). */
export function subjectWith(reference: string, subject: string): string {
	const own = shortReference(reference);
	const marked = [`[${own}]`, `[${reference}]`];
	const mark = marked.find((text) => subject.startsWith(text)) ?? '';
	const text = `[${own}] ${subject.slice(mark.length)}`;
	return text.replace(/\s+/g, ' ').slice(0, 79).trim();
}

/** Body with our reference in its last line, once (sheet 7). */
export function bodyWith(reference: string, body: string): string {
	const text = body.trim();
	const last = `Ref ${shortReference(reference)}`;
	return text.endsWith(last) ? text : `${text}\n${last}`;
}

/** HealthSail's short references begin with HS themselves; others get it in front. */
export function shortReference(reference: string): string {
	return /^HS(-|[A-Z0-9]{6})/.test(reference) ? reference : `HS-${reference}`;
}
