import type { HealthSailMap } from '../node.type';
import type { Resource } from '../operation';
import { cancel } from './cancel.operation';
import { create } from './create.operation';
import { decide } from './decide.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { setDelivery } from './setDelivery.operation';

export const demographicChangeRequest: Resource<HealthSailMap['demographicChangeRequest']> = {
	name: 'Demographic Change Request',
	operations: {
		cancel,
		create,
		decide,
		get,
		getMany,
		setDelivery,
	},
};
