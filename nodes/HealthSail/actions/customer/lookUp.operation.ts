import type { IDataObject } from 'n8n-workflow';

import { externalIdSchema, type ExternalId } from '../../../../lib/canonical/externalId';
import { wireShapeError } from '../../../common/healthsail/errors';
import { lookupRows } from '../../../common/healthsail/lookup';
import { invalidField } from '../body';
import { runBulk } from '../bulk';
import { externalIdFields } from '../fields';
import type { BatchOperation } from '../operation';

/** Asks which customers carry the external ids of the input items, 100 per call. */
export const lookUp: BatchOperation = {
	kind: 'batch',
	name: 'Look Up',
	action: 'Look up customers by external ID',
	description:
		'Find the customer of each external ID, with version, content hash and cohort lists; 100 IDs per call',
	fields: externalIdFields,
	async execute(context, client) {
		const results = await runBulk(
			context,
			async (itemIndex) => {
				const read = (name: string) => String(context.getNodeParameter(name, itemIndex));
				const parsed = externalIdSchema.safeParse({
					system: read('system'),
					practiceId: read('practiceId'),
					type: read('externalIdType'),
					value: read('externalId'),
				});
				if (!parsed.success) throw invalidField('External ID', 'or its practice is empty');
				return parsed.data;
			},
			async (ids) => {
				const rows = await lookupRows(client, ids);
				const byKey = new Map(rows.map((row) => [keyOf(row.externalId), row]));
				return ids.map((externalId) => {
					const row = byKey.get(keyOf(externalId));
					// No word is not the word "unknown": a patient taken for unknown would be created again.
					if (!row) throw wireShapeError('lookupCustomers', undefined, client.correlationId);
					return { ...row, known: 'customerId' in row } as unknown as IDataObject;
				});
			},
			'fail',
		);
		return [results];
	},
};

function keyOf({ system, practiceId, type, value }: Record<keyof ExternalId, string>): string {
	return JSON.stringify([system, practiceId, type, value]);
}
