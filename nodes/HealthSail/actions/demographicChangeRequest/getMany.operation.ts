import { getManyOperation } from '../factories';
import {
	customerIdFilter,
	practiceIdFilter,
	systemFilter,
	updatedSinceFilter,
	wordsFilter,
	yesNoFilter,
} from '../filters';
import { changeRequestFacts, deliveryStates, directions, requestKinds } from './facts';

const reviewStates = [
	'approved',
	'cancelled',
	'expired',
	'in_review',
	'partially_approved',
	'pending_review',
	'rejected',
] as const;

export const getMany = getManyOperation({
	...changeRequestFacts,
	filters: [
		wordsFilter('Kind', 'kind', requestKinds),
		wordsFilter('Review State', 'reviewState', reviewStates, 'review.state'),
		wordsFilter('Delivery State', 'deliveryState', deliveryStates, 'delivery.state'),
		wordsFilter('Direction', 'direction', directions),
		yesNoFilter(
			'Closed',
			'closed',
			'Whether to return requests of which nothing more can come, or only the others',
		),
		customerIdFilter,
		systemFilter('pmSystem'),
		practiceIdFilter,
		updatedSinceFilter,
	],
});
