import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { createHealthSailClient } from '../common/healthsail/client';
import {
	healthSailAuthenticationField,
	healthSailCredentials,
} from '../common/healthsail/credentialFields';
import { defaultToleranceSeconds } from '../common/healthsail/signature';
import { outcomeOf } from '../common/outcome';
import { toNodeError } from '../common/toNodeError';
import {
	adoptEndpoint,
	createEndpoint,
	removeEndpoint,
	type WantedEndpoint,
} from './trigger/endpoint';
import { eventTypeOptions } from './trigger/eventTypes';
import { receive } from './trigger/receive';

export class HealthSailTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HealthSail Trigger',
		name: 'healthSailTrigger',
		icon: {
			light: 'file:../../icons/healthsail.svg',
			dark: 'file:../../icons/healthsail.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["eventTypes"].join(", ") }}',
		description: 'Starts the workflow when something happens in HealthSail',
		defaults: { name: 'HealthSail Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		// An AI agent must not read or change patient data by accident (design 24).
		usableAsTool: undefined,
		credentials: healthSailCredentials,
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		properties: [
			healthSailAuthenticationField,
			{
				displayName:
					'An event that was answered can still be lost when n8n stops. Let a scheduled flow sweep Event: Get Many as well, and begin both with Event: Take.',
				name: 'sweepNotice',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Event Types',
				name: 'eventTypes',
				type: 'multiOptions',
				required: true,
				options: eventTypeOptions,
				default: [],
				description: 'Events that start the workflow',
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
				options: [
					{
						displayName: 'Clock Tolerance',
						name: 'toleranceSeconds',
						type: 'number',
						typeOptions: { minValue: 1, maxValue: 3600 },
						default: defaultToleranceSeconds,
						description:
							'How far the clocks of HealthSail and this server may be apart, in seconds. An older delivery is refused.',
					},
				],
			},
		],
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await clean(this, async () => {
					const client = await createHealthSailClient(this, 0);
					return await adoptEndpoint(client, wantedEndpoint(this));
				});
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await clean(this, async () => {
					const client = await createHealthSailClient(this, 0);
					await createEndpoint(client, wantedEndpoint(this));
					return true;
				});
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await clean(this, async () => {
					const client = await createHealthSailClient(this, 0);
					await removeEndpoint(client, this.getWorkflowStaticData('node'));
					return true;
				});
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const client = await clean(this, async () => await createHealthSailClient(this, 0));
		const request = this.getRequestObject();
		// n8n reads the body only when asked; the signature is over the bytes as they came.
		await request.readRawBody();
		const options = this.getNodeParameter('options', {}) as { toleranceSeconds?: number };
		const signature = this.getHeaderData()['hs-signature'];
		const reception = await clean(this, async () =>
			receive({
				rawBody: request.rawBody,
				signature: typeof signature === 'string' ? signature : undefined,
				secret: client.webhookSecret(),
				nowSeconds: Math.floor(Date.now() / 1000),
				toleranceSeconds: options.toleranceSeconds ?? defaultToleranceSeconds,
				eventTypes: this.getNodeParameter('eventTypes', []) as string[],
			}),
		);
		switch (reception.verdict) {
			case 'item':
				return { workflowData: [[{ json: reception.item }]] };
			case 'ignored':
				return {};
			case 'refused':
				this.getResponseObject().status(reception.status).json({ message: reception.message });
				return { noWebhookResponse: true };
		}
	}
}

function wantedEndpoint(context: IHookFunctions): WantedEndpoint {
	return {
		url: context.getNodeWebhookUrl('default') ?? '',
		events: context.getNodeParameter('eventTypes', []) as string[],
		memory: context.getWorkflowStaticData('node'),
	};
}

/** Rebuilds whatever goes wrong, so that nothing of an answer gets into n8n's records. */
async function clean<T>(
	context: IHookFunctions | IWebhookFunctions,
	work: () => Promise<T>,
): Promise<T> {
	const outcome = await outcomeOf(work);
	if (outcome.ok) return outcome.value;
	throw toNodeError(context.getNode(), outcome.error);
}
