import type { HealthSailMap } from '../node.type';
import type { Resource } from '../operation';
import { getProfile } from './getProfile.operation';

export const practice: Resource<HealthSailMap['practice']> = {
	name: 'Practice',
	operations: {
		getProfile,
	},
};
