import type { HealthSailMap } from '../node.type';
import type { Resource } from '../operation';
import { createOrUpdate } from './createOrUpdate.operation';
import { getMany } from './getMany.operation';
import { lookUp } from './lookUp.operation';

export const appointment: Resource<HealthSailMap['appointment']> = {
	name: 'Appointment',
	operations: {
		createOrUpdate,
		getMany,
		lookUp,
	},
};
