import type { HealthSailMap } from '../node.type';
import type { Resource } from '../operation';
import { create } from './create.operation';
import { createOrUpdate } from './createOrUpdate.operation';
import { getMany } from './getMany.operation';
import { update } from './update.operation';

export const coverage: Resource<HealthSailMap['coverage']> = {
	name: 'Coverage',
	operations: {
		create,
		createOrUpdate,
		getMany,
		update,
	},
};
