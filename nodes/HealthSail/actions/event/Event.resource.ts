import type { HealthSailMap } from '../node.type';
import type { Resource } from '../operation';
import { done } from './done.operation';
import { getMany } from './getMany.operation';
import { redeliver } from './redeliver.operation';
import { take } from './take.operation';

export const event: Resource<HealthSailMap['event']> = {
	name: 'Event',
	operations: {
		done,
		getMany,
		redeliver,
		take,
	},
};
