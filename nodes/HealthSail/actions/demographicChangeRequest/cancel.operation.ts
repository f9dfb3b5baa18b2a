import { audited, flowOf } from '../../../common/healthsail/audit';
import { pathOf, readOptions, writeRecord } from '../factories';
import {
	auditFlowOption,
	idempotencySourceOption,
	optionsField,
	purposeOption,
	runIdOption,
	versionField,
} from '../fields';
import type { ItemOperation } from '../operation';
import { changeRequestFacts } from './facts';

const { idField, path } = changeRequestFacts;

/** Takes a request back that has not landed in the practice system. */
export const cancel: ItemOperation = {
	kind: 'item',
	name: 'Cancel',
	action: 'Cancel demographic change request',
	description: 'Take back a demographic change request that has not reached the practice yet',
	fields: [
		idField,
		versionField,
		{
			displayName: 'Reason Code',
			name: 'reasonCode',
			type: 'string',
			default: '',
			placeholder: 'e.g. patient_withdrew',
			description: 'Short code of the reason, without patient data',
		},
		optionsField(purposeOption, idempotencySourceOption, auditFlowOption, runIdOption),
	],
	async execute(call) {
		const { client } = call;
		const id = call.param<string>(idField.name);
		const reasonCode = call.param<string>('reasonCode', '').trim();
		const { flow, runId } = call.param<{ flow?: string; runId?: string }>('options', {});
		const report = {
			action: 'update',
			subjects: [
				{
					type: 'demographic_change_request',
					keyedHash: client.keyedHash(['demographic_change_request', id].join('|')),
				},
			],
			fields: ['review.state'],
			purpose: readOptions(call).purposeOfUse ?? 'HOPERAT',
			flow: flow !== undefined && flow !== '' ? flow : flowOf(call.context),
			workflowStep: 'demographicChangeRequest.cancel',
			...(runId && { runId }),
		} as const;
		return await audited(
			client,
			[report],
			async () =>
				await writeRecord(call, {
					operation: 'cancelDemographicChangeRequest',
					method: 'POST',
					path: pathOf(path, id, 'cancel'),
					ifMatch: call.param<string>('version'),
					...(reasonCode !== '' && { body: { reasonCode } }),
				}),
		);
	},
};
