import { getManyOperation } from '../factories';
import {
	customerIdFilter,
	practiceIdFilter,
	systemFilter,
	updatedSinceFilter,
	wordsFilter,
} from '../filters';
import type { ItemOperation } from '../operation';
import { mergesPath } from './facts';

export const getManyMerges: ItemOperation = {
	...getManyOperation({
		plural: 'patient merges',
		path: mergesPath,
		description: 'Get a list of the patients that practices merged, with what moved',
		filters: [
			wordsFilter('State', 'state', ['applied', 'undone']),
			customerIdFilter,
			systemFilter('pmSystem'),
			practiceIdFilter,
			updatedSinceFilter,
		],
	}),
	name: 'Get Many Merges',
};
