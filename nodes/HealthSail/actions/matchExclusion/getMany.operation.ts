import { getManyOperation } from '../factories';
import { customerIdFilter, practiceIdFilter, systemFilter, updatedSinceFilter } from '../filters';
import { matchExclusionFacts } from './facts';

export const getMany = getManyOperation({
	...matchExclusionFacts,
	filters: [customerIdFilter, systemFilter('pmSystem'), practiceIdFilter, updatedSinceFilter],
});
