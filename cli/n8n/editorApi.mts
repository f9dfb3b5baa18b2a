import { z } from 'zod';

import { CliFailure } from '../support/failure.mjs';
import { createHttpClient, type HttpAnswer, type HttpRequest } from '../support/http.mjs';

/**
 * The editor's own REST API, for the one thing the public API cannot do: read the plain members of
 * a credential. n8n blanks every secret member in its answer and, when the blank comes back in a
 * PATCH, puts the stored secret in its place (n8n 2.41, credentials service, redact/unredact).
 */
export interface EditorApi {
	readonly url: string;
	listCredentials(): Promise<EditorCredential[]>;
	getCredential(id: string): Promise<EditorCredentialWithData>;
	/** `data` must be the data of `getCredential` with plain members changed. */
	updateCredential(credential: EditorCredentialWithData): Promise<void>;
}

const credentialSchema = z.object({ id: z.string(), name: z.string(), type: z.string() });
export type EditorCredential = z.infer<typeof credentialSchema>;

const withDataSchema = credentialSchema.extend({ data: z.record(z.unknown()) });
export type EditorCredentialWithData = z.infer<typeof withDataSchema>;

export interface Login {
	readonly email: string;
	readonly password: string;
	/** Six digits, where the account has two-factor login. */
	readonly mfaCode?: string;
}

/** Logs in; the session is kept in memory only. */
export async function openEditor(url: string, login: Login): Promise<EditorApi> {
	const cookie = await logIn(url, login);
	const client = createHttpClient(`${url}/rest`, { Cookie: cookie }, 'n8n');
	const call = async <T,>(
		doing: string,
		schema: z.ZodType<T>,
		request: HttpRequest,
	): Promise<T> => {
		const answer = await client.send(request);
		if (answer.status !== 200) throw refusal(doing, answer);
		const parsed = z.object({ data: schema }).safeParse(answer.data);
		if (parsed.success) return parsed.data.data as T;
		throw new CliFailure(
			'refused',
			`The answer to "${doing}" is not what n8n 2.41 gives.`,
			'Check that --url is the address of n8n itself, and its version.',
		);
	};
	return {
		url,
		listCredentials: () =>
			call('list credentials', z.array(credentialSchema), { method: 'GET', path: '/credentials' }),
		getCredential: (id) =>
			call('read the credential', withDataSchema, {
				method: 'GET',
				path: `/credentials/${encodeURIComponent(id)}`,
				query: { includeData: true },
			}),
		async updateCredential({ id, name, type, data }) {
			await call('change the credential', credentialSchema, {
				method: 'PATCH',
				path: `/credentials/${encodeURIComponent(id)}`,
				body: { name, type, data },
			});
		},
	};
}

async function logIn(url: string, { email, password, mfaCode }: Login): Promise<string> {
	const answer = await createHttpClient(`${url}/rest`, {}, 'n8n').send({
		method: 'POST',
		path: '/login',
		body: { emailOrLdapLoginId: email, password, ...(mfaCode && { mfaCode }) },
	});
	if (answer.status === 401) {
		const code = z.object({ code: z.number() }).safeParse(answer.data);
		const wantsMfa = code.success && code.data.code === mfaRequired;
		throw new CliFailure(
			'access',
			wantsMfa ? 'This n8n account uses two-factor login.' : 'n8n refused the login.',
			wantsMfa
				? 'Put the six digits of your authenticator into HEALTHSAIL_N8N_MFA_CODE and try again.'
				: 'Check HEALTHSAIL_N8N_EMAIL and HEALTHSAIL_N8N_PASSWORD.',
		);
	}
	const cookie = cookieOf(answer);
	if (answer.status !== 200 || cookie === undefined) {
		throw new CliFailure(
			'refused',
			`n8n did not log in (status ${answer.status}).`,
			'Check --url. Single sign-on accounts cannot log in here: use one with a password.',
		);
	}
	return cookie;
}

/** What n8n 2.41 puts into `code` when the account has two-factor login and no code came. */
const mfaRequired = 998;

function cookieOf({ headers }: HttpAnswer): string | undefined {
	const cookies = z.array(z.string()).safeParse(headers['set-cookie']);
	return cookies.success
		? cookies.data.find((cookie) => cookie.startsWith('n8n-auth='))?.split(';')[0]
		: undefined;
}

function refusal(doing: string, { status, data }: HttpAnswer): CliFailure {
	if (status === 401 || status === 403 || status === 404) {
		return new CliFailure(
			'access',
			`This login may not ${doing}.`,
			'Log in as the owner of the credential, or as one it is shared with for editing.',
		);
	}
	const said = z.object({ message: z.string() }).safeParse(data);
	return new CliFailure(
		status >= 500 ? 'unreachable' : 'refused',
		`n8n did not ${doing} (status ${status}).${said.success ? ` n8n says: ${said.data.message}` : ''}`,
		'Correct what n8n names, then run the same command again.',
	);
}
