import { z } from 'zod';

import { SafeError } from '../../../../lib/privacy/errors';
import { audited } from '../../../common/healthsail/audit';
import { identityReport, type PracticeRecordId } from '../../../common/healthsail/identityAudit';
import { pathOf, writeRecord } from '../factories';
import { customerIdField, idField, versionField } from '../fields';
import type { Call, ItemOperation } from '../operation';

const externalIdsSchema = z.object({
	externalIds: z.array(
		z.object({
			key: z.string(),
			system: z.string(),
			practiceId: z.string(),
			type: z.string(),
			value: z.string(),
		}),
	),
});

/** Unlinks an id; gives the customer as it is then. Reported to the audit trail first. */
export const remove: ItemOperation = {
	kind: 'item',
	name: 'Remove',
	action: 'Remove external ID from customer',
	description: 'Unlink an ID of a practice system from a customer',
	fields: [
		customerIdField,
		versionField,
		idField(
			'externalIdKey',
			'External ID Key',
			'Key of the external ID on the customer, as HealthSail gave it. It is not the ID itself.',
		),
	],
	async execute(call) {
		const customerId = call.param<string>('customerId');
		const key = call.param<string>('externalIdKey');
		const report = identityReport(call.context, call.client, {
			action: 'unlink',
			step: 'externalId.remove',
			fields: ['externalIds'],
			externalId: await readExternalId(call, customerId, key),
			customerIds: [customerId],
		});
		return await audited(
			call.client,
			[report],
			async () =>
				await writeRecord(call, {
					operation: 'removeCustomerExternalId',
					method: 'DELETE',
					path: pathOf('/customers', customerId, 'external-ids', key),
					ifMatch: call.param<string>('version'),
				}),
		);
	},
};

/** The id behind a key: the audit record names the patient that is unlinked. */
async function readExternalId(
	{ client }: Call,
	customerId: string,
	key: string,
): Promise<PracticeRecordId> {
	const { externalIds } = await client.parsed(
		{
			operation: 'getCustomer',
			method: 'GET',
			path: pathOf('/customers', customerId),
			fields: 'externalIds',
		},
		externalIdsSchema,
	);
	const found = externalIds.find((externalId) => externalId.key === key);
	if (found) return found;
	throw new SafeError({
		kind: 'notFound',
		message: 'The customer has no external ID with this key',
		nextStep: 'Read the customer again and take the key from its external IDs.',
		system: 'healthsail',
		operation: 'removeCustomerExternalId',
		fields: ['externalIdKey'],
	});
}
