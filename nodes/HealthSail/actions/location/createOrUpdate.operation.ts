import { locationSchema, type Location } from '../../../../lib/canonical/practice';
import { invalidField, readJson } from '../body';
import { rowToResult, runBulk, sendBulk } from '../bulk';
import type { BatchOperation } from '../operation';

const operation = 'bulkUpsertLocations';

/** Writes locations as practice nodes read them, matched by their external ids; 100 per call. */
export const createOrUpdate: BatchOperation = {
	kind: 'batch',
	name: 'Create or Update',
	action: 'Create or update locations',
	description: 'Write locations from a practice system in bulk; one result per item',
	fields: [
		{
			displayName: 'Location',
			name: 'location',
			type: 'json',
			required: true,
			default: '={{ $json }}',
			description: 'The location as a practice system node emits it',
		},
		{
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. America/Chicago',
			description: 'IANA time zone of locations that do not tell their own',
		},
	],
	async execute(context, client) {
		const results = await runBulk(
			context,
			async (itemIndex) => {
				const given = await readJson('Location', context.getNodeParameter('location', itemIndex));
				const location = locationSchema.safeParse(given);
				if (!location.success) throw invalidField('Location', 'is not a location of this pack');
				return toBody(location.data, String(context.getNodeParameter('timeZone', itemIndex)));
			},
			async (bodies) => {
				const call = {
					operation,
					path: '/locations/bulk-upsert',
					matchOn: 'externalIds' as const,
				};
				const rows = await sendBulk(context, client, call, bodies);
				return rows.map((row) => rowToResult(client, operation, 'locationId', row));
			},
		);
		return [results];
	},
};

/** Absent members stay absent, so that HealthSail keeps what it has. */
function toBody(location: Location, practiceZone: string) {
	const { name, externalIds, line1, line2, city, region, postalCode } = location;
	const address = Object.fromEntries(
		Object.entries({ line1, line2, city, region, postalCode }).filter(
			([, value]) => value !== undefined,
		),
	);
	return {
		externalIds,
		...(name != null && { name }),
		timeZone: location.timeZone ?? practiceZone,
		...(Object.keys(address).length > 0 && { address }),
		active: true,
	};
}
