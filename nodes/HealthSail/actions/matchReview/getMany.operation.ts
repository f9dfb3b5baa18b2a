import { getManyOperation } from '../factories';
import {
	customerIdFilter,
	practiceIdFilter,
	systemFilter,
	updatedSinceFilter,
	wordsFilter,
} from '../filters';
import { matchReviewFacts } from './facts';

export const getMany = getManyOperation({
	...matchReviewFacts,
	filters: [
		wordsFilter('State', 'state', ['open', 'decided', 'cancelled']),
		wordsFilter('Kind', 'kind', ['link', 'customer_merge', 'vanished']),
		wordsFilter('Decision', 'decision', ['link', 'keep_apart']),
		customerIdFilter,
		systemFilter('pmSystem'),
		practiceIdFilter,
		updatedSinceFilter,
	],
});
