import type { HealthSailMap } from '../node.type';
import type { Resource } from '../operation';
import { add } from './add.operation';
import { remove } from './remove.operation';

export const externalId: Resource<HealthSailMap['externalId']> = {
	name: 'External ID',
	operations: {
		add,
		remove,
	},
};
