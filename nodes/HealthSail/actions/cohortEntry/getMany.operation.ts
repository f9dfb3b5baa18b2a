import { getManyOperation } from '../factories';
import { practiceIdFilter, systemFilter, updatedSinceFilter, wordsFilter } from '../filters';
import { cohortEntryFacts, cohortLists } from './facts';

export const getMany = getManyOperation({
	...cohortEntryFacts,
	filters: [
		wordsFilter('List', 'list', cohortLists),
		systemFilter('pmSystem'),
		practiceIdFilter,
		updatedSinceFilter,
	],
});
