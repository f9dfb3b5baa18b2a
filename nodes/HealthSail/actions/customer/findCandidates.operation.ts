import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';
import { DateTime } from 'luxon';
import { z } from 'zod';

import { candidateKeys } from '../../../../lib/identity/candidateKeys';
import { recordFromPatient } from '../../../../lib/identity/fromPatient';
import { normalizeRecord } from '../../../../lib/identity/normalize';
import { invalidField } from '../body';
import { runBulk, withCalls } from '../bulk';
import { wordOptions } from '../fields';
import type { BatchOperation } from '../operation';
import { askForCandidates, keyTypes, type CandidateQuestion } from './candidates';
import { parseIncluded } from './patientItem';

/** Most external ids of one question (contract section 15). */
const idsPerQuestion = 20;

const keysSchema = z
	.array(z.object({ type: z.enum(keyTypes), value: z.string().min(1) }))
	.min(1)
	.max(40);

const searchByField: INodeProperties = {
	displayName: 'Search By',
	name: 'searchBy',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Keys',
			value: 'keys',
			description: 'Search by values that you name',
		},
		{
			name: 'Patients',
			value: 'patients',
			description:
				'Work out the keys from patients of a practice system, and add the candidates to each patient',
		},
	],
	default: 'patients',
	description: 'What the customers are searched by',
};

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

/** One item on its way: what is asked, and what the candidates are added to. */
interface Search {
	readonly question: CandidateQuestion;
	readonly item: IDataObject;
}

/** Fetches customers that share a key with a person, for the pack's own matcher; 100 per call. */
export const findCandidates: BatchOperation = {
	kind: 'batch',
	name: 'Find Candidates',
	action: 'Find candidate customers',
	description:
		'Fetch up to 50 customers per item that share a name, birth date, phone or another key, for Patient Match to decide',
	fields: [searchByField, ...updateDisplayOptions({ show: { searchBy: ['keys'] } }, [keysField])],
	async execute(context, client) {
		const callsBefore = client.calls();
		const isByKeys = context.getNodeParameter('searchBy', 0, 'patients') === 'keys';
		const today = DateTime.now().toISODate();
		const results = await runBulk(
			context,
			async (itemIndex): Promise<Search> =>
				isByKeys
					? { question: { keys: readKeys(context, itemIndex) }, item: {} }
					: searchOf(context.getInputData()[itemIndex].json, today),
			async (searches) => {
				const found = await askForCandidates(
					client,
					searches.map(({ question }) => question),
				);
				return searches.map(({ item }, index): IDataObject => {
					const { candidates, truncated } = found[index];
					return isByKeys
						? { candidates, truncated }
						: { ...item, candidates, candidatesTruncated: truncated };
				});
			},
			'fail',
		);
		return [withCalls(results, client.calls() - callsBefore)];
	},
};

function readKeys(context: IExecuteFunctions, itemIndex: number): CandidateQuestion['keys'] {
	const { entries = [] } = context.getNodeParameter('keys', itemIndex, {}) as {
		entries?: IDataObject[];
	};
	const keys = keysSchema.safeParse(entries.filter(({ value }) => value !== ''));
	if (!keys.success) throw invalidField('Keys', 'needs 1 to 40 keys with a value');
	return keys.data;
}

/** Chart numbers are typed by staff and tell nothing of who someone is, so they are not asked by. */
function searchOf(json: IDataObject, today: string): Search {
	const patient = parseIncluded(json);
	const externalIds = patient.externalIds.filter(({ type }) => type !== 'chart');
	return {
		question: {
			keys: candidateKeys(
				normalizeRecord(recordFromPatient(patient), { today }),
			) as CandidateQuestion['keys'],
			...(externalIds.length > 0 && { externalIds: externalIds.slice(0, idsPerQuestion) }),
		},
		item: json,
	};
}
