import type { AuditReport } from '../../../common/healthsail/audit';
import {
	reviewFactsSchema,
	reviewReports,
	type ReviewFacts,
} from '../../../common/healthsail/matchReviews';
import { pathOf, readOptions } from '../factories';
import type { Call } from '../operation';

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
		reviewFactsSchema,
	);
}

/** Audit records of a decision: one for the decision, one for what it changes. */
export function decisionReports(
	call: Call,
	review: ReviewFacts,
	{ decision, by, step }: { decision: string | null | undefined; by: string; step: DecisionStep },
): AuditReport[] {
	return reviewReports(call.context, call.client, review, {
		decision,
		by,
		step,
		isUndone: step === 'matchReview.reopen',
		purpose: readOptions(call).purposeOfUse,
	});
}

type DecisionStep = 'matchReview.decide' | 'matchReview.reopen';
