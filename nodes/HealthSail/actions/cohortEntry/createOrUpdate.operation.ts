import { externalIdSchema } from '../../../../lib/canonical/externalId';
import { invalidField } from '../body';
import { rowToResult, runBulk, sendBulk } from '../bulk';
import { externalIdFields, wordOptions } from '../fields';
import type { BatchOperation } from '../operation';
import { cohortLists } from './facts';

const operation = 'bulkUpsertCohortEntries';

/** Puts patients on a cohort list, 100 per call. */
export const createOrUpdate: BatchOperation = {
	kind: 'batch',
	name: 'Create or Update',
	action: 'Create or update cohort entries',
	description: 'Put patients on the list of the invited, portal users or opted-out, in bulk',
	fields: [
		...externalIdFields,
		{
			displayName: 'List',
			name: 'list',
			type: 'options',
			options: wordOptions(cohortLists),
			default: 'opted_out',
			description: 'List that the patient is put on. Opted Out wins over the others.',
		},
		{
			displayName: 'Reason',
			name: 'reason',
			type: 'string',
			default: '',
			description: 'Short code of the reason, without patient data',
		},
		{
			displayName: 'By',
			name: 'by',
			type: 'string',
			default: '',
			description: 'Login or staff ID of the person who put the patient on the list',
		},
	],
	async execute(context, client) {
		const results = await runBulk(
			context,
			async (itemIndex) => {
				const read = (name: string) => String(context.getNodeParameter(name, itemIndex, ''));
				const externalId = externalIdSchema.safeParse({
					system: read('system'),
					practiceId: read('practiceId'),
					type: read('externalIdType'),
					value: read('externalId'),
				});
				if (!externalId.success) throw invalidField('External ID', 'or its practice is empty');
				return {
					externalId: externalId.data,
					list: read('list'),
					...(read('reason') !== '' && { reason: read('reason') }),
					...(read('by') !== '' && { by: read('by') }),
				};
			},
			async (bodies) => {
				const call = {
					operation,
					path: '/cohort-entries/bulk-upsert',
					matchOn: 'externalIds' as const,
				};
				const rows = await sendBulk(context, client, call, bodies);
				return rows.map((row) => rowToResult(client, operation, 'cohortEntryId', row));
			},
		);
		return [results];
	},
};
