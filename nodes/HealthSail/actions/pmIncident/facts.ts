import type { ResourceFacts } from '../factories';
import { idField } from '../fields';

export const pmIncidentFacts: ResourceFacts = {
	label: 'PM incident',
	plural: 'PM incidents',
	path: '/pm-incidents',
	idField: idField('pmIncidentId', 'PM Incident ID', 'ID of the PM incident in HealthSail'),
};
