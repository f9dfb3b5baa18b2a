import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';

import { CliFailure } from '../support/failure.mjs';
import { createHttpClient, parseBaseUrl, type HttpAnswer } from '../support/http.mjs';

export interface CohortEntry {
	readonly externalId: {
		readonly system: string;
		readonly practiceId: string;
		readonly type: 'patient';
		readonly value: string;
	};
	readonly list: string;
	readonly reason?: string;
}

export interface EntryResult {
	readonly result: 'created' | 'updated' | 'unchanged' | 'error';
	/** A code of the contract, with `error`. */
	readonly code: string | undefined;
}

export const entriesPerCall = 100;
const mostTries = 5;
const longestWaitMs = 60_000;

const answerSchema = z.object({
	data: z.array(
		z.object({
			index: z.number().int().nonnegative(),
			result: z.enum(['created', 'updated', 'unchanged', 'error']),
			error: z.object({ code: z.string() }).optional(),
		}),
	),
});

/**
 * Sends up to 100 entries. Sending the same ones again changes nothing, so throttling and lost
 * connections are tried again.
 */
export function createCohortClient(baseUrl: string, apiKey: string) {
	const url = parseBaseUrl(baseUrl, 'HEALTHSAIL_URL', { plainHttp: 'loopbackOnly' });
	const client = createHttpClient(
		url,
		{ Authorization: `Bearer ${apiKey}`, 'HS-Purpose-Of-Use': 'HOPERAT' },
		'HealthSail',
	);
	let reached = false;
	return async (items: readonly CohortEntry[]): Promise<EntryResult[]> => {
		const send = async () => {
			const answer = await client.send({
				method: 'POST',
				path: '/cohort-entries/bulk-upsert',
				body: { matchOn: 'externalIds', items },
				headers: { 'HS-Correlation-Id': `cli-${randomUUID()}` },
			});
			reached = true;
			return answer;
		};
		// A server never reached is a wrong address: waiting would not help.
		const answer = await sendWithRetry(send, () => reached);
		const parsed = answerSchema.safeParse(answer.data);
		if (answer.status !== 200 || !parsed.success) throw refusal(answer);
		const results = new Map(parsed.data.data.map((row) => [row.index, row]));
		return items.map((_item, index) => {
			const row = results.get(index);
			return { result: row?.result ?? 'error', code: row ? row.error?.code : 'no_answer' };
		});
	};
}

async function sendWithRetry(
	send: () => Promise<HttpAnswer>,
	mayRepeat: () => boolean,
): Promise<HttpAnswer> {
	for (let attempt = 1; ; attempt += 1) {
		const last = attempt === mostTries;
		try {
			const answer = await send();
			const again = answer.status === 429 || answer.status >= 500;
			if (!again || last) return answer;
			await wait(delayMs(attempt, answer.headers['retry-after']));
		} catch (error) {
			if (last || !mayRepeat()) throw error;
			await wait(delayMs(attempt, undefined));
		}
	}
}

/** The server's own delay first, else exponential with full jitter. */
function delayMs(attempt: number, retryAfter: unknown): number {
	const seconds = Number(retryAfter);
	if (retryAfter !== undefined && Number.isFinite(seconds)) {
		return Math.min(seconds * 1000, longestWaitMs);
	}
	return Math.min(Math.random() * 1000 * 2 ** attempt, longestWaitMs);
}

function refusal({ status, data }: HttpAnswer): CliFailure {
	const problem = z.object({ code: z.string(), requestId: z.string().optional() }).safeParse(data);
	const code = problem.success ? ` ${problem.data.code}` : '';
	const request =
		problem.success && problem.data.requestId ? `, request ${problem.data.requestId}` : '';
	const detail = `(status ${status}${code}${request})`;
	if (status === 401) {
		return new CliFailure(
			'access',
			`HealthSail refused the API key ${detail}.`,
			'Check HEALTHSAIL_API_KEY.',
		);
	}
	if (status === 403) {
		return new CliFailure(
			'access',
			`The HealthSail API key may not write cohort lists ${detail}.`,
			'Ask for the scopes cohort-entries:create and cohort-entries:update.',
		);
	}
	if (status === 429 || status >= 500) {
		return new CliFailure(
			'unreachable',
			`HealthSail could not take the list just now ${detail}.`,
			'Wait, then run the same command again: what was stored stays stored.',
		);
	}
	return new CliFailure(
		'refused',
		`HealthSail did not take the list ${detail}.`,
		'Check HEALTHSAIL_URL (with /v1 at its end) and the practice id.',
	);
}
