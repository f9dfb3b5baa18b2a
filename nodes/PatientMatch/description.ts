import type { INodeProperties } from 'n8n-workflow';

import { defaultIdentitySettings } from '../../lib/identity/defaults';
import { recordFields } from './plainRecord';

/** Two inputs for two lists, else one; evaluated in the editor, from the node's parameters. */
export const inputsExpression = `={{ $parameter.operation === 'listAgainstList'
	? [{ type: 'main', displayName: 'Patients' }, { type: 'main', displayName: 'Candidates' }]
	: [{ type: 'main' }] }}` as const;

const { linkScore, reviewScore, populationSize } = defaultIdentitySettings;

const score = (
	displayName: string,
	name: 'linkScore' | 'reviewScore',
	shipped: number,
	description: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'number',
	typeOptions: { numberPrecision: 2, minValue: -20, maxValue: 60 },
	default: shipped,
	description,
});

const thresholds: INodeProperties = {
	displayName: 'Thresholds',
	name: 'thresholds',
	type: 'collection',
	placeholder: 'Add threshold',
	default: {},
	description: 'Thresholds for this node alone. What is not added comes from Settings.',
	options: [
		score(
			'Link Score',
			'linkScore',
			linkScore,
			'From this score on a pair is probable and is linked, unless a guard stops it. Scores are in bits: one more doubles the odds.',
		),
		{
			displayName: 'Population Size',
			name: 'populationSize',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: populationSize,
			description:
				'People the candidates were picked from, such as the number of customers. The more there are, the more must agree.',
		},
		score(
			'Review Score',
			'reviewScore',
			reviewScore,
			'From this score on a pair is possible and goes to a person',
		),
	],
};

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Exclusions',
			name: 'exclusions',
			type: 'json',
			default: '[]',
			placeholder: 'e.g. [{"pair": ["17", "23"]}]',
			description:
				'Pairs that are never proposed: match exclusions as HealthSail gives them, or pairs of record IDs. Candidates from Customer: Find Candidates already say which pairs are excluded.',
		},
		{
			displayName: 'Field Names',
			name: 'fieldNames',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add field name',
			default: {},
			description:
				'Names of the fields of plain records, where they are not common ones such as first_name or date_of_birth. Patients and customers need none.',
			options: [
				{
					displayName: 'Field Name',
					name: 'entries',
					values: [
						{
							displayName: 'Field',
							name: 'field',
							type: 'options',
							options: recordFields.map(({ name, value }) => ({ name, value })),
							default: 'id',
						},
						{
							displayName: 'Name in the Items',
							name: 'name',
							type: 'string',
							default: '',
							placeholder: 'e.g. Vorname',
						},
					],
				},
			],
		},
	],
};

/** The parameters of the node. */
export const matchProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Against Candidates',
				value: 'againstCandidates',
				action: 'Match patients against candidates',
				description: 'Each item brings its own candidates, as Customer: Find Candidates adds them',
			},
			{
				name: 'List Against List',
				value: 'listAgainstList',
				action: 'Match list against list',
				description: 'The items of the first input are matched with those of the second',
			},
			{
				name: 'Within List',
				value: 'withinList',
				action: 'Find duplicates within list',
				description: 'Find the people that stand in one list more than once',
			},
		],
		default: 'againstCandidates',
	},
	{
		displayName: 'Link At',
		name: 'linkAt',
		type: 'options',
		options: [
			{
				name: 'Certain Only',
				value: 'certain',
				description: 'Probable pairs go to a person. For the IDs of a second interface.',
			},
			{
				name: 'Probable and Certain',
				value: 'probable',
				description: 'For patients of a practice system and customers',
			},
		],
		default: 'probable',
		description:
			'What is linked without a person. Certain means an own identifier or an approved combination of fields; name and birth date alone never link. Where Settings asks for Certain Only, that holds.',
	},
	{
		displayName: 'Settings',
		name: 'settings',
		type: 'json',
		default: '',
		placeholder: "={{ $('Get Practice Profile').first().json.profile.identity }}",
		description:
			'The matching settings of the practice profile, from Practice: Get Profile. Leave empty for the settings that come with the node.',
	},
	thresholds,
	options,
];
