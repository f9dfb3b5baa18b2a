import type { HealthSailMap } from '../node.type';
import type { Resource } from '../operation';
import { getManyMerges } from './getManyMerges.operation';
import { merge } from './merge.operation';
import { unmerge } from './unmerge.operation';

export const patient: Resource<HealthSailMap['patient']> = {
	name: 'Patient',
	operations: {
		getManyMerges,
		merge,
		unmerge,
	},
};
