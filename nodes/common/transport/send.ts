import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	IDataObject,
	IHttpRequestOptions,
} from 'n8n-workflow';

import { SafeError } from '../../../lib/privacy/errors';
import type { Outcome } from '../outcome';
import { outcomeOf } from '../outcome';
import { checkHost } from './hosts';
import { oauthContext } from './oauthCredential';
import { readText } from './readText';
import type { Answer, NodeContext, OutgoingRequest } from './request';
import { defaultTimeoutMs } from './request';
import { toTransportError } from './transportError';

export type { Answer, NodeContext, OutgoingRequest } from './request';

interface FullResponse {
	readonly statusCode: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: unknown;
}

/**
 * Reads a node's credential once, so that a run of a thousand calls does not decrypt it a thousand
 * times. Pass `decrypted` on to `send`; for OAuth 2.0 credentials `oauthContext` keeps what n8n read.
 */
export async function decryptOnce<T extends object = ICredentialDataDecryptedObject>(
	context: NodeContext,
	credentialType: string,
	itemIndex = 0,
): Promise<{ data: T; decrypted: ICredentialsDecrypted; id: string }> {
	const data = await ('getInputData' in context
		? context.getCredentials<T>(credentialType, itemIndex)
		: context.getCredentials<T>(credentialType));
	const named = context.getNode().credentials?.[credentialType];
	const id = named?.id ?? named?.name ?? credentialType;
	const decrypted: ICredentialsDecrypted = {
		id,
		name: named?.name ?? credentialType,
		type: credentialType,
		data: data as unknown as ICredentialDataDecryptedObject,
	};
	return { data, decrypted, id };
}

/**
 * Sends one request with a credential and returns any HTTP answer, 4xx and 5xx included.
 *
 * Throws SafeError `unavailable` (network, time-out before anything was sent, cut-off answer),
 * `outcomeUnknown` (the same, when the call may have reached the other side and is not repeatable),
 * `wireShape` (answer too large), `configuration` (host not allowed, redirect) and
 * `authentication` (n8n could not get or renew an OAuth 2.0 token). Nothing of the answer's
 * content enters an error.
 */
export async function send(
	context: NodeContext,
	credentialType: string,
	request: OutgoingRequest,
	decrypted?: ICredentialsDecrypted,
): Promise<Answer> {
	checkHost(request);
	const isOAuth2 = credentialType.endsWith('OAuth2Api');
	const renews = request.renewOn401 ?? isOAuth2;
	const timeoutMs = request.timeoutMs ?? defaultTimeoutMs;
	const options: IHttpRequestOptions = {
		method: request.method,
		url: request.url,
		headers: { ...request.headers },
		...(request.query && {
			qs: { ...request.query } as IDataObject,
			arrayFormat: 'repeat' as const,
		}),
		...(request.body !== undefined && { body: request.body as IDataObject | string }),
		// A stream, because n8n sets no limit on the size of an answer it reads itself.
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: renews ? { ignore: true, except: [401] } : true,
		timeout: timeoutMs,
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
	};

	const caller = isOAuth2 ? oauthContext(context, credentialType) : context;
	const outcome = await outcomeOf(
		async () =>
			(await context.helpers.httpRequestWithAuthentication.call(
				caller,
				credentialType,
				options,
				!isOAuth2 && decrypted ? { credentialsDecrypted: decrypted } : undefined,
			)) as FullResponse,
	);
	if (!outcome.ok) {
		if (statusOf(outcome.error) === 401) return toAnswer(request, 401, {}, '');
		throw toTransportError(request, outcome.error);
	}
	const response = outcome.value;
	const headers = plainHeaders(response.headers);
	const text = await readText(response.body, request, timeoutMs);
	if ([301, 302, 303, 307, 308].includes(response.statusCode)) {
		throw new SafeError({
			kind: 'configuration',
			message: `The server answered ${request.operation} with a redirect to another address, which was not followed.`,
			nextStep:
				'Check the address in the credential: credentials are only sent to the address given there.',
			system: request.system,
			operation: request.operation,
			vendorCode: String(response.statusCode),
			...(request.correlationId !== undefined && { correlationId: request.correlationId }),
		});
	}
	return toAnswer(request, response.statusCode, headers, text);
}

function toAnswer(
	request: OutgoingRequest,
	status: number,
	headers: Readonly<Record<string, string>>,
	text: string,
): Answer {
	return {
		status,
		headers,
		text,
		json() {
			const parsed = parseJson(text);
			if (parsed.ok) return parsed.value;
			throw new SafeError({
				kind: 'wireShape',
				message: `The answer to ${request.operation} is not readable as JSON.`,
				nextStep:
					'Try again. If it stays, check that the address in the credential is the address of the API.',
				system: request.system,
				operation: request.operation,
				vendorCode: String(status),
				...(request.correlationId !== undefined && { correlationId: request.correlationId }),
			});
		},
	};
}

function parseJson(text: string): Outcome<unknown> {
	try {
		return { ok: true, value: JSON.parse(text) as unknown };
	} catch (error) {
		return { ok: false, error };
	}
}

function plainHeaders(raw: Readonly<Record<string, unknown>>): Record<string, string> {
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(raw ?? {})) {
		if (typeof value === 'string' || typeof value === 'number') {
			headers[name.toLowerCase()] = String(value);
		} else if (Array.isArray(value)) {
			headers[name.toLowerCase()] = value.join(', ');
		}
	}
	return headers;
}

function statusOf(error: unknown): number | undefined {
	if (typeof error !== 'object' || error === null || !('httpCode' in error)) return undefined;
	const status = Number((error as { httpCode: unknown }).httpCode);
	return Number.isInteger(status) ? status : undefined;
}
