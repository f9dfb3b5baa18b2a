import type { INodeProperties } from 'n8n-workflow';

import { auditFlowOption, optionsField, runIdOption, versionField, wordOptions } from '../fields';
import { changeRequestFacts } from './facts';

/** Who decided, in the order id, name, method. */
export const reviewerFields: readonly INodeProperties[] = [
	{
		displayName: 'Reviewer ID',
		name: 'reviewerId',
		type: 'string',
		required: true,
		default: '',
		description: 'Login or staff ID of the person who decided',
	},
	{
		displayName: 'Reviewer Name',
		name: 'reviewerName',
		type: 'string',
		required: true,
		default: '',
		description: 'Name of the person who decided',
	},
	{
		displayName: 'Sign-in Method',
		name: 'reviewerMethod',
		type: 'string',
		required: true,
		default: 'n8n',
		placeholder: 'e.g. n8n',
		description: 'How the person was signed in, in a word',
	},
];

const entryFields: INodeProperties[] = [
	{
		displayName: 'Change ID',
		name: 'changeId',
		type: 'string',
		default: '',
		placeholder: 'e.g. chg_00000001',
		description: 'ID of the change in the request; it starts with chg_',
	},
	{
		displayName: 'Decision',
		name: 'decision',
		type: 'options',
		options: wordOptions(['approved', 'rejected']),
		default: 'rejected',
		description: 'What the person decided about this change',
	},
	{
		displayName: 'Reason',
		name: 'reason',
		type: 'string',
		default: '',
		description: 'Short note for colleagues, without patient data',
	},
	{
		displayName: 'Value Seen',
		name: 'valueSeen',
		type: 'json',
		default: '',
		placeholder: 'e.g. "old@example.org"',
		description:
			'What the person saw as the value of the practice, as JSON: text in quotation marks, null when the practice had none. Before a write, the practice system has to show the same.',
	},
];

/** The fields of Decide. */
export const decideFields: readonly INodeProperties[] = [
	changeRequestFacts.idField,
	versionField,
	{
		displayName: 'Decisions From',
		name: 'decisionsFrom',
		type: 'options',
		options: [
			{ name: 'Fields Below', value: 'fields' },
			{ name: 'JSON', value: 'json', description: 'A list, for example from the input item' },
		],
		default: 'fields',
		description: 'Where the decisions come from',
	},
	{
		displayName: 'Decisions',
		name: 'decisions',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add decision',
		default: {},
		description: 'One entry per change. A change that is left out waits for another decision.',
		displayOptions: { show: { decisionsFrom: ['fields'] } },
		options: [{ displayName: 'Decision', name: 'entries', values: entryFields }],
	},
	{
		displayName: 'Decisions (JSON)',
		name: 'decisionsJson',
		type: 'json',
		required: true,
		default: '={{ $json.decisions }}',
		description: 'List of decisions with changeId, decision, and if wanted valueSeen and reason',
		displayOptions: { show: { decisionsFrom: ['json'] } },
	},
	...reviewerFields,
	optionsField(auditFlowOption, runIdOption),
];
