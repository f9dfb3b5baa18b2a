import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import type { HealthSailClient } from '../../../common/healthsail/client';
import { problemCode } from '../../../common/healthsail/errors';
import { chunksOf } from '../../../common/healthsail/paging';
import { runItems } from '../../../common/runItems';
import { failedResult, itemsPerBulkCall, rowError, runBulk, sendBulk, withCalls } from '../bulk';
import type { BulkRow } from '../bulk';
import { callOf, writeRecord } from '../factories';
import {
	customerIdField,
	dryRunField,
	externalIdFields,
	idempotencySourceOption,
	optionsField,
	purposeOption,
	runIdOption,
	wordOptions,
} from '../fields';
import type { BatchOperation, Call } from '../operation';
import { reviewsOf, type MatchReviewCreate } from './pairs';

const bulkCreate = { operation: 'bulkCreateMatchReviews', path: '/match-reviews/bulk-create' };

const createFromField: INodeProperties = {
	displayName: 'Create From',
	name: 'createFrom',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Fields',
			value: 'fields',
			description: 'Name the patient, the customer and the reasons yourself',
		},
		{
			name: 'Matches',
			value: 'matches',
			description:
				'Take patients from the Review output of Patient Match, or patients that vanished from the practice system, in bulk',
		},
	],
	default: 'matches',
	description: 'Where the pair comes from',
};

const sendPatientOption: INodeProperties = {
	displayName: 'Send Patient',
	name: 'sendPatient',
	type: 'boolean',
	default: true,
	description:
		'Whether HealthSail gets the names, birth date, phones and addresses of a doubtful patient, so that staff can compare both records. Only with Create From: Matches.',
};

interface ReviewOptions {
	readonly runId?: string;
	readonly sendPatient?: boolean;
}

const pairFields: INodeProperties[] = [
	...externalIdFields,
	customerIdField,
	{
		displayName: 'Grade',
		name: 'grade',
		type: 'options',
		options: wordOptions(['certain', 'possible', 'probable']),
		default: 'possible',
		description: 'How likely the matcher takes it to be',
	},
	{
		displayName: 'Reasons',
		name: 'reasons',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. birthDateEqual,familyNameSimilar',
		description: 'Codes of what agrees and what does not, separated by commas. Never values.',
	},
];

/**
 * Puts doubtful pairs before a person. A pair that waits already is not asked about twice; one that
 * a person kept apart in the meantime is `skipped`, and the next run decides anew.
 */
export const create: BatchOperation = {
	kind: 'batch',
	name: 'Create',
	action: 'Create match reviews',
	description: 'Ask a person whether a patient and a customer are the same',
	fields: [
		createFromField,
		...updateDisplayOptions({ show: { createFrom: ['fields'] } }, pairFields),
		...updateDisplayOptions({ show: { createFrom: ['matches'] } }, [dryRunField]),
		optionsField(purposeOption, idempotencySourceOption, runIdOption, sendPatientOption),
	],
	async execute(context, client) {
		if (context.getNodeParameter('createFrom', 0, 'matches') === 'matches') {
			return await createFromMatches(context, client);
		}
		return await runItems(context, async (itemIndex) => [
			{ json: await createOne(callOf(context, client, itemIndex)) },
		]);
	},
};

async function createFromMatches(context: IExecuteFunctions, client: HealthSailClient) {
	const items = context.getInputData();
	const callsBefore = client.calls();
	const isDryRun = context.getNodeParameter('dryRun', 0, false) === true;
	const results = await runBulk(
		context,
		async (itemIndex) => {
			const options = context.getNodeParameter('options', itemIndex, {}) as ReviewOptions;
			return reviewsOf(items[itemIndex].json, options);
		},
		async (reviews) =>
			isDryRun
				? reviews.map((): IDataObject => ({ result: 'wouldReview' }))
				: await sendReviews(context, client, reviews),
	);
	return [withCalls(results, client.calls() - callsBefore)];
}

/** Sends the reviews of at most 100 patients; a patient may have several. */
async function sendReviews(
	context: IExecuteFunctions,
	client: HealthSailClient,
	reviewsByItem: ReadonlyArray<readonly MatchReviewCreate[]>,
): Promise<IDataObject[]> {
	const rows: BulkRow[] = [];
	for (const part of chunksOf(reviewsByItem.flat(), itemsPerBulkCall)) {
		rows.push(...(await sendBulk(context, client, bulkCreate, part)));
	}
	let next = 0;
	return reviewsByItem.map(({ length }) => {
		const own = rows.slice(next, next + length);
		next += length;
		return toResult(client, own);
	});
}

/** One word per patient: it waits for a person as soon as one of its pairs does. */
function toResult(client: HealthSailClient, rows: readonly BulkRow[]): IDataObject {
	const waiting = rows.filter(({ result }) => result !== 'error');
	if (waiting.length > 0) {
		const [first] = waiting;
		return {
			result: 'review',
			matchReviewId: first.id,
			matchReviewIds: waiting.map(({ id }) => id) as string[],
			version: first.version,
			alreadyOpen: first.result === 'unchanged',
		};
	}
	const errors = rows.map((row) => rowError(client, bulkCreate.operation, row));
	const failure = errors.find((error) => problemCode(error) !== 'pair_excluded');
	return failure ? failedResult(failure) : { result: 'skipped', reason: 'pairExcluded' };
}

async function createOne(call: Call): Promise<IDataObject> {
	const { runId } = call.param<{ runId?: string }>('options', {});
	const reasons = call.param<string>('reasons').split(',');
	return await writeRecord(call, {
		operation: 'createMatchReview',
		method: 'POST',
		path: '/match-reviews',
		body: {
			pair: {
				externalId: {
					system: call.param<string>('system'),
					practiceId: call.param<string>('practiceId'),
					type: call.param<string>('externalIdType'),
					value: call.param<string>('externalId'),
				},
				customerId: call.param<string>('customerId'),
			},
			grade: call.param<string>('grade'),
			reasons: reasons.map((reason) => reason.trim()).filter((reason) => reason !== ''),
			...(runId && { runId }),
		},
	});
}
