import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';

import type { SafeError } from '../../../lib/privacy/errors';
import { toErrorItem } from '../../../lib/privacy/errors';
import type { HealthSailClient, PurposeOfUse } from '../../common/healthsail/client';
import { toRowProblem, wireShapeError } from '../../common/healthsail/errors';
import { chunksOf } from '../../common/healthsail/paging';
import { mapBounded } from '../../common/mapBounded';
import { outcomeOf } from '../../common/outcome';
import { errorItem, toDetails, toNodeError } from '../../common/toNodeError';
import { executionScope } from './factories';

/** Most items of one bulk call (proposal 1.8). */
export const itemsPerBulkCall = 100;

/** Bulk calls under way at the same time. */
const bulkConcurrency = 3;

export const bulkRowSchema = z.object({
	index: z.number().int(),
	result: z.string(),
	id: z.string().optional(),
	version: z.number().int().optional(),
	error: z.unknown().optional(),
});
export type BulkRow = z.output<typeof bulkRowSchema>;

const bulkAnswerSchema = z.object({ data: z.array(bulkRowSchema) });

export interface BulkCall {
	readonly operation: string;
	readonly path: string;
	readonly matchOn?: 'externalIds' | 'id';
	readonly purpose?: PurposeOfUse;
}

/**
 * Sends one bulk write of at most 100 items; the idempotency key names execution and content, so a
 * repeat after a lost answer is the same write.
 *
 * @returns one row per body, in their order
 * @throws SafeError when the call as a whole failed
 */
export async function sendBulk(
	context: IExecuteFunctions,
	client: HealthSailClient,
	{ operation, path, matchOn, purpose }: BulkCall,
	bodies: readonly object[],
): Promise<BulkRow[]> {
	const body = { ...(matchOn && { matchOn }), items: bodies };
	const answer = await client.parsed(
		{
			operation,
			method: 'POST',
			path,
			body,
			purpose,
			idempotencySource: {
				id: executionScope(context, client, 0),
				version: client.keyedHash(JSON.stringify(body)),
			},
		},
		bulkAnswerSchema,
	);
	const rows = new Map(answer.data.map((row) => [row.index, row]));
	return bodies.map((_, index) => {
		const row = rows.get(index);
		if (!row) throw wireShapeError(operation, undefined, client.correlationId);
		return row;
	});
}

/** The error of a bulk row in our words; undefined when the row went through. */
export function rowError(
	client: HealthSailClient,
	operation: string,
	row: BulkRow,
): SafeError | undefined {
	if (row.result !== 'error') return undefined;
	return toRowProblem(row.error, operation, client.correlationId);
}

/** The item of a record that failed while others of the call went through. */
export function failedResult(error: unknown, more: IDataObject = {}): IDataObject {
	return { result: 'failed', ...more, error: toErrorItem(toDetails(error)) };
}

export interface BulkPace {
	/** Items of one call. */
	readonly perCall: number;
	/** Calls under way at the same time. */
	readonly concurrency: number;
}

const fullPace: BulkPace = { perCall: itemsPerBulkCall, concurrency: bulkConcurrency };

/**
 * Works through all input items in bulk calls of 100, or at the pace given, order and pairing kept.
 * An item that cannot be sent, or that HealthSail refuses, becomes a `failed` result; a call that
 * fails as a whole stops the node, or, when the node is set to continue, fails the items of that call.
 *
 * @param prepare makes the body of one item; what it throws fails that item alone
 * @param work sends the bodies of one call and gives one result per body
 * @param invalidItems `fail`: what `prepare` throws stops the node, as a wrong parameter does
 */
export async function runBulk<Body>(
	context: IExecuteFunctions,
	prepare: (itemIndex: number) => Promise<Body>,
	work: (bodies: readonly Body[]) => Promise<readonly IDataObject[]>,
	invalidItems: 'result' | 'fail' = 'result',
	{ perCall, concurrency }: BulkPace = fullPace,
): Promise<INodeExecutionData[]> {
	const results: INodeExecutionData[] = new Array(context.getInputData().length);
	const ready: Array<{ itemIndex: number; body: Body }> = [];
	for (let itemIndex = 0; itemIndex < results.length; itemIndex++) {
		const outcome = await outcomeOf(async () => await prepare(itemIndex));
		if (outcome.ok) ready.push({ itemIndex, body: outcome.value });
		else if (invalidItems === 'result') {
			results[itemIndex] = paired(failedResult(outcome.error), itemIndex);
		} else if (context.continueOnFail()) {
			results[itemIndex] = failedItem(context, outcome.error, itemIndex);
		} else throw toNodeError(context.getNode(), outcome.error, itemIndex);
	}
	await mapBounded(chunksOf(ready, perCall), concurrency, async (chunk) => {
		const outcome = await outcomeOf(async () => await work(chunk.map(({ body }) => body)));
		if (!outcome.ok && !context.continueOnFail()) {
			throw toNodeError(context.getNode(), outcome.error);
		}
		chunk.forEach(({ itemIndex }, index) => {
			results[itemIndex] = outcome.ok
				? paired(outcome.value[index], itemIndex)
				: failedItem(context, outcome.error, itemIndex);
		});
	});
	return results;
}

/** The results with the number of calls that they took, told once: on the first item. */
export function withCalls(results: INodeExecutionData[], calls: number): INodeExecutionData[] {
	const [first, ...others] = results;
	return first && calls > 0 ? [{ ...first, json: { ...first.json, calls } }, ...others] : results;
}

function paired(json: IDataObject, itemIndex: number): INodeExecutionData {
	return { json, pairedItem: { item: itemIndex } };
}

function failedItem(
	context: IExecuteFunctions,
	error: unknown,
	itemIndex: number,
): INodeExecutionData {
	return {
		json: errorItem(error, itemIndex),
		error: toNodeError(context.getNode(), error, itemIndex),
		pairedItem: { item: itemIndex },
	};
}

/** The result item of a row: its word, the id under `idName`, the version, or the error. */
export function rowToResult(
	client: HealthSailClient,
	operation: string,
	idName: string,
	row: BulkRow,
): IDataObject {
	const ids = {
		...(row.id !== undefined && { [idName]: row.id }),
		...(row.version !== undefined && { version: row.version }),
	};
	const error = rowError(client, operation, row);
	return error ? failedResult(error, ids) : { result: row.result, ...ids };
}
