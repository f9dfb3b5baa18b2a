import type { HealthSailMap } from '../node.type';
import type { Resource } from '../operation';
import { create } from './create.operation';
import { decide } from './decide.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { reopen } from './reopen.operation';

export const matchReview: Resource<HealthSailMap['matchReview']> = {
	name: 'Match Review',
	operations: {
		create,
		decide,
		get,
		getMany,
		reopen,
	},
};
