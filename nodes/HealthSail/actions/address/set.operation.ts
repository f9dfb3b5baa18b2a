import type { IDataObject } from 'n8n-workflow';

import { fieldsCollection, toBody } from '../body';
import { pathOf, writeRecord } from '../factories';
import { customerIdField, optionsField, purposeOption, versionField } from '../fields';
import type { ItemOperation } from '../operation';
import { addressFields, addressIdField, useField } from './facts';

/** Writes one address whole; gives the customer as it is then. */
export const set: ItemOperation = {
	kind: 'item',
	name: 'Set',
	action: 'Set address of customer',
	description: 'Write one address of a customer whole; fields that are not added become empty',
	fields: [
		customerIdField,
		versionField,
		addressIdField,
		useField,
		fieldsCollection('additionalFields', addressFields),
		optionsField(purposeOption),
	],
	async execute(call) {
		const values = call.param<IDataObject>('additionalFields', {});
		return await writeRecord(call, {
			operation: 'putCustomerAddress',
			method: 'PUT',
			path: pathOf(
				'/customers',
				call.param<string>('customerId'),
				'addresses',
				call.param<string>('addressId'),
			),
			ifMatch: call.param<string>('version'),
			body: { use: call.param<string>('use'), ...(await toBody(addressFields, values)) },
		});
	},
};
