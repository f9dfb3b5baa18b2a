import type { IDataObject } from 'n8n-workflow';

import { fieldsCollection, toBody, type FieldSpec } from '../body';
import { pathOf, writeRecord } from '../factories';
import { customerIdField, optionsField, purposeOption, versionField, wordOptions } from '../fields';
import type { ItemOperation } from '../operation';
import { phoneIdField } from './facts';

const additionalSpecs: readonly FieldSpec[] = [
	{
		path: 'extension',
		property: { displayName: 'Extension', name: 'extension', type: 'string', default: '' },
	},
	{
		path: 'preferred',
		property: {
			displayName: 'Preferred',
			name: 'preferred',
			type: 'boolean',
			default: false,
			description: 'Whether to call this number first',
		},
	},
	{
		path: 'textAllowed',
		property: {
			displayName: 'Text Allowed',
			name: 'textAllowed',
			type: 'boolean',
			default: false,
			description: 'Whether text messages may go to this number',
		},
	},
];

/** Writes one phone whole; gives the customer as it is then. */
export const set: ItemOperation = {
	kind: 'item',
	name: 'Set',
	action: 'Set phone of customer',
	description: 'Write one phone of a customer whole; fields that are not added become empty',
	fields: [
		customerIdField,
		versionField,
		phoneIdField,
		{
			displayName: 'Use',
			name: 'use',
			type: 'options',
			required: true,
			options: wordOptions(['home', 'mobile', 'work']),
			default: 'mobile',
		},
		{
			displayName: 'Number',
			name: 'number',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. +12175550123',
			description: 'Number in international form (E.164)',
		},
		fieldsCollection('additionalFields', additionalSpecs),
		optionsField(purposeOption),
	],
	async execute(call) {
		const values = call.param<IDataObject>('additionalFields', {});
		return await writeRecord(call, {
			operation: 'putCustomerPhone',
			method: 'PUT',
			path: pathOf(
				'/customers',
				call.param<string>('customerId'),
				'phones',
				call.param<string>('phoneId'),
			),
			ifMatch: call.param<string>('version'),
			body: {
				use: call.param<string>('use'),
				number: call.param<string>('number'),
				...(await toBody(additionalSpecs, values)),
			},
		});
	},
};
