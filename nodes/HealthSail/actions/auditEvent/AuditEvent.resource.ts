import type { HealthSailMap } from '../node.type';
import type { Resource } from '../operation';
import { create } from './create.operation';
import { getMany } from './getMany.operation';
import { verify } from './verify.operation';

export const auditEvent: Resource<HealthSailMap['auditEvent']> = {
	name: 'Audit Event',
	operations: {
		create,
		getMany,
		verify,
	},
};
