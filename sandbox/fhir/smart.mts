import { createHash, randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { html } from '../core/html.mjs';
import type { FhirGate, TokenAnswer } from './gate.mjs';

/** The app that is registered with a FHIR server for a user's sign-in. */
export interface SmartClient {
	readonly id: string;
	readonly secret: string;
	/** Scopes that the app was registered with. */
	readonly scopes: readonly string[];
	/** Tokens that were given before the sandbox began. */
	readonly firstAccess: string;
	readonly firstRefresh: string;
}

interface Grant {
	readonly scopes: readonly string[];
	readonly patient?: string;
}

interface Code extends Grant {
	readonly redirect: string;
	readonly challenge?: string;
}

const LIFE_SECONDS = 3600;

/** Tokens of a user's sign-in (SMART App Launch): code with or without PKCE, and renewal. */
export class SmartTokens implements FhirGate {
	private readonly access = new Map<string, Grant & { until: number }>();

	private readonly refresh = new Map<string, Grant>();

	private readonly codes = new Map<string, Code>();

	constructor(
		readonly client: SmartClient,
		private readonly millis: () => number,
		/** Whom a launch with `launch/patient` picks, since nobody is there to choose. */
		private readonly pickPatient: () => string,
	) {
		this.reset();
	}

	/** Back to the tokens that were there at the beginning. */
	reset(): void {
		const { scopes, firstAccess, firstRefresh } = this.client;
		this.access.clear();
		this.refresh.clear();
		this.codes.clear();
		this.access.set(firstAccess, { scopes, until: this.end() });
		this.refresh.set(firstRefresh, { scopes });
	}

	/** A code for a sign-in; undefined when the scope holds what was not registered. */
	newCode(scope: string, redirect: string, challenge: string | undefined): string | undefined {
		const scopes = scope.split(' ').filter((one) => one !== '');
		const { scopes: registered } = this.client;
		if (!scopes.every((one) => registered.includes(one) || one === 'launch/patient')) {
			return undefined;
		}
		const code = randomUUID();
		this.codes.set(code, {
			...{ scopes, redirect },
			...(challenge !== undefined && { challenge }),
			...(scopes.includes('launch/patient') && { patient: this.pickPatient() }),
		});
		return code;
	}

	grant(form: URLSearchParams, _audience: string, authorization: string | undefined): TokenAnswer {
		const { id, secret } = this.client;
		const basic = Buffer.from(`${id}:${secret}`).toString('base64');
		const isKnown =
			authorization === `Basic ${basic}` ||
			(form.get('client_id') === id && form.get('client_secret') === secret);
		if (!isKnown) return refused(401, 'invalid_client');
		const type = form.get('grant_type');
		const found =
			type === 'authorization_code'
				? this.take(form)
				: type === 'refresh_token'
					? this.refresh.get(form.get('refresh_token') ?? '')
					: undefined;
		if (found === undefined) {
			const isServed = type === 'authorization_code' || type === 'refresh_token';
			return refused(400, isServed ? 'invalid_grant' : 'unsupported_grant_type');
		}
		return { status: 200, body: this.give(found, type === 'authorization_code') };
	}

	scopesOf(authorization: string | undefined): readonly string[] | undefined {
		return this.find(authorization)?.scopes;
	}

	patientOf(authorization: string | undefined): string | undefined {
		return this.find(authorization)?.patient;
	}

	endAll(): void {
		this.access.clear();
	}

	/** Ends every token, those for renewal as well: the user has withdrawn the consent. */
	revoke(): void {
		this.endAll();
		this.refresh.clear();
	}

	private find(authorization: string | undefined) {
		const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? '';
		const found = this.access.get(token);
		return found !== undefined && found.until > this.millis() ? found : undefined;
	}

	private take(form: URLSearchParams): Grant | undefined {
		const key = form.get('code') ?? '';
		const code = this.codes.get(key);
		this.codes.delete(key);
		if (code === undefined || code.redirect !== form.get('redirect_uri')) return undefined;
		const verifier = form.get('code_verifier') ?? '';
		const hash = createHash('sha256').update(verifier).digest('base64url');
		return code.challenge === undefined || code.challenge === hash ? code : undefined;
	}

	private give({ scopes, patient }: Grant, isNew: boolean): object {
		const token = randomUUID();
		const grant = { scopes, ...(patient !== undefined && { patient }) };
		this.access.set(token, { ...grant, until: this.end() });
		const renewal = randomUUID();
		const renews = isNew && scopes.includes('offline_access');
		if (renews) this.refresh.set(renewal, grant);
		return {
			access_token: token,
			token_type: 'Bearer',
			expires_in: LIFE_SECONDS,
			scope: scopes.join(' '),
			...(patient !== undefined && { patient }),
			...(renews && { refresh_token: renewal }),
		};
	}

	private end(): number {
		return this.millis() + LIFE_SECONDS * 1000;
	}
}

const refused = (status: number, error: string): TokenAnswer => ({ status, body: { error } });

/**
 * The page where a user signs in. The server that the token is for has to be named (`aud`), and a
 * state to come back with.
 */
export function registerSignIn(
	app: FastifyInstance,
	path: string,
	tokens: SmartTokens,
	basePath: string,
): void {
	app.get(path, async (request, reply) => {
		const query = request.query as Record<string, string | undefined>;
		const { client_id: id, redirect_uri: redirect = '', scope = '', aud, state } = query;
		const base = `http://${request.headers.host ?? ''}${basePath}`;
		const isWhole =
			id === tokens.client.id &&
			query.response_type === 'code' &&
			URL.canParse(redirect) &&
			aud === base &&
			state !== undefined;
		if (!isWhole) return await reply.code(400).send({ error: 'invalid_request' });
		if (query.consent !== 'yes') {
			const fields = Object.entries({ ...query, consent: 'yes' }).map(
				([name, value]) => html`<input type="hidden" name="${name}" value="${value ?? ''}" />`,
			);
			const page = html`<!doctype html>
				<html lang="en">
					<title>FHIR sandbox</title>
					<h1>Oak Clinic (sandbox)</h1>
					<p>May this app read the charts of the practice? All of it is made up.</p>
					<form>${fields}<button>Allow</button></form>
				</html>`;
			return await reply.type('text/html').send(page.text);
		}
		const code = tokens.newCode(scope, redirect, query.code_challenge);
		const target = new URL(redirect);
		target.searchParams.set('state', state);
		if (code === undefined) target.searchParams.set('error', 'invalid_scope');
		else target.searchParams.set('code', code);
		return await reply.redirect(target.href, 302);
	});
}
