import type { FieldSpec } from '../body';
import type { ResourceFacts } from '../factories';
import { customerIdField, wordOptions } from '../fields';

export const customerFacts: ResourceFacts = {
	label: 'customer',
	plural: 'customers',
	path: '/customers',
	idField: customerIdField,
	get: 'getCustomer',
	update: 'updateCustomer',
};

const text = (displayName: string, name: string, description: string, path: string): FieldSpec => ({
	path,
	property: { displayName, name, type: 'string', default: '', description },
});

const preference = (displayName: string, name: string, path: string): FieldSpec => ({
	path: `contactPreferences.${path}`,
	clearable: false,
	property: {
		displayName,
		name,
		type: 'boolean',
		default: false,
		description: 'Whether the customer agreed to be contacted this way',
	},
});

const json = (
	displayName: string,
	name: string,
	placeholder: string,
	description: string,
	clearable: boolean,
): FieldSpec => ({
	path: name,
	clearable,
	property: { displayName, name, type: 'json', default: '', placeholder, description },
});

export const givenNameSpec = text(
	'Given Name',
	'givenName',
	'First name of the person',
	'demographics.givenName',
);
export const familyNameSpec = text(
	'Family Name',
	'familyName',
	'Last name of the person',
	'demographics.familyName',
);
export const birthDateSpec: FieldSpec = {
	path: 'demographics.birthDate',
	property: {
		displayName: 'Birth Date',
		name: 'birthDate',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1984-02-29',
		description: 'Calendar date, year first, without a time',
	},
};
export const emailSpec: FieldSpec = {
	path: 'demographics.email',
	property: {
		displayName: 'Email',
		name: 'email',
		type: 'string',
		default: '',
		placeholder: 'e.g. name@email.com',
	},
};
export const administrativeSexSpec: FieldSpec = {
	path: 'demographics.administrativeSex',
	property: {
		displayName: 'Administrative Sex',
		name: 'administrativeSex',
		type: 'options',
		options: wordOptions(['female', 'male', 'other', 'unknown']),
		default: 'unknown',
	},
};

/** Every field of a customer that a person or a flow may write one by one. */
export const customerFields: readonly FieldSpec[] = [
	administrativeSexSpec,
	birthDateSpec,
	emailSpec,
	familyNameSpec,
	givenNameSpec,
	text('Language', 'language', 'BCP 47 language tag, such as en-US', 'demographics.language'),
	text('Middle Name', 'middleName', 'Middle name or initial', 'demographics.middleName'),
	text('Preferred Name', 'preferredName', 'Name to be called by', 'demographics.preferredName'),
	text('Suffix', 'suffix', 'Part after the last name, such as Jr', 'demographics.suffix'),
	text(
		'Home Location ID',
		'homeLocationId',
		'HealthSail location; it starts with loc_',
		'homeLocationId',
	),
	text(
		'Primary Provider ID',
		'primaryProviderId',
		'HealthSail provider; it starts with prv_',
		'primaryProviderId',
	),
	text(
		'Sync Reason',
		'syncReason',
		'Why the customer is not synced, as a short code',
		'syncReason',
	),
	preference('Contact by Email', 'contactByEmail', 'email'),
	preference('Contact by Phone', 'contactByPhone', 'phone'),
	preference('Contact by Text', 'contactByText', 'text'),
	preference('Receives Marketing', 'marketing', 'marketing'),
	json(
		'Addresses',
		'addresses',
		'e.g. [{"use":"home","line1":"100 Example St","city":"Springfield"}]',
		'List of addresses. It replaces the whole list; to change one address use Address: Set.',
		false,
	),
	json(
		'Emergency Contacts',
		'emergencyContacts',
		'e.g. [{"name":"Sam Sample","relationship":"spouse","phones":[]}]',
		'List of emergency contacts. It replaces the whole list.',
		false,
	),
	json(
		'Guardian',
		'guardian',
		'e.g. {"name":"Sam Sample","relationship":"parent","authority":"parent"}',
		'Person who manages the account',
		true,
	),
	{
		path: 'status',
		clearable: false,
		property: {
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: wordOptions(['active', 'deceased', 'inactive']),
			default: 'active',
		},
	},
	{
		path: 'syncState',
		clearable: false,
		property: {
			displayName: 'Sync State',
			name: 'syncState',
			type: 'options',
			options: wordOptions(['excluded', 'included', 'left']),
			default: 'included',
			description:
				'Whether the practice shares this patient. Left and excluded remove all personal data from the customer.',
		},
	},
];
