import { audited } from '../../../common/healthsail/audit';
import { identityReport } from '../../../common/healthsail/identityAudit';
import { pathOf, writeRecord } from '../factories';
import { customerIdField, versionField } from '../fields';
import type { ItemOperation } from '../operation';

/** Takes a merge back; reported to the audit trail first. */
export const unmerge: ItemOperation = {
	kind: 'item',
	name: 'Unmerge',
	action: 'Unmerge customer',
	description: 'Take back the merge of a customer',
	fields: [customerIdField, versionField],
	async execute(call) {
		const customerId = call.param<string>('customerId');
		const report = identityReport(call.context, call.client, {
			action: 'merge',
			step: 'customer.unmerge',
			fields: ['status', 'mergedIntoId'],
			customerIds: [customerId],
		});
		return await audited(
			call.client,
			[report],
			async () =>
				await writeRecord(call, {
					operation: 'unmergeCustomer',
					method: 'POST',
					path: pathOf('/customers', customerId, 'unmerge'),
					ifMatch: call.param<string>('version'),
				}),
		);
	},
};
