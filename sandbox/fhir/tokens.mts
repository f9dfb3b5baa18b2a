import {
	createECDH,
	createHash,
	createPrivateKey,
	createPublicKey,
	randomUUID,
	verify,
	type KeyObject,
} from 'node:crypto';
import type { FhirGate, TokenAnswer } from './gate.mjs';

/** A client of the sandbox that signs in with a key: its public half is known to the server. */
export interface BackendClient {
	clientId: string;
	keyId: string;
	publicKey: KeyObject;
	/** Scopes that the application was granted. */
	scopes: readonly string[];
}

/**
 * The synthetic EC P-384 key of the sandbox's client, always the same one: made from a fixed text, so
 * that no key lies in a file. PEM (PKCS#8).
 */
export function sandboxPrivateKey(): string {
	const ecdh = createECDH('secp384r1');
	ecdh.setPrivateKey(createHash('sha384').update('a synthetic key of the sandbox').digest());
	const point = ecdh.getPublicKey();
	const part = (from: number, to: number) => point.subarray(from, to).toString('base64url');
	const key = createPrivateKey({
		format: 'jwk',
		key: {
			kty: 'EC',
			crv: 'P-384',
			d: ecdh.getPrivateKey().toString('base64url'),
			x: part(1, 49),
			y: part(49, 97),
		},
	});
	return key.export({ type: 'pkcs8', format: 'pem' }) as string;
}

/** The public half of a PEM private key. */
export function publicHalf(pem: string): KeyObject {
	return createPublicKey(pem);
}

interface Granted {
	scopes: readonly string[];
	/** Sandbox milliseconds. */
	until: number;
}

const HOUR = 60 * 60;

/** Gives out access tokens for signed assertions (SMART Backend Services), and checks them. */
export class TokenServer implements FhirGate {
	private readonly granted = new Map<string, Granted>();

	private readonly usedIds = new Set<string>();

	constructor(
		private readonly client: BackendClient,
		private readonly lifeSeconds: number,
		private readonly millis: () => number,
	) {}

	/** Answers a token request; `audience` is the address of the endpoint itself. */
	grant(form: URLSearchParams, audience: string): TokenAnswer {
		if (
			form.get('grant_type') !== 'client_credentials' ||
			form.has('client_secret') ||
			form.get('client_assertion_type') !==
				'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' ||
			!this.isGenuine(form.get('client_assertion') ?? '', audience)
		) {
			return { status: 401, body: { error: 'invalid_client' } };
		}
		const wanted = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
		if (wanted.length === 0 || !wanted.every((scope) => this.client.scopes.includes(scope))) {
			return {
				status: 400,
				body: {
					error: 'invalid_scope',
					error_description: 'requested scope exceeds what the client is permitted to request',
				},
			};
		}
		const token = randomUUID();
		this.granted.set(token, { scopes: wanted, until: this.millis() + this.lifeSeconds * 1000 });
		return {
			status: 200,
			body: {
				access_token: token,
				token_type: 'Bearer',
				expires_in: this.lifeSeconds,
				scope: wanted.join(' '),
			},
		};
	}

	/** Scopes of the bearer token of a request; undefined = not known, or ended. */
	scopesOf(authorization: string | undefined): readonly string[] | undefined {
		const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? '';
		const found = this.granted.get(token);
		return found !== undefined && found.until > this.millis() ? found.scopes : undefined;
	}

	/** Ends every token. */
	endAll(): void {
		this.granted.clear();
	}

	/** ES384 only, own key, claims as they must be, each assertion once. */
	private isGenuine(assertion: string, audience: string): boolean {
		const [head, claims, signature, ...rest] = assertion.split('.');
		if (!head || !claims || !signature || rest.length > 0) return false;
		const header = readPart(head);
		const body = readPart(claims);
		const { clientId, keyId, publicKey } = this.client;
		if (header.alg !== 'ES384' || header.kid !== keyId || header.typ !== 'JWT') return false;
		if (body.iss !== clientId || body.sub !== clientId || body.aud !== audience) return false;
		const seconds = Date.now() / 1000;
		const { exp, jti } = body;
		if (typeof exp !== 'number' || exp <= seconds || exp > seconds + HOUR) return false;
		if (typeof jti !== 'string' || jti === '' || this.usedIds.has(jti)) return false;
		const genuine = verify(
			'sha384',
			Buffer.from(`${head}.${claims}`),
			{ key: publicKey, dsaEncoding: 'ieee-p1363' },
			Buffer.from(signature, 'base64url'),
		);
		if (genuine) this.usedIds.add(jti);
		return genuine;
	}
}

function readPart(part: string): Record<string, unknown> {
	try {
		return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;
	} catch {
		return {};
	}
}
