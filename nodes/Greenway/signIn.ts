import { randomUUID } from 'crypto';

import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
} from 'n8n-workflow';

import { checkBaseUrl, isLoopback, parseHostList } from '../../lib/privacy/hosts';
import { outcomeOf, safely } from '../common/outcome';
import type { SigningKey } from './assertion';
import { signAssertion } from './assertion';

/** Sheet 2: one token endpoint for all sites, in case discovery does not answer. */
export const knownTokenUrl = 'https://auth-api.login.greenwayhealth.com/oauth2/as/token.oauth2';
/** Sheet 3.1: taken when the answer does not tell how long a token lives. */
const assumedSeconds = 300;
const timeoutMs = 30_000;

/** Why no token came; the codes of OAuth 2.0 and our own, never the server's words. */
export const signInProblems = [
	'invalid_client',
	'invalid_scope',
	'invalid_grant',
	'invalid_request',
	'unauthorized_client',
	'key_unreadable',
	'address_refused',
	'unknown_site',
	'refused',
	'busy',
] as const;
export type SignInProblem = (typeof signInProblems)[number];

/** What is stored beside the credential after a sign-in. */
export interface SignedIn extends IDataObject {
	accessToken: string;
	/** Milliseconds since 1970. */
	signedInUntil: number;
}

/**
 * Its text is all that n8n hands through from a credential to a node, so the code stands in it in a
 * form that can be found again.
 */
export class SignInFailed extends Error {
	constructor(problem: SignInProblem) {
		super(`Greenway sign-in failed [sign-in:${problem}]`);
	}
}

/** The problem that a text of a SignInFailed tells; undefined = it is none. */
export function problemIn(text: string): SignInProblem | undefined {
	const code = /\[sign-in:(\w+)\]/.exec(text)?.[1];
	return signInProblems.find((problem) => problem === code);
}

/**
 * The `preAuthentication` of the FHIR credential (SMART Backend Services, sheet 3.1): finds the token
 * endpoint, signs an assertion and gets a token. Throws SignInFailed, or the error of the network.
 */
export async function signIn(
	helper: IHttpRequestHelper,
	stored: ICredentialDataDecryptedObject,
): Promise<SignedIn> {
	const text = (name: string) => String(stored[name] ?? '').trim();
	const base = fhirBaseOf(text('baseUrl'), text('tenantId'));
	const tokenUrl = text('tokenUrl') || (await discoverTokenUrl(helper, base));
	const extraHosts = parseHostList(text('allowedHosts'));
	const allowed = safely(() => checkBaseUrl(tokenUrl, { system: 'greenway_intergy', extraHosts }));
	if (!allowed.ok) throw new SignInFailed('address_refused');
	const key: SigningKey = {
		clientId: text('clientId'),
		keyId: text('keyId'),
		privateKey: String(stored.privateKey ?? ''),
		algorithm: text('algorithm') === 'RS384' ? 'RS384' : 'ES384',
	};
	const assertion = safely(() => signAssertion(key, tokenUrl, Date.now(), randomUUID()));
	if (!assertion.ok) throw new SignInFailed('key_unreadable');
	const answer = await request(helper, {
		method: 'POST',
		url: tokenUrl,
		headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
		body: new URLSearchParams({
			grant_type: 'client_credentials',
			client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
			client_assertion: assertion.value,
			scope: text('scopes').split(/\s+/).join(' '),
		}).toString(),
	});
	if (answer.statusCode !== 200) throw new SignInFailed(problemOf(answer));
	const { access_token: token, expires_in: seconds } = answer.body;
	if (typeof token !== 'string' || token === '') throw new SignInFailed('refused');
	const life = Number(seconds) > 0 ? Number(seconds) : assumedSeconds;
	return { accessToken: token, signedInUntil: Date.now() + life * 1000 };
}

/** Base address of a site: the server and its tenant. */
export function fhirBaseOf(baseUrl: string, tenantId: string): string {
	return `${baseUrl.trim().replace(/\/+$/, '')}/${tenantId.trim()}`;
}

/** Hosts have moved before, so the site is asked first (sheet 9, quirk 8). */
async function discoverTokenUrl(helper: IHttpRequestHelper, base: string): Promise<string> {
	const outcome = await outcomeOf(
		async () =>
			await request(helper, {
				method: 'GET',
				url: `${base}/.well-known/smart-configuration`,
				headers: { Accept: 'application/json' },
			}),
	);
	const found = outcome.ok && outcome.value.statusCode === 200 && outcome.value.body.token_endpoint;
	if (typeof found === 'string' && found !== '') return found;
	// A sandbox's assertion has nothing to look for at the real server.
	const address = safely(() => new URL(base));
	if (!address.ok || !isLoopback(address.value.hostname)) return knownTokenUrl;
	throw outcome.ok ? new SignInFailed('unknown_site') : outcome.error;
}

interface JsonAnswer {
	readonly statusCode: number;
	readonly body: Readonly<Record<string, unknown>>;
}

async function request(
	{ helpers }: IHttpRequestHelper,
	options: IHttpRequestOptions,
): Promise<JsonAnswer> {
	const answer = (await helpers.httpRequest({
		...options,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: timeoutMs,
	})) as { statusCode: number; body: unknown };
	const { statusCode, body } = answer;
	const parsed =
		typeof body === 'string'
			? safely(() => JSON.parse(body) as unknown)
			: { ok: true, value: body };
	const value = 'value' in parsed && typeof parsed.value === 'object' ? parsed.value : null;
	return { statusCode, body: (value ?? {}) as Record<string, unknown> };
}

function problemOf({ statusCode, body }: JsonAnswer): SignInProblem {
	const told = signInProblems.slice(0, 5).find((problem) => problem === body.error);
	return told ?? (statusCode === 429 || statusCode >= 500 ? 'busy' : 'refused');
}
