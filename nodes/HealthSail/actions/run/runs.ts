import { z } from 'zod';

import type { RunCounts } from '../../../../lib/sync/counts';
import { emptyCounts } from '../../../../lib/sync/counts';
import { runModes } from '../../../../lib/sync/runState';
import type { HealthSailClient } from '../../../common/healthsail/client';
import { problemCode } from '../../../common/healthsail/errors';
import { outcomeOf } from '../../../common/outcome';

/** Members of a run that this node acts on; what else it carries is passed on. */
export const runSchema = z
	.object({
		id: z.string(),
		flow: z.string(),
		system: z.string(),
		practiceId: z.string(),
		mode: z.enum(runModes),
		state: z.string(),
		counts: z
			.record(z.number())
			.optional()
			.transform((counts): RunCounts => ({ ...emptyCounts(), ...counts })),
	})
	.passthrough();
export type Run = z.output<typeof runSchema>;

/** Which practice a flow works for. */
export interface FlowPractice {
	readonly flow: string;
	readonly system: string;
	readonly practiceId: string;
}

/** Opaque key of the lease that a flow works for a practice under. */
export function leaseKeyOf(
	client: Pick<HealthSailClient, 'keyedHash'>,
	{ flow, system, practiceId }: FlowPractice,
): string {
	return client.keyedHash(`${flow}:${system}:${practiceId}`);
}

/** A run, or undefined when HealthSail no longer has it. */
export async function findRun(client: HealthSailClient, runId: string): Promise<Run | undefined> {
	const outcome = await outcomeOf(
		async () =>
			await client.parsed(
				{ operation: 'getRun', method: 'GET', path: `/runs/${encodeURIComponent(runId)}` },
				runSchema,
			),
	);
	if (outcome.ok) return outcome.value;
	if (problemCode(outcome.error) === 'not_found') return undefined;
	throw outcome.error;
}

/** One step of a run's life; the step's name and `version` make a repeat harmless. */
export async function stepRun(
	client: HealthSailClient,
	runId: string,
	step: 'advance' | 'finish' | 'fail' | 'confirm' | 'discard',
	body: object | undefined,
	version: string = step,
): Promise<Run> {
	return await client.parsed(
		{
			operation: `${step}Run`,
			method: 'POST',
			path: `/runs/${encodeURIComponent(runId)}/${step}`,
			...(body && { body }),
			idempotencySource: { id: runId, version },
		},
		runSchema,
	);
}

/** Marks a run failed that its worker left behind; a run that ended otherwise stays as it is. */
export async function failAbandonedRun(client: HealthSailClient, runId: string): Promise<void> {
	const message = 'The run stopped without a word; its lease ran out.';
	const outcome = await outcomeOf(
		async () => await stepRun(client, runId, 'fail', { message }, 'abandoned'),
	);
	if (outcome.ok) return;
	const code = problemCode(outcome.error);
	if (code !== 'state_invalid' && code !== 'not_found') throw outcome.error;
}
