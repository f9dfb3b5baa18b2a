import type { ResourceFacts } from '../factories';
import { idField } from '../fields';

export const cohortEntryFacts: ResourceFacts = {
	label: 'cohort entry',
	plural: 'cohort entries',
	path: '/cohort-entries',
	idField: idField('cohortEntryId', 'Cohort Entry ID', 'ID of the cohort entry in HealthSail'),
	delete: 'deleteCohortEntry',
};

export const cohortLists = ['invited', 'opted_out', 'portal'] as const;
