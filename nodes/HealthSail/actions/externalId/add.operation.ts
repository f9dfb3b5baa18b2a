import { pathOf, writeRecord } from '../factories';
import {
	customerIdField,
	externalIdFields,
	optionsField,
	purposeOption,
	wordOptions,
} from '../fields';
import type { ItemOperation } from '../operation';

/** Links a practice system's id to a customer. */
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
		return await writeRecord(call, {
			operation: 'addCustomerExternalId',
			method: 'POST',
			path: pathOf('/customers', call.param<string>('customerId'), 'external-ids'),
			body: {
				system: call.param<string>('system'),
				practiceId: call.param<string>('practiceId'),
				type: call.param<string>('externalIdType'),
				value: call.param<string>('externalId'),
				verification: call.param<string>('verification'),
				matchMethod: call.param<string>('matchMethod'),
			},
		});
	},
};
