import { getManyOperation } from '../factories';
import { updatedSinceFilter, wordsFilter } from '../filters';
import { webhookEndpointFacts } from './facts';

export const getMany = getManyOperation({
	...webhookEndpointFacts,
	filters: [
		wordsFilter('Status', 'status', ['enabled', 'disabled', 'failing']),
		updatedSinceFilter,
	],
});
