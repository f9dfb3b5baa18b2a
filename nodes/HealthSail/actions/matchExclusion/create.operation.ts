import { writeRecord } from '../factories';
import {
	customerIdField,
	externalIdFields,
	idempotencySourceOption,
	optionsField,
	purposeOption,
} from '../fields';
import type { ItemOperation } from '../operation';

/** Keeps a pair from being proposed again. */
export const create: ItemOperation = {
	kind: 'item',
	name: 'Create',
	action: 'Create match exclusion',
	description: 'Record that a patient and a customer are not the same person',
	fields: [
		...externalIdFields,
		customerIdField,
		{
			displayName: 'Decided By',
			name: 'by',
			type: 'string',
			required: true,
			default: '',
			description: 'Login or staff ID of the person who decided',
		},
		{
			displayName: 'Reason',
			name: 'reason',
			type: 'string',
			default: '',
			description: 'Short code of the reason, without patient data',
		},
		optionsField(purposeOption, idempotencySourceOption),
	],
	async execute(call) {
		const reason = call.param<string>('reason', '');
		return await writeRecord(call, {
			operation: 'createMatchExclusion',
			method: 'POST',
			path: '/match-exclusions',
			body: {
				externalId: {
					system: call.param<string>('system'),
					practiceId: call.param<string>('practiceId'),
					type: call.param<string>('externalIdType'),
					value: call.param<string>('externalId'),
				},
				customerId: call.param<string>('customerId'),
				by: call.param<string>('by'),
				...(reason !== '' && { reason }),
			},
		});
	},
};
