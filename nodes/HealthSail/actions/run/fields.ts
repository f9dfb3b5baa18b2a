import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { SafeError } from '../../../../lib/privacy/errors';
import { readsWholePractice, type RunState } from '../../../../lib/sync/runState';
import { idField } from '../fields';
import type { Run } from './runs';

export const runIdField = idField('runId', 'Run ID', 'ID of the run, as Run: Start gave it');

/** The three parameters that name a run and prove that this flow holds its lease. */
export const heldRunFields: INodeProperties[] = [
	{ ...runIdField, default: '={{ $json.runId }}' },
	{
		displayName: 'Lease Key',
		name: 'leaseKey',
		type: 'string',
		required: true,
		default: '={{ $json.leaseKey }}',
		description: 'Key of the lease, as Run: Start gave it',
	},
	{
		displayName: 'Owner',
		name: 'owner',
		type: 'string',
		required: true,
		default: '={{ $json.owner }}',
		description: 'Token of the lease, as Run: Start gave it',
	},
];

/** What a page of a run needs to know; goes from start to page and from page to page. */
export function runPosition(
	run: Run,
	lease: { leaseKey: string; owner: string },
	position: { since: string | null; cursor: string | null },
): IDataObject {
	return {
		runId: run.id,
		...lease,
		mode: run.mode,
		dryRun: run.mode === 'dryRun',
		wholePractice: readsWholePractice(run.mode),
		since: position.since,
		cursor: position.cursor,
		system: run.system,
		practiceId: run.practiceId,
	};
}

/**
 * The state in a lease must speak of this run: a flow whose lease was lost and taken again by
 * another run may not write over what that one stored.
 */
export function requireOwnRun(state: RunState, runId: string): NonNullable<RunState['run']> {
	if (state.run?.id === runId) return state.run;
	throw new SafeError({
		kind: 'conflict',
		message: 'The lease of this run belongs to another run by now',
		nextStep: 'End this run; the other one goes on from the stored cursor.',
		system: 'healthsail',
		operation: 'renewLease',
		vendorCode: 'lease_lost',
	});
}
