import { createHmac, timingSafeEqual } from 'crypto';

/** Largest difference between the sender's clock and ours, in seconds (proposal section 12). */
export const defaultToleranceSeconds = 300;

export type SignatureVerdict =
	| { readonly valid: true }
	| { readonly valid: false; readonly reason: 'missing' | 'malformed' | 'tooOld' | 'mismatch' };

interface SignatureParts {
	readonly timestamp: number;
	readonly digests: readonly string[];
}

/**
 * Checks `HS-Signature: t=<unix seconds>,v1=<hex>[,v1=<hex>]` over the raw body bytes
 * (proposal section 12). Several `v1` stand there while a rotated secret still signs.
 *
 * @param rawBody the bytes as they came, before any parsing
 * @param nowSeconds unix time of the receiver
 */
export function verifySignature(
	header: string | undefined,
	rawBody: Buffer,
	secret: string,
	nowSeconds: number,
	toleranceSeconds: number = defaultToleranceSeconds,
): SignatureVerdict {
	if (header === undefined || header.trim() === '') return { valid: false, reason: 'missing' };
	const parts = parseHeader(header);
	if (!parts) return { valid: false, reason: 'malformed' };
	if (Math.abs(nowSeconds - parts.timestamp) > toleranceSeconds) {
		return { valid: false, reason: 'tooOld' };
	}
	const expected = digest(rawBody, secret, parts.timestamp);
	// Every digest is compared, so that the time taken does not tell which one matched.
	const matches = parts.digests.filter((candidate) => equalInConstantTime(candidate, expected));
	return matches.length > 0 ? { valid: true } : { valid: false, reason: 'mismatch' };
}

/** The header a sender would make: for tests, and for trying a flow by hand. */
export function signatureHeader(rawBody: Buffer, secret: string, timestamp: number): string {
	return `t=${timestamp},v1=${digest(rawBody, secret, timestamp).toString('hex')}`;
}

function digest(rawBody: Buffer, secret: string, timestamp: number): Buffer {
	return createHmac('sha256', secret).update(`${timestamp}.`).update(rawBody).digest();
}

function parseHeader(header: string): SignatureParts | undefined {
	const pairs = header.split(',').map((part) => part.trim().split('='));
	const timestamps = pairs.filter(([key]) => key === 't').map(([, value]) => value);
	const digests = pairs.filter(([key]) => key === 'v1').map(([, value]) => value ?? '');
	const [timestamp] = timestamps;
	if (timestamps.length !== 1 || !/^\d{1,12}$/.test(timestamp ?? '')) return undefined;
	if (digests.length === 0) return undefined;
	return { timestamp: Number(timestamp), digests };
}

function equalInConstantTime(candidateHex: string, expected: Buffer): boolean {
	if (!/^[0-9a-f]{64}$/.test(candidateHex)) return false;
	return timingSafeEqual(Buffer.from(candidateHex, 'hex'), expected);
}
