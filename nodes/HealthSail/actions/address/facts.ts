import type { FieldSpec } from '../body';
import { idField, wordOptions } from '../fields';

export const addressIdField = idField(
	'addressId',
	'Address ID',
	'ID of the address on the customer; it starts with adr_',
);

export const useField = {
	displayName: 'Use',
	name: 'use',
	type: 'options' as const,
	required: true,
	options: wordOptions(['billing', 'home', 'mailing', 'shipping']),
	default: 'home',
};

const text = (displayName: string, name: string): FieldSpec => ({
	path: name,
	property: { displayName, name, type: 'string', default: '' },
});

export const addressFields: readonly FieldSpec[] = [
	text('City', 'city'),
	text('Country', 'country'),
	text('Line 1', 'line1'),
	text('Line 2', 'line2'),
	text('Postal Code', 'postalCode'),
	text('Region', 'region'),
	{
		path: 'isDefault',
		property: {
			displayName: 'Is Default',
			name: 'isDefault',
			type: 'boolean',
			default: false,
			description: 'Whether this is the address to use when none is chosen',
		},
	},
];
