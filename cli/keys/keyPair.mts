import { createHash, generateKeyPairSync } from 'node:crypto';

/** A key pair for signing in without a password (SMART Backend Services). */
export interface SigningPair {
	/** PKCS#8 as PEM: the secret. */
	readonly privateKey: string;
	/** What the other side may know: a key set with this one key. */
	readonly jwks: { readonly keys: ReadonlyArray<Readonly<Record<string, string>>> };
	/** Name of the key in both places. */
	readonly keyId: string;
}

/**
 * Makes an EC P-384 pair for ES384 (Greenway sheet 3.1). The key's name is its thumbprint (RFC 7638),
 * so that two keys never share one.
 */
export function makeSigningPair(): SigningPair {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
	const { crv = '', kty = '', x = '', y = '' } = publicKey.export({ format: 'jwk' });
	const thumbprint = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest();
	const keyId = thumbprint.toString('base64url');
	return {
		privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
		jwks: { keys: [{ kty, crv, x, y, use: 'sig', alg: 'ES384', kid: keyId }] },
		keyId,
	};
}
