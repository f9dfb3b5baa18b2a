import { getManyOperation } from '../factories';
import {
	customerIdFilter,
	practiceIdFilter,
	systemFilter,
	updatedSinceFilter,
	wordsFilter,
} from '../filters';
import { changeRequestFacts, directions, requestKinds } from './facts';

const reviewStates = [
	'approved',
	'cancelled',
	'expired',
	'in_review',
	'partially_approved',
	'pending_review',
	'rejected',
] as const;

const deliveryStates = [
	'applied',
	'confirmed',
	'failed',
	'landed',
	'not_started',
	'not_supported',
	'outcome_unknown',
	'queued',
] as const;

export const getMany = getManyOperation({
	...changeRequestFacts,
	filters: [
		wordsFilter('Kind', 'kind', requestKinds),
		wordsFilter('Review State', 'reviewState', reviewStates, 'review.state'),
		wordsFilter('Delivery State', 'deliveryState', deliveryStates, 'delivery.state'),
		wordsFilter('Direction', 'direction', directions),
		customerIdFilter,
		systemFilter('pmSystem'),
		practiceIdFilter,
		updatedSinceFilter,
	],
});
