import type { IDataObject } from 'n8n-workflow';

import { fieldsCollection, toBody } from '../body';
import { pathOf, writeRecord } from '../factories';
import { customerIdField, idempotencySourceOption, optionsField, purposeOption } from '../fields';
import type { ItemOperation } from '../operation';
import {
	coverageFacts,
	coverageFields,
	optionalCoverageFields,
	payerSpec,
	planSpec,
	prioritySpec,
	statusSpec,
	subscriberSpec,
} from './facts';

const requiredSpecs = [prioritySpec, statusSpec, payerSpec, planSpec, subscriberSpec];

/** Creates one coverage of a customer. */
export const create: ItemOperation = {
	kind: 'item',
	name: 'Create',
	action: 'Create coverage',
	description: 'Create one coverage of a customer',
	fields: [
		customerIdField,
		...requiredSpecs.map(({ property }) => ({ ...property, required: true })),
		fieldsCollection('additionalFields', optionalCoverageFields),
		optionsField(purposeOption, idempotencySourceOption),
	],
	async execute(call) {
		const required = requiredSpecs.map(({ property: { name } }) => [name, call.param(name)]);
		const values = {
			...call.param<IDataObject>('additionalFields', {}),
			...(Object.fromEntries(required) as IDataObject),
		};
		return await writeRecord(call, {
			operation: 'createCoverage',
			method: 'POST',
			path: pathOf('/customers', call.param<string>('customerId'), 'coverages'),
			body: await toBody(coverageFields, values),
			purpose: coverageFacts.purpose,
		});
	},
};
