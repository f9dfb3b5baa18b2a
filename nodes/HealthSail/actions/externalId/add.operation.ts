import { audited } from '../../../common/healthsail/audit';
import { identityReport } from '../../../common/healthsail/identityAudit';
import { pathOf, readOptions, writeRecord } from '../factories';
import {
	customerIdField,
	externalIdFields,
	optionsField,
	purposeOption,
	wordOptions,
} from '../fields';
import type { ItemOperation } from '../operation';

/** Links a practice system's id to a customer; reported to the audit trail first. */
export const add: ItemOperation = {
	kind: 'item',
	name: 'Add',
	action: 'Add external ID to customer',
	description: 'Link an ID of a practice system to a customer',
	fields: [
		customerIdField,
		...externalIdFields,
		{
			displayName: 'Verification',
			name: 'verification',
			type: 'options',
			options: wordOptions(['rejected', 'suspected', 'verified']),
			default: 'verified',
			description: 'How sure the link is. Only a verified ID must be the only one of its kind.',
		},
		{
			displayName: 'Match Method',
			name: 'matchMethod',
			type: 'options',
			options: wordOptions(['created_here', 'demographic', 'external_id', 'manual']),
			default: 'manual',
			description: 'How the link came to be',
		},
		optionsField(purposeOption),
	],
	async execute(call) {
		const customerId = call.param<string>('customerId');
		const externalId = {
			system: call.param<string>('system'),
			practiceId: call.param<string>('practiceId'),
			type: call.param<string>('externalIdType'),
			value: call.param<string>('externalId'),
		};
		const report = identityReport(call.context, call.client, {
			action: 'link',
			step: 'externalId.add',
			fields: ['externalIds'],
			externalId,
			customerIds: [customerId],
			purpose: readOptions(call).purposeOfUse,
		});
		return await audited(
			call.client,
			[report],
			async () =>
				await writeRecord(call, {
					operation: 'addCustomerExternalId',
					method: 'POST',
					path: pathOf('/customers', customerId, 'external-ids'),
					body: {
						...externalId,
						verification: call.param<string>('verification'),
						matchMethod: call.param<string>('matchMethod'),
					},
				}),
		);
	},
};
