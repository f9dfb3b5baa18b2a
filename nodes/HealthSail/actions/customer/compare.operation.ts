import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { changedFields, hashPatient, isEcho } from '../../../../lib/sync/customerHash';
import type { KeyedHasher } from '../../../../lib/sync/keyedHash';
import { runItemsToOutputs } from '../../../common/runItems';
import type { BatchOperation } from '../operation';
import { isLeaving, parseIncluded, parseLeaving } from './patientItem';

const outputs = ['New', 'Changed', 'Unchanged', 'Leaving'] as const;
type Output = (typeof outputs)[number];

/**
 * Sorts patients by what has to be done, from the keyed content hash that HealthSail stored with
 * the last sync. Makes no call: the vendor node looked the customers up with the page.
 */
export const compare: BatchOperation = {
	kind: 'batch',
	name: 'Compare',
	action: 'Compare patients with customers',
	description:
		'Sort patients from a practice system into new, changed, unchanged and leaving, without any call',
	outputs,
	fields: [],
	async execute(context, client) {
		const items = context.getInputData();
		return await runItemsToOutputs(context, outputs.length, async (itemIndex) => {
			const { output, json } = sortPatient(items[itemIndex].json, client.keyedHash);
			const lists: INodeExecutionData[][] = outputs.map(() => []);
			lists[outputs.indexOf(output)].push({ json, pairedItem: { item: itemIndex } });
			return lists;
		});
	},
};

function sortPatient(
	json: IDataObject,
	hasher: KeyedHasher,
): { output: Output; json: IDataObject } {
	if (isLeaving(json)) return { output: 'Leaving', json: parseLeaving(json) as IDataObject };
	const patient = parseIncluded(json);
	const { healthsail: link } = patient;
	if (link === null) return { output: 'New', json };
	const hashes = hashPatient(patient, hasher);
	if (isEcho(link, hashes.contentHash)) {
		// Ids are enough for counting; n8n keeps every item of an execution in memory.
		return { output: 'Unchanged', json: { result: 'unchanged', customerId: link.customerId } };
	}
	const changed = changedFields(link.fieldHashes ?? {}, hashes.fieldHashes);
	return { output: 'Changed', json: { ...json, changedFields: changed } };
}
