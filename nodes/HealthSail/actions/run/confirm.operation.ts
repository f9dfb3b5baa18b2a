import type { IDataObject } from 'n8n-workflow';

import { SafeError } from '../../../../lib/privacy/errors';
import { readList } from '../../../common/healthsail/paging';
import { flowField, practiceIdField, systemField } from '../fields';
import type { ItemOperation } from '../operation';
import { stepRun } from './runs';

/** A person's word that the counts of the dry run are right. */
export const confirm: ItemOperation = {
	kind: 'item',
	name: 'Confirm',
	action: 'Confirm dry run',
	description: 'Confirm the latest dry run, so that the next run is the first load',
	fields: [flowField, systemField, practiceIdField],
	async execute(call) {
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
				nextStep: 'Run the flow once: its first run is a dry run. Then confirm it.',
				system: 'healthsail',
				operation: 'confirmRun',
			});
		}
		return (await stepRun(call.client, dryRun.id, 'confirm', undefined)) as IDataObject;
	},
};
