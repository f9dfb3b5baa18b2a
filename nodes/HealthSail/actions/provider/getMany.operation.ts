import { getManyOperation } from '../factories';
import { textFilter, updatedSinceFilter, yesNoFilter } from '../filters';
import { providerFacts } from './facts';

export const getMany = getManyOperation({
	...providerFacts,
	filters: [
		updatedSinceFilter,
		textFilter('Location ID', 'locationId', 'Only providers of this location'),
		yesNoFilter('Active', 'active', 'Whether to get active or inactive providers'),
		yesNoFilter('Bookable', 'bookable', 'Whether to get providers that can be booked or not'),
	],
});
