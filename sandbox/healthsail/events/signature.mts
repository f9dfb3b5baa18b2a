import { createHmac } from 'node:crypto';

/**
 * The HS-Signature header of one delivery attempt: HMAC-SHA256 over `t + "." + raw body`, one
 * `v1` per secret. Source: contract section 12.
 */
export function signatureHeader(
	secrets: readonly string[],
	unixSeconds: number,
	body: string | Buffer,
): string {
	const signed = secrets.map((secret) =>
		createHmac('sha256', secret).update(`${unixSeconds}.`).update(body).digest('hex'),
	);
	return [`t=${unixSeconds}`, ...signed.map((hex) => `v1=${hex}`)].join(',');
}
