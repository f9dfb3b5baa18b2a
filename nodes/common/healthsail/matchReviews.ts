import { z } from 'zod';

import type { AuditReport } from './audit';
import type { HealthSailClient, PurposeOfUse } from './client';
import { identityReport, type IdentityAct } from './identityAudit';

/** Whom a match review is about (contract section 15). */
export const reviewFactsSchema = z.object({
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
export type ReviewFacts = z.output<typeof reviewFactsSchema>;

export type MatchDecision = 'link' | 'keep_apart';

/** What a decision changes, by the kind of the review; undefined = it changes nothing. */
type Effect = Pick<IdentityAct, 'action' | 'fields'> | undefined;

const link: Effect = { action: 'link', fields: ['externalIds'] };
const unlink: Effect = { action: 'unlink', fields: ['externalIds'] };
const merge: Effect = { action: 'merge', fields: ['status', 'mergedIntoId'] };

const effects: Readonly<Record<ReviewFacts['kind'], Readonly<Record<MatchDecision, Effect>>>> = {
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

export interface ReviewAct {
	readonly decision: string | null | undefined;
	/** Person who decided. */
	readonly by: string;
	/** Step of the flow, for the audit trail. */
	readonly step: string;
	/** Whether it takes a decision back. */
	readonly isUndone?: boolean;
	readonly purpose?: PurposeOfUse;
}

/** Audit records of a decision: one for the decision, one for what it changes. */
export function reviewReports(
	context: Parameters<typeof identityReport>[0],
	client: HealthSailClient,
	review: ReviewFacts,
	{ decision, by, step, isUndone = false, purpose }: ReviewAct,
): AuditReport[] {
	const byDecision = (isUndone ? undoEffects : effects)[review.kind];
	const effect =
		decision === 'link' || decision === 'keep_apart' ? byDecision[decision] : undefined;
	const acts: Array<NonNullable<Effect>> = [
		{ action: 'decide', fields: ['decision'] },
		...(effect ? [effect] : []),
	];
	return acts.map((act) =>
		identityReport(context, client, {
			...act,
			step,
			externalId: review.pair.externalId,
			customerIds: [review.pair.customerId],
			by,
			...(purpose && { purpose }),
		}),
	);
}
