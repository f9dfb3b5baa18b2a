import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { wireShapeError } from '../../../common/healthsail/errors';
import { invalidField } from '../body';
import { runBulk } from '../bulk';
import { wordOptions } from '../fields';
import type { BatchOperation } from '../operation';

const operation = 'findCustomerCandidates';

const keyTypes = [
	'name',
	'name_swapped',
	'birth_date',
	'phone',
	'email',
	'zip_surname_initial',
	'street',
	'member_id',
] as const;

const keysSchema = z
	.array(z.object({ type: z.enum(keyTypes), value: z.string().min(1) }))
	.min(1)
	.max(40);

const candidatesSchema = z.object({
	data: z.array(
		z.object({
			ref: z.string(),
			customers: z.array(z.record(z.unknown())),
			truncated: z.boolean().optional(),
		}),
	),
});

const keysField: INodeProperties = {
	displayName: 'Keys',
	name: 'keys',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add key',
	default: {},
	required: true,
	description:
		'Values to search by, in lower case and without accents. A customer that shares one key is a candidate.',
	options: [
		{
			displayName: 'Key',
			name: 'entries',
			values: [
				{
					displayName: 'Type',
					name: 'type',
					type: 'options',
					options: wordOptions(keyTypes),
					default: 'name',
				},
				{ displayName: 'Value', name: 'value', type: 'string', default: '' },
			],
		},
	],
};

/** Fetches customers that share a key with a person, for the pack's own matcher; 100 per call. */
export const findCandidates: BatchOperation = {
	kind: 'batch',
	name: 'Find Candidates',
	action: 'Find candidate customers',
	description:
		'Fetch up to 50 customers per item that share a name, birth date, phone or another key',
	fields: [keysField],
	async execute(context, client) {
		const results = await runBulk(
			context,
			async (itemIndex) => {
				const { entries = [] } = context.getNodeParameter('keys', itemIndex, {}) as {
					entries?: IDataObject[];
				};
				const keys = keysSchema.safeParse(entries.filter(({ value }) => value !== ''));
				if (!keys.success) throw invalidField('Keys', 'needs 1 to 40 keys with a value');
				return { ref: String(itemIndex), keys: keys.data };
			},
			async (items) => {
				const answer = await client.parsed(
					{
						operation,
						method: 'POST',
						path: '/customers/candidates',
						body: { items },
						isRepeatable: true,
					},
					candidatesSchema,
				);
				const byRef = new Map(answer.data.map((row) => [row.ref, row]));
				return items.map(({ ref }) => {
					const row = byRef.get(ref);
					if (!row) throw wireShapeError(operation, undefined, client.correlationId);
					const { customers, truncated = false } = row;
					return { candidates: customers as IDataObject[], truncated };
				});
			},
			'fail',
		);
		return [results];
	},
};
