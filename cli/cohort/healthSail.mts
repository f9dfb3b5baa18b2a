import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';

import { CliFailure } from '../support/failure.mjs';
import {
	createHttpClient,
	parseBaseUrl,
	type HttpAnswer,
	type HttpRequest,
} from '../support/http.mjs';

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
const rowsPerPage = 200;
const scopesToAdd = 'cohort-entries:create and cohort-entries:update';
const scopesToReplace =
	'cohort-entries:read, cohort-entries:create, cohort-entries:update and cohort-entries:delete';
const mostTries = 5;
const longestWaitMs = 60_000;

/** What the client asks HealthSail about: one list of one practice. */
export interface CohortScope {
	readonly list: string;
	readonly system: string;
	readonly practiceId: string;
}

/** An entry as it stands in HealthSail. */
export interface StoredEntry {
	readonly id: string;
	readonly version: number;
	readonly patientId: string;
}

/** `changed` = somebody wrote the entry after it was listed, so that it was left alone. */
export type RemovalResult = 'removed' | 'gone' | 'changed';

export interface CohortClient {
	/** Sends up to 100 entries. */
	upsert(items: readonly CohortEntry[]): Promise<EntryResult[]>;
	/** All entries of one list of one practice. */
	list(scope: CohortScope): Promise<StoredEntry[]>;
	remove(entry: StoredEntry): Promise<RemovalResult>;
}

const bulkSchema = z.object({
	data: z.array(
		z.object({
			index: z.number().int().nonnegative(),
			result: z.enum(['created', 'updated', 'unchanged', 'error']),
			error: z.object({ code: z.string() }).optional(),
		}),
	),
});

const pageSchema = z.object({
	data: z.array(
		z.object({
			id: z.string(),
			version: z.number().int(),
			list: z.string(),
			externalId: z.object({
				system: z.string(),
				practiceId: z.string(),
				type: z.string(),
				value: z.string(),
			}),
		}),
	),
	page: z.object({ nextCursor: z.string().nullish() }),
});

/**
 * Reads and writes cohort lists. Every call may be sent again without another effect, so throttling
 * and lost connections are tried again.
 */
export function createCohortClient(baseUrl: string, apiKey: string): CohortClient {
	const url = parseBaseUrl(baseUrl, 'HEALTHSAIL_URL', { plainHttp: 'loopbackOnly' });
	const client = createHttpClient(
		url,
		{ Authorization: `Bearer ${apiKey}`, 'HS-Purpose-Of-Use': 'HOPERAT' },
		'HealthSail',
	);
	let reached = false;
	const send = ({ headers, ...request }: HttpRequest) =>
		sendWithRetry(
			async () => {
				const answer = await client.send({
					...request,
					headers: { ...headers, 'HS-Correlation-Id': `cli-${randomUUID()}` },
				});
				reached = true;
				return answer;
			},
			// A server never reached is a wrong address: waiting would not help.
			() => reached,
		);
	return {
		async upsert(items) {
			const body = { matchOn: 'externalIds', items };
			const answer = await send({ method: 'POST', path: '/cohort-entries/bulk-upsert', body });
			const parsed = bulkSchema.safeParse(answer.data);
			if (answer.status !== 200 || !parsed.success) throw refusal(answer, scopesToAdd);
			const results = new Map(parsed.data.data.map((row) => [row.index, row]));
			return items.map((_item, index) => {
				const row = results.get(index);
				return { result: row?.result ?? 'error', code: row ? row.error?.code : 'no_answer' };
			});
		},
		async list(scope) {
			const { list, system, practiceId } = scope;
			const found = new Map<string, StoredEntry>();
			const cursors = new Set<string>();
			for (let cursor: string | undefined; ; ) {
				const query = { list, pmSystem: system, practiceId, limit: rowsPerPage };
				const answer = await send({
					method: 'GET',
					path: '/cohort-entries',
					query: cursor === undefined ? query : { ...query, cursor },
				});
				const parsed = pageSchema.safeParse(answer.data);
				if (answer.status !== 200 || !parsed.success) throw refusal(answer, scopesToReplace);
				for (const { id, version, list: onList, externalId } of parsed.data.data) {
					// What is listed may be deleted: a filter that was not applied must not reach further.
					const same =
						onList === list &&
						externalId.system === system &&
						externalId.practiceId === practiceId &&
						externalId.type === 'patient';
					if (same) found.set(id, { id, version, patientId: externalId.value });
				}
				cursor = parsed.data.page.nextCursor ?? undefined;
				if (cursor === undefined) return [...found.values()];
				if (cursors.has(cursor)) throw endlessList();
				cursors.add(cursor);
			}
		},
		async remove({ id, version }) {
			const answer = await send({
				method: 'DELETE',
				path: `/cohort-entries/${encodeURIComponent(id)}`,
				headers: { 'If-Match': `"${version}"` },
			});
			if (answer.status === 204) return 'removed';
			if (answer.status === 404) return 'gone';
			if (answer.status === 412) return 'changed';
			throw refusal(answer, scopesToReplace);
		},
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

function endlessList(): CliFailure {
	return new CliFailure(
		'refused',
		'HealthSail gave the same page of the list twice, so that the list has no end.',
		'Run the command again; if it stays so, report it to HealthSail. Nothing was changed.',
	);
}

function refusal({ status, data }: HttpAnswer, scopes: string): CliFailure {
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
			`The HealthSail API key may not do this with cohort lists ${detail}.`,
			`Ask for the scopes ${scopes}.`,
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
