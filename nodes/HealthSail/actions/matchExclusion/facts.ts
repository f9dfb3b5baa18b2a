import type { ResourceFacts } from '../factories';
import { idField } from '../fields';

export const matchExclusionFacts: ResourceFacts = {
	label: 'match exclusion',
	plural: 'match exclusions',
	path: '/match-exclusions',
	idField: idField(
		'matchExclusionId',
		'Match Exclusion ID',
		'ID of the match exclusion in HealthSail',
	),
	delete: 'deleteMatchExclusion',
};
