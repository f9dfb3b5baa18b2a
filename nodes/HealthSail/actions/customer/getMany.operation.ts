import { getManyOperation } from '../factories';
import { textFilter, timeFilter, updatedSinceFilter, wordsFilter } from '../filters';
import { customerFacts } from './facts';

export const getMany = getManyOperation({
	...customerFacts,
	filters: [
		timeFilter('Created Since', 'createdSince', 'createdAt[gte]'),
		updatedSinceFilter,
		wordsFilter('Status', 'status', ['active', 'inactive', 'merged', 'deceased']),
		wordsFilter('Sync State', 'syncState', ['included', 'left', 'excluded']),
		wordsFilter('Source', 'source', ['pm', 'portal', 'staff', 'api']),
		textFilter('Home Location ID', 'homeLocationId', 'Only customers of this location'),
		textFilter('Primary Provider ID', 'primaryProviderId', 'Only customers of this provider'),
	],
});
