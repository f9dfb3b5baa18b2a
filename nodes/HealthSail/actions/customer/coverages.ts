import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { SafeError } from '../../../../lib/privacy/errors';
import type { CoverageUpsert, CoverageStamp } from '../../../../lib/sync/toCustomer';
import type { HealthSailClient } from '../../../common/healthsail/client';
import { toRowProblem, wireShapeError } from '../../../common/healthsail/errors';
import { bulkRowSchema } from '../bulk';
import { executionScope } from '../factories';

const operation = 'bulkUpsertCoverages';

/** Most coverages, and most stamps, of one call (contract: exception to the 100 items). */
const coveragesPerCall = 300;
const stampsPerCall = 100;

const answerSchema = z.object({
	data: z.array(bulkRowSchema),
	stamps: z
		.array(
			z.object({
				index: z.number().int(),
				result: z.string(),
				version: z.number().int().optional(),
				terminated: z.number().int().optional(),
				error: z.unknown().optional(),
			}),
		)
		.optional(),
});

/** A customer's coverages and the stamp that is stored when all of them went through. */
export interface CoverageWrite {
	readonly stamp: CoverageStamp;
	readonly coverages: readonly CoverageUpsert[];
}

export interface CoverageOutcome {
	/** Whether a coverage was created, updated or ended. */
	readonly changed: boolean;
	/** The customer's version after the stamp. */
	readonly version?: number;
	readonly error?: SafeError;
}

/**
 * Writes coverages and stamps of customers; a customer's coverages and its stamp share one call.
 *
 * @returns what became of each customer's coverages, by customer id
 * @throws SafeError when a call as a whole failed
 */
export async function sendCoverages(
	context: IExecuteFunctions,
	client: HealthSailClient,
	writes: readonly CoverageWrite[],
): Promise<Map<string, CoverageOutcome>> {
	const outcomes = new Map<string, CoverageOutcome>();
	for (const part of toCalls(writes, outcomes)) {
		for (const [customerId, outcome] of await sendOnce(context, client, part)) {
			outcomes.set(customerId, outcome);
		}
	}
	return outcomes;
}

function toCalls(
	writes: readonly CoverageWrite[],
	outcomes: Map<string, CoverageOutcome>,
): CoverageWrite[][] {
	const calls: CoverageWrite[][] = [];
	let coverages = 0;
	for (const write of writes) {
		const count = write.coverages.length;
		if (count > coveragesPerCall) {
			outcomes.set(write.stamp.customerId, { changed: false, error: tooMany() });
			continue;
		}
		const last = calls[calls.length - 1];
		const fits = last && last.length < stampsPerCall && coverages + count <= coveragesPerCall;
		if (fits) last.push(write);
		else calls.push([write]);
		coverages = fits ? coverages + count : count;
	}
	return calls;
}

async function sendOnce(
	context: IExecuteFunctions,
	client: HealthSailClient,
	writes: readonly CoverageWrite[],
): Promise<Array<[string, CoverageOutcome]>> {
	const items = writes.flatMap(({ coverages }) => coverages);
	const body = {
		matchOn: 'externalIds',
		items,
		stamps: writes.map(({ stamp }) => stamp),
	};
	const answer = await client.parsed(
		{
			operation,
			method: 'POST',
			path: '/coverages/bulk-upsert',
			body,
			idempotencySource: {
				id: executionScope(context, client, 0),
				version: client.keyedHash(JSON.stringify(body)),
			},
		},
		answerSchema,
	);
	return writes.map(({ stamp: { customerId }, coverages }, index) => {
		const rows = answer.data.filter((row) => items[row.index]?.customerId === customerId);
		const stamp = answer.stamps?.find((row) => row.index === index);
		const failed = [...rows, ...(stamp ? [stamp] : [])].find((row) => row.result === 'error');
		// Without a word on every coverage and the stamp, nobody knows whether all went through.
		const isComplete = stamp !== undefined && rows.length >= coverages.length;
		const error = failed
			? toRowProblem(failed.error, operation, client.correlationId)
			: isComplete
				? undefined
				: wireShapeError(operation, undefined, client.correlationId);
		const changed =
			(stamp?.terminated ?? 0) > 0 ||
			rows.some((row) => row.result === 'created' || row.result === 'updated');
		return [
			customerId,
			{
				changed,
				...(stamp?.version !== undefined && { version: stamp.version }),
				...(error && { error }),
			},
		];
	});
}

function tooMany(): SafeError {
	return new SafeError({
		kind: 'unsupported',
		message: `The patient has more than ${coveragesPerCall} coverages, more than one call can carry`,
		nextStep: 'Have the practice remove duplicate policies of this patient.',
		system: 'healthsail',
		operation,
	});
}
