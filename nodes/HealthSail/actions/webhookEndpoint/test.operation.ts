import { pathOf, writeRecord } from '../factories';
import type { ItemOperation } from '../operation';
import { webhookEndpointFacts } from './facts';

/** Has HealthSail send a test event. */
export const test: ItemOperation = {
	kind: 'item',
	name: 'Test',
	action: 'Test webhook endpoint',
	description: 'Have HealthSail send a test event to the endpoint',
	fields: [webhookEndpointFacts.idField],
	async execute(call) {
		return await writeRecord(call, {
			operation: 'testWebhookEndpoint',
			method: 'POST',
			path: pathOf('/webhook-endpoints', call.param<string>('webhookEndpointId'), 'test'),
		});
	},
};
