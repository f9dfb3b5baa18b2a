import type { INodeProperties } from 'n8n-workflow';

import {
	auditFlowOption,
	byDisplayName,
	optionsField,
	runIdOption,
	versionField,
	wordOptions,
} from '../fields';
import { changeRequestFacts, deliveryStates } from './facts';

/** The word of a list for what stays as it is. */
export const keep = 'keep';

const channels = [
	'direct_write',
	'document',
	'hl7',
	'manual',
	'message',
	'note',
	'notice',
	'task',
] as const;

const outcomes = ['applied', 'changed_meanwhile', 'refused', 'with_staff'] as const;

const closings = ['accepted', 'superseded', 'unanswered'] as const;

const additionalFields: INodeProperties[] = [
	{
		displayName: 'Attempts',
		name: 'attempts',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 1,
		description: 'How often the delivery was tried so far',
	},
	{
		displayName: 'Close As',
		name: 'closedAs',
		type: 'options',
		options: wordOptions(closings),
		default: 'accepted',
		description: 'What became of the request as a whole. A closed request takes nothing more.',
	},
	{
		displayName: 'Error Code',
		name: 'lastErrorCode',
		type: 'string',
		default: '',
		description: 'Code of the last error, without patient data. Leave empty to clear it.',
	},
	{
		displayName: 'Outcome of Approved Changes',
		name: 'outcome',
		type: 'options',
		options: wordOptions(outcomes),
		default: 'with_staff',
		description: 'What became of every change that staff approved',
	},
	{
		displayName: 'Practice References',
		name: 'pmRefs',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add reference',
		default: {},
		description: 'Records in the practice system that carry the request; they replace earlier ones',
		options: [
			{
				displayName: 'Reference',
				name: 'entries',
				values: [
					{
						displayName: 'Type',
						name: 'type',
						type: 'string',
						default: '',
						placeholder: 'e.g. task',
						description: 'What kind of record it is',
					},
					{
						displayName: 'ID',
						name: 'id',
						type: 'string',
						default: '',
						description: 'ID of the record in the practice system',
					},
				],
			},
		],
	},
	{
		displayName: 'Reminded At',
		name: 'remindedAt',
		type: 'dateTime',
		default: '',
		description: 'When staff were reminded of the request',
	},
];

/** The fields of Set Delivery. */
export const setDeliveryFields: readonly INodeProperties[] = [
	changeRequestFacts.idField,
	versionField,
	{
		displayName: 'Delivery State',
		name: 'deliveryState',
		type: 'options',
		options: [{ name: 'Keep', value: keep }, ...wordOptions(deliveryStates)].sort((a, b) =>
			a.name < b.name ? -1 : 1,
		),
		default: 'landed',
		description:
			'How far the request has come. Landed: the practice has it, and its staff have to act.',
	},
	{
		displayName: 'Channel',
		name: 'channel',
		type: 'options',
		options: [{ name: 'Keep', value: keep }, ...wordOptions(channels)].sort((a, b) =>
			a.name < b.name ? -1 : 1,
		),
		default: keep,
		description: 'The way by which the request reached the practice',
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		options: [...additionalFields].sort(byDisplayName),
	},
	optionsField(auditFlowOption, runIdOption),
];
