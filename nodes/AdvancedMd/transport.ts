import { randomUUID } from 'crypto';

import type { ICredentialDataDecryptedObject, ICredentialsDecrypted } from 'n8n-workflow';

import { SafeError } from '../../lib/privacy/errors';
import type { Outcome } from '../common/outcome';
import type { RetryDecision } from '../common/transport/retry';
import { retryAfterMs, withRetry } from '../common/transport/retry';
import type { Answer, NodeContext, OutgoingRequest } from '../common/transport/send';
import { send } from '../common/transport/send';
import type { WindowThrottle } from '../common/transport/windowThrottle';
import { createWindowThrottle } from '../common/transport/windowThrottle';
import { parseJson, readPpmd } from './answer';
import { messagePath, restPath } from './authenticate';
import type { AdvancedMdAccess } from './credential';
import { advancedMdCredentialType } from './credential';
import type { CallFacts, Fault } from './faults';
import { faultError, isDeadSession, statusError, throttledError, unreadableError } from './faults';
import type { Action, RestCall } from './operations';
import { actions, restCalls } from './operations';
import type { AdvancedMdSession } from './session';
import { createSession } from './session';
import { limitOf } from './throttle';
import { messageTime } from './times';
import type { Json } from './wire/members';

/** What a message was answered with. */
export interface MessageResult {
	readonly results: Json;
	readonly facts: CallFacts;
}

/** What a REST call was answered with, whatever its status below 500 but 401, 403 and 429. */
export interface RestResult {
	readonly status: number;
	readonly body: unknown;
	readonly facts: CallFacts;
}

export interface RestRequest {
	/** Behind `/scheduler/`. */
	readonly path: string;
	readonly query?: Readonly<Record<string, string | number | boolean>>;
	readonly body?: object;
}

/** The one way to AdvancedMD (sheet 1-3). */
export interface AdvancedMdTransport {
	/** Sends one message; `fault` may turn a fault into a result. Throws SafeError. */
	message(
		action: Action,
		members: Json,
		options?: { readonly class?: string; readonly onFault?: (fault: Fault) => boolean },
	): Promise<MessageResult | undefined>;
	/** One REST call of the scheduler. Throws SafeError. */
	rest(call: RestCall, request: RestRequest): Promise<RestResult>;
	/** HTTP calls made, repeats included; logins not. */
	calls(): number;
	/** Calls of an operation that fit into a time under the limits of now. */
	callsWithin(operation: Action | RestCall, budgetMs: number): number;
	readonly session: AdvancedMdSession;
}

/** One attempt: what came, or that the session was dead and nothing was done. */
type Attempt<T> = { readonly done: T } | { readonly dead: true; readonly error: SafeError };

const attempts = 5;

/**
 * Speaks with AdvancedMD: session, limits by tier, repeats for reads. A write is sent once, and again
 * only where AdvancedMD says that nothing was done: session over, or too many calls.
 */
export function createTransport(
	context: NodeContext,
	access: AdvancedMdAccess,
	decrypted: ICredentialsDecrypted,
	reread: () => Promise<ICredentialDataDecryptedObject>,
): AdvancedMdTransport {
	const { login, settings, share } = access;
	const origin = new URL(login.loginUrl).origin;
	const haste = login.speed || 60;
	let calls = 0;
	const throttle = createWindowThrottle(
		`${login.loginUrl}|${login.officeKey}`,
		(operation, now) => limitOf(settings.limits, operation, now),
		{ speed: login.speed, share },
	);
	const session = createSession(login, decrypted, {
		reread,
		async probe(fresh) {
			await throttle.ready('lookupzipcode');
			calls += 1;
			// The answer does not matter: the login before it does, and n8n stores what it gives.
			await sendOnce(
				messageRequest('lookupzipcode', { '@code': '10001' }, factsOf('lookupzipcode', 'read')),
				fresh,
			);
		},
	});

	function factsOf(operation: string, effect: 'read' | 'write'): CallFacts {
		return { system: 'advancedmd', operation, effect, correlationId: randomUUID() };
	}

	async function sendOnce(
		request: Omit<OutgoingRequest, 'system' | 'allowedHosts'>,
		as: ICredentialsDecrypted = decrypted,
	): Promise<Answer> {
		return await send(
			context,
			advancedMdCredentialType,
			{ ...request, system: 'advancedmd', allowedHosts: login.allowedHosts },
			as,
		);
	}

	function messageRequest(action: Action, members: Json, facts: CallFacts, messageClass?: string) {
		const ppmdmsg = {
			'@action': action,
			'@class': messageClass ?? actions[action].class,
			'@msgtime': messageTime(new Date(), access.scope.timeZone),
			...members,
		};
		return {
			operation: action,
			method: 'POST' as const,
			url: `${origin}${messagePath}`,
			headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
			body: JSON.stringify({ ppmdmsg }),
			repeatable: facts.effect === 'read',
			correlationId: facts.correlationId,
		};
	}

	/** One call under the limits; after a dead session once more with a new one (sheet 3.3). */
	async function call<T>(
		facts: CallFacts,
		request: Omit<OutgoingRequest, 'system' | 'allowedHosts'>,
		read: (answer: Answer) => Attempt<T>,
	): Promise<T> {
		const once = async (): Promise<Attempt<T> & { token: string }> => {
			const token = await session.token();
			await throttle.ready(facts.operation);
			calls += 1;
			return { ...read(await sendOnce(request)), token };
		};
		return await withRetry(
			async () => {
				const first = await once();
				if ('done' in first) return first.done;
				await session.renew(first.token);
				const second = await once();
				if ('done' in second) return second.done;
				throw second.error;
			},
			judge<T>(facts, throttle, haste),
			{ attempts, baseMs: 500 / haste, maxMs: 70_000 },
		);
	}

	return {
		session,
		calls: () => calls,
		callsWithin: (operation, budgetMs) => throttle.callsWithin(operation, budgetMs),
		async message(action, members, { class: messageClass, onFault } = {}) {
			const facts = factsOf(action, actions[action].effect);
			const request = messageRequest(action, members, facts, messageClass);
			return await call<MessageResult | undefined>(facts, request, (answer) => {
				if (answer.status === 429) throw throttledFrom(facts, answer);
				const ppmd = readPpmd(answer.text);
				if (ppmd === undefined || (ppmd.fault === undefined && answer.status >= 400)) {
					const error = statusError(facts, answer.status) ?? unreadableError(facts);
					if (answer.status === 401) return { dead: true, error };
					throw error;
				}
				if (ppmd.fault === undefined) return { done: { results: ppmd.results, facts } };
				const error = faultError(facts, ppmd.fault);
				if (isDeadSession(ppmd.fault) || answer.status === 401) return { dead: true, error };
				if (onFault?.(ppmd.fault)) return { done: undefined };
				throw error;
			});
		},
		async rest(name, { path, query, body }) {
			const { method, effect } = restCalls[name];
			const facts = factsOf(name, effect);
			const request = {
				operation: name,
				method,
				url: `${origin}${restPath}/scheduler/${path}`,
				headers: {
					Accept: 'application/json',
					...(body && { 'Content-Type': 'application/json' }),
				},
				...(query && { query }),
				...(body && { body: JSON.stringify(body) }),
				repeatable: effect === 'read',
				correlationId: facts.correlationId,
			};
			return await call<RestResult>(facts, request, (answer) => {
				const { status, text } = answer;
				if (status === 429) throw throttledFrom(facts, answer);
				const fault = readPpmd(text)?.fault;
				const error = fault ? faultError(facts, fault) : statusError(facts, status);
				if (error && (status === 401 || (fault && isDeadSession(fault)))) {
					return { dead: true, error };
				}
				if (error && (fault || status === 403 || status >= 500)) throw error;
				const content = parseJson(text);
				if ((content === undefined || content === null) && status < 400)
					throw unreadableError(facts);
				return { done: { status, body: content, facts } };
			});
		},
	};
}

function throttledFrom(facts: CallFacts, { headers }: Answer): SafeError {
	return throttledError(facts, '429', retryAfterMs(headers, Date.now()));
}

/** Decides after each attempt whether another one is worth it (sheet 5, 6). */
function judge<T>(
	{ effect, operation }: CallFacts,
	throttle: WindowThrottle,
	haste: number,
): (outcome: Outcome<T>) => RetryDecision {
	let trouble = 0;
	return (outcome) => {
		if (outcome.ok || !(outcome.error instanceof SafeError)) return { again: false };
		const {
			kind,
			retryAfterMs: asked = 60_000,
			vendorCode,
			operation: failed,
		} = outcome.error.details;
		// A login has its own patience.
		if (failed === 'login') return { again: false };
		if (kind === 'throttled') {
			throttle.holdOff(operation, asked);
			return { again: true, waitMs: Math.max(asked / haste, 20) };
		}
		trouble += 1;
		const isWorthIt =
			kind === 'unavailable' ||
			(kind === 'wireShape' && vendorCode === 'NotReadable' && trouble < 2);
		return { again: effect === 'read' && isWorthIt };
	};
}
