import { createPrivateKey, sign } from 'crypto';

/** With what a client signs in (sheet 3.1). */
export interface SigningKey {
	readonly clientId: string;
	readonly keyId: string;
	/** PEM; line breaks may have got lost when it was pasted. */
	readonly privateKey: string;
	/** ES384 as the portal asks for; RS384 where a registration holds an RSA key. */
	readonly algorithm: 'ES384' | 'RS384';
}

/** Greenway refuses more than an hour (sheet 3.1). */
const lifeSeconds = 240;

/**
 * A signed client assertion (RFC 7523, sheet 3.1): `iss` and `sub` are the client, `aud` is the token
 * endpoint, `jti` is new every time.
 *
 * @param now milliseconds since 1970
 * @throws Error of crypto when the key is unreadable or of another kind
 */
export function signAssertion(key: SigningKey, audience: string, now: number, id: string): string {
	const issuedAt = Math.floor(now / 1000);
	const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
	const text = [
		encode({ alg: key.algorithm, kid: key.keyId, typ: 'JWT' }),
		encode({
			iss: key.clientId,
			sub: key.clientId,
			aud: audience,
			jti: id,
			iat: issuedAt,
			exp: issuedAt + lifeSeconds,
		}),
	].join('.');
	const privateKey = createPrivateKey(restorePem(key.privateKey));
	const isElliptic = privateKey.asymmetricKeyType === 'ec';
	if (isElliptic !== (key.algorithm === 'ES384'))
		throw new TypeError('The key is of another kind.');
	if (isElliptic && privateKey.asymmetricKeyDetails?.namedCurve !== 'secp384r1') {
		throw new TypeError('The key is of another curve.');
	}
	// JOSE wants the two numbers side by side; without this, crypto gives DER (sheet 3.1).
	const options = isElliptic
		? { key: privateKey, dsaEncoding: 'ieee-p1363' as const }
		: { key: privateKey };
	return `${text}.${sign('sha384', Buffer.from(text), options).toString('base64url')}`;
}

/** A PEM text with its line breaks, which one-line fields turn into spaces or `\n`. */
export function restorePem(pem: string): string {
	const text = pem.replace(/\\n/g, '\n').trim();
	const match = /^(-----BEGIN [A-Z ]+-----)([\s\S]*)(-----END [A-Z ]+-----)$/.exec(text);
	if (match === null) return text;
	const [, head, body, foot] = match;
	const lines = body.replace(/\s+/g, '').match(/.{1,64}/g) ?? [];
	return [head, ...lines, foot, ''].join('\n');
}
