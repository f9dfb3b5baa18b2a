import type { IDataObject } from 'n8n-workflow';

import { SafeError } from '../../../../lib/privacy/errors';
import { isAllFenced } from '../../../../lib/sync/counts';
import { problemOfMessage } from '../../../../lib/sync/problems';
import {
	afterRun,
	parseRunState,
	serializeRunState,
	type RunState,
} from '../../../../lib/sync/runState';
import type { HealthSailClient } from '../../../common/healthsail/client';
import { releaseLease, renewLease } from '../../../common/healthsail/lease';
import { outcomeOf } from '../../../common/outcome';
import type { ItemOperation } from '../operation';
import { heldRunFields, requireOwnRun } from './fields';
import { findRun, stepRun, type Run } from './runs';

type Outcome = 'finished' | 'failed';

/** Ends a run and gives its lease back; the cursor stays, so that a failed run can be resumed. */
export const finish: ItemOperation = {
	kind: 'item',
	name: 'Finish',
	action: 'Finish run',
	description: 'End a run as finished or failed and give its lease back',
	fields: [
		...heldRunFields,
		{
			displayName: 'Outcome',
			name: 'outcome',
			type: 'options',
			options: [
				{ name: 'Failed', value: 'failed' },
				{ name: 'Finished', value: 'finished' },
			],
			default: 'finished',
			description: 'How the run ended',
		},
		{
			displayName: 'Message',
			name: 'message',
			type: 'string',
			default: '',
			displayOptions: { show: { outcome: ['failed'] } },
			description: 'What went wrong, in words for the person who looks at the run',
		},
	],
	async execute(call) {
		const { client } = call;
		const runId = call.param<string>('runId');
		const outcome = call.param<Outcome>('outcome');
		const lease = { key: call.param<string>('leaseKey'), owner: call.param<string>('owner') };
		if (outcome === 'finished') {
			const state = await readOwnState(client, lease, runId);
			const current = await findRun(client, runId);
			if (current && isAllFenced(current, current.counts)) {
				await failAllFenced(client, lease, state, runId);
			}
			const run = await stepRun(client, runId, 'finish', undefined);
			await giveBack(client, lease, state, run, { outcome });
			return run as IDataObject;
		}
		const text = call.param<string>('message', '').trim();
		const problem = problemOfMessage(text);
		const run = await stepRun(client, runId, 'fail', {
			message: shortened(text) || 'The run failed.',
			...(problem && { problems: [problem] }),
		});
		const returned = await outcomeOf(async () => {
			const state = await readOwnState(client, lease, runId);
			await giveBack(client, lease, state, run, { outcome });
		});
		// A failed run may have lost its lease already: then another run works, and keeps it.
		if (!returned.ok && !isLeaseLost(returned.error)) throw returned.error;
		return run as IDataObject;
	},
};

interface OwnLease {
	readonly key: string;
	readonly owner: string;
}

async function readOwnState(
	client: HealthSailClient,
	{ key, owner }: OwnLease,
	runId: string,
): Promise<RunState> {
	const held = await renewLease(client, key, { owner });
	const state = parseRunState(held.cursor);
	requireOwnRun(state, runId);
	return state;
}

async function giveBack(
	client: HealthSailClient,
	{ key, owner }: OwnLease,
	state: RunState,
	run: Run,
	end: { outcome: Outcome; allFenced?: boolean },
): Promise<void> {
	const next = afterRun(state, { id: run.id, mode: run.mode, ...end });
	await renewLease(client, key, { owner, cursor: serializeRunState(next) });
	await releaseLease(client, key, { owner });
}

/**
 * Nothing was loaded because the practice in the credential is not the one whose patients came.
 * The run ends failed, and the node with it, so that somebody looks; a dry run is made again.
 */
async function failAllFenced(
	client: HealthSailClient,
	lease: OwnLease,
	state: RunState,
	runId: string,
): Promise<never> {
	const message = 'Every patient was of another practice.';
	const nextStep = 'Check the practice name and number in the credential.';
	const run = await stepRun(client, runId, 'fail', {
		message: `${message} ${nextStep}`,
		problems: [{ kind: 'configuration', count: 1 }],
	});
	await giveBack(client, lease, state, run, { outcome: 'failed', allFenced: true });
	throw new SafeError({ kind: 'configuration', message, nextStep, operation: 'finishRun' });
}

function isLeaseLost(error: unknown): boolean {
	return error instanceof SafeError && error.details.vendorCode === 'lease_lost';
}

/** The contract takes 500 characters; n8n's own texts can be longer. */
function shortened(text: string): string {
	return text.trim().slice(0, 500);
}
