import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

/** Puts login and client certificate of the credential into a request to the engine's listener. */
export function withEngineLogin(
	credentials: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions,
): IHttpRequestOptions {
	const text = (name: string) => String(credentials[name] ?? '').trim();
	const authorization = authorizationOf(credentials, text);
	const agentOptions = {
		...present('cert', pem(text('clientCertificate'))),
		...present('key', pem(text('clientPrivateKey'))),
		...present('passphrase', text('clientKeyPassphrase')),
		...present('ca', pem(text('certificateAuthority'))),
	};
	return {
		...options,
		headers: {
			...options.headers,
			...(authorization !== undefined && { Authorization: authorization }),
		},
		...(Object.keys(agentOptions).length > 0 && { agentOptions }),
	};
}

function authorizationOf(
	credentials: ICredentialDataDecryptedObject,
	text: (name: string) => string,
): string | undefined {
	switch (credentials.outgoingAuthentication) {
		case 'basic': {
			const login = `${text('outgoingUser')}:${String(credentials.outgoingPassword ?? '')}`;
			return `Basic ${Buffer.from(login, 'utf8').toString('base64')}`;
		}
		case 'bearer':
			return `Bearer ${text('outgoingToken')}`;
		default:
			return undefined;
	}
}

/** A hidden field has one line, so a pasted PEM text comes with blanks where its lines ended. */
export function pem(text: string): string {
	return text.replace(
		/-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----\s*/g,
		(_whole, label: string, body: string) => {
			const lines = body.trim().split(/\s+/);
			return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
		},
	);
}

function present(name: string, value: string): Record<string, string> {
	return value === '' ? {} : { [name]: value };
}
