import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { app as client, type Tokens } from './tokens.mjs';

/** What a served request is counted as; an answer other than this one may be asked for by a fault. */
export type Serve = (
	operation: string,
	request: FastifyRequest,
	reply: FastifyReply,
	run: () => OAuthAnswer,
) => Promise<unknown>;

export interface OAuthAnswer {
	status: number;
	body?: unknown;
	headers?: Record<string, string>;
	effect: 'read' | 'write' | 'none';
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (sign) => escapes[sign]);

const refused = (status: number, error: string): OAuthAnswer => ({
	status,
	body: { error },
	effect: 'none',
});

interface ConsentQuery {
	client_id?: string;
	response_type?: string;
	redirect_uri?: string;
	state?: string;
	consent?: string;
}

/** The consent page: a practice admin says yes and is sent back with a code (sheet 3). */
function authorize(query: ConsentQuery, tokens: Tokens): OAuthAnswer {
	const { client_id: id, response_type: type, redirect_uri: redirect, state, consent } = query;
	if (id !== client.clientId || type !== 'code' || !redirect || !URL.canParse(redirect)) {
		return refused(400, 'invalid_request');
	}
	if (consent !== 'yes') {
		const fields = Object.entries({ ...query, consent: 'yes' })
			.map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`)
			.join('');
		const page = `<!doctype html><html lang="en"><title>CareCloud sandbox</title><h1>Oak Clinic (sandbox)</h1><p>May this app use the data of the practice? All of it is made up.</p><form>${fields}<button>Allow</button></form></html>`;
		return { status: 200, body: page, headers: { 'Content-Type': 'text/html' }, effect: 'none' };
	}
	const target = new URL(redirect);
	target.searchParams.set('code', tokens.newCode(redirect));
	if (state !== undefined) target.searchParams.set('state', state);
	return { status: 302, headers: { Location: target.href }, effect: 'none' };
}

/** Codes and refresh tokens for access tokens; the client's secret comes in Basic (sheet 3). */
function accessToken(request: FastifyRequest, tokens: Tokens): OAuthAnswer {
	const query = request.query as Record<string, unknown>;
	if (Object.keys(query).length > 0) return refused(400, 'invalid_request');
	const basic = Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64');
	if (request.headers.authorization !== `Basic ${basic}`) return refused(401, 'invalid_client');
	const body = (request.body ?? {}) as Record<string, string | undefined>;
	const granted =
		body.grant_type === 'authorization_code'
			? tokens.exchange(body.code ?? '', body.redirect_uri ?? '')
			: body.grant_type === 'refresh_token'
				? tokens.renew(body.refresh_token ?? '')
				: undefined;
	if (granted !== undefined) return { status: 200, body: granted, effect: 'none' };
	const isKnown = ['authorization_code', 'refresh_token'].includes(body.grant_type ?? '');
	return refused(400, isKnown ? 'invalid_grant' : 'unsupported_grant_type');
}

/** Login, consent and token routes (sheet 3), outside of /v2. */
export function registerOAuth(server: FastifyInstance, tokens: Tokens, serve: Serve): void {
	server.addContentTypeParser(
		'application/x-www-form-urlencoded',
		{ parseAs: 'string' },
		(_request, text, done) => {
			done(null, Object.fromEntries(new URLSearchParams(String(text))));
		},
	);
	server.get<{ Querystring: ConsentQuery }>('/oauth2/authorize', async (request, reply) =>
		serve('authorize', request, reply, () => authorize(request.query, tokens)),
	);
	server.post('/oauth2/access_token', async (request, reply) =>
		serve('accessToken', request, reply, () => accessToken(request, tokens)),
	);
}
