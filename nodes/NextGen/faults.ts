import type { ErrorKind } from '../../lib/privacy/errors';
import { SafeError } from '../../lib/privacy/errors';
import type { Answer } from '../common/transport/send';
import { nextGenSystem } from './credential';

/** Which call an error speaks of (sheet 6). */
export interface CallFacts {
	readonly system: typeof nextGenSystem;
	/** The route with names in place of ids. */
	readonly operation: string;
	readonly effect: 'read' | 'write';
	readonly correlationId: string;
}

interface Meaning {
	readonly kind: ErrorKind;
	readonly vendorCode: string;
	readonly message: string;
	readonly nextStep: string;
	readonly retryAfterMs?: number;
}

/** A SafeError of one of the meanings of sheet 6. */
export function nextGenError(
	{ system, operation, correlationId }: CallFacts,
	meaning: Meaning,
	fields?: readonly string[],
): SafeError {
	return new SafeError({
		...meaning,
		system,
		operation,
		correlationId,
		...(fields && fields.length > 0 && { fields }),
	});
}

/**
 * The daily quota, which all apps of the developer share, is used up: HTTP 200 with nothing in it, on
 * reads only (sheet 5). It is never "no data".
 */
export function quotaSpent(facts: CallFacts): SafeError {
	return nextGenError(facts, {
		kind: 'throttled',
		vendorCode: 'QuotaSpent',
		message: 'NextGen answered with nothing: the daily call quota of the app is used up.',
		nextStep:
			'Nothing was taken over from this read. Let the flow run again tomorrow, or ask NextGen for a larger quota; all apps of the same developer share it.',
	});
}

/** Whether an error says that the quota is used up, so that nothing else is worth asking today. */
export function isQuotaSpent(error: unknown): boolean {
	return error instanceof SafeError && error.details.vendorCode === 'QuotaSpent';
}

/** Whether an error says that this build has not the route (sheet 6). */
export function isRouteMissing(error: unknown): boolean {
	return error instanceof SafeError && error.details.vendorCode === 'RouteMissing';
}

/** Whether the answer says that the session header is missing or wrong (sheet 3). */
export function speaksOfSession({ status, text }: Answer): boolean {
	return status === 401 || ((status === 400 || status === 403) && /session/i.test(text));
}

/** Whether a 404 is of a record that is not there, and not of a route (sheet 6). */
export function isRecordMissing(answer: Answer): boolean {
	return answer.status === 404 && !speaksOfRoute(answer);
}

function speaksOfRoute({ text }: Answer): boolean {
	return /"messageDetail"|No HTTP resource was found/i.test(text);
}

/** What an answer of status 400 and above says, in our words; undefined below (sheet 6). */
export function statusError(facts: CallFacts, answer: Answer): SafeError | undefined {
	const { status } = answer;
	const vendorCode = String(status);
	if (status < 400) return undefined;
	if (status === 405 || (status === 404 && speaksOfRoute(answer))) {
		return routeMissing(facts, answer);
	}
	switch (status) {
		case 400:
			return badRequest(facts, answer);
		case 401:
			return nextGenError(facts, {
				kind: 'authentication',
				vendorCode,
				message: 'NextGen does not accept the access token, nor a fresh one.',
				nextStep:
					'Check client ID, secret and site ID in the credential. The site ID chooses the database: a test one opens no live data.',
			});
		case 403:
			return nextGenError(facts, {
				kind: 'permission',
				vendorCode,
				message: 'This route is not granted to the app, or the record is of another practice.',
				nextStep:
					'In the developer portal, ask for the route; the documentation lists what each operation needs. The practice has to approve it.',
			});
		case 404:
			return nextGenError(facts, {
				kind: 'notFound',
				vendorCode,
				message: 'NextGen has no such record in this practice.',
				nextStep: 'Check the ID, and that the record belongs to the practice of the credential.',
			});
		case 409:
			return nextGenError(facts, {
				kind: 'conflict',
				vendorCode,
				message:
					'NextGen refused the change, because the record exists already or contradicts itself.',
				nextStep: 'Open the record in NextGen and correct it there.',
			});
		case 429:
			return nextGenError(facts, {
				kind: 'throttled',
				vendorCode,
				message: 'NextGen refused the call because too many came.',
				nextStep: 'Let the flow run less often, or lower its share of the limit in the credential.',
			});
		default:
			return status < 500 ? badRequest(facts, answer) : serverError(facts, vendorCode);
	}
}

/** Names of builds have a fixed form; anything else in that header is not shown. */
function buildOf({ headers }: Answer): string {
	const version = headers['api-version']?.trim() ?? '';
	return /^\d{1,4}(\.\d{1,6}){1,3}$/.test(version) ? ` (build ${version})` : '';
}

function routeMissing(facts: CallFacts, answer: Answer): SafeError {
	return nextGenError(facts, {
		kind: 'unsupported',
		vendorCode: 'RouteMissing',
		message: `The practice's NextGen${buildOf(answer)} does not have this route.`,
		nextStep:
			'Ask the practice whether an update of NextGen is planned, and leave the operation out of the flow until then.',
	});
}

function badRequest(facts: CallFacts, { status, text }: Answer): SafeError {
	if (/is locked/i.test(text)) {
		return nextGenError(facts, {
			kind: 'conflict',
			vendorCode: 'Locked',
			message: 'The encounter is locked, so nothing can be added to it.',
			nextStep: 'Let staff unlock it, or put what is to be told on a coming appointment.',
		});
	}
	return nextGenError(facts, {
		kind: 'validation',
		vendorCode: /not valid for Guid/i.test(text) ? 'NotAGuid' : String(status),
		message: 'NextGen refused the request.',
		nextStep: 'Check the values of this item, the IDs first: they are long and have hyphens.',
	});
}

function serverError(facts: CallFacts, vendorCode: string): SafeError {
	if (facts.effect === 'write') {
		return nextGenError(facts, {
			kind: 'outcomeUnknown',
			vendorCode,
			message: 'No clear answer came to the write: NextGen may or may not have done it.',
			nextStep: 'Look the record up in NextGen before you send it again.',
		});
	}
	return nextGenError(facts, {
		kind: 'unavailable',
		vendorCode,
		message: 'NextGen is not available at the moment.',
		nextStep: 'Try again later. If it stays, ask for fewer records per page.',
	});
}
