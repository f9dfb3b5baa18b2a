import type { ResourceFacts } from '../factories';
import { idField } from '../fields';

export const changeRequestFacts: ResourceFacts = {
	label: 'demographic change request',
	plural: 'demographic change requests',
	path: '/demographic-change-requests',
	idField: idField(
		'demographicChangeRequestId',
		'Demographic Change Request ID',
		'ID of the demographic change request in HealthSail; it starts with dcr_',
	),
	get: 'getDemographicChangeRequest',
};

export const requestKinds = ['change', 'new_patient'] as const;

export const directions = ['from_pm', 'to_pm'] as const;

/** How far the delivery of a request has come. */
export const deliveryStates = [
	'applied',
	'confirmed',
	'failed',
	'landed',
	'not_started',
	'not_supported',
	'outcome_unknown',
	'queued',
] as const;
