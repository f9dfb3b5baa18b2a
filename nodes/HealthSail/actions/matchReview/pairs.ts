import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { externalIdSchema, pmSystemSchema } from '../../../../lib/canonical/externalId';
import { patientSchema } from '../../../../lib/canonical/patient';
import type { components } from '../../../../lib/contract/healthsail';
import { SafeError } from '../../../../lib/privacy/errors';
import { toReviewPatient } from '../../../../lib/sync/toReviewPatient';
import { matchResultSchema, type MatchResult } from '../../../common/healthsail/matchResult';

export type MatchReviewCreate = components['schemas']['MatchReviewCreate'];

/** Most codes of one review, and longest code (contract section 15). */
const mostReasons = 40;
const longestReason = 60;

/** A patient has at most this many reviews at once: more pairs than that help nobody decide. */
const mostPairs = 5;

const practicePart = {
	system: pmSystemSchema,
	practiceId: z.string().min(1),
	id: z.string().min(1),
	externalIds: z.array(externalIdSchema).optional(),
};
const comparedSchema = patientSchema.pick({
	givenName: true,
	middleName: true,
	familyName: true,
	suffix: true,
	birthDate: true,
	phones: true,
	addresses: true,
});
const matchedSchema = comparedSchema.extend({ ...practicePart, match: matchResultSchema });
const vanishedSchema = z.object({
	...practicePart,
	state: z.literal('vanished'),
	healthsail: z.object({ customerId: z.string().min(1) }),
});

/**
 * The reviews that an item asks for: of a patient from the Review output of Patient Match, its best
 * candidate and, when several fit equally, those as well; of a patient that vanished, its customer.
 * With `sendPatient`, a doubtful patient's details go along, for the person who compares.
 *
 * @throws SafeError `validation` for an item that has no doubtful match
 */
export function reviewsOf(
	json: IDataObject,
	{ runId, sendPatient = true }: { readonly runId?: string; readonly sendPatient?: boolean },
): MatchReviewCreate[] {
	const more = runId ? { runId } : {};
	const vanished = vanishedSchema.safeParse(json);
	if (vanished.success) {
		return [
			{
				pair: pairOf(vanished.data, vanished.data.healthsail.customerId),
				kind: 'vanished',
				grade: 'possible',
				reasons: ['vanished'],
				...more,
			},
		];
	}
	const parsed = matchedSchema.safeParse(json);
	if (!parsed.success || parsed.data.match.band !== 'review') throw notDoubtful();
	const { match } = parsed.data;
	const patient = sendPatient ? toReviewPatient(parsed.data) : undefined;
	const reviews = [match, ...rivalsOf(match)].flatMap(
		({ customerId, grade, score, reasons }): MatchReviewCreate[] =>
			customerId === undefined || grade === 'certainlyNot'
				? []
				: [
						{
							pair: pairOf(parsed.data, customerId),
							kind: 'link',
							grade,
							weight: score,
							reasons: reasons.map((code) => code.slice(0, longestReason)).slice(0, mostReasons),
							...(patient && { patient }),
							...more,
						},
					],
	);
	if (reviews.length === 0) throw notDoubtful();
	return reviews.slice(0, mostPairs);
}

/** Candidates that were as good as the best one: a person has to see all of them. */
function rivalsOf({ reasons, others = [] }: MatchResult) {
	return reasons.includes('ambiguous')
		? others.filter((other) => other.reasons.includes('ambiguous'))
		: [];
}

function pairOf(
	{
		system,
		practiceId,
		id,
		externalIds = [],
	}: z.output<typeof matchedSchema> | z.output<typeof vanishedSchema>,
	customerId: string,
): MatchReviewCreate['pair'] {
	const own = externalIds.find(({ type, value }) => type !== 'chart' && value === id);
	return {
		externalId: own ?? { system, practiceId, type: 'patient', value: id },
		customerId,
	};
}

function notDoubtful(): SafeError {
	return new SafeError({
		kind: 'validation',
		message: 'The item is not a patient with a doubtful match',
		nextStep:
			'Connect this node to the Review output of Patient Match, or choose Create From: Fields.',
		system: 'healthsail',
		fields: ['match'],
	});
}
