import type { AuditReport } from '../../../common/healthsail/audit';
import { reportPage, subjectOf } from '../../../common/healthsail/audit';
import { readOptions } from '../factories';
import {
	flowField,
	optionsField,
	practiceIdField,
	purposeOption,
	systemField,
	wordOptions,
} from '../fields';
import type { ItemOperation } from '../operation';
import { auditActions, auditOutcomes } from './facts';

/** Reports what a flow did with records outside of the nodes of this pack. */
export const create: ItemOperation = {
	kind: 'item',
	name: 'Create',
	action: 'Create audit event',
	description:
		'Report what a flow did with patient data. The nodes of this pack report their own reads themselves.',
	fields: [
		flowField,
		{
			displayName: 'Audit Action',
			name: 'auditAction',
			type: 'options',
			options: wordOptions(auditActions),
			default: 'transmit',
			description: 'What was done',
		},
		systemField,
		practiceIdField,
		{
			displayName: 'Patient IDs',
			name: 'patientIds',
			type: 'string',
			required: true,
			default: '={{ $json.id }}',
			description:
				'IDs of the patients in the practice system, separated by commas. Only keyed hashes are sent.',
		},
		{
			displayName: 'Field Names',
			name: 'fieldNames',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. demographics,coverages',
			description: 'Names of the fields that were used, separated by commas. Never values.',
		},
		{
			displayName: 'Outcome',
			name: 'outcome',
			type: 'options',
			options: wordOptions(auditOutcomes),
			default: 'success',
		},
		optionsField(purposeOption, {
			displayName: 'Run ID',
			name: 'runId',
			type: 'string',
			default: '',
			description: 'Run that it belongs to',
		}),
	],
	async execute(call) {
		const { runId } = call.param<{ runId?: string }>('options', {});
		const system = call.param<string>('system');
		const practiceId = call.param<string>('practiceId');
		const ids = words(call.param<string | number>('patientIds'));
		const auditEventIds = await reportPage(call.client, {
			action: call.param<AuditReport['action']>('auditAction'),
			subjects: ids.map((id) =>
				subjectOf(call.client, { type: 'patient', system, practiceId, id }),
			),
			fields: words(call.param<string>('fieldNames')),
			purpose: readOptions(call).purposeOfUse ?? 'HOPERAT',
			flow: call.param<string>('flow'),
			outcome: call.param<AuditReport['outcome']>('outcome'),
			...(runId && { runId }),
		});
		return { auditEventIds, count: ids.length };
	},
};

function words(text: string | number): string[] {
	return String(text)
		.split(',')
		.map((word) => word.trim())
		.filter((word) => word !== '');
}
