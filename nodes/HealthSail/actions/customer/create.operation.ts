import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { fieldsCollection, toBody } from '../body';
import { writeRecord } from '../factories';
import {
	idempotencySourceOption,
	optionsField,
	purposeOption,
	systemOptions,
	wordOptions,
} from '../fields';
import type { ItemOperation } from '../operation';
import { externalIdTypeSchema } from '../../../../lib/canonical/externalId';
import { birthDateSpec, customerFields, familyNameSpec, givenNameSpec } from './facts';

const requiredSpecs = [givenNameSpec, familyNameSpec, birthDateSpec];
const additionalSpecs = customerFields.filter((spec) => !requiredSpecs.includes(spec));

const externalIdsField: INodeProperties = {
	displayName: 'External IDs',
	name: 'externalIds',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add external ID',
	default: {},
	description: 'IDs of the same person in practice systems',
	options: [
		{
			displayName: 'External ID',
			name: 'entries',
			values: [
				{
					displayName: 'Practice System',
					name: 'system',
					type: 'options',
					options: systemOptions,
					default: 'tebra',
				},
				{ displayName: 'Practice ID', name: 'practiceId', type: 'string', default: '' },
				{
					displayName: 'Type',
					name: 'type',
					type: 'options',
					options: wordOptions(externalIdTypeSchema.options),
					default: 'patient',
				},
				{ displayName: 'Value', name: 'value', type: 'string', default: '' },
			],
		},
	],
};

/** Creates one customer; bulk work from a practice system uses createOrUpdate. */
export const create: ItemOperation = {
	kind: 'item',
	name: 'Create',
	action: 'Create customer',
	description: 'Create one customer',
	fields: [
		...requiredSpecs.map(({ property }) => ({ ...property, required: true })),
		externalIdsField,
		fieldsCollection('additionalFields', additionalSpecs),
		optionsField(purposeOption, idempotencySourceOption),
	],
	async execute(call) {
		const values = {
			...call.param<IDataObject>('additionalFields', {}),
			givenName: call.param<string>('givenName'),
			familyName: call.param<string>('familyName'),
			birthDate: call.param<string>('birthDate'),
		};
		const { entries = [] } = call.param<{ entries?: IDataObject[] }>('externalIds', {});
		return await writeRecord(call, {
			operation: 'createCustomer',
			method: 'POST',
			path: '/customers',
			body: {
				...(await toBody(customerFields, values)),
				...(entries.length > 0 && { externalIds: entries }),
			},
		});
	},
};
