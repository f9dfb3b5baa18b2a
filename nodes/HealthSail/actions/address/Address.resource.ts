import type { HealthSailMap } from '../node.type';
import type { Resource } from '../operation';
import { deleteOne } from './delete.operation';
import { set } from './set.operation';

export const address: Resource<HealthSailMap['address']> = {
	name: 'Address',
	operations: {
		delete: deleteOne,
		set,
	},
};
