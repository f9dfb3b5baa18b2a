import type { HealthSailMap } from '../node.type';
import type { Resource } from '../operation';
import { createOrUpdate } from './createOrUpdate.operation';
import { deleteOne } from './delete.operation';
import { getMany } from './getMany.operation';

export const cohortEntry: Resource<HealthSailMap['cohortEntry']> = {
	name: 'Cohort Entry',
	operations: {
		createOrUpdate,
		delete: deleteOne,
		getMany,
	},
};
