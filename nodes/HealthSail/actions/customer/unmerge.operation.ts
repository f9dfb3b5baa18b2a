import { pathOf, writeRecord } from '../factories';
import { customerIdField, versionField } from '../fields';
import type { ItemOperation } from '../operation';

/** Takes a merge back. */
export const unmerge: ItemOperation = {
	kind: 'item',
	name: 'Unmerge',
	action: 'Unmerge customer',
	description: 'Take back the merge of a customer',
	fields: [customerIdField, versionField],
	async execute(call) {
		return await writeRecord(call, {
			operation: 'unmergeCustomer',
			method: 'POST',
			path: pathOf('/customers', call.param<string>('customerId'), 'unmerge'),
			ifMatch: call.param<string>('version'),
		});
	},
};
