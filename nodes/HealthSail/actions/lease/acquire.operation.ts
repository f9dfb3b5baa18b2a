import { randomUUID } from 'crypto';

import { acquireLease } from '../../../common/healthsail/lease';
import type { ItemOperation } from '../operation';
import { leaseSecondsField } from './facts';

/** Takes a lease on any name; runs and events have operations of their own. */
export const acquire: ItemOperation = {
	kind: 'item',
	name: 'Acquire',
	action: 'Acquire lease',
	description: 'Try to take a lease, so that only one run works at a time',
	fields: [
		{
			displayName: 'Name',
			name: 'leaseName',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. demographic-sync:tebra:1',
			description: 'What is to be done by one run at a time. Only its keyed hash is sent.',
		},
		leaseSecondsField,
	],
	async execute(call) {
		const leaseKey = call.client.keyedHash(`lease|${call.param<string>('leaseName')}`);
		const owner = randomUUID();
		const lease = await acquireLease(call.client, {
			key: leaseKey,
			owner,
			ttlSeconds: call.param<number>('leaseSeconds'),
		});
		return { ...lease, leaseKey, ...(lease.state === 'taken' && { owner }) };
	},
};
