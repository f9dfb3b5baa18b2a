import { getManyOperation } from '../factories';
import { updatedSinceFilter, yesNoFilter } from '../filters';
import { locationFacts } from './facts';

export const getMany = getManyOperation({
	...locationFacts,
	filters: [
		updatedSinceFilter,
		yesNoFilter('Active', 'active', 'Whether to get active or inactive locations'),
	],
});
