import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { hashPatient } from '../../../../lib/sync/customerHash';
import type { CoverageUpsert, CoverageStamp } from '../../../../lib/sync/toCustomer';
import { toCoverageUpserts, toCustomerUpsert, toStamp } from '../../../../lib/sync/toCustomer';
import type { HealthSailClient } from '../../../common/healthsail/client';
import { failedResult, rowError, runBulk, sendBulk, withCalls, type BulkRow } from '../bulk';
import { dryRunField } from '../fields';
import type { BatchOperation } from '../operation';
import { sendCoverages, type CoverageOutcome } from './coverages';
import { parseIncluded, type IncludedPatient } from './patientItem';

const operation = 'bulkUpsertCustomers';

/**
 * Writes patients as customers with their coverages, 100 per call. The content hash is stamped only
 * after a customer's coverages went through, so that whatever stopped half-way is sent again.
 */
export const createOrUpdate: BatchOperation = {
	kind: 'batch',
	name: 'Create or Update',
	action: 'Create or update customers',
	description:
		'Write patients from a practice system as customers with their coverages, in bulk; one result per item',
	fields: [dryRunField],
	async execute(context, client) {
		const items = context.getInputData();
		const callsBefore = client.calls();
		const isDryRun = context.getNodeParameter('dryRun', 0, false) === true;
		const results = await runBulk(
			context,
			async (itemIndex) => parseIncluded(items[itemIndex].json),
			async (patients) =>
				isDryRun ? patients.map(wouldWrite) : await writePatients(context, client, patients),
		);
		return [withCalls(results, client.calls() - callsBefore)];
	},
};

function wouldWrite({ healthsail }: IncludedPatient): IDataObject {
	return healthsail === null
		? { result: 'wouldCreate' }
		: { result: 'wouldUpdate', customerId: healthsail.customerId, version: healthsail.version };
}

async function writePatients(
	context: IExecuteFunctions,
	client: HealthSailClient,
	patients: readonly IncludedPatient[],
): Promise<IDataObject[]> {
	const call = { operation, path: '/customers/bulk-upsert', matchOn: 'externalIds' as const };
	const rows = await sendBulk(context, client, call, patients.map(toUpsert));
	const written = patients.flatMap((patient, index) => {
		const { id } = rows[index];
		return rows[index].result !== 'error' && id !== undefined
			? [withCoverages(patient, id, client)]
			: [];
	});
	const outcomes = await sendCoverages(context, client, written);
	return rows.map((row) =>
		toResult(client, row, row.id === undefined ? undefined : outcomes.get(row.id)),
	);
}

/** A patient that comes back into the sync sheds the reason why it was out. */
function toUpsert({ healthsail: link, ...patient }: IncludedPatient) {
	const isBack = link?.syncState != null && link.syncState !== 'included';
	return {
		...toCustomerUpsert(patient, undefined, link === null ? 'created_here' : 'external_id'),
		...(isBack && { syncReason: null }),
	};
}

function withCoverages(
	patient: IncludedPatient,
	customerId: string,
	client: HealthSailClient,
): { stamp: CoverageStamp; coverages: CoverageUpsert[] } {
	const hashes = hashPatient(patient, client.keyedHash);
	return {
		stamp: toStamp(patient, customerId, hashes),
		coverages: toCoverageUpserts(patient, customerId),
	};
}

function toResult(
	client: HealthSailClient,
	row: BulkRow,
	coverages: CoverageOutcome | undefined,
): IDataObject {
	const ids = {
		...(row.id !== undefined && { customerId: row.id }),
		...(row.version !== undefined && { version: coverages?.version ?? row.version }),
	};
	const error = rowError(client, operation, row) ?? coverages?.error;
	if (error) return failedResult(error, ids);
	const isChangedByCoverages = row.result === 'unchanged' && coverages?.changed === true;
	return { result: isChangedByCoverages ? 'updated' : row.result, ...ids };
}
