import { releaseLease } from '../../../common/healthsail/lease';
import type { ItemOperation } from '../operation';

/** Last node of an event flow. */
export const done: ItemOperation = {
	kind: 'item',
	name: 'Done',
	action: 'Mark event done',
	description: 'Record that the work of a taken event is complete, so that it is not done again',
	fields: [
		{
			displayName: 'Lease Key',
			name: 'leaseKey',
			type: 'string',
			required: true,
			default: '={{ $json.leaseKey }}',
			description: 'Key of the lease, as Event: Take gave it',
		},
		{
			displayName: 'Owner',
			name: 'owner',
			type: 'string',
			required: true,
			default: '={{ $json.owner }}',
			description: 'Token of the lease, as Event: Take gave it',
		},
	],
	async execute(call) {
		const leaseKey = call.param<string>('leaseKey');
		await releaseLease(call.client, leaseKey, { owner: call.param<string>('owner'), done: true });
		return { done: true, leaseKey };
	},
};
