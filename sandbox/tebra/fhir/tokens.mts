import { randomUUID } from 'node:crypto';

/** The sandbox's one registered client. */
export const fhirClient = { id: 'tebra-fhir-client', secret: 'tebra-fhir-secret' } as const;

/** What a registration gets when nothing else was typed; others hold `patient/*.read` (sheet 3.2). */
const DEFAULT_SCOPE = 'system/*.read';
const LIFE_SECONDS = 3600;

export interface TokenAnswer {
	status: number;
	body: object;
}

/** Id and secret of an HTTP Basic header; undefined when it is none. */
function basic(authorization: string | undefined): { id: string; secret: string } | undefined {
	const encoded = /^Basic (\S+)$/i.exec(authorization ?? '')?.[1];
	if (encoded === undefined) return undefined;
	const text = Buffer.from(encoded, 'base64').toString('utf8');
	const colon = text.indexOf(':');
	const part = (value: string) => decodeURIComponent(value);
	return { id: part(text.slice(0, colon)), secret: part(text.slice(colon + 1)) };
}

/** Gives out access tokens for client credentials and knows which are still good (sheet 3.2). */
export class FhirTokens {
	/** The scope that was typed when the client was registered. */
	registeredScope: string = DEFAULT_SCOPE;

	/** Token to the sandbox millisecond of its end. */
	private readonly given = new Map<string, number>();

	constructor(private readonly millis: () => number) {}

	/** Answers a token request: client in the body or as Basic. There is no refresh token. */
	grant(form: URLSearchParams, authorization: string | undefined): TokenAnswer {
		if (form.get('grant_type') !== 'client_credentials') {
			return { status: 400, body: { error: 'unsupported_grant_type' } };
		}
		const client = basic(authorization) ?? {
			id: form.get('client_id'),
			secret: form.get('client_secret'),
		};
		if (client.id !== fhirClient.id || client.secret !== fhirClient.secret) {
			return { status: 401, body: { error: 'invalid_client' } };
		}
		if (form.get('scope') !== this.registeredScope) {
			return { status: 400, body: { error: 'invalid_scope', scope: this.registeredScope } };
		}
		const token = randomUUID();
		this.given.set(token, this.millis() + LIFE_SECONDS * 1000);
		return {
			status: 200,
			body: {
				access_token: token,
				token_type: 'Bearer',
				expires_in: LIFE_SECONDS,
				scope: this.registeredScope,
			},
		};
	}

	/** Whether the request carries a token that has not ended. */
	isGood(authorization: string | undefined): boolean {
		const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? '';
		return (this.given.get(token) ?? 0) > this.millis();
	}

	/** Ends every token. */
	endAll(): void {
		this.given.clear();
	}

	/** Ends every token and forgets what was registered. */
	reset(): void {
		this.endAll();
		this.registeredScope = DEFAULT_SCOPE;
	}
}
