import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { hashPatient } from '../../../../lib/sync/customerHash';
import type { CoverageUpsert, CoverageStamp } from '../../../../lib/sync/toCustomer';
import { toCoverageUpserts, toStamp } from '../../../../lib/sync/toCustomer';
import type { HealthSailClient } from '../../../common/healthsail/client';
import { failedResult, rowError, runBulk, withCalls, type BulkRow } from '../bulk';
import { auditFlowOption, dryRunField, optionsField, runIdOption } from '../fields';
import type { BatchOperation } from '../operation';
import { sendCoverages, type CoverageOutcome } from './coverages';
import { bulkUpsert, toWrite, writeCustomers, type CustomerWrite } from './linking';
import { parseIncluded, type IncludedPatient } from './patientItem';

/**
 * Writes patients as customers with their coverages, 100 per call; a patient from the Matched output
 * of Patient Match is linked to the customer it was matched with. The content hash is stamped only
 * after a customer's coverages went through, so that whatever stopped half-way is sent again.
 */
export const createOrUpdate: BatchOperation = {
	kind: 'batch',
	name: 'Create or Update',
	action: 'Create or update customers',
	description:
		'Write patients from a practice system as customers with their coverages, or link them to the customers that Patient Match found; in bulk, one result per item',
	fields: [dryRunField, optionsField(auditFlowOption, runIdOption)],
	async execute(context, client) {
		const items = context.getInputData();
		const callsBefore = client.calls();
		const isDryRun = context.getNodeParameter('dryRun', 0, false) === true;
		const results = await runBulk(
			context,
			async (itemIndex) => toWrite(parseIncluded(items[itemIndex].json)),
			async (writes) =>
				isDryRun ? writes.map(wouldWrite) : await writePatients(context, client, writes),
		);
		return [withCalls(results, client.calls() - callsBefore)];
	},
};

function wouldWrite({ patient: { healthsail }, customer }: CustomerWrite): IDataObject {
	if (customer !== undefined) return { result: 'wouldLink', ...customer };
	return healthsail === null
		? { result: 'wouldCreate' }
		: { result: 'wouldUpdate', customerId: healthsail.customerId, version: healthsail.version };
}

async function writePatients(
	context: IExecuteFunctions,
	client: HealthSailClient,
	writes: readonly CustomerWrite[],
): Promise<IDataObject[]> {
	const rows = await writeCustomers(context, client, writes);
	const written = writes.flatMap(({ patient }, index) => {
		const { id } = rows[index];
		return rows[index].result !== 'error' && id !== undefined
			? [withCoverages(patient, id, client)]
			: [];
	});
	const outcomes = await sendCoverages(context, client, written);
	return rows.map((row, index) => {
		const coverages = row.id === undefined ? undefined : outcomes.get(row.id);
		return toResult(client, row, coverages, writes[index].customer !== undefined);
	});
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
	isLink: boolean,
): IDataObject {
	const ids = {
		...(row.id !== undefined && { customerId: row.id }),
		...(row.version !== undefined && { version: coverages?.version ?? row.version }),
	};
	const error = rowError(client, bulkUpsert.operation, row) ?? coverages?.error;
	if (error) return failedResult(error, ids);
	if (isLink) return { result: 'linked', ...ids };
	const isChangedByCoverages = row.result === 'unchanged' && coverages?.changed === true;
	return { result: isChangedByCoverages ? 'updated' : row.result, ...ids };
}
