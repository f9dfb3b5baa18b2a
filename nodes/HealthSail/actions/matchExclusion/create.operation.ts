import { audited } from '../../../common/healthsail/audit';
import { identityReport } from '../../../common/healthsail/identityAudit';
import { readOptions, writeRecord } from '../factories';
import {
	customerIdField,
	decidedByField,
	externalIdFields,
	idempotencySourceOption,
	optionsField,
	purposeOption,
} from '../fields';
import type { ItemOperation } from '../operation';

/** Keeps a pair from being proposed again; reported to the audit trail first. */
export const create: ItemOperation = {
	kind: 'item',
	name: 'Create',
	action: 'Create match exclusion',
	description: 'Record that a patient and a customer are not the same person',
	fields: [
		...externalIdFields,
		customerIdField,
		decidedByField,
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
		const externalId = {
			system: call.param<string>('system'),
			practiceId: call.param<string>('practiceId'),
			type: call.param<string>('externalIdType'),
			value: call.param<string>('externalId'),
		};
		const customerId = call.param<string>('customerId');
		const by = call.param<string>('by');
		const report = identityReport(call.context, call.client, {
			action: 'exclude',
			step: 'matchExclusion.create',
			fields: ['matchExclusions'],
			externalId,
			customerIds: [customerId],
			by,
			purpose: readOptions(call).purposeOfUse,
		});
		return await audited(
			call.client,
			[report],
			async () =>
				await writeRecord(call, {
					operation: 'createMatchExclusion',
					method: 'POST',
					path: '/match-exclusions',
					body: { externalId, customerId, by, ...(reason !== '' && { reason }) },
				}),
		);
	},
};
