import type { INodeProperties } from 'n8n-workflow';

import type { FieldSpec } from '../body';
import type { ResourceFacts } from '../factories';
import { idField, wordOptions } from '../fields';

export const coverageFacts: ResourceFacts = {
	label: 'coverage',
	plural: 'coverages',
	path: '/coverages',
	idField: idField('coverageId', 'Coverage ID', 'ID of the coverage; it starts with cov_'),
	update: 'updateCoverage',
	purpose: 'HPAYMT',
};

export const priorities = ['primary', 'secondary', 'tertiary'] as const;
export const coverageStatuses = ['active', 'inactive', 'terminated', 'unverified'] as const;

const text = (displayName: string, name: string, description: string): FieldSpec => ({
	path: name,
	property: { displayName, name, type: 'string', default: '', description },
});

/** The contract keeps payer, plan and subscriber as one object each; a write replaces it whole. */
const json = (displayName: string, name: string, placeholder: string): INodeProperties => ({
	displayName,
	name,
	type: 'json',
	default: '',
	placeholder,
	description: `The ${name} as one JSON object. It replaces the ${name} that is stored.`,
});

const word = (
	displayName: string,
	name: string,
	words: readonly string[],
	standard: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'options',
	options: wordOptions(words),
	default: standard,
});

export const prioritySpec: FieldSpec = {
	path: 'priority',
	clearable: false,
	property: word('Priority', 'priority', priorities, 'primary'),
};
export const statusSpec: FieldSpec = {
	path: 'status',
	clearable: false,
	property: {
		...word('Status', 'status', coverageStatuses, 'unverified'),
		description: "Coverage on file is not a payer's answer: it stays unverified until checked",
	},
};
export const payerSpec: FieldSpec = {
	path: 'payer',
	clearable: false,
	property: json('Payer', 'payer', 'e.g. {"payerId":"PAYER-EX1","name":"Example Health Plan"}'),
};
export const planSpec: FieldSpec = {
	path: 'plan',
	clearable: false,
	property: json('Plan', 'plan', 'e.g. {"name":"Example PPO","type":"commercial"}'),
};
export const subscriberSpec: FieldSpec = {
	path: 'subscriber',
	clearable: false,
	property: json('Subscriber', 'subscriber', 'e.g. {"relationship":"self"}'),
};

export const optionalCoverageFields: readonly FieldSpec[] = [
	text('Member ID', 'memberId', 'Number of the member with the payer'),
	text('Effective From', 'effectiveFrom', 'First day, such as 2026-01-01'),
	text('Effective To', 'effectiveTo', 'Last day, such as 2026-12-31'),
	{
		path: 'copay',
		property: {
			displayName: 'Copay',
			name: 'copay',
			type: 'json',
			default: '',
			placeholder: 'e.g. {"amount":2500,"currency":"USD"}',
			description: 'Amount in cents with its currency',
		},
	},
	{
		path: 'externalIds',
		clearable: false,
		property: {
			displayName: 'External IDs',
			name: 'externalIds',
			type: 'json',
			default: '',
			placeholder: 'e.g. [{"system":"tebra","practiceId":"1","type":"policy","value":"900"}]',
			description: 'List of IDs of the policy in practice systems. It replaces the whole list.',
		},
	},
];

export const coverageFields: readonly FieldSpec[] = [
	prioritySpec,
	statusSpec,
	payerSpec,
	planSpec,
	subscriberSpec,
	...optionalCoverageFields,
];
