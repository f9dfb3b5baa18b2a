import type {
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { flowOf } from '../common/healthsail/audit';
import { createHealthSailClient } from '../common/healthsail/client';
import {
	healthSailAuthenticationField,
	ownCredential,
} from '../common/healthsail/credentialFields';
import { outcomeOf } from '../common/outcome';
import { toNodeError } from '../common/toNodeError';
import { decryptOnce } from '../common/transport/send';
import { engineCredentialType, readEngineCredential } from './credential';
import { hl7ConnectionTest } from './credentialTest';
import { receiveRequest } from './receiveRequest';
import { judgeSender } from './sender';

/** Starts a flow for each HL7 v2 message that the practice's interface engine sends. */
export class Hl7InterfaceTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HL7 Interface Trigger',
		name: 'hl7InterfaceTrigger',
		icon: { light: 'file:../../icons/hl7.svg', dark: 'file:../../icons/hl7.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: 'ADT and SIU messages',
		description:
			'Starts the workflow when an interface engine sends an HL7 v2 message about a patient, a merge or an appointment',
		defaults: { name: 'HL7 Interface Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		// Patient data does not go to a language model by a click.
		usableAsTool: undefined,
		credentials: [
			{
				displayName: 'Interface Engine Credential',
				name: 'hl7EngineApi',
				required: true,
				displayOptions: ownCredential,
				testedBy: 'hl7ConnectionTest',
			},
			{
				displayName: 'HealthSail Credential',
				name: 'healthSailApi',
				required: true,
				displayOptions: { show: { healthSailAuthentication: ['apiKey'] } },
			},
			{
				displayName: 'HealthSail Credential',
				name: 'healthSailOAuth2Api',
				required: true,
				displayOptions: { show: { healthSailAuthentication: ['oAuth2'] } },
			},
		],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				// The engine is answered when the flow has ended (design 21), by HL7 Interface: Acknowledge.
				responseMode: 'responseNode',
				path: 'hl7',
			},
		],
		properties: [
			healthSailAuthenticationField,
			{
				displayName:
					'The engine waits until the workflow answers. Begin with Event: Take, end with Event: Done, then answer with HL7 Interface: Acknowledge. Give the engine’s HTTP sender the Production URL above.',
				name: 'answerNotice',
				type: 'notice',
				default: '',
			},
		],
	};

	methods = { credentialTest: { hl7ConnectionTest } };

	// A person gives the engine the address: there is nothing to register there, and nothing to take back.
	webhookMethods = {
		default: {
			async checkExists(): Promise<boolean> {
				return true;
			},
			async create(): Promise<boolean> {
				return true;
			},
			async delete(): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const outcome = await outcomeOf(async () => await take(this));
		if (outcome.ok) return outcome.value;
		// No answer to the engine, so that it sends the message again; n8n shows the failed run.
		throw toNodeError(this.getNode(), outcome.error);
	}
}

async function take(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const { data } = await decryptOnce(context, engineCredentialType);
	const access = readEngineCredential(data);
	const request = context.getRequestObject();
	const response = context.getResponseObject();
	const { authorization, ...headers } = context.getHeaderData();
	const refusal = judgeSender(access.incoming, {
		authorization: typeof authorization === 'string' ? authorization : undefined,
		remoteAddress: request.socket?.remoteAddress,
		isForwarded: headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined,
	});
	if (refusal !== undefined) {
		if (refusal.challenge !== undefined) response.setHeader('WWW-Authenticate', refusal.challenge);
		response.status(refusal.status).type('text/plain').send(refusal.message);
		return { noWebhookResponse: true };
	}
	// n8n reads the body only when asked; character set and key are of the bytes as they came.
	await request.readRawBody();
	const client = await createHealthSailClient(context, 0);
	const verdict = await receiveRequest(request.rawBody ?? Buffer.alloc(0), {
		access,
		client,
		flow: flowOf(context),
		now: new Date().toISOString(),
	});
	if (verdict.verdict === 'item') return { workflowData: [[{ json: verdict.item }]] };
	const { status, headers: sent, body } = verdict.answer;
	for (const [name, value] of Object.entries(sent)) response.setHeader(name, value);
	response.status(status).end(body);
	return { noWebhookResponse: true };
}
