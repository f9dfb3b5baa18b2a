import type { IDataObject } from 'n8n-workflow';

import { SafeError } from '../../../../lib/privacy/errors';
import { readList } from '../../../common/healthsail/paging';
import type { Call } from '../operation';
import { stepRun } from './runs';

/**
 * Gives a person's word on the latest dry run of the flow and practice that the node names.
 *
 * @throws SafeError `notFound` when no dry run waits for it
 */
export async function decideDryRun(
	call: Call,
	decision: 'confirm' | 'discard',
): Promise<IDataObject> {
	const [dryRun] = await readList(call.client, {
		path: '/runs',
		query: {
			flow: call.param<string>('flow'),
			system: call.param<string>('system'),
			practiceId: call.param<string>('practiceId'),
			mode: 'dryRun',
			state: 'awaiting_confirmation',
			sort: '-createdAt',
		},
		limit: 1,
	});
	if (typeof dryRun?.id !== 'string') {
		throw new SafeError({
			kind: 'notFound',
			message: 'No dry run of this flow and practice waits for confirmation',
			nextStep: `Run the flow once: its first run is a dry run. Then ${decision} it.`,
			system: 'healthsail',
			operation: `${decision}Run`,
		});
	}
	return (await stepRun(call.client, dryRun.id, decision, undefined)) as IDataObject;
}
