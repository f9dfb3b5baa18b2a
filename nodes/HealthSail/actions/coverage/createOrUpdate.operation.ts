import { coverageSchema } from '../../../../lib/canonical/coverage';
import type { Patient } from '../../../../lib/canonical/patient';
import { pmSystemSchema } from '../../../../lib/canonical/externalId';
import { toCoverageUpserts } from '../../../../lib/sync/toCustomer';
import { invalidField, readJson } from '../body';
import { rowToResult, runBulk, sendBulk } from '../bulk';
import { customerIdField, practiceIdField, systemField } from '../fields';
import type { BatchOperation } from '../operation';
import { coverageFacts } from './facts';

const operation = 'bulkUpsertCoverages';

/** Writes coverages as practice nodes read them, matched by their external ids; 100 per call. */
export const createOrUpdate: BatchOperation = {
	kind: 'batch',
	name: 'Create or Update',
	action: 'Create or update coverages',
	description: 'Write coverages from a practice system in bulk; one result per item',
	fields: [
		customerIdField,
		systemField,
		practiceIdField,
		{
			displayName: 'Coverage',
			name: 'coverage',
			type: 'json',
			required: true,
			default: '={{ $json }}',
			description: 'The coverage as a practice system node emits it',
		},
	],
	async execute(context, client) {
		const results = await runBulk(
			context,
			async (itemIndex) => {
				const given = await readJson('Coverage', context.getNodeParameter('coverage', itemIndex));
				const coverage = coverageSchema.safeParse(given);
				if (!coverage.success) throw invalidField('Coverage', 'is not a coverage of this pack');
				const system = pmSystemSchema.parse(context.getNodeParameter('system', itemIndex));
				const practiceId = String(context.getNodeParameter('practiceId', itemIndex));
				const owner: Patient = {
					system,
					practiceId,
					id: coverage.data.id,
					externalIds: [],
					coverages: [coverage.data],
				};
				const customerId = String(context.getNodeParameter('customerId', itemIndex));
				return toCoverageUpserts(owner, customerId)[0];
			},
			async (bodies) => {
				const call = {
					operation,
					path: '/coverages/bulk-upsert',
					matchOn: 'externalIds' as const,
					purpose: coverageFacts.purpose,
				};
				const rows = await sendBulk(context, client, call, bodies);
				return rows.map((row) => rowToResult(client, operation, 'coverageId', row));
			},
		);
		return [results];
	},
};
