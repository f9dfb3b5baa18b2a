import type { IDataObject } from 'n8n-workflow';

import { addCounts, countResults } from '../../../../lib/sync/counts';
import { problemOfMessage, sumProblems } from '../../../../lib/sync/problems';
import { afterPage, parseRunState, serializeRunState } from '../../../../lib/sync/runState';
import { renewLease } from '../../../common/healthsail/lease';
import { invalidField, readJson } from '../body';
import { leaseSecondsField } from '../lease/facts';
import type { Call, ItemOperation } from '../operation';
import { heldRunFields, requireOwnRun, runPosition } from './fields';
import { stepRun } from './runs';

/** Calls of this operation after it counted its own: advance the run, store the cursor. */
const callsStillToCome = 2;

/** Records a page that is done: counts first, the cursor last, both under the lease. */
export const advance: ItemOperation = {
	kind: 'item',
	name: 'Advance',
	action: 'Advance run by page',
	description: 'Record that a page is done: add its counts, move the cursor, keep the lease',
	fields: [
		...heldRunFields,
		{
			displayName: 'Next Cursor',
			name: 'nextCursor',
			type: 'string',
			default: '={{ $json.nextCursor }}',
			description: 'Where the next page begins, from the Page output. Empty after the last page.',
		},
		{
			displayName: 'Read Started At',
			name: 'readStartedAt',
			type: 'string',
			required: true,
			default: '={{ $json.readStartedAt }}',
			description: 'When the read of the page began, from the Page output',
		},
		{
			displayName: 'Counts',
			name: 'counts',
			type: 'json',
			default: '={{ $json.counts }}',
			description: 'What the page counted, from the Page output',
		},
		{
			displayName: 'Calls',
			name: 'calls',
			type: 'json',
			default: '={{ $json.calls }}',
			description: 'Calls that the page took, from the Page output',
		},
		{
			displayName: 'Results',
			name: 'results',
			type: 'json',
			default: '[]',
			description:
				'List of what became of the page: result words such as created or unchanged, or objects with result and error',
		},
		{
			displayName: 'Failures',
			name: 'failures',
			type: 'json',
			default: '={{ $json.failures }}',
			description: 'What the page could not read, from the Page output: kinds and codes only',
		},
		leaseSecondsField,
	],
	async execute(call) {
		const { client } = call;
		const callsBefore = client.calls();
		const runId = call.param<string>('runId');
		const lease = { leaseKey: call.param<string>('leaseKey'), owner: call.param<string>('owner') };
		const page = {
			nextCursor: call.param<string | null>('nextCursor', '') || null,
			readStartedAt: readTime(call.param<unknown>('readStartedAt')),
		};
		const results = await readResults(call);
		const pageCounts = await readCounts(call, results);
		const problems = sumProblems([
			...(await readList(call, 'Failures', 'failures')),
			...errorsOf(results),
		]);
		const { owner } = lease;
		const ttlSeconds = call.param<number>('leaseSeconds', 900);
		const held = await renewLease(client, lease.leaseKey, { owner, ttlSeconds });
		const state = parseRunState(held.cursor);
		const { mode, since } = requireOwnRun(state, runId);
		const next = serializeRunState(afterPage(state, mode, page));
		const ownCalls = client.calls() - callsBefore + callsStillToCome;
		const counts = addCounts(pageCounts, { healthSailCalls: ownCalls });
		const body = { counts, ...(problems.length > 0 && { problems }) };
		const version = client.keyedHash(JSON.stringify([page, body]));
		const run = await stepRun(client, runId, 'advance', body, version);
		await renewLease(client, lease.leaseKey, { owner, ttlSeconds, cursor: next });
		return {
			...runPosition(run, lease, { since, cursor: page.nextCursor }),
			done: page.nextCursor === null,
			counts: { ...run.counts },
		};
	},
};

/** What became of one record of the page. */
interface PageResult {
	readonly result: string;
	/** The facts of a failed one; absent where only a word was given. */
	readonly error?: unknown;
}

async function readResults(call: Call): Promise<PageResult[]> {
	const results = await readList(call, 'Results', 'results');
	return results.map((entry) => {
		if (typeof entry !== 'object' || entry === null) return { result: String(entry) };
		const { result, error } = entry as { result?: unknown; error?: unknown };
		// An item without a word is what a node that goes on after an error gives.
		return { result: typeof result === 'string' ? result : 'failed', error };
	});
}

function errorsOf(results: readonly PageResult[]): unknown[] {
	return results.flatMap(({ result, error }) => {
		if (result !== 'failed' || !error) return [];
		return [typeof error === 'string' ? problemOfMessage(error) : error];
	});
}

async function readCounts(call: Call, results: readonly PageResult[]) {
	const counts = await readObject(call, 'Counts', 'counts');
	const { vendor, healthSail } = await readObject(call, 'Calls', 'calls');
	const read = addCounts(counts, countResults(results.map(({ result }) => result)));
	return addCounts(read, { vendorCalls: vendor, healthSailCalls: healthSail });
}

async function readList(call: Call, label: string, name: string): Promise<unknown[]> {
	const value = await readJson(label, call.param<unknown>(name, '') || '[]');
	if (Array.isArray(value)) return value;
	throw invalidField(label, 'is not a list');
}

async function readObject(call: Call, label: string, name: string): Promise<IDataObject> {
	const value = await readJson(label, call.param<unknown>(name, '') || '{}');
	if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
		return value as IDataObject;
	}
	throw invalidField(label, 'is not an object of numbers');
}

/** A time as text, whether the expression gave a text or a date object. */
function readTime(value: unknown): string {
	const time = new Date(value instanceof Date ? value : String(value));
	if (Number.isNaN(time.getTime())) throw invalidField('Read Started At', 'is not a time');
	return time.toISOString();
}
