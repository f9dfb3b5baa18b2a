import { randomUUID } from 'crypto';

import type { FirstLoadPolicy, RunKind } from '../../../../lib/sync/runState';
import {
	beginRun,
	decideMode,
	parseRunState,
	serializeRunState,
} from '../../../../lib/sync/runState';
import type { HealthSailClient } from '../../../common/healthsail/client';
import { acquireLease, releaseLease, renewLease } from '../../../common/healthsail/lease';
import { outcomeOf } from '../../../common/outcome';
import { flowField, practiceIdField, systemField } from '../fields';
import { leaseSecondsField } from '../lease/facts';
import type { Call, RoutedOperation } from '../operation';
import { runPosition } from './fields';
import {
	failAbandonedRun,
	findRun,
	leaseKeyOf,
	runSchema,
	type FlowPractice,
	type Run,
} from './runs';

const outputs = ['Started', 'Not Started'] as const;
const started = 0;
const notStarted = 1;

interface StartRequest extends FlowPractice {
	readonly kind: RunKind;
	readonly firstLoad: FirstLoadPolicy;
	readonly overlapHours: number;
}

/** Takes the practice's lease and decides what this run has to do, from the state kept in it. */
export const start: RoutedOperation = {
	kind: 'routed',
	name: 'Start',
	action: 'Start run',
	description:
		'Take the lease of a flow and practice and decide what to do: dry run, first load, changes or full compare',
	outputs,
	fields: [
		flowField,
		systemField,
		practiceIdField,
		{
			displayName: 'Kind',
			name: 'kind',
			type: 'options',
			options: [
				{
					name: 'Changes',
					value: 'changes',
					description: 'Read what changed since the last run',
				},
				{
					name: 'Compare',
					value: 'compare',
					description: 'Read the whole practice; finds what a change read cannot see',
				},
			],
			default: 'changes',
			description: 'What to do once the first load is done',
		},
		{
			displayName: 'First Load',
			name: 'firstLoad',
			type: 'options',
			options: [
				{
					name: 'After a Confirmed Dry Run',
					value: 'dryRunFirst',
					description: 'Count only, and write after a person confirmed the counts',
				},
				{ name: 'At Once', value: 'atOnce', description: 'Write with the first run' },
			],
			default: 'dryRunFirst',
			description: 'How the first run over the whole practice goes',
		},
		leaseSecondsField,
		{
			displayName: 'Overlap Hours',
			name: 'overlapHours',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 168 },
			default: 24,
			description:
				'How far a change read reaches back behind the last one. Records that did not change are skipped by their hash.',
		},
	],
	async execute(call) {
		const request: StartRequest = {
			flow: call.param<string>('flow'),
			system: call.param<string>('system'),
			practiceId: call.param<string>('practiceId'),
			kind: call.param<RunKind>('kind'),
			firstLoad: call.param<FirstLoadPolicy>('firstLoad'),
			overlapHours: call.param<number>('overlapHours'),
		};
		const leaseKey = leaseKeyOf(call.client, request);
		const owner = randomUUID();
		const ttlSeconds = call.param<number>('leaseSeconds');
		const lease = await acquireLease(call.client, { key: leaseKey, owner, ttlSeconds });
		if (lease.state !== 'taken') {
			return { output: notStarted, json: stillWorking(lease) };
		}
		const outcome = await outcomeOf(
			async () => await begin(call.client, request, { leaseKey, owner }, lease.cursor),
		);
		if (outcome.ok) return outcome.value;
		// What went wrong counts, not whether the lease could still be given back: it runs out.
		await outcomeOf(async () => await releaseLease(call.client, leaseKey, { owner }));
		throw outcome.error;
	},
};

type StartResult = Awaited<ReturnType<RoutedOperation['execute']>>;

function stillWorking(lease: { state: 'held' | 'done'; until?: string }): StartResult['json'] {
	return {
		reason: 'previousRunStillWorking',
		message: 'The previous run is still working. This one does nothing.',
		...(lease.until !== undefined && { until: lease.until }),
	};
}

async function begin(
	client: Call['client'],
	request: StartRequest,
	lease: { leaseKey: string; owner: string },
	storedState: string | null,
): Promise<StartResult> {
	const state = parseRunState(storedState);
	if (state.run) await failAbandonedRun(client, state.run.id);
	const dryRun = state.dryRun ? await findRun(client, state.dryRun.runId) : undefined;
	const { kind, firstLoad, overlapHours } = request;
	const decision = decideMode(state, {
		kind,
		firstLoad,
		overlapHours,
		dryRunState: dryRun?.state,
		now: new Date().toISOString(),
	});
	if (decision.mode === 'awaitingConfirmation') {
		await releaseLease(client, lease.leaseKey, { owner: lease.owner });
		return { output: notStarted, json: awaitingConfirmation(decision.runId, dryRun) };
	}
	const run = await createRun(client, request, decision.mode, lease.owner);
	const begun = beginRun(state, { ...decision, id: run.id });
	await renewLease(client, lease.leaseKey, {
		owner: lease.owner,
		cursor: serializeRunState(begun),
	});
	return { output: started, json: runPosition(run, lease, decision) };
}

async function createRun(
	client: HealthSailClient,
	{ flow, system, practiceId, kind }: StartRequest,
	mode: Run['mode'],
	owner: string,
): Promise<Run> {
	return await client.parsed(
		{
			operation: 'startRun',
			method: 'POST',
			path: '/runs',
			body: { flow, system, practiceId, kind, mode, dryRun: mode === 'dryRun' },
			idempotencySource: { id: 'run', version: owner },
		},
		runSchema,
	);
}

function awaitingConfirmation(runId: string, dryRun: Run | undefined): StartResult['json'] {
	return {
		reason: 'awaitingConfirmation',
		message:
			'The dry run is done and waits for a person. Look at its counts, then confirm it with Run: Confirm or ask for a new one with Run: Discard.',
		runId,
		counts: { ...dryRun?.counts },
	};
}
