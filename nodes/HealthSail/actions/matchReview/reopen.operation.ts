import { audited } from '../../../common/healthsail/audit';
import { pathOf, writeRecord } from '../factories';
import { decidedByField, versionField } from '../fields';
import type { ItemOperation } from '../operation';
import { decisionReports, readReview } from './acts';
import { matchReviewFacts } from './facts';

/** Takes a decision back: what it changed goes, and the review is open again. */
export const reopen: ItemOperation = {
	kind: 'item',
	name: 'Reopen',
	action: 'Reopen match review',
	description:
		'Take a decision back: the link, the match exclusion or the merge that it made is undone, and the review is open again',
	fields: [
		matchReviewFacts.idField,
		versionField,
		{
			...decidedByField,
			description: 'Login or staff ID of the person who takes the decision back',
		},
	],
	async execute(call) {
		const matchReviewId = call.param<string>('matchReviewId');
		const review = await readReview(call, matchReviewId);
		const reports = decisionReports(call, review, {
			decision: review.decision,
			by: call.param<string>('by'),
			step: 'matchReview.reopen',
		});
		return await audited(
			call.client,
			reports,
			async () =>
				await writeRecord(call, {
					operation: 'reopenMatchReview',
					method: 'POST',
					path: pathOf('/match-reviews', matchReviewId, 'reopen'),
					ifMatch: call.param<string>('version'),
				}),
		);
	},
};
