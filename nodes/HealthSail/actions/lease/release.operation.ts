import { releaseLease } from '../../../common/healthsail/lease';
import type { ItemOperation } from '../operation';
import { leaseKeyField, ownerField } from './facts';

/** Gives a lease back. */
export const release: ItemOperation = {
	kind: 'item',
	name: 'Release',
	action: 'Release lease',
	description: 'Give a lease back; the cursor stored in it stays',
	fields: [
		leaseKeyField,
		ownerField,
		{
			displayName: 'Done',
			name: 'done',
			type: 'boolean',
			default: false,
			description:
				'Whether the work is complete, so that nobody takes this lease again for 30 days',
		},
	],
	async execute(call) {
		const leaseKey = call.param<string>('leaseKey');
		const done = call.param<boolean>('done', false);
		await releaseLease(call.client, leaseKey, { owner: call.param<string>('owner'), done });
		return { released: true, leaseKey, done };
	},
};
