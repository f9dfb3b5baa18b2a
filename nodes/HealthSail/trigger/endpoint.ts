import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import type { HealthSailClient } from '../../common/healthsail/client';
import { problemCode } from '../../common/healthsail/errors';
import { outcomeOf } from '../../common/outcome';

const endpointSchema = z.object({
	id: z.string(),
	version: z.number().int(),
	url: z.string().optional(),
	events: z.array(z.string()).optional(),
	status: z.string().optional(),
});
type Endpoint = z.output<typeof endpointSchema>;

/** What the trigger wants HealthSail to send, and where to. */
export interface WantedEndpoint {
	readonly url: string;
	readonly events: readonly string[];
	/** Keyed by the workflow's own static data: id of the endpoint, and which secret it signs with. */
	readonly memory: IDataObject;
}

/**
 * Adopts an endpoint that HealthSail already has for this address: its events are set right, and
 * its secret is replaced unless this workflow set the credential's secret itself.
 *
 * @returns whether there is one
 */
export async function adoptEndpoint(
	client: HealthSailClient,
	{ url, events, memory }: WantedEndpoint,
): Promise<boolean> {
	const found = await findEndpoint(client, url);
	if (!found) return false;
	let endpoint = found;
	if (!isAsWanted(endpoint, events)) {
		endpoint = await patchEndpoint(client, endpoint, { events, status: 'enabled' });
	}
	const secretMark = markOf(client);
	if (memory.endpointId !== endpoint.id || memory.secretMark !== secretMark) {
		await rotateSecret(client, endpoint);
	}
	remember(memory, endpoint.id, secretMark);
	return true;
}

/** Registers the address, with the secret of the credential. */
export async function createEndpoint(
	client: HealthSailClient,
	{ url, events, memory }: WantedEndpoint,
): Promise<void> {
	const body = {
		url,
		events,
		secret: client.webhookSecret(),
		description: 'n8n workflow',
	};
	const endpoint = await client.parsed(
		{
			operation: 'createWebhookEndpoint',
			method: 'POST',
			path: '/webhook-endpoints',
			body,
			// The time parts this activation from one before, after which the endpoint was deleted.
			idempotencySource: { id: url, version: new Date().toISOString() },
		},
		endpointSchema,
	);
	remember(memory, endpoint.id, markOf(client));
}

/** Takes the address away; one that is gone already is fine. */
export async function removeEndpoint(client: HealthSailClient, memory: IDataObject): Promise<void> {
	const { endpointId } = memory;
	if (typeof endpointId === 'string') {
		const first = await outcomeOf(async () => await deleteOnce(client, endpointId));
		const wasChanged = !first.ok && problemCode(first.error) === 'version_mismatch';
		if (wasChanged) await deleteOnce(client, endpointId);
		else if (!first.ok) throw first.error;
	}
	delete memory.endpointId;
	delete memory.secretMark;
}

async function findEndpoint(client: HealthSailClient, url: string): Promise<Endpoint | undefined> {
	for await (const page of client.list('/webhook-endpoints', { limit: 200 })) {
		const match = page.find((endpoint) => endpoint.url === url);
		if (match) return endpointSchema.parse(match);
	}
	return undefined;
}

function isAsWanted(endpoint: Endpoint, events: readonly string[]): boolean {
	const have = [...(endpoint.events ?? [])].sort().join(',');
	return have === [...events].sort().join(',') && endpoint.status === 'enabled';
}

async function patchEndpoint(
	client: HealthSailClient,
	{ id, version }: Endpoint,
	body: object,
): Promise<Endpoint> {
	return await client.parsed(
		{
			operation: 'updateWebhookEndpoint',
			method: 'PATCH',
			path: `/webhook-endpoints/${encodeURIComponent(id)}`,
			body,
			ifMatch: version,
		},
		endpointSchema,
	);
}

async function rotateSecret(client: HealthSailClient, { id, version }: Endpoint): Promise<void> {
	await client.request({
		operation: 'rotateWebhookSecret',
		method: 'POST',
		path: `/webhook-endpoints/${encodeURIComponent(id)}/rotate-secret`,
		body: { secret: client.webhookSecret() },
		ifMatch: version,
		idempotencySource: { id, version: String(version) },
	});
}

async function deleteOnce(client: HealthSailClient, id: string): Promise<void> {
	const path = `/webhook-endpoints/${encodeURIComponent(id)}`;
	const outcome = await outcomeOf(async () => {
		const endpoint = await client.parsed(
			{ operation: 'getWebhookEndpoint', method: 'GET', path },
			endpointSchema,
		);
		await client.request({
			operation: 'deleteWebhookEndpoint',
			method: 'DELETE',
			path,
			ifMatch: endpoint.version,
		});
	});
	if (outcome.ok) return;
	const code = problemCode(outcome.error);
	if (code !== 'not_found' && code !== 'gone') throw outcome.error;
}

/** Tells later whether the credential still holds the secret that was set; says nothing of it. */
function markOf(client: HealthSailClient): string {
	return client.keyedHash(`webhook secret|${client.webhookSecret()}`).slice(0, 16);
}

function remember(memory: IDataObject, endpointId: string, secretMark: string): void {
	memory.endpointId = endpointId;
	memory.secretMark = secretMark;
}
