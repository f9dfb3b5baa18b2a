import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { pmSystemSchema, type PmSystem } from '../../../lib/canonical/externalId';
import { externalIdTypeSchema } from '../../../lib/canonical/externalId';

const systemNames: Record<PmSystem, string> = {
	advancedmd: 'AdvancedMD',
	carecloud: 'CareCloud',
	greenway_intergy: 'Greenway Intergy',
	greenway_prime_suite: 'Greenway Prime Suite',
	nextgen: 'NextGen',
	tebra: 'Tebra (Kareo)',
};

/** Options out of plain words: `opted_out` is shown as Opted Out. */
export function wordOptions(words: readonly string[]): INodePropertyOptions[] {
	return words.map((value) => ({ name: titleOf(value), value })).sort(byName);
}

/** Options for every practice system. */
export const systemOptions: INodePropertyOptions[] = pmSystemSchema.options
	.map((value) => ({ name: systemNames[value], value }))
	.sort(byName);

/** A required ID in text form. */
export function idField(name: string, displayName: string, description: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'string',
		required: true,
		default: '',
		description,
	};
}

export const customerIdField = idField(
	'customerId',
	'Customer ID',
	'ID of the customer in HealthSail; it starts with cus_',
);

/** The version a change is for; it becomes If-Match. */
export const versionField: INodeProperties = {
	displayName: 'Version',
	name: 'version',
	type: 'string',
	required: true,
	default: '={{ $json.version }}',
	description:
		'Version of the record that you read. HealthSail refuses the change when someone else changed the record since.',
};

export const systemField: INodeProperties = {
	displayName: 'Practice System',
	name: 'system',
	type: 'options',
	required: true,
	options: systemOptions,
	default: 'tebra',
	description: 'Practice-management system that the record comes from',
};

export const practiceIdField: INodeProperties = {
	displayName: 'Practice ID',
	name: 'practiceId',
	type: 'string',
	required: true,
	default: '',
	description: 'ID of the practice in its practice-management system',
};

/** The four parts of an external ID, filled from an item's own `id` by default. */
export const externalIdFields: INodeProperties[] = [
	systemField,
	practiceIdField,
	{
		displayName: 'External ID Type',
		name: 'externalIdType',
		type: 'options',
		required: true,
		options: wordOptions(externalIdTypeSchema.options),
		default: 'patient',
		description: 'What the external ID names in the practice system',
	},
	{
		displayName: 'External ID',
		name: 'externalId',
		type: 'string',
		required: true,
		default: '={{ $json.id }}',
		description: 'ID of the record in the practice system',
	},
];

export const flowField: INodeProperties = {
	displayName: 'Flow',
	name: 'flow',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. demographic-sync',
	description: 'Name of the flow. Runs of the same flow and practice wait for one another.',
};

export const dryRunField: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: false,
	description: 'Whether to only tell what would be done, without changing anything in HealthSail',
};

export const purposeOption: INodeProperties = {
	displayName: 'Purpose of Use',
	name: 'purposeOfUse',
	type: 'options',
	options: [
		{ name: 'Health Care Operations', value: 'HOPERAT' },
		{ name: 'Payment', value: 'HPAYMT' },
		{ name: 'Treatment', value: 'TREAT' },
	],
	default: 'HOPERAT',
	description: 'Why the data is used. HealthSail shows and accepts only what this purpose allows.',
};

export const selectFieldsOption: INodeProperties = {
	displayName: 'Fields',
	name: 'fields',
	type: 'string',
	default: '',
	placeholder: 'e.g. status,demographics(familyName,birthDate)',
	description:
		'Fields to return, separated by commas; ID and version always come. Leave empty for all that the credential may see.',
};

export const idempotencySourceOption: INodeProperties = {
	displayName: 'Idempotency Source',
	name: 'idempotencySource',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.requestId }}',
	description:
		'What makes this write the same write when the flow runs again, such as the ID of the request it answers. Leave empty to tell writes apart by execution, item and content.',
};

/** Where a write belongs, for HealthSail's audit trail. */
export const auditFlowOption: INodeProperties = {
	displayName: 'Flow',
	name: 'flow',
	type: 'string',
	default: '',
	placeholder: 'e.g. demographic-sync',
	description: 'Name of the flow in the audit record. Leave empty for the name of this workflow.',
};

export const runIdOption: INodeProperties = {
	displayName: 'Run ID',
	name: 'runId',
	type: 'string',
	default: '',
	placeholder: 'e.g. run_01J9Z3K7',
	description: 'HealthSail run that this belongs to',
};

/** Who decided about a pair. */
export const decidedByField: INodeProperties = {
	displayName: 'Decided By',
	name: 'by',
	type: 'string',
	required: true,
	default: '',
	description: 'Login or staff ID of the person who decided',
};

export const sortOption: INodeProperties = {
	displayName: 'Sort',
	name: 'sort',
	type: 'options',
	options: [
		{ name: 'Newest Change First', value: '-updatedAt' },
		{ name: 'Oldest Change First', value: 'updatedAt' },
	],
	default: '-updatedAt',
	description: 'Order of the records',
};

/** The Options collection with the given entries, in alphabetical order. */
export function optionsField(...options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [...options].sort(byDisplayName),
	};
}

/** Return All and Limit for a list. */
export const returnAllAndLimit: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

/** Order of fields in a collection, as n8n's linter asks for it. */
export function byDisplayName(a: INodeProperties, b: INodeProperties): number {
	return a.displayName < b.displayName ? -1 : 1;
}

function byName(a: INodePropertyOptions, b: INodePropertyOptions): number {
	return a.name < b.name ? -1 : 1;
}

function titleOf(word: string): string {
	const text = word.replace(/[_.]/g, ' ');
	const known: Record<string, string> = { fhir: 'FHIR', gapi: 'GAPI', hl7: 'HL7' };
	return known[word] ?? text.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}
