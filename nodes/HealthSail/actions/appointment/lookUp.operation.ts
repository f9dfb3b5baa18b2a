import type { IDataObject } from 'n8n-workflow';

import { appointmentExternalIdSchema } from '../../../../lib/canonical/appointment';
import { invalidField } from '../body';
import { runBulk } from '../bulk';
import { idField, practiceIdField, systemField } from '../fields';
import type { BatchOperation } from '../operation';
import { lookupAppointments } from './lookup';

/** Asks which appointments carry the external ids of the input items, 100 per call. */
export const lookUp: BatchOperation = {
	kind: 'batch',
	name: 'Look Up',
	action: 'Look up appointments by external ID',
	description:
		'Find the HealthSail appointment of each external ID, with version and content hash; 100 IDs per call',
	fields: [
		systemField,
		practiceIdField,
		{
			...idField('externalId', 'External ID', 'ID of the appointment in the practice system'),
			default: '={{ $json.id }}',
		},
	],
	async execute(context, client) {
		const results = await runBulk(
			context,
			async (itemIndex) => {
				const read = (name: string) => String(context.getNodeParameter(name, itemIndex));
				const parsed = appointmentExternalIdSchema.safeParse({
					system: read('system'),
					practiceId: read('practiceId'),
					type: 'appointment',
					value: read('externalId'),
				});
				if (!parsed.success) throw invalidField('External ID', 'or its practice is empty');
				return parsed.data;
			},
			async (ids) => {
				const rows = await lookupAppointments(client, ids);
				return rows.map((row): IDataObject => ({ ...row, known: row.appointmentId !== undefined }));
			},
			'fail',
		);
		return [results];
	},
};
