import { toCustomerStrip } from '../../../../lib/sync/toCustomer';
import { SafeError } from '../../../../lib/privacy/errors';
import { failedResult, rowError, runBulk, sendBulk, withCalls } from '../bulk';
import { dryRunField } from '../fields';
import type { BatchOperation } from '../operation';
import { parseLeaving, type LeavingPatient } from './patientItem';

const operation = 'bulkUpsertCustomers';

/** Removes the personal data of customers whose patients left the sync; ids and state stay. */
export const strip: BatchOperation = {
	kind: 'batch',
	name: 'Strip',
	action: 'Strip customers of personal data',
	description:
		'Remove demographics, contacts and coverages of customers whose patients left the sync or opted out',
	fields: [dryRunField],
	async execute(context, client) {
		const items = context.getInputData();
		const callsBefore = client.calls();
		const isDryRun = context.getNodeParameter('dryRun', 0, false) === true;
		const results = await runBulk(
			context,
			async (itemIndex) => requireKnown(parseLeaving(items[itemIndex].json)),
			async (patients) => {
				if (isDryRun) {
					return patients.map(({ customerId }) => ({ result: 'wouldStrip', customerId }));
				}
				const call = { operation, path: '/customers/bulk-upsert', matchOn: 'externalIds' as const };
				const bodies = patients.map(({ patient }) =>
					toCustomerStrip(
						patient.externalIds,
						patient.syncState,
						patient.reason ?? patient.syncState,
					),
				);
				const rows = await sendBulk(context, client, call, bodies);
				return rows.map((row, index) => {
					const ids = { customerId: row.id ?? patients[index].customerId };
					const error = rowError(client, operation, row);
					return error ? failedResult(error, ids) : { result: 'stripped', ...ids };
				});
			},
		);
		return [withCalls(results, client.calls() - callsBefore)];
	},
};

/** An unknown patient must not be created in order to be emptied. */
function requireKnown(patient: LeavingPatient): { patient: LeavingPatient; customerId: string } {
	if (patient.healthsail !== null) return { patient, customerId: patient.healthsail.customerId };
	throw new SafeError({
		kind: 'validation',
		message: 'HealthSail does not know the patient, so there is nothing to strip',
		nextStep: 'Connect this node to the Leaving output of Compare.',
		system: 'healthsail',
		fields: ['healthsail'],
	});
}
