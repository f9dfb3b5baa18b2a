import type { ICredentialDataDecryptedObject, IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { Hl7EngineApi } from '../../../credentials/Hl7EngineApi.credentials';
import { Hl7Interface } from '../../../nodes/Hl7Interface/Hl7Interface.node';
import { Hl7InterfaceTrigger } from '../../../nodes/Hl7Interface/Hl7InterfaceTrigger.node';
import { openContext, registerNodes } from '../../support/nodes';
import { registerCredentials } from '../../support/nodesCredentials';

registerNodes(new Hl7Interface(), new Hl7InterfaceTrigger());
registerCredentials(new Hl7EngineApi());

/** What an engine signs in with (synthetic). */
export const incoming = { user: 'engine', phrase: 'synthetic-phrase-001' } as const;
export const basic = `Basic ${Buffer.from(`${incoming.user}:${incoming.phrase}`).toString('base64')}`;

/** Settings that go with the sandbox's engine: practice 1 calls itself OAK. */
export const oakSettings: IDataObject = { practice: { codes: ['OAK'] }, insurance: 'read' };

/** The interface engine credential of the sandbox; `settings` are laid over `oakSettings`. */
export function engineCredential(
	over: ICredentialDataDecryptedObject = {},
	settings: IDataObject = {},
): ICredentialDataDecryptedObject {
	return {
		pmSystem: 'greenway_intergy',
		practiceId: '1',
		timeZone: 'America/Chicago',
		practiceProfile: '',
		interfaceSettings: JSON.stringify({ ...oakSettings, ...settings }),
		incomingAuthentication: 'basic',
		incomingUser: incoming.user,
		incomingPassword: incoming.phrase,
		outgoingAuthentication: 'basic',
		outgoingUser: 'n8n',
		outgoingPassword: 'p&ss-engine-sandbox',
		...over,
	};
}

export interface Delivery {
	readonly healthSail: string;
	readonly credential?: ICredentialDataDecryptedObject;
	readonly headers?: IDataObject;
	readonly remoteAddress?: string;
}

export interface Delivered {
	readonly item?: IDataObject;
	/** What the trigger answered itself. */
	readonly answer?: { status: number; headers: Record<string, string>; body: string };
}

/** Hands a body to the trigger as n8n does; throws what the trigger throws. */
export async function deliver(
	body: string | Uint8Array,
	{ healthSail, credential, headers, remoteAddress = '10.1.2.3' }: Delivery,
): Promise<Delivered> {
	const answer = { status: 200, headers: {} as Record<string, string>, body: '' };
	const ended: unknown[] = [];
	const end = (content: unknown) => {
		ended.push(content);
		answer.body = Buffer.isBuffer(content) ? content.toString('utf8') : String(content ?? '');
	};
	const response = {
		setHeader: (name: string, value: string) => (answer.headers[name.toLowerCase()] = value),
		status(code: number) {
			answer.status = code;
			return response;
		},
		type: () => response,
		send: end,
		end,
	};
	const context = openContext({
		nodeType: 'hl7InterfaceTrigger',
		parameters: { healthSailAuthentication: 'apiKey' },
		baseUrls: { healthSail },
		credentials: { hl7EngineApi: credential ?? engineCredential() },
	});
	const rawBody = typeof body === 'string' ? Buffer.from(body, 'utf8') : Buffer.from(body);
	const webhook = Object.assign(Object.create(context) as object, {
		getRequestObject: () => ({ rawBody, readRawBody: async () => {}, socket: { remoteAddress } }),
		getResponseObject: () => response,
		getHeaderData: () => headers ?? { authorization: basic },
	}) as unknown as IWebhookFunctions;
	const result = await new Hl7InterfaceTrigger().webhook.call(webhook);
	const item: IDataObject | undefined = result.workflowData?.[0]?.[0]?.json;
	return {
		...(item !== undefined && { item }),
		...(ended.length > 0 && { answer }),
	};
}

/** Runs Acknowledge and gives what the engine would be sent. */
export async function acknowledge(
	item: IDataObject,
	parameters: IDataObject,
): Promise<{ status: number; headers: Record<string, string>; body: string }> {
	const sent: Array<{ statusCode: number; headers: Record<string, string>; body: Buffer }> = [];
	const context = openContext({
		nodeType: 'hl7Interface',
		parameters: {
			resource: 'answer',
			operation: 'acknowledge',
			message: '={{ $json.hl7 }}',
			...parameters,
		} as Record<string, string>,
		credentials: { hl7EngineApi: engineCredential() },
		items: [item],
	});
	const node = Object.assign(Object.create(context) as object, {
		sendResponse: async (response: (typeof sent)[number]) => {
			sent.push(response);
		},
	});
	await new Hl7Interface().execute.call(node as typeof context);
	if (sent.length !== 1) throw new Error(`Expected one answer, got ${sent.length}.`);
	const [{ statusCode, headers, body }] = sent;
	return { status: statusCode, headers, body: body.toString('utf8') };
}
