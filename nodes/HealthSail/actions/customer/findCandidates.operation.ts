import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';
import { z } from 'zod';

import { candidateKeys } from '../../../../lib/identity/candidateKeys';
import { recordFromPatient } from '../../../../lib/identity/fromPatient';
import { normalizeRecord } from '../../../../lib/identity/normalize';
import type { NormalizedRecord } from '../../../../lib/identity/record';
import { CandidateScreen } from '../../../../lib/identity/screen';
import type { IdentitySettings } from '../../../../lib/identity/settings';
import { civilDateAt } from '../../../../lib/values/civilDate';
import type { HealthSailClient } from '../../../common/healthsail/client';
import { outcomeOf } from '../../../common/outcome';
import { toMatchSettings } from '../../../common/matchSettings';
import { invalidField } from '../body';
import { runBulk, withCalls } from '../bulk';
import { wordOptions } from '../fields';
import type { BatchOperation } from '../operation';
import {
	askForCandidates,
	keyTypes,
	matchingFields,
	type CandidateQuestion,
	type FoundCandidates,
} from './candidates';
import { parseIncluded } from './patientItem';
import { screenCandidates } from './screenCandidates';

/**
 * Half of what a call may ask, and few calls at once: 50 customers each are in memory until they are
 * screened.
 */
const pace = { perCall: 50, concurrency: 2 };
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

const settingsField: INodeProperties = {
	displayName: 'Settings',
	name: 'settings',
	type: 'json',
	default: '',
	placeholder: "={{ $('Get Practice Profile').first().json.profile.identity }}",
	description:
		'The same matching settings as in Patient Match. With them, customers that it could neither link nor leave to a person are left out at once. Leave empty to get all customers found.',
};

/** A patient on its way: who is asked for, and the item that the candidates are added to. */
interface Search {
	readonly question: CandidateQuestion;
	readonly record: NormalizedRecord;
	readonly item: IDataObject;
}

/** Fetches customers that share a key with a person, for the pack's own matcher; 50 people a call. */
export const findCandidates: BatchOperation = {
	kind: 'batch',
	name: 'Find Candidates',
	action: 'Find candidate customers',
	description:
		'Fetch up to 50 customers per item that share a name, birth date, phone or another key, for Patient Match to decide',
	fields: [
		searchByField,
		...updateDisplayOptions({ show: { searchBy: ['keys'] } }, [keysField]),
		...updateDisplayOptions({ show: { searchBy: ['patients'] } }, [settingsField]),
	],
	async execute(context, client) {
		const callsBefore = client.calls();
		const isByKeys = context.getNodeParameter('searchBy', 0, 'patients') === 'keys';
		const results = isByKeys
			? await findByKeys(context, client)
			: await findByPatients(context, client);
		return [withCalls(results, client.calls() - callsBefore)];
	},
};

async function findByKeys(
	context: IExecuteFunctions,
	client: HealthSailClient,
): Promise<INodeExecutionData[]> {
	return await runBulk(
		context,
		async (itemIndex) => ({ keys: readKeys(context, itemIndex) }),
		async (questions) =>
			(await askForCandidates(client, questions)).map(
				({ candidates, truncated }): IDataObject => ({ candidates, truncated }),
			),
		'fail',
		pace,
	);
}

async function findByPatients(
	context: IExecuteFunctions,
	client: HealthSailClient,
): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const today = civilDateAt(new Date().toISOString(), context.getTimezone()) ?? '';
	const settings = await outcomeOf(async () => await readSettings(context));
	return await runBulk(
		context,
		async (itemIndex) => {
			if (!settings.ok) throw settings.error;
			return searchOf(items[itemIndex].json, today);
		},
		async (searches) => {
			const questions = searches.map(({ question }) => question);
			const found = await askForCandidates(client, questions, matchingFields);
			return addCandidates(searches, found, settings.ok ? settings.value : undefined, today);
		},
		'fail',
		pace,
	);
}

async function readSettings(context: IExecuteFunctions): Promise<IdentitySettings | undefined> {
	const settings: unknown = context.getNodeParameter('settings', 0, '');
	const isEmpty = settings === '' || settings === undefined || settings === null;
	return isEmpty ? undefined : await toMatchSettings(settings);
}

/** The items with the candidates that count, and by which settings these were chosen. */
function addCandidates(
	searches: readonly Search[],
	found: readonly FoundCandidates[],
	settings: IdentitySettings | undefined,
	today: string,
): IDataObject[] {
	if (settings === undefined) {
		return searches.map(({ item }, index): IDataObject => {
			const { candidates, truncated } = found[index];
			return { ...item, candidates, candidatesTruncated: truncated };
		});
	}
	const { reviewScore, populationSize } = settings;
	// One for each call and not for the page, since it keeps all words that it has read.
	const screen = new CandidateScreen(settings, today);
	return searches.map(({ record, item }, index): IDataObject => {
		const { candidates, truncated } = found[index];
		return {
			...item,
			candidates: screenCandidates(screen, record, candidates),
			candidatesTruncated: truncated,
			candidatesScreened: { reviewScore, populationSize },
		};
	});
}

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
	const record = normalizeRecord(recordFromPatient(patient), { today });
	return {
		question: {
			keys: candidateKeys(record) as CandidateQuestion['keys'],
			...(externalIds.length > 0 && { externalIds: externalIds.slice(0, idsPerQuestion) }),
		},
		record,
		item: json,
	};
}
