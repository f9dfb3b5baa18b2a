import type { HealthSailMap } from '../node.type';
import type { Resource } from '../operation';
import { create } from './create.operation';
import { deleteOne } from './delete.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { rotateSecret } from './rotateSecret.operation';
import { test } from './test.operation';
import { update } from './update.operation';

export const webhookEndpoint: Resource<HealthSailMap['webhookEndpoint']> = {
	name: 'Webhook Endpoint',
	operations: {
		create,
		delete: deleteOne,
		get,
		getMany,
		rotateSecret,
		test,
		update,
	},
};
