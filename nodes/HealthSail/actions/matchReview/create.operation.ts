import { writeRecord } from '../factories';
import {
	customerIdField,
	externalIdFields,
	idempotencySourceOption,
	optionsField,
	purposeOption,
	wordOptions,
} from '../fields';
import type { ItemOperation } from '../operation';

/** Puts a doubtful pair before a person. */
export const create: ItemOperation = {
	kind: 'item',
	name: 'Create',
	action: 'Create match review',
	description: 'Ask a person whether a patient and a customer are the same',
	fields: [
		...externalIdFields,
		customerIdField,
		{
			displayName: 'Grade',
			name: 'grade',
			type: 'options',
			options: wordOptions(['certain', 'possible', 'probable']),
			default: 'possible',
			description: 'How likely the matcher takes it to be',
		},
		{
			displayName: 'Reasons',
			name: 'reasons',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. birth_date_equal,family_name_similar',
			description: 'Codes of what agrees and what does not, separated by commas. Never values.',
		},
		optionsField(purposeOption, idempotencySourceOption, {
			displayName: 'Run ID',
			name: 'runId',
			type: 'string',
			default: '',
			description: 'Run in which the pair was found',
		}),
	],
	async execute(call) {
		const { runId } = call.param<{ runId?: string }>('options', {});
		const reasons = call.param<string>('reasons').split(',');
		return await writeRecord(call, {
			operation: 'createMatchReview',
			method: 'POST',
			path: '/match-reviews',
			body: {
				pair: {
					externalId: {
						system: call.param<string>('system'),
						practiceId: call.param<string>('practiceId'),
						type: call.param<string>('externalIdType'),
						value: call.param<string>('externalId'),
					},
					customerId: call.param<string>('customerId'),
				},
				grade: call.param<string>('grade'),
				reasons: reasons.map((reason) => reason.trim()).filter((reason) => reason !== ''),
				...(runId && { runId }),
			},
		});
	},
};
