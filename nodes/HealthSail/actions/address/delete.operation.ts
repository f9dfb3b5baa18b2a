import { pathOf, writeRecord } from '../factories';
import { customerIdField, versionField } from '../fields';
import type { ItemOperation } from '../operation';
import { addressIdField } from './facts';

/** Deletes one address. */
export const deleteOne: ItemOperation = {
	kind: 'item',
	name: 'Delete',
	action: 'Delete address of customer',
	description: 'Delete one address of a customer',
	fields: [customerIdField, versionField, addressIdField],
	async execute(call) {
		const { id, version } = await writeRecord(call, {
			operation: 'deleteCustomerAddress',
			method: 'DELETE',
			path: pathOf(
				'/customers',
				call.param<string>('customerId'),
				'addresses',
				call.param<string>('addressId'),
			),
			ifMatch: call.param<string>('version'),
		});
		return { deleted: true, customerId: id, version };
	},
};
