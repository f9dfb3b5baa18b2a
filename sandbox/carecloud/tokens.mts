import type { SandboxClock } from '../core/clock.mjs';

/** The one app that is registered with the sandbox, and the grant of its practice. */
export const app = { clientId: 'sandbox-client', clientSecret: 'sandbox-secret' } as const;
export const firstAccessToken = 'cc-access-sandbox';
export const firstRefreshToken = 'cc-refresh-sandbox';

/** How long an access token lives, in sandbox time (sheet 3: not published). */
const LIFETIME_SECONDS = 3600;

export interface Granted {
	access_token: string;
	token_type: 'Bearer';
	expires_in: number;
	/** Left out on a refresh unless refresh tokens rotate. */
	refresh_token?: string;
}

/** The tokens that the sandbox gave out; opaque, so clients may not look into them. */
export class Tokens {
	private readonly access = new Map<string, number>();

	private readonly codes = new Map<string, string>();

	private refresh: string = firstRefreshToken;

	private given = 0;

	/** Whether a refresh gives a new refresh token and ends the old one (sheet 3: unknown). */
	rotates = false;

	constructor(private readonly clock: SandboxClock) {
		this.access.set(firstAccessToken, this.end());
	}

	private end(): number {
		return this.clock.millis() + LIFETIME_SECONDS * 1000;
	}

	/** Seconds that an access token has left; undefined = it opens nothing. */
	secondsLeft(token: string | undefined): number | undefined {
		const end = token === undefined ? undefined : this.access.get(token);
		if (end === undefined || end <= this.clock.millis()) return undefined;
		return Math.floor((end - this.clock.millis()) / 1000);
	}

	/** A code for the redirect of the consent page. */
	newCode(redirectUri: string): string {
		const code = `cc-code-${(this.given += 1)}`;
		this.codes.set(code, redirectUri);
		return code;
	}

	/** The tokens for a code, once; undefined when it is not valid for this redirect. */
	exchange(code: string, redirectUri: string): Granted | undefined {
		if (this.codes.get(code) !== redirectUri) return undefined;
		this.codes.delete(code);
		return { ...this.newAccess(), refresh_token: this.refresh };
	}

	/** A new access token; undefined when the refresh token is not the valid one. */
	renew(refreshToken: string): Granted | undefined {
		if (refreshToken !== this.refresh) return undefined;
		if (!this.rotates) return this.newAccess();
		this.refresh = `cc-refresh-${(this.given += 1)}`;
		return { ...this.newAccess(), refresh_token: this.refresh };
	}

	/** Ends every access token; with `revoke` the practice has withdrawn its consent as well. */
	expire(revoke = false): void {
		this.access.clear();
		if (revoke) this.refresh = '';
	}

	private newAccess(): Granted {
		const token = `cc-access-${(this.given += 1)}`;
		this.access.set(token, this.end());
		return { access_token: token, token_type: 'Bearer', expires_in: LIFETIME_SECONDS };
	}
}
