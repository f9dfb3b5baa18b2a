import type { INodeProperties } from 'n8n-workflow';

import { SafeError } from '../../../../lib/privacy/errors';
import { audited } from '../../../common/healthsail/audit';
import { readList } from '../../../common/healthsail/paging';
import { parseWire } from '../../../common/parseWire';
import { pathOf, writeRecord } from '../factories';
import {
	auditFlowOption,
	idField,
	optionsField,
	practiceIdField,
	purposeOption,
	runIdOption,
	systemField,
	versionField,
} from '../fields';
import type { Call, ItemOperation } from '../operation';
import {
	loserField,
	mergeReport,
	mergeSchema,
	mergesPath,
	readPair,
	survivorField,
	type PatientMerge,
} from './facts';

const mergeByField: INodeProperties = {
	displayName: 'Merge By',
	name: 'mergeBy',
	type: 'options',
	options: [
		{ name: 'Merge ID', value: 'id', description: 'The ID and version that Merge told' },
		{ name: 'Patients', value: 'patients', description: 'The two patients that were merged' },
	],
	default: 'id',
	description: 'How to tell which merge to take back',
};

function shownFor(mergeBy: 'id' | 'patients', fields: readonly INodeProperties[]) {
	return fields.map((field) => ({ ...field, displayOptions: { show: { mergeBy: [mergeBy] } } }));
}

/** Takes a merge of two patients back: everything that moved returns to where it was. */
export const unmerge: ItemOperation = {
	kind: 'item',
	name: 'Unmerge',
	action: 'Unmerge patients',
	description: 'Take back a merge of two patients: what moved returns to where it was',
	fields: [
		mergeByField,
		...shownFor('id', [
			{
				...idField(
					'patientMergeId',
					'Merge ID',
					'ID of the merge in HealthSail; it starts with pmg_',
				),
				default: '={{ $json.id }}',
			},
			versionField,
		]),
		...shownFor('patients', [systemField, practiceIdField, survivorField, loserField]),
		optionsField(purposeOption, auditFlowOption, runIdOption),
	],
	async execute(call) {
		const { merge, version } =
			call.param<string>('mergeBy') === 'patients' ? await findMerge(call) : await getMerge(call);
		return await audited(
			call.client,
			[mergeReport(call, 'patient.unmerge', merge, merge.survivorCustomerId)],
			async () =>
				await writeRecord(call, {
					operation: 'undoPatientMerge',
					method: 'POST',
					path: pathOf(mergesPath, merge.id, 'undo'),
					ifMatch: version,
				}),
		);
	},
};

interface FoundMerge {
	readonly merge: PatientMerge;
	/** The version that the undo is for. */
	readonly version: string | number;
}

/** Read for the audit record, which names the two patients; the version is the one the flow read. */
async function getMerge(call: Call): Promise<FoundMerge> {
	const merge = await call.client.parsed(
		{
			operation: 'getPatientMerge',
			method: 'GET',
			path: pathOf(mergesPath, call.param<string>('patientMergeId')),
		},
		mergeSchema,
	);
	return { merge, version: call.param<string>('version') };
}

/** The merge of the two that is in force. Throws SafeError `notFound`. */
async function findMerge(call: Call): Promise<FoundMerge> {
	const { system, practiceId, survivor, loser } = readPair(call);
	const rows = await readList(call.client, {
		path: mergesPath,
		query: { state: 'applied', pmSystem: system, practiceId },
	});
	const row = rows.find((entry) => entry.survivor === survivor && entry.loser === loser);
	if (row === undefined) {
		throw new SafeError({
			kind: 'notFound',
			message: 'HealthSail knows no merge of these two patients that is in force',
			nextStep: 'Compare system, practice and both patient IDs with Patient: Get Many Merges.',
			system: 'healthsail',
			operation: 'listPatientMerges',
		});
	}
	const merge = parseWire(mergeSchema, row, {
		system: 'healthsail',
		operation: 'listPatientMerges',
		correlationId: call.client.correlationId,
	});
	return { merge, version: merge.version };
}
