import { randomUUID } from 'crypto';

import type {
	ICredentialDataDecryptedObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
} from 'n8n-workflow';

import { SafeError, toErrorItem } from '../../lib/privacy/errors';
import { outcomeOf } from '../common/outcome';
import { toTransportError } from '../common/transport/transportError';
import type { AdvancedMdLogin } from './credential';
import { readLogin } from './credential';
import type { LoginSession, PostJson } from './login';
import { checkServer, logIn, messageUrl, restUrl, sessionOwner } from './login';

/**
 * Paths that stand for the server of the office key, which is known only once the login is done; the
 * credential puts the real address in (design 7).
 */
export const messagePath = '/-/message';
export const restPath = '/-/api';

/** Member of the decrypted credential, never stored, that tells why a login failed. */
export const loginFailure = 'loginFailure';

/** What a login leaves in the credential, all of it text. */
export type StoredSession = Pick<LoginSession, keyof LoginSession> & { sessionOwner: string };

/** The token of the values, if it was given to the login that stands in them; else empty. */
export function tokenOf(
	credentials: ICredentialDataDecryptedObject,
	login: AdvancedMdLogin,
): string {
	const isWhole =
		Boolean(credentials.webServer) && credentials.sessionOwner === sessionOwner(login);
	return isWhole ? String(credentials.sessionToken ?? '') : '';
}

/**
 * The login as n8n asks a credential for it. What it returns is stored with the credential, so that
 * all workers share the session. Throws SafeError; the same facts are left in the values that came
 * in, since n8n wraps what is thrown.
 */
export async function preAuthenticate(
	{ helpers }: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): Promise<StoredSession> {
	const outcome = await outcomeOf(async () => {
		const login = readLogin(credentials);
		const post: PostJson = async (url, body) => {
			const answer = await outcomeOf(
				async () =>
					(await helpers.httpRequest({
						method: 'POST',
						url,
						headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
						body,
						encoding: 'text',
						returnFullResponse: true,
						ignoreHttpStatusErrors: true,
						disableFollowRedirect: true,
						timeout: 60_000,
					})) as { statusCode: number; body: unknown },
			);
			if (!answer.ok) throw lostLogin(url, answer.error);
			const { statusCode, body: text } = answer.value;
			return { status: statusCode, text: typeof text === 'string' ? text : JSON.stringify(text) };
		};
		const session = await logIn(login, post, new Date(), randomUUID());
		return { ...session, sessionOwner: sessionOwner(login) };
	});
	if (outcome.ok) return { ...outcome.value };
	const { error } = outcome;
	if (error instanceof SafeError) {
		Object.assign(credentials, { [loginFailure]: toErrorItem(error.details) });
	}
	throw error;
}

function lostLogin(url: string, error: unknown): SafeError {
	return toTransportError(
		{ system: 'advancedmd', operation: 'login', method: 'POST', url, repeatable: true },
		error,
	);
}

/**
 * Puts token and address into a request (sheet 2, 3.2): for a message the cookie, or the token as
 * first child of the message; for REST the bearer token. Throws SafeError.
 */
export function signRequest(
	credentials: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions,
): IHttpRequestOptions {
	const login = readLogin(credentials);
	const token = tokenOf(credentials, login);
	if (token === '') {
		throw new SafeError({
			kind: 'authentication',
			message: 'There is no AdvancedMD session.',
			nextStep: 'Run it again; if it stays, test the credential.',
			system: 'advancedmd',
		});
	}
	const webServer = checkServer(String(credentials.webServer ?? ''), login);
	const { pathname } = new URL(options.url);
	if (pathname.startsWith(`${restPath}/`)) {
		return {
			...options,
			url: `${restUrl(webServer)}${pathname.slice(restPath.length)}`,
			headers: { ...options.headers, Authorization: `Bearer ${token}` },
		};
	}
	const signed = { ...options, url: messageUrl(webServer) };
	if (credentials.sessionPlace !== 'body') {
		return { ...signed, headers: { ...options.headers, Cookie: `token=${token}` } };
	}
	const { ppmdmsg } = JSON.parse(String(options.body)) as { ppmdmsg: object };
	return {
		...signed,
		body: JSON.stringify({ ppmdmsg: placeToken(ppmdmsg, token) }),
	};
}

/** The token stands before all other children, or AdvancedMD refuses the message (sheet 3.2). */
function placeToken(message: object, token: string): object {
	const members = Object.entries(message);
	const attributes = members.filter(([name]) => name.startsWith('@'));
	const children = members.filter(([name]) => !name.startsWith('@'));
	return Object.fromEntries([
		...attributes,
		['@nocookie', '1'],
		['usercontext', token],
		...children,
	]);
}
