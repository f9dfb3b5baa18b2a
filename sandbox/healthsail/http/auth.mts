import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SandboxClock } from '../../core/clock.mjs';
import { contractPath } from './contract.mjs';
import { Problem } from './problem.mjs';

/** Who calls: an API key or an OAuth2 client, with its role and scopes. */
export interface Client {
	id: string;
	role: string;
	/** Scope words; `*` allows every one. */
	scopes: ReadonlySet<string>;
}

interface Token {
	client: Client;
	expiresAt: number;
}

/** Sandbox seconds that an access token lives. */
export const TOKEN_SECONDS = 3600;

const apiKeys: ReadonlyArray<readonly [string, Client]> = [
	[
		'hs_test_sandbox_0000000000000000',
		{ id: 'cli_sandbox_key', role: 'integration_pm', scopes: new Set(['*']) },
	],
	[
		'hs_test_readonly_0000000000000000',
		{ id: 'cli_readonly_key', role: 'integration_reader', scopes: new Set(['*:read']) },
	],
];

/** The scopes that docs/healthsail.md tells for the demographic sync. */
const demographicSyncScopes = [
	'customers:read',
	'customers:create',
	'customers:update',
	'coverages:read',
	'coverages:create',
	'coverages:update',
	'match-reviews:create',
	'leases:create',
	'leases:update',
	'runs:read',
	'runs:create',
	'runs:update',
	'audit:create',
];

/** Id, secret and client. The scopes are all that a token of this client can be asked to hold. */
const oauthClients: ReadonlyArray<readonly [string, string, Client]> = [
	[
		'sandbox-client',
		'sandbox-secret',
		{ id: 'cli_sandbox_oauth', role: 'integration_pm', scopes: contractScopes() },
	],
	[
		'sandbox-narrow',
		'sandbox-narrow-secret',
		{
			id: 'cli_sandbox_narrow',
			role: 'integration_pm',
			scopes: new Set(demographicSyncScopes),
		},
	],
];

/** Every scope that the contract names. */
function contractScopes(): ReadonlySet<string> {
	const text = readFileSync(contractPath(import.meta.dirname), 'utf8');
	const { components } = JSON.parse(text) as {
		components: {
			securitySchemes: {
				oauth2: { flows: { clientCredentials: { scopes: Record<string, string> } } };
			};
		};
	};
	return new Set(Object.keys(components.securitySchemes.oauth2.flows.clientCredentials.scopes));
}

function same(left: string, right: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text).digest();
	return timingSafeEqual(digest(left), digest(right));
}

/** An OAuth2 token answer, or an OAuth2 error with its status. */
export interface TokenAnswer {
	status: number;
	body: Record<string, unknown>;
}

/** API keys and OAuth2 client credentials. */
export class Authentication {
	private readonly tokens = new Map<string, Token>();

	constructor(private readonly clock: SandboxClock) {}

	/**
	 * The client that an Authorization header names.
	 * Throws `unauthenticated` when the header is missing, wrong or its token has expired.
	 */
	authenticate(header: string | undefined): Client {
		const bearer = /^Bearer ([^\s]+)$/i.exec(header ?? '')?.[1];
		if (bearer === undefined) {
			throw new Problem('unauthenticated', 'Send an API key or access token as a bearer token.');
		}
		const key = apiKeys.find(([text]) => same(text, bearer));
		if (key) return key[1];
		const token = this.tokens.get(bearer);
		if (!token) throw new Problem('unauthenticated', 'The API key or access token is not known.');
		if (token.expiresAt <= this.clock.millis()) {
			this.tokens.delete(bearer);
			throw new Problem('unauthenticated', 'The access token has expired.');
		}
		return token.client;
	}

	/** Makes an access token void at once. API keys stay. */
	revoke(header: string | undefined): void {
		this.tokens.delete((header ?? '').replace(/^Bearer /i, ''));
	}

	/** Answers POST /oauth/token: client credentials, by HTTP Basic or in the form body. */
	issueToken(header: string | undefined, form: URLSearchParams): TokenAnswer {
		if (form.get('grant_type') !== 'client_credentials') {
			return { status: 400, body: { error: 'unsupported_grant_type' } };
		}
		const [id, secret] = clientOf(header, form);
		const known = oauthClients.find(
			([knownId, knownSecret]) => same(knownId, id) && same(knownSecret, secret),
		);
		if (!known) return { status: 401, body: { error: 'invalid_client' } };
		const asked = (form.get('scope') ?? '').split(' ').filter((word) => word !== '');
		if (asked.some((word) => !allows(known[2].scopes, word))) {
			return { status: 400, body: { error: 'invalid_scope' } };
		}
		const scopes = asked.length === 0 ? known[2].scopes : new Set(asked);
		const token = `hst_${randomBytes(24).toString('hex')}`;
		this.tokens.set(token, {
			client: { ...known[2], scopes },
			expiresAt: this.clock.millis() + TOKEN_SECONDS * 1000,
		});
		return {
			status: 200,
			body: {
				access_token: token,
				token_type: 'Bearer',
				expires_in: TOKEN_SECONDS,
				scope: [...scopes].join(' '),
			},
		};
	}
}

function clientOf(header: string | undefined, form: URLSearchParams): [string, string] {
	const basic = /^Basic (.+)$/i.exec(header ?? '')?.[1];
	if (basic === undefined) return [form.get('client_id') ?? '', form.get('client_secret') ?? ''];
	const text = Buffer.from(basic, 'base64').toString('utf8');
	const colon = text.indexOf(':');
	return [decode(text.slice(0, colon)), decode(text.slice(colon + 1))];
}

/** RFC 6749 form-encodes both parts of Basic; clients that do not encode are taken too. */
function decode(text: string): string {
	try {
		return decodeURIComponent(text.replaceAll('+', ' '));
	} catch {
		return text;
	}
}

/** Whether a client may ask for a scope; `write` is create and update together. */
function allows(allowed: ReadonlySet<string>, asked: string): boolean {
	const [resource, action] = asked.split(':');
	const both = allowed.has(`${resource}:create`) && allowed.has(`${resource}:update`);
	return allowed.has(asked) || (action === 'write' && both);
}

/**
 * Makes sure that the client holds the scopes of an operation (`write` = create and update).
 * Throws `scope_missing` with the missing word.
 */
export function requireScopes(client: Client, needed: readonly string[]): void {
	for (const scope of needed) {
		const [resource, action] = scope.split(':');
		const accepted = ['*', scope, `${resource}:*`, `*:${action}`];
		if (action === 'create' || action === 'update') accepted.push(`${resource}:write`);
		const whole =
			action === 'write' &&
			client.scopes.has(`${resource}:create`) &&
			client.scopes.has(`${resource}:update`);
		if (!whole && !accepted.some((word) => client.scopes.has(word))) {
			throw new Problem('scope_missing', `This call needs the scope ${scope}.`);
		}
	}
}
