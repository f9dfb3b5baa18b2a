import type { IDataObject } from 'n8n-workflow';

import { fieldsCollection, toBody, type FieldSpec } from '../body';
import { pathOf, writeRecord } from '../factories';
import {
	customerIdField,
	idempotencySourceOption,
	optionsField,
	purposeOption,
	wordOptions,
} from '../fields';
import type { ItemOperation } from '../operation';
import { consentPurposeField } from './facts';

const text = (displayName: string, name: string, description: string): FieldSpec => ({
	path: name,
	property: { displayName, name, type: 'string', default: '', description },
});

const additionalSpecs: readonly FieldSpec[] = [
	text('Category', 'category', 'Product category, for the purpose Product Category'),
	text('Evidence Reference', 'evidenceRef', 'Opaque reference to the signed document'),
	text('Expires At', 'expiresAt', 'Time in RFC 3339 form, such as 2027-03-04T00:00:00Z'),
	text(
		'Granted At',
		'grantedAt',
		'Time in RFC 3339 form; HealthSail takes now when it is left out',
	),
];

/** Adds a consent to the customer's ledger. */
export const grant: ItemOperation = {
	kind: 'item',
	name: 'Grant',
	action: 'Grant consent',
	description: 'Record that a customer gave a consent',
	fields: [
		customerIdField,
		consentPurposeField,
		{
			displayName: 'Document Version',
			name: 'documentVersion',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. pm-share-2026-01',
			description: 'Version of the text that the customer agreed to',
		},
		{
			displayName: 'Method',
			name: 'method',
			type: 'options',
			options: wordOptions(['electronic', 'imported', 'paper', 'verbal']),
			default: 'electronic',
			description: 'How the consent was given',
		},
		{
			displayName: 'Granted By',
			name: 'grantedBy',
			type: 'options',
			options: wordOptions(['guardian', 'patient', 'staff']),
			default: 'patient',
			description: 'Who gave the consent',
		},
		fieldsCollection('additionalFields', additionalSpecs),
		optionsField(purposeOption, idempotencySourceOption),
	],
	async execute(call) {
		const values = call.param<IDataObject>('additionalFields', {});
		return await writeRecord(call, {
			operation: 'grantConsent',
			method: 'POST',
			path: pathOf('/customers', call.param<string>('customerId'), 'consents'),
			body: {
				purpose: call.param<string>('consentPurpose'),
				documentVersion: call.param<string>('documentVersion'),
				method: call.param<string>('method'),
				grantedBy: call.param<string>('grantedBy'),
				...(await toBody(additionalSpecs, values)),
			},
		});
	},
};
