import type { HealthSailMap } from '../node.type';
import type { Resource } from '../operation';
import { acquire } from './acquire.operation';
import { release } from './release.operation';
import { renew } from './renew.operation';

export const lease: Resource<HealthSailMap['lease']> = {
	name: 'Lease',
	operations: {
		acquire,
		release,
		renew,
	},
};
