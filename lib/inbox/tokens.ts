import { createHash, createHmac, timingSafeEqual } from 'crypto';

import { z } from 'zod';

/** Who is signed in, in a hidden member of each form. Times are milliseconds since 1970. */
export interface SessionToken {
	readonly reviewer: string;
	/** Random; the same through the whole session. */
	readonly nonce: string;
	/** When the person signed in. */
	readonly issued: number;
	readonly expires: number;
}

export const rowKinds = ['change', 'match', 'incident'] as const;
export type RowKind = (typeof rowKinds)[number];

/** Lets one person decide one row in one version, once. */
export interface RowToken {
	/** Nonce of the session that it was made for. */
	readonly session: string;
	readonly reviewer: string;
	readonly kind: RowKind;
	readonly id: string;
	readonly version: number;
	readonly expires: number;
	/** Random; tells this token from every other. */
	readonly jti: string;
}

export type TokenVerdict<T> =
	| { readonly state: 'valid'; readonly token: T }
	/** Ours, and too old. */
	| { readonly state: 'expired'; readonly token: T }
	/** Not made by us, changed on its way, or none at all. */
	| { readonly state: 'forged' };

export interface TokenMaker<T> {
	issue(token: T): string;
	/** `now` in milliseconds since 1970. */
	read(text: string | undefined, now: number): TokenVerdict<T>;
}

const sessionSchema = z
	.object({
		reviewer: z.string().min(1),
		nonce: z.string().min(16),
		issued: z.number().int(),
		expires: z.number().int(),
	})
	.strict();

const rowSchema = z
	.object({
		session: z.string().min(16),
		reviewer: z.string().min(1),
		kind: z.enum(rowKinds),
		id: z.string().min(1),
		version: z.number().int(),
		expires: z.number().int(),
		jti: z.string().min(16),
	})
	.strict();

/** Makers and readers of the page's tokens under one signing key; each use has a key of its own. */
export function createTokens(signingKey: string): {
	readonly session: TokenMaker<SessionToken>;
	readonly row: TokenMaker<RowToken>;
} {
	return {
		session: maker(signingKey, 'session', sessionSchema),
		row: maker(signingKey, 'row', rowSchema),
	};
}

/** Whether two texts are the same, in a time that does not depend on where they differ. */
export function isSameText(a: string, b: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
	return timingSafeEqual(digest(a), digest(b));
}

const longestToken = 2000;

function maker<T extends { readonly expires: number }>(
	signingKey: string,
	use: string,
	schema: z.ZodType<T>,
): TokenMaker<T> {
	const key = createHmac('sha256', signingKey).update(`staff-review-inbox|${use}|1`).digest();
	const sign = (payload: string) => createHmac('sha256', key).update(payload).digest('base64url');
	return {
		issue(token) {
			const payload = Buffer.from(JSON.stringify(token), 'utf8').toString('base64url');
			return `${payload}.${sign(payload)}`;
		},
		read(text, now) {
			const [payload = '', mac = '', ...more] = (text ?? '').slice(0, longestToken).split('.');
			// The texts are compared: base64url has several forms of the same bytes.
			const isOurs = isSameText(mac, sign(payload));
			if (!isOurs || more.length > 0) return { state: 'forged' };
			const read = schema.safeParse(parsed(payload));
			if (!read.success) return { state: 'forged' };
			return { state: read.data.expires > now ? 'valid' : 'expired', token: read.data };
		},
	};
}

function parsed(payload: string): unknown {
	try {
		return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
	} catch {
		return undefined;
	}
}
