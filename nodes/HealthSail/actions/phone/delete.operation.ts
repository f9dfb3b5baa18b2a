import { pathOf, writeRecord } from '../factories';
import { customerIdField, versionField } from '../fields';
import type { ItemOperation } from '../operation';
import { phoneIdField } from './facts';

/** Deletes one phone. */
export const deleteOne: ItemOperation = {
	kind: 'item',
	name: 'Delete',
	action: 'Delete phone of customer',
	description: 'Delete one phone of a customer',
	fields: [customerIdField, versionField, phoneIdField],
	async execute(call) {
		const { id, version } = await writeRecord(call, {
			operation: 'deleteCustomerPhone',
			method: 'DELETE',
			path: pathOf(
				'/customers',
				call.param<string>('customerId'),
				'phones',
				call.param<string>('phoneId'),
			),
			ifMatch: call.param<string>('version'),
		});
		return { deleted: true, customerId: id, version };
	},
};
