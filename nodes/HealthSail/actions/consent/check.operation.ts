import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { pathOf, readOptions } from '../factories';
import { customerIdField, optionsField, purposeOption } from '../fields';
import type { ItemOperation } from '../operation';
import { consentPurposeField } from './facts';

const checkSchema = z.object({ allowed: z.boolean() }).passthrough();

/** Asks whether a customer's consents allow a purpose. */
export const check: ItemOperation = {
	kind: 'item',
	name: 'Check',
	action: 'Check consent',
	description: 'Ask whether the consents of a customer allow a purpose now',
	fields: [
		customerIdField,
		consentPurposeField,
		{
			displayName: 'Product IDs',
			name: 'productIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. prd_0001,prd_0002',
			description: 'Products it is about, separated by commas; leave empty for none',
		},
		optionsField(purposeOption),
	],
	async execute(call) {
		const productIds = call
			.param<string>('productIds', '')
			.split(',')
			.map((id) => id.trim())
			.filter((id) => id !== '');
		return (await call.client.parsed(
			{
				operation: 'checkConsent',
				method: 'POST',
				path: pathOf('/customers', call.param<string>('customerId'), 'consents', 'check'),
				body: {
					purpose: call.param<string>('consentPurpose'),
					...(productIds.length > 0 && { productIds }),
				},
				isRepeatable: true,
				purpose: readOptions(call).purposeOfUse,
			},
			checkSchema,
		)) as IDataObject;
	},
};
