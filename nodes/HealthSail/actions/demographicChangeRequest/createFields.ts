import type { INodeProperties } from 'n8n-workflow';

import {
	auditFlowOption,
	customerIdField,
	idempotencySourceOption,
	optionsField,
	practiceIdField,
	purposeOption,
	runIdOption,
	systemField,
	wordOptions,
} from '../fields';
import { directions, requestKinds } from './facts';

const kindField: INodeProperties = {
	displayName: 'Kind',
	name: 'requestKind',
	type: 'options',
	options: wordOptions(requestKinds),
	default: 'change',
	description:
		'Whether the practice already has the patient, or is asked to make a chart for a customer',
};

const changeFields: INodeProperties[] = [
	customerIdField,
	{
		displayName: 'Changes From',
		name: 'changesFrom',
		type: 'options',
		options: [
			{ name: 'Fields Below', value: 'fields' },
			{ name: 'JSON', value: 'json', description: 'A list, for example from the input item' },
		],
		default: 'fields',
		description: 'Where the changes come from',
	},
	{
		displayName: 'Changes',
		name: 'changes',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add change',
		default: {},
		description: 'One entry per changed value, as text',
		displayOptions: { show: { changesFrom: ['fields'] } },
		options: [
			{
				displayName: 'Change',
				name: 'entries',
				values: [
					{
						displayName: 'Path',
						name: 'path',
						type: 'string',
						default: '',
						placeholder: 'e.g. /demographics/email',
						description: 'Where the value stands in the customer, as a JSON pointer',
					},
					{
						displayName: 'From',
						name: 'from',
						type: 'string',
						default: '',
						description: 'Value that the practice has now; leave empty when it has none',
					},
					{
						displayName: 'To',
						name: 'to',
						type: 'string',
						default: '',
						description: 'Proposed value; leave empty to propose that there is none',
					},
				],
			},
		],
	},
	{
		displayName: 'Changes (JSON)',
		name: 'changesJson',
		type: 'json',
		required: true,
		default: '={{ $json.changes }}',
		description: 'List of changes with path, from and to. Null stands for no value.',
		displayOptions: { show: { changesFrom: ['json'] } },
	},
	{
		displayName: 'Direction',
		name: 'direction',
		type: 'options',
		options: wordOptions(directions),
		default: 'to_pm',
		description: 'Which side is asked to change',
	},
	{
		displayName: 'Origin',
		name: 'origin',
		type: 'options',
		options: wordOptions(['guardian', 'import', 'patient', 'staff']),
		default: 'patient',
		description: 'Who asked for the change',
	},
	{
		displayName: 'Review Mode',
		name: 'reviewMode',
		type: 'options',
		options: [
			{
				name: 'In HealthSail',
				value: 'in_healthsail',
				description: 'Staff decide in HealthSail before anything reaches the practice system',
			},
			{
				name: 'In Practice System',
				value: 'in_pm',
				description: 'A task in the practice system is the review',
			},
		],
		default: 'in_healthsail',
	},
];

const customerField: INodeProperties = {
	displayName: 'Customer',
	name: 'customer',
	type: 'json',
	required: true,
	default: '={{ $json }}',
	description:
		'The customer as Customer: Get gives it. Search the practice for duplicates before this node.',
};

const basisOptions: INodeProperties[] = [
	{
		displayName: 'Customer Version',
		name: 'customerVersion',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1,
		description: 'Version of the customer that a change was made from',
	},
	{
		displayName: 'Practice Content Hash',
		name: 'pmContentHash',
		type: 'string',
		default: '',
		description:
			'Content hash of the patient that a change was made from. A request is not delivered when the practice has another value by then.',
	},
];

function shownFor(kind: (typeof requestKinds)[number], field: INodeProperties): INodeProperties {
	const show = { ...field.displayOptions?.show, requestKind: [kind] };
	return { ...field, displayOptions: { show } };
}

/** The fields of Create: those of a change, or the customer who is to become a patient. */
export const createFields: readonly INodeProperties[] = [
	kindField,
	systemField,
	practiceIdField,
	...changeFields.map((field) => shownFor('change', field)),
	shownFor('new_patient', customerField),
	optionsField(
		purposeOption,
		idempotencySourceOption,
		auditFlowOption,
		runIdOption,
		...basisOptions,
	),
];
