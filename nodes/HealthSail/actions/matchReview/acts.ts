import { z } from 'zod';

import type { AuditReport } from '../../../common/healthsail/audit';
import { identityReport, type IdentityAct } from '../../../common/healthsail/identityAudit';
import { pathOf, readOptions } from '../factories';
import type { Call } from '../operation';

const reviewSchema = z.object({
	pair: z.object({
		externalId: z.object({
			system: z.string(),
			practiceId: z.string(),
			type: z.string(),
			value: z.string(),
		}),
		customerId: z.string(),
	}),
	kind: z.enum(['link', 'customer_merge', 'vanished']).optional().default('link'),
	decision: z.string().nullish(),
});
export type ReviewFacts = z.output<typeof reviewSchema>;

export type Decision = 'link' | 'keep_apart';

/** What a decision changes, by the kind of the review; undefined = it changes nothing. */
type Effect = Pick<IdentityAct, 'action' | 'fields'> | undefined;

const link: Effect = { action: 'link', fields: ['externalIds'] };
const unlink: Effect = { action: 'unlink', fields: ['externalIds'] };
const merge: Effect = { action: 'merge', fields: ['status', 'mergedIntoId'] };

const effects: Readonly<Record<ReviewFacts['kind'], Readonly<Record<Decision, Effect>>>> = {
	link: {
		link,
		keep_apart: { action: 'exclude', fields: ['matchExclusions', 'externalIds'] },
	},
	customer_merge: { link: merge, keep_apart: undefined },
	vanished: { link: undefined, keep_apart: unlink },
};

/** What undoing a decision changes. */
const undoEffects: typeof effects = {
	link: {
		link: unlink,
		keep_apart: { action: 'delete', fields: ['matchExclusions', 'externalIds'] },
	},
	customer_merge: { link: merge, keep_apart: undefined },
	vanished: { link: undefined, keep_apart: link },
};

/** Reads whom a review is about, for the audit record. */
export async function readReview(call: Call, matchReviewId: string): Promise<ReviewFacts> {
	return await call.client.parsed(
		{
			operation: 'getMatchReview',
			method: 'GET',
			path: pathOf('/match-reviews', matchReviewId),
			fields: 'pair,kind,decision',
			purpose: readOptions(call).purposeOfUse,
		},
		reviewSchema,
	);
}

/** Audit records of a decision: one for the decision, one for what it changes. */
export function decisionReports(
	call: Call,
	review: ReviewFacts,
	{ decision, by, step }: { decision: string | null | undefined; by: string; step: DecisionStep },
): AuditReport[] {
	const byDecision = (step === 'matchReview.reopen' ? undoEffects : effects)[review.kind];
	const effect =
		decision === 'link' || decision === 'keep_apart' ? byDecision[decision] : undefined;
	const acts: Array<NonNullable<Effect>> = [
		{ action: 'decide', fields: ['decision'] },
		...(effect ? [effect] : []),
	];
	return acts.map((act) =>
		identityReport(call.context, call.client, {
			...act,
			step,
			externalId: review.pair.externalId,
			customerIds: [review.pair.customerId],
			by,
			purpose: readOptions(call).purposeOfUse,
		}),
	);
}

type DecisionStep = 'matchReview.decide' | 'matchReview.reopen';
