import { createHash } from 'node:crypto';

/** The app's client and the site that it was approved for (all synthetic). */
export const client = {
	id: 'ng-sandbox-client',
	secret: 'ng-sandbox-secret',
	siteId: '3f0c2b1e-0000-4000-8000-00000000517e',
} as const;

export const ENTERPRISE = '00001';
/** Practice ids are digits with zeros in front (sheet 3, 9.8). */
export const practiceId = (n: number | undefined): string | null =>
	n === undefined ? null : String(n).padStart(4, '0');

/** The builds that clients run and that differ (sheet 2). */
export const builds = { old: '6.0.0.767', current: '6.0.0.1752' } as const;
export type Build = (typeof builds)[keyof typeof builds];

/** Negative id under which the app's writes are stamped (sheet 3). */
export const APP_USER = -3145;

const HOUR = 3_600_000;

/** Tokens of client credentials: an hour long, without a refresh token (sheet 3). */
export class Tokens {
	private readonly known = new Map<string, number>();

	private given = 0;

	/** A new token at a sandbox time. */
	issue(now: number): string {
		this.given += 1;
		const token = createHash('sha256').update(`sandbox ${this.given}`).digest('hex');
		this.known.set(token, now + HOUR);
		return token;
	}

	isValid(token: string | undefined, now: number): boolean {
		return token !== undefined && (this.known.get(token) ?? 0) > now;
	}

	/** Every token ends at once. */
	revokeAll(): void {
		this.known.clear();
	}
}

/** The session value: the same for the same input, and without an end (sheet 3). */
export function sessionOf(enterprise: string, practice: string): string {
	return Buffer.from(`ng1|${enterprise}|${practice}`).toString('base64url');
}

/** The practice number that a session value stands for; undefined when it is none. */
export function practiceOfSession(value: string | undefined): number | undefined {
	const text = Buffer.from(value ?? '', 'base64url').toString('utf8');
	const practice = /^ng1\|00001\|000([12])$/.exec(text)?.[1];
	return practice === undefined ? undefined : Number(practice);
}
