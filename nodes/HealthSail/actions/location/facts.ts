import type { FieldSpec } from '../body';
import type { ResourceFacts } from '../factories';
import { idField } from '../fields';

export const locationFacts: ResourceFacts = {
	label: 'location',
	plural: 'locations',
	path: '/locations',
	idField: idField(
		'locationId',
		'Location ID',
		'ID of the location in HealthSail; it starts with loc_',
	),
	get: 'getLocation',
	update: 'updateLocation',
};

const address = (displayName: string, name: string): FieldSpec => ({
	path: `address.${name}`,
	property: { displayName, name, type: 'string', default: '' },
});

export const locationFields: readonly FieldSpec[] = [
	{
		path: 'name',
		clearable: false,
		property: { displayName: 'Name', name: 'name', type: 'string', default: '' },
	},
	{
		path: 'timeZone',
		clearable: false,
		property: {
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'string',
			default: '',
			placeholder: 'e.g. America/Chicago',
			description: 'IANA name of the time zone',
		},
	},
	{
		path: 'active',
		clearable: false,
		property: {
			displayName: 'Active',
			name: 'active',
			type: 'boolean',
			default: true,
			description: 'Whether the location is in use',
		},
	},
	{
		path: 'pickup.enabled',
		clearable: false,
		property: {
			displayName: 'Pickup Enabled',
			name: 'pickupEnabled',
			type: 'boolean',
			default: false,
			description: 'Whether customers may pick up orders here',
		},
	},
	{
		path: 'catalogId',
		property: {
			displayName: 'Catalog ID',
			name: 'catalogId',
			type: 'string',
			default: '',
			description: 'Catalog of the location; it starts with cat_',
		},
	},
	address('Line 1', 'line1'),
	address('Line 2', 'line2'),
	address('City', 'city'),
	address('Region', 'region'),
	address('Postal Code', 'postalCode'),
	address('Country', 'country'),
];
