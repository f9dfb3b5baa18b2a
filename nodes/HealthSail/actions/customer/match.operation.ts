import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { fieldsCollection, toBody, type FieldSpec } from '../body';
import { optionsField, purposeOption } from '../fields';
import { readOptions } from '../factories';
import type { ItemOperation } from '../operation';
import {
	administrativeSexSpec,
	birthDateSpec,
	emailSpec,
	familyNameSpec,
	givenNameSpec,
} from './facts';

const matchSchema = z.object({
	data: z.array(
		z.object({
			customerId: z.string(),
			grade: z.string(),
			reasons: z.array(z.string()).optional(),
		}),
	),
});

const json = (displayName: string, name: string, path: string, placeholder: string): FieldSpec => ({
	path,
	property: { displayName, name, type: 'json', default: '', placeholder },
});

const requiredSpecs = [givenNameSpec, familyNameSpec, birthDateSpec];
const additionalSpecs = [
	administrativeSexSpec,
	emailSpec,
	json('Phones', 'phones', 'demographics.phones', 'e.g. [{"use":"home","number":"+12175550123"}]'),
	json('Addresses', 'addresses', 'addresses', 'e.g. [{"use":"home","postalCode":"62701"}]'),
];

/** HealthSail's own opinion of who a person is; shown to people, never acted on. */
export const match: ItemOperation = {
	kind: 'item',
	name: 'Match',
	action: 'Match customer by demographics',
	description:
		"Ask HealthSail which customers look like a person. The grade is HealthSail's opinion and links nothing.",
	fields: [
		...requiredSpecs.map(({ property }) => ({ ...property, required: true })),
		fieldsCollection('additionalFields', additionalSpecs),
		optionsField(purposeOption),
	],
	async execute(call) {
		const values = {
			...call.param<IDataObject>('additionalFields', {}),
			givenName: call.param<string>('givenName'),
			familyName: call.param<string>('familyName'),
			birthDate: call.param<string>('birthDate'),
		};
		const answer = await call.client.parsed(
			{
				operation: 'matchCustomer',
				method: 'POST',
				path: '/customers/match',
				body: await toBody([...requiredSpecs, ...additionalSpecs], values),
				isRepeatable: true,
				purpose: readOptions(call).purposeOfUse,
			},
			matchSchema,
		);
		return { matches: answer.data };
	},
};
