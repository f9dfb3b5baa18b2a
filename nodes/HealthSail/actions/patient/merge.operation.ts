import { audited } from '../../../common/healthsail/audit';
import { writeRecord } from '../factories';
import {
	auditFlowOption,
	idempotencySourceOption,
	optionsField,
	practiceIdField,
	purposeOption,
	runIdOption,
	systemField,
} from '../fields';
import type { ItemOperation } from '../operation';
import { loserField, mergeReport, mergesPath, readPair, survivorField } from './facts';

/**
 * Tells HealthSail that the practice merged two of its patients. Open work of the merged one moves
 * to the one that stays, before any other update.
 */
export const merge: ItemOperation = {
	kind: 'item',
	name: 'Merge',
	action: 'Merge patients',
	description:
		'Tell HealthSail that the practice merged two patients: IDs, reviews, exclusions and change requests move to the one that stays. When both have a customer, a person is asked first.',
	fields: [
		systemField,
		practiceIdField,
		survivorField,
		loserField,
		{
			displayName: 'Reason',
			name: 'reason',
			type: 'string',
			default: '',
			description: 'Short code of the reason, without patient data',
		},
		optionsField(purposeOption, idempotencySourceOption, auditFlowOption, runIdOption),
	],
	async execute(call) {
		const pair = readPair(call);
		const reason = call.param<string>('reason', '').trim();
		return await audited(
			call.client,
			[mergeReport(call, 'patient.merge', pair)],
			async () =>
				await writeRecord(call, {
					operation: 'createPatientMerge',
					method: 'POST',
					path: mergesPath,
					body: { ...pair, ...(reason !== '' && { reason }) },
				}),
		);
	},
};
