import type { IWebhookFunctions } from 'n8n-workflow';

import type { InboxRequest } from './inbox';

/** Largest form that is read; a page of 25 requests posts far less. */
const largestForm = 256 * 1024;

/** Reads a browser's request: its form from the body as it came, never from the address. */
export async function readRequest(context: IWebhookFunctions): Promise<InboxRequest> {
	const request = context.getRequestObject();
	const headers = context.getHeaderData() as Readonly<Record<string, unknown>>;
	const header = (name: string) => {
		const value = headers[name];
		return typeof value === 'string' ? value : undefined;
	};
	const isForm = (header('content-type') ?? '').startsWith('application/x-www-form-urlencoded');
	if (request.method === 'POST' && isForm) await request.readRawBody();
	const body = isForm ? (request.rawBody ?? Buffer.alloc(0)) : Buffer.alloc(0);
	const text = body.length > largestForm ? '' : body.toString('utf8');
	return {
		method: request.method,
		form: new Map(new URLSearchParams(text)),
		// Express takes the client's address from the proxies that n8n was told to trust.
		address: request.ip ?? request.socket?.remoteAddress ?? '',
		header,
	};
}
