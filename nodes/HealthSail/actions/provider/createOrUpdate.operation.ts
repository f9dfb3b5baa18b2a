import { providerSchema, type Provider } from '../../../../lib/canonical/practice';
import { invalidField, readJson } from '../body';
import { rowToResult, runBulk, sendBulk } from '../bulk';
import type { BatchOperation } from '../operation';

const operation = 'bulkUpsertProviders';

/** Writes providers as practice nodes read them, matched by their external ids; 100 per call. */
export const createOrUpdate: BatchOperation = {
	kind: 'batch',
	name: 'Create or Update',
	action: 'Create or update providers',
	description: 'Write providers from a practice system in bulk; one result per item',
	fields: [
		{
			displayName: 'Provider',
			name: 'provider',
			type: 'json',
			required: true,
			default: '={{ $json }}',
			description: 'The provider as a practice system node emits it',
		},
	],
	async execute(context, client) {
		const results = await runBulk(
			context,
			async (itemIndex) => {
				const given = await readJson('Provider', context.getNodeParameter('provider', itemIndex));
				const provider = providerSchema.safeParse(given);
				if (!provider.success) throw invalidField('Provider', 'is not a provider of this pack');
				return toBody(provider.data);
			},
			async (bodies) => {
				const call = {
					operation,
					path: '/providers/bulk-upsert',
					matchOn: 'externalIds' as const,
				};
				const rows = await sendBulk(context, client, call, bodies);
				return rows.map((row) => rowToResult(client, operation, 'providerId', row));
			},
		);
		return [results];
	},
};

/** Absent members stay absent; who may be booked is the practice's choice in HealthSail. */
function toBody({ externalIds, givenName, familyName, credentials, npi, active }: Provider) {
	return {
		externalIds,
		...(givenName !== undefined && { givenName }),
		...(familyName != null && { familyName }),
		...(credentials !== undefined && { credentials }),
		...(npi !== undefined && { npi }),
		active,
	};
}
