import type { FieldSpec } from '../body';
import type { ResourceFacts } from '../factories';
import { idField } from '../fields';

export const providerFacts: ResourceFacts = {
	label: 'provider',
	plural: 'providers',
	path: '/providers',
	idField: idField(
		'providerId',
		'Provider ID',
		'ID of the provider in HealthSail; it starts with prv_',
	),
	get: 'getProvider',
	update: 'updateProvider',
};

const text = (displayName: string, name: string, description: string): FieldSpec => ({
	path: name,
	clearable: name !== 'familyName',
	property: { displayName, name, type: 'string', default: '', description },
});

const yesNo = (displayName: string, name: string, description: string): FieldSpec => ({
	path: name,
	clearable: false,
	property: { displayName, name, type: 'boolean', default: true, description },
});

export const providerFields: readonly FieldSpec[] = [
	text('Credentials', 'credentials', 'Letters after the name, such as MD'),
	text('Family Name', 'familyName', 'Last name of the provider'),
	text('Given Name', 'givenName', 'First name of the provider'),
	text('NPI', 'npi', 'National Provider Identifier, 10 digits'),
	yesNo('Active', 'active', 'Whether the provider works at the practice'),
	yesNo('Bookable', 'bookable', 'Whether customers may book the provider'),
	{
		path: 'locationIds',
		clearable: false,
		property: {
			displayName: 'Location IDs',
			name: 'locationIds',
			type: 'json',
			default: '',
			placeholder: 'e.g. ["loc_01"]',
			description: 'List of HealthSail locations. It replaces the whole list.',
		},
	},
];
