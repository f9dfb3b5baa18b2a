import type { INodeProperties } from 'n8n-workflow';

import { healthSailAuthenticationField } from '../common/healthsail/credentialFields';

const acknowledging = { resource: ['answer'], operation: ['acknowledge'] };
const sending = { resource: ['message'] };

/** Selectors and fields of the HL7 Interface node. */
export const hl7Properties: INodeProperties[] = [
	healthSailAuthenticationField,
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Answer', value: 'answer' },
			{ name: 'Message', value: 'message' },
		],
		default: 'answer',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['answer'] } },
		options: [
			{
				name: 'Acknowledge',
				value: 'acknowledge',
				action: 'Acknowledge message',
				description:
					'Answer the engine that waits at HL7 Interface Trigger; the last node of the flow',
			},
		],
		default: 'acknowledge',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: sending },
		options: [
			{
				name: 'Send ADT A31',
				value: 'sendAdtA31',
				action: 'Send ADT A31 message',
				description: 'Tell the practice system what is known of a patient, and wait for its answer',
			},
			{
				name: 'Send DFT P03',
				value: 'sendDftP03',
				action: 'Send DFT P03 message',
				description:
					'Send charges, payments and credits of a patient to the practice system, and wait for its answer',
			},
		],
		default: 'sendAdtA31',
	},
	{
		displayName: 'Result',
		name: 'result',
		type: 'options',
		options: [
			{
				name: 'Accepted (AA)',
				value: 'accepted',
				description: 'The work is done; the engine sends the next message',
			},
			{
				name: 'As Failures Say',
				value: 'fromFailures',
				description: 'AA without failures, AE when the message is at fault, no answer otherwise',
			},
			{
				name: 'Error (AE)',
				value: 'error',
				description: 'The message cannot be worked with; the engine shows it to a person',
			},
			{
				name: 'Later (No Acknowledgement)',
				value: 'later',
				description: 'HTTP 503: the engine keeps the message and sends it again',
			},
			{
				name: 'Rejected (AR)',
				value: 'rejected',
				description: 'The message is of a kind that is not taken',
			},
		],
		default: 'accepted',
		displayOptions: { show: acknowledging },
		description: 'What to tell the engine',
	},
	{
		displayName: 'Message',
		name: 'message',
		type: 'json',
		required: true,
		default: '={{ $json.hl7 }}',
		displayOptions: { show: acknowledging },
		description: 'The message to answer: the member hl7 of the item of HL7 Interface Trigger',
	},
	{
		displayName: 'Failures',
		name: 'failures',
		type: 'json',
		default: '[]',
		displayOptions: { show: { ...acknowledging, result: ['fromFailures'] } },
		description: 'Failed items of the nodes that did the work, as a list; empty when all went well',
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		default: '',
		placeholder: 'e.g. The provider is not known',
		displayOptions: { show: { ...acknowledging, result: ['error', 'rejected'] } },
		description: 'A sentence for who looks after the engine, without patient data',
	},
	{
		displayName: 'Patient',
		name: 'patient',
		type: 'json',
		required: true,
		default: '={{ $json }}',
		displayOptions: { show: sending },
		description:
			'The patient as a practice system node emits it, or the member patient of an item of the output By HL7; only what is there is told',
	},
	{
		displayName: 'Transactions',
		name: 'transactions',
		type: 'json',
		required: true,
		default: '',
		placeholder:
			'e.g. [{"kind":"payment","date":"2026-03-09","code":"CARD","amount":{"amount":1500,"currency":"USD"}}]',
		displayOptions: { show: { ...sending, operation: ['sendDftP03'] } },
		description:
			'List of charges, payments and credits. Amounts are whole cents and positive; the kind tells the direction.',
	},
	{
		displayName: 'Reference',
		name: 'reference',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. HSB7F3A2K9',
		displayOptions: { show: { ...sending, operation: ['sendDftP03'] } },
		description:
			'Short reference of the posting, up to 20 characters. It is the number of the message and stands in every line of the ledger.',
	},
	{
		displayName: 'Reference',
		name: 'reference',
		type: 'string',
		default: '',
		placeholder: 'e.g. HSB7F3A2K9',
		displayOptions: { show: { ...sending, operation: ['sendAdtA31'] } },
		description: 'Number of the message, up to 20 characters. Leave empty for a new one.',
	},
];
