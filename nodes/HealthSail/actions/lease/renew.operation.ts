import { renewLease } from '../../../common/healthsail/lease';
import type { ItemOperation } from '../operation';
import { leaseKeyField, leaseSecondsField, ownerField } from './facts';

/** Keeps a lease, and stores a cursor in it. */
export const renew: ItemOperation = {
	kind: 'item',
	name: 'Renew',
	action: 'Renew lease',
	description: 'Keep a lease for longer and store a cursor in it',
	fields: [
		leaseKeyField,
		ownerField,
		leaseSecondsField,
		{
			displayName: 'Cursor',
			name: 'cursor',
			type: 'string',
			default: '',
			description:
				'Text to keep with the lease, up to 16 KiB and without patient data. Leave empty to keep what is stored.',
		},
	],
	async execute(call) {
		const leaseKey = call.param<string>('leaseKey');
		const owner = call.param<string>('owner');
		const cursor = call.param<string>('cursor', '');
		const lease = await renewLease(call.client, leaseKey, {
			owner,
			ttlSeconds: call.param<number>('leaseSeconds'),
			...(cursor !== '' && { cursor }),
		});
		return { ...lease, leaseKey, owner };
	},
};
