import type { IDataObject } from 'n8n-workflow';

import { fieldsCollection, toBody } from '../body';
import { writeRecord } from '../factories';
import type { ItemOperation } from '../operation';
import { eventTypesSpec, optionalEndpointFields, urlSpec, withoutSecret } from './facts';

const specs = [urlSpec, eventTypesSpec, ...optionalEndpointFields];

/** Registers an address for events; the HealthSail Trigger does this by itself. */
export const create: ItemOperation = {
	kind: 'item',
	name: 'Create',
	action: 'Create webhook endpoint',
	description:
		'Register an address for events, signed with the webhook secret of the credential. The HealthSail Trigger does this by itself.',
	fields: [
		{ ...urlSpec.property, required: true },
		{ ...eventTypesSpec.property, required: true },
		fieldsCollection('additionalFields', optionalEndpointFields),
	],
	async execute(call) {
		const values = {
			...call.param<IDataObject>('additionalFields', {}),
			url: call.param<string>('url'),
			eventTypes: call.param('eventTypes'),
		};
		const endpoint = await writeRecord(call, {
			operation: 'createWebhookEndpoint',
			method: 'POST',
			path: '/webhook-endpoints',
			body: { ...(await toBody(specs, values)), secret: call.client.webhookSecret() },
		});
		return withoutSecret(endpoint);
	},
};
