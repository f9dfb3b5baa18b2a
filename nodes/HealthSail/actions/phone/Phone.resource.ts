import type { HealthSailMap } from '../node.type';
import type { Resource } from '../operation';
import { deleteOne } from './delete.operation';
import { set } from './set.operation';

export const phone: Resource<HealthSailMap['phone']> = {
	name: 'Phone',
	operations: {
		delete: deleteOne,
		set,
	},
};
