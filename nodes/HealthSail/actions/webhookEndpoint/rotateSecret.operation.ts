import { pathOf, writeRecord } from '../factories';
import { versionField } from '../fields';
import type { ItemOperation } from '../operation';
import { webhookEndpointFacts, withoutSecret } from './facts';

/** Sets the secret that the credential holds now; the old one also signs for 24 hours. */
export const rotateSecret: ItemOperation = {
	kind: 'item',
	name: 'Rotate Secret',
	action: 'Rotate secret of webhook endpoint',
	description:
		'Make HealthSail sign with the webhook secret that the credential holds now. Put the new secret into the credential first; the old one also signs for 24 hours.',
	fields: [webhookEndpointFacts.idField, versionField],
	async execute(call) {
		const endpoint = await writeRecord(call, {
			operation: 'rotateWebhookSecret',
			method: 'POST',
			path: pathOf('/webhook-endpoints', call.param<string>('webhookEndpointId'), 'rotate-secret'),
			ifMatch: call.param<string>('version'),
			body: { secret: call.client.webhookSecret() },
		});
		return withoutSecret(endpoint);
	},
};
