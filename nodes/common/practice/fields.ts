import type { INodeProperties } from 'n8n-workflow';

import type { ShowWhen } from '../fields';

/** The patient that an operation is about. */
export function patientIdField(show: ShowWhen): INodeProperties {
	return {
		displayName: 'Patient ID',
		name: 'patientId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 501',
		description: 'ID of the patient in the practice system',
		displayOptions: { show },
	};
}

/** The id that is written beside the patient in the practice system. */
export function externalIdField(show: ShowWhen): INodeProperties {
	return {
		displayName: 'External ID',
		name: 'externalId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. cus_01J9Z3K7',
		description: 'The HealthSail ID to write beside the patient, for example the customer ID',
		displayOptions: { show },
	};
}

/** How many results at most. */
export function limitField(show: ShowWhen): INodeProperties {
	return {
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show },
	};
}

/** What patients are searched by; each is optional. */
export function searchFields(show: ShowWhen): INodeProperties[] {
	const text = (
		displayName: string,
		name: string,
		placeholder: string,
		description: string,
	): INodeProperties => ({
		displayName,
		name,
		type: 'string',
		default: '',
		placeholder,
		description,
		displayOptions: { show },
	});
	return [
		text('Family Name', 'familyName', 'e.g. Rivera', 'Beginning of the family name'),
		text('Given Name', 'givenName', 'e.g. Ana', 'Beginning of the given name'),
		text('Birth Date', 'birthDate', 'e.g. 1980-12-31', 'Birth date as year-month-day'),
		text(
			'Chart Number',
			'chartNumber',
			'e.g. 100234',
			'The number that the practice gave the patient. When filled, only it finds; names and birth date are compared with what it found.',
		),
		text(
			'External ID',
			'externalId',
			'e.g. cus_01J9Z3K7',
			'The HealthSail ID that was written beside the patient. When filled, only it finds; names and birth date are compared with what it found.',
		),
	];
}

/** Where a page read belongs, for HealthSail's audit trail. */
export function auditOptionsField(show: ShowWhen): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show },
		options: [
			{
				displayName: 'Flow',
				name: 'flow',
				type: 'string',
				default: '',
				placeholder: 'e.g. demographic-sync',
				description:
					'Name of the flow in the audit record. Leave empty for the name of this workflow.',
			},
			{
				displayName: 'Run ID',
				name: 'runId',
				type: 'string',
				default: '',
				placeholder: 'e.g. run_01J9Z3K7',
				description: 'HealthSail run that this page belongs to, for the audit record',
			},
		],
	};
}
