import { randomUUID } from 'crypto';

import type { Answer, NodeContext, OutgoingRequest } from '../common/transport/send';
import { sendWithRetry } from '../common/transport/retry';
import { parseWire } from '../common/parseWire';
import type { NextGenAccess } from './credential';
import { nextGenCredentialType, nextGenSystem } from './credential';
import type { CallFacts } from './faults';
import { isRecordMissing, nextGenError, quotaSpent, speaksOfSession, statusError } from './faults';
import { nextQuery } from './nextLink';
import type { QueryOptions } from './odata';
import { queryText } from './odata';
import { createSessionContext, readSessionHeader } from './session';
import { createGate } from './throttle';
import { linkOf, listSchema } from './wire/list';

/** One call of the Enterprise API. */
export interface NextGenCall {
	/** Below the base address, beginning with a slash; ids are put in by `route`. */
	readonly route: string;
	/** The route with names in place of ids: it goes into error texts. */
	readonly operation: string;
	readonly query?: QueryOptions;
	/** Master lists of practices can be asked for before a practice is chosen (sheet 3). */
	readonly withoutSession?: boolean;
}

export interface NextGenWrite extends NextGenCall {
	readonly method: 'POST' | 'PUT' | 'PATCH';
	readonly body: string | object;
	/** True where the same write twice does no harm. */
	readonly repeatable?: boolean;
	readonly headers?: Readonly<Record<string, string>>;
}

/** One page of a list as NextGen cut it, not parsed further than its envelope. */
export interface ListPage {
	readonly items: readonly unknown[];
	readonly facts: CallFacts;
	/** Whether NextGen says that this is the last one. */
	readonly isLast: boolean;
}

/** The one way to NextGen's Enterprise API (sheet 3 to 6). Its functions throw SafeError. */
export interface NextGenTransport {
	/** Reads one thing; undefined when NextGen has no such record. */
	get(call: NextGenCall): Promise<{ value: unknown; facts: CallFacts } | undefined>;
	/** Reads a list to its end, page by page; a list of a record that is not there is undefined. */
	pages(call: NextGenCall): AsyncGenerator<ListPage, void, void>;
	write(call: NextGenWrite): Promise<{ answer: Answer; facts: CallFacts }>;
	/** HTTP calls made, repeats included. */
	calls(): number;
}

/** More pages than any list of a practice has: a server that never ends is left. */
const mostPages = 5000;

/**
 * Speaks JSON with the Enterprise API: session context before the first call, few calls at once,
 * repeats for reads, next links on our own address only, and an empty answer to a read as a spent
 * quota.
 */
export function createNextGenTransport(
	context: NodeContext,
	access: NextGenAccess,
): NextGenTransport {
	let calls = 0;
	const gate = createGate(access.concurrency);
	const policy = { attempts: 4, baseMs: 500 / access.haste, maxMs: 60_000 };
	const { practiceId, timeZone } = access.scope;
	const session = createSessionContext(
		[access.baseUrl, access.siteId, access.enterpriseId, practiceId, timeZone].join('|'),
		access.sessionId,
	);

	const factsOf = (operation: string, effect: CallFacts['effect']): CallFacts => ({
		system: nextGenSystem,
		operation,
		effect,
		correlationId: randomUUID(),
	});

	async function exchange(
		facts: CallFacts,
		request: Pick<OutgoingRequest, 'method' | 'url' | 'body' | 'headers' | 'repeatable'>,
	): Promise<Answer> {
		return await gate.run(
			async () =>
				await sendWithRetry(
					context,
					nextGenCredentialType,
					{
						...request,
						system: nextGenSystem,
						operation: facts.operation,
						headers: { Accept: 'application/json', ...access.extraHeaders, ...request.headers },
						allowedHosts: access.allowedHosts,
						correlationId: facts.correlationId,
					},
					{ onAttempt: () => countCall(facts), policy },
				),
		);
	}

	function countCall(facts: CallFacts): void {
		calls += 1;
		if (calls > access.maxCalls) {
			throw nextGenError(facts, {
				kind: 'throttled',
				vendorCode: 'MaxCalls',
				message: `This execution has made ${access.maxCalls} calls, which is all that the practice profile allows it.`,
				nextStep:
					'In the practice profile, set nextgen.top to the longest page that NextGen allows (up to 1000): lists then take fewer calls. If that is not enough, raise nextgen.maxCalls.',
			});
		}
	}

	async function askForSession(): Promise<string> {
		const facts = factsOf('PUT /users/me/login-defaults', 'read');
		const answer = await exchange(facts, {
			method: 'PUT',
			url: `${access.baseUrl}/users/me/login-defaults`,
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({ enterpriseId: access.enterpriseId, practiceId }),
			// The same context comes for the same practice, however often it is asked for (sheet 3).
			repeatable: true,
		});
		const error = statusError(facts, answer);
		if (error !== undefined) throw error;
		return readSessionHeader(answer.headers, facts);
	}

	/** Sends with the session of the practice, and once more when that session is refused. */
	async function sendInPractice(
		facts: CallFacts,
		call: NextGenCall,
		request: Pick<OutgoingRequest, 'method' | 'url' | 'body' | 'headers' | 'repeatable'>,
	): Promise<Answer> {
		if (call.withoutSession) return await exchange(facts, request);
		const withSession = async (value: string) =>
			await exchange(facts, {
				...request,
				headers: { ...request.headers, 'x-ng-sessionid': value },
			});
		const value = await session.value(askForSession);
		const answer = await withSession(value);
		if (!speaksOfSession(answer) || !(await session.drop(value))) return answer;
		return await withSession(await session.value(askForSession));
	}

	async function read(facts: CallFacts, call: NextGenCall, query: string): Promise<Answer> {
		const answer = await sendInPractice(facts, call, {
			method: 'GET',
			url: `${access.baseUrl}${call.route}${query === '' ? '' : `?${query}`}`,
			repeatable: true,
		});
		// Blank is as empty as nothing; a write may be answered so, a read may not (sheet 5).
		if (answer.status === 200 && answer.text.trim() === '') throw quotaSpent(facts);
		return answer;
	}

	return {
		calls: () => calls,
		async get(call) {
			const facts = factsOf(`GET ${call.operation}`, 'read');
			const answer = await read(facts, call, queryText(call.query ?? {}));
			if (isRecordMissing(answer)) return undefined;
			const error = statusError(facts, answer);
			if (error !== undefined) throw error;
			return { value: answer.json(), facts };
		},
		async *pages(call) {
			const facts = factsOf(`GET ${call.operation}`, 'read');
			const seen = new Set<string>();
			let query: string | undefined = queryText(call.query ?? {});
			while (query !== undefined) {
				if (seen.has(query) || seen.size >= mostPages) throw leadsRound(facts);
				seen.add(query);
				const answer: Answer = await read(facts, call, query);
				const error = statusError(facts, answer);
				if (error !== undefined) throw error;
				const list = parseWire(listSchema, answer.json(), facts);
				const link = linkOf(list);
				query = link === undefined ? undefined : nextQuery(link, call.route);
				if (link !== undefined && query === undefined) throw leadsAway(facts);
				yield { items: list.items, facts, isLast: link === undefined };
			}
		},
		async write(call) {
			const facts = factsOf(`${call.method} ${call.operation}`, 'write');
			const answer = await sendInPractice(facts, call, {
				method: call.method,
				url: `${access.baseUrl}${call.route}`,
				headers: { 'Content-Type': 'application/json', ...call.headers },
				body:
					typeof call.body === 'string' || Buffer.isBuffer(call.body)
						? call.body
						: JSON.stringify(call.body),
				repeatable: call.repeatable ?? false,
			});
			const error = statusError(facts, answer);
			if (error !== undefined) throw error;
			return { answer, facts };
		},
	};
}

function leadsRound(facts: CallFacts) {
	return nextGenError(facts, {
		kind: 'wireShape',
		vendorCode: 'LinkRepeated',
		message: 'NextGen led the list back to a page that was read already.',
		nextStep: 'Run it again. If it stays, report the operation and this code.',
	});
}

function leadsAway(facts: CallFacts) {
	return nextGenError(facts, {
		kind: 'wireShape',
		vendorCode: 'LinkElsewhere',
		message: 'NextGen told a next page that does not belong to the list that was asked for.',
		nextStep: 'Run it again. If it stays, report the operation and this code.',
	});
}
