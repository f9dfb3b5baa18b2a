import { pathOf, writeRecord } from '../factories';
import { customerIdField, idField, versionField } from '../fields';
import type { ItemOperation } from '../operation';

/** Merges a customer into another one; needs the right to escalate. */
export const merge: ItemOperation = {
	kind: 'item',
	name: 'Merge',
	action: 'Merge customer into another',
	description: 'Merge a customer into another one; Unmerge takes it back',
	fields: [
		customerIdField,
		versionField,
		idField('intoCustomerId', 'Into Customer ID', 'ID of the customer that remains'),
	],
	async execute(call) {
		return await writeRecord(call, {
			operation: 'mergeCustomer',
			method: 'POST',
			path: pathOf('/customers', call.param<string>('customerId'), 'merge'),
			ifMatch: call.param<string>('version'),
			body: { intoId: call.param<string>('intoCustomerId') },
		});
	},
};
