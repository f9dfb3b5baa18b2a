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

/** What the practice approved for FHIR; the Enterprise API asks for no scope (sheet 3). */
export const fhirScopes: readonly string[] = ['user/*.*', 'user/Patient.read'];

/** Negative id under which the app's writes are stamped (sheet 3). */
export const APP_USER = -3145;

const HOUR = 3_600_000;

/** Tokens of client credentials: an hour long, without a refresh token (sheet 3). */
export class Tokens {
	private readonly known = new Map<string, { until: number; scopes: readonly string[] }>();

	private given = 0;

	/** A new token at a sandbox time, with scopes where some were asked for: FHIR needs them. */
	issue(now: number, scopes: readonly string[] = []): string {
		this.given += 1;
		const token = createHash('sha256').update(`sandbox ${this.given}`).digest('hex');
		this.known.set(token, { until: now + HOUR, scopes });
		return token;
	}

	isValid(token: string | undefined, now: number): boolean {
		return this.scopesOf(token, now) !== undefined;
	}

	/** What a token was given for; undefined = it opens nothing. */
	scopesOf(token: string | undefined, now: number): readonly string[] | undefined {
		const found = this.known.get(token ?? '');
		return found !== undefined && found.until > now ? found.scopes : undefined;
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
