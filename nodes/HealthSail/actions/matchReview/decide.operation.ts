import { pathOf, writeRecord } from '../factories';
import { versionField } from '../fields';
import type { ItemOperation } from '../operation';
import { matchReviewFacts } from './facts';

/** Writes down what a person decided. */
export const decide: ItemOperation = {
	kind: 'item',
	name: 'Decide',
	action: 'Decide match review',
	description: 'Record the decision of a person on a match review',
	fields: [
		matchReviewFacts.idField,
		versionField,
		{
			displayName: 'Decision',
			name: 'decision',
			type: 'options',
			options: [
				{ name: 'Keep Apart', value: 'keep_apart', description: 'They are two people' },
				{ name: 'Link', value: 'link', description: 'They are the same person' },
			],
			default: 'keep_apart',
		},
		{
			displayName: 'Decided By',
			name: 'by',
			type: 'string',
			required: true,
			default: '',
			description: 'Login or staff ID of the person who decided',
		},
		{
			displayName: 'Comment',
			name: 'comment',
			type: 'string',
			default: '',
			description: 'Note for colleagues, without patient data',
		},
	],
	async execute(call) {
		const comment = call.param<string>('comment', '');
		return await writeRecord(call, {
			operation: 'decideMatchReview',
			method: 'POST',
			path: pathOf('/match-reviews', call.param<string>('matchReviewId'), 'decide'),
			ifMatch: call.param<string>('version'),
			body: {
				decision: call.param<string>('decision'),
				by: call.param<string>('by'),
				...(comment !== '' && { comment }),
			},
		});
	},
};
