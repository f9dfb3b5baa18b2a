import type { HealthSailMap } from '../node.type';
import type { Resource } from '../operation';
import { check } from './check.operation';
import { getMany } from './getMany.operation';
import { grant } from './grant.operation';
import { revoke } from './revoke.operation';

export const consent: Resource<HealthSailMap['consent']> = {
	name: 'Consent',
	operations: {
		check,
		getMany,
		grant,
		revoke,
	},
};
