import { pathOf, writeRecord } from '../factories';
import { customerIdField, idField, versionField } from '../fields';
import type { ItemOperation } from '../operation';

/** Unlinks an id; gives the customer as it is then. */
export const remove: ItemOperation = {
	kind: 'item',
	name: 'Remove',
	action: 'Remove external ID from customer',
	description: 'Unlink an ID of a practice system from a customer',
	fields: [
		customerIdField,
		versionField,
		idField(
			'externalIdKey',
			'External ID Key',
			'Key of the external ID on the customer, as HealthSail gave it. It is not the ID itself.',
		),
	],
	async execute(call) {
		return await writeRecord(call, {
			operation: 'removeCustomerExternalId',
			method: 'DELETE',
			path: pathOf(
				'/customers',
				call.param<string>('customerId'),
				'external-ids',
				call.param<string>('externalIdKey'),
			),
			ifMatch: call.param<string>('version'),
		});
	},
};
