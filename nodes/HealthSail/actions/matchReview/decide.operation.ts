import { audited } from '../../../common/healthsail/audit';
import { pathOf, writeRecord } from '../factories';
import { decidedByField, versionField } from '../fields';
import type { ItemOperation } from '../operation';
import { decisionReports, readReview } from './acts';
import { matchReviewFacts } from './facts';

/** Carries out what a person decided; the decision and its effect are in the audit trail first. */
export const decide: ItemOperation = {
	kind: 'item',
	name: 'Decide',
	action: 'Decide match review',
	description:
		'Record the decision of a person on a match review and carry it out: Reopen takes it back',
	fields: [
		matchReviewFacts.idField,
		versionField,
		{
			displayName: 'Decision',
			name: 'decision',
			type: 'options',
			options: [
				{
					name: 'Keep Apart',
					value: 'keep_apart',
					description: 'They are two people: the pair is never proposed again',
				},
				{
					name: 'Link',
					value: 'link',
					description: 'They are the same person: the patient is linked to the customer',
				},
			],
			default: 'keep_apart',
		},
		decidedByField,
		{
			displayName: 'Comment',
			name: 'comment',
			type: 'string',
			default: '',
			description: 'Note for colleagues, without patient data',
		},
	],
	async execute(call) {
		const matchReviewId = call.param<string>('matchReviewId');
		const comment = call.param<string>('comment', '');
		const decision = call.param<string>('decision');
		const by = call.param<string>('by');
		const review = await readReview(call, matchReviewId);
		const reports = decisionReports(call, review, { decision, by, step: 'matchReview.decide' });
		return await audited(
			call.client,
			reports,
			async () =>
				await writeRecord(call, {
					operation: 'decideMatchReview',
					method: 'POST',
					path: pathOf('/match-reviews', matchReviewId, 'decide'),
					ifMatch: call.param<string>('version'),
					body: { decision, by, ...(comment !== '' && { comment }) },
				}),
		);
	},
};
