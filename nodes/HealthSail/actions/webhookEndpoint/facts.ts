import type { IDataObject } from 'n8n-workflow';

import type { FieldSpec } from '../body';
import type { ResourceFacts } from '../factories';
import { idField } from '../fields';

export const webhookEndpointFacts: ResourceFacts = {
	label: 'webhook endpoint',
	plural: 'webhook endpoints',
	path: '/webhook-endpoints',
	idField: idField(
		'webhookEndpointId',
		'Webhook Endpoint ID',
		'ID of the webhook endpoint in HealthSail; it starts with whe_',
	),
	get: 'getWebhookEndpoint',
	update: 'updateWebhookEndpoint',
	delete: 'deleteWebhookEndpoint',
};

export const urlSpec: FieldSpec = {
	path: 'url',
	clearable: false,
	property: {
		displayName: 'URL',
		name: 'url',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://n8n.example.org/webhook/hs-0001',
		description: 'Address that HealthSail sends the events to',
	},
};

export const eventTypesSpec: FieldSpec = {
	path: 'events',
	clearable: false,
	property: {
		displayName: 'Event Types',
		name: 'eventTypes',
		type: 'json',
		default: '["customer.*"]',
		description: 'List of event types; a whole group is written as customer.*',
	},
};

export const optionalEndpointFields: readonly FieldSpec[] = [
	{
		path: 'description',
		property: {
			displayName: 'Description',
			name: 'description',
			type: 'string',
			default: '',
			description: 'What the endpoint is for',
		},
	},
	{
		path: 'status',
		clearable: false,
		property: {
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: [
				{ name: 'Disabled', value: 'disabled' },
				{ name: 'Enabled', value: 'enabled' },
			],
			default: 'enabled',
		},
	},
];

/** HealthSail shows a secret once; it belongs in the credential and never into an item. */
export function withoutSecret(endpoint: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(endpoint).filter(([name]) => name !== 'secret'));
}
