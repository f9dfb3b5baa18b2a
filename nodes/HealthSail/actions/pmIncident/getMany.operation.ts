import { getManyOperation } from '../factories';
import { practiceIdFilter, systemFilter, updatedSinceFilter, wordsFilter } from '../filters';
import { pmIncidentFacts } from './facts';

export const getMany = getManyOperation({
	...pmIncidentFacts,
	filters: [
		wordsFilter('State', 'state', ['open', 'released']),
		systemFilter('pmSystem'),
		practiceIdFilter,
		updatedSinceFilter,
	],
});
