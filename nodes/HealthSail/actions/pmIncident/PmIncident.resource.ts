import type { HealthSailMap } from '../node.type';
import type { Resource } from '../operation';
import { create } from './create.operation';
import { getMany } from './getMany.operation';
import { release } from './release.operation';

export const pmIncident: Resource<HealthSailMap['pmIncident']> = {
	name: 'PM Incident',
	operations: {
		create,
		getMany,
		release,
	},
};
