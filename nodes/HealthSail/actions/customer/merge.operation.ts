import { audited } from '../../../common/healthsail/audit';
import { identityReport } from '../../../common/healthsail/identityAudit';
import { pathOf, writeRecord } from '../factories';
import { customerIdField, idField, versionField } from '../fields';
import type { ItemOperation } from '../operation';

/** Merges a customer into another one; needs the right to escalate. Reported to the audit trail first. */
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
		const customerId = call.param<string>('customerId');
		const intoId = call.param<string>('intoCustomerId');
		const report = identityReport(call.context, call.client, {
			action: 'merge',
			step: 'customer.merge',
			fields: ['status', 'mergedIntoId'],
			customerIds: [customerId, intoId],
		});
		return await audited(
			call.client,
			[report],
			async () =>
				await writeRecord(call, {
					operation: 'mergeCustomer',
					method: 'POST',
					path: pathOf('/customers', customerId, 'merge'),
					ifMatch: call.param<string>('version'),
					body: { intoId },
				}),
		);
	},
};
