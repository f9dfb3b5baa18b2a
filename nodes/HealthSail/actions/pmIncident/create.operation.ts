import type { IDataObject } from 'n8n-workflow';

import type { PmSystem } from '../../../../lib/canonical/externalId';
import type { NewIncident } from '../../../common/healthsail/incidents';
import { createIncident } from '../../../common/healthsail/incidents';
import { idempotencyOf, readOptions } from '../factories';
import {
	idempotencySourceOption,
	optionsField,
	practiceIdField,
	purposeOption,
	systemField,
	wordOptions,
} from '../fields';
import type { ItemOperation } from '../operation';

/** Reports a write that changed more than it should; an open incident stops writes. */
export const create: ItemOperation = {
	kind: 'item',
	name: 'Create',
	action: 'Create PM incident',
	description:
		'Report that a write to the practice system changed more than it should. While it is open, writes to that practice stop.',
	fields: [
		systemField,
		practiceIdField,
		{
			displayName: 'Kind',
			name: 'incidentKind',
			type: 'options',
			options: wordOptions(['other', 'unexpected_change', 'write_mismatch']),
			default: 'unexpected_change',
			description: 'What was found after the write',
		},
		{
			displayName: 'Patient ID',
			name: 'patientId',
			type: 'string',
			required: true,
			default: '={{ $json.id }}',
			description: 'ID of the patient in the practice system. Only its keyed hash is sent.',
		},
		{
			displayName: 'Changed Fields',
			name: 'changedFields',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. addresses,email',
			description: 'Names of the fields that changed, separated by commas. Never values.',
		},
		optionsField(purposeOption, idempotencySourceOption, {
			displayName: 'Run ID',
			name: 'runId',
			type: 'string',
			default: '',
			description: 'Run in which it happened',
		}),
	],
	async execute(call) {
		const { runId } = call.param<{ runId?: string }>('options', {});
		const fields = call.param<string>('changedFields').split(',');
		const practice = {
			system: call.param<PmSystem>('system'),
			practiceId: call.param<string>('practiceId'),
		};
		const facts = {
			kind: call.param<NewIncident['kind']>('incidentKind'),
			patientId: call.param<string>('patientId'),
			fields: fields.map((field) => field.trim()).filter((field) => field !== ''),
			...(runId && { runId }),
		};
		return (await createIncident(call.client, practice, {
			...facts,
			purpose: readOptions(call).purposeOfUse,
			idempotencySource: idempotencyOf(call, { ...practice, ...facts }),
		})) as IDataObject;
	},
};
