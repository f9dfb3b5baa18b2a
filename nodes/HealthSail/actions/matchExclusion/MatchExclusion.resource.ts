import type { HealthSailMap } from '../node.type';
import type { Resource } from '../operation';
import { create } from './create.operation';
import { deleteOne } from './delete.operation';
import { getMany } from './getMany.operation';

export const matchExclusion: Resource<HealthSailMap['matchExclusion']> = {
	name: 'Match Exclusion',
	operations: {
		create,
		delete: deleteOne,
		getMany,
	},
};
