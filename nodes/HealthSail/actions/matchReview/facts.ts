import type { ResourceFacts } from '../factories';
import { idField } from '../fields';

export const matchReviewFacts: ResourceFacts = {
	label: 'match review',
	plural: 'match reviews',
	path: '/match-reviews',
	idField: idField('matchReviewId', 'Match Review ID', 'ID of the match review in HealthSail'),
	get: 'getMatchReview',
};
