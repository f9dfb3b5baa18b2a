import type { HealthSailMap } from '../node.type';
import type { Resource } from '../operation';
import { createOrUpdate } from './createOrUpdate.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { update } from './update.operation';

export const location: Resource<HealthSailMap['location']> = {
	name: 'Location',
	operations: {
		createOrUpdate,
		get,
		getMany,
		update,
	},
};
