import { randomUUID } from 'crypto';

import { acquireLease } from '../../../common/healthsail/lease';
import { flowField } from '../fields';
import { leaseSecondsField } from '../lease/facts';
import type { RoutedOperation } from '../operation';

const outputs = ['Taken', 'Busy', 'Done Before'] as const;

/**
 * First node of an event flow: an event comes more than once (retries, sweeps, redelivery), and
 * its work is to be done once.
 */
export const take: RoutedOperation = {
	kind: 'routed',
	name: 'Take',
	action: 'Take event',
	description: 'Take an event for this flow, so that its work is done once; end with Event: Done',
	outputs,
	fields: [
		flowField,
		{
			displayName: 'Event ID',
			name: 'eventId',
			type: 'string',
			required: true,
			default: '={{ $json.eventId ?? $json.id }}',
			description: 'ID of the event; it starts with evt_',
		},
		{ ...leaseSecondsField, default: 300 },
	],
	async execute(call) {
		const { client } = call;
		const eventId = call.param<string>('eventId');
		const leaseKey = client.keyedHash(`event|${call.param<string>('flow')}|${eventId}`);
		const owner = randomUUID();
		const ttlSeconds = call.param<number>('leaseSeconds');
		const lease = await acquireLease(client, { key: leaseKey, owner, ttlSeconds });
		const event = { ...call.context.getInputData()[call.itemIndex].json, eventId };
		switch (lease.state) {
			case 'taken':
				return { output: 0, json: { ...event, leaseKey, owner, until: lease.until } };
			case 'held':
				return { output: 1, json: { ...event, ...(lease.until && { until: lease.until }) } };
			case 'done':
				return { output: 2, json: event };
		}
	},
};
