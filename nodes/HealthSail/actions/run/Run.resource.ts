import type { HealthSailMap } from '../node.type';
import type { Resource } from '../operation';
import { advance } from './advance.operation';
import { confirm } from './confirm.operation';
import { discard } from './discard.operation';
import { finish } from './finish.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { start } from './start.operation';

export const run: Resource<HealthSailMap['run']> = {
	name: 'Run',
	operations: {
		advance,
		confirm,
		discard,
		finish,
		get,
		getMany,
		start,
	},
};
