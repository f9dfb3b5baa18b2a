import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import type { Outcome } from '../outcome';
import { outcomeOf } from '../outcome';
import type { NodeContext } from './request';

type Read = Promise<ICredentialDataDecryptedObject>;

const contexts = new WeakMap<NodeContext, Map<string, NodeContext>>();

/**
 * The context through which a node's calls with an OAuth 2.0 credential go: n8n signs and renews as
 * ever, but the credential is read once and again only after a 401. n8n reads, decrypts and resolves
 * it for each call otherwise: with NextGen two fifths of the time that its process was busy in a
 * first load (docs/benchmarks.md).
 */
export function oauthContext(context: NodeContext, credentialType: string): NodeContext {
	const known = contexts.get(context) ?? new Map<string, NodeContext>();
	contexts.set(context, known);
	const made = known.get(credentialType) ?? readingOnce(context, credentialType);
	known.set(credentialType, made);
	return made;
}

function readingOnce(context: NodeContext, credentialType: string): NodeContext {
	let read: Read | undefined;
	const getCredentials = async (type: string): Read => {
		if (type !== credentialType) return await context.getCredentials(type);
		read ??= context.getCredentials(type);
		const outcome = await outcomeOf(async () => await (read as Read));
		if (outcome.ok) return outcome.value;
		read = undefined;
		throw outcome.error;
	};
	const httpRequest = async (options: IHttpRequestOptions): Promise<unknown> => {
		const sentWith = read;
		const outcome = await outcomeOf(
			async () => (await context.helpers.httpRequest(options)) as unknown,
		);
		// The token is dead: n8n renews it now or finds that another worker did.
		if (isRefused(outcome) && read === sentWith) read = undefined;
		if (outcome.ok) return outcome.value;
		throw outcome.error;
	};
	return Object.create(context, {
		getCredentials: { value: getCredentials },
		helpers: { value: { ...context.helpers, httpRequest } },
	}) as NodeContext;
}

/** A 401, thrown or handed over as an answer. */
function isRefused(outcome: Outcome<unknown>): boolean {
	if (outcome.ok) {
		return (outcome.value as { statusCode?: unknown } | undefined)?.statusCode === 401;
	}
	return (outcome.error as { response?: { status?: unknown } } | null)?.response?.status === 401;
}
