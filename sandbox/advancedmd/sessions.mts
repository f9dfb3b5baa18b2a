import { randomBytes } from 'node:crypto';
import { account } from './account.mjs';

const LIFETIME = 24 * 3_600_000;

/** Tokens that were given out and their ends, on the sandbox's clock (sheet 3.1: about 24 hours). */
export class Sessions {
	private readonly tokens = new Map<string, number>();

	/** Logins that gave a token since the start. */
	made = 0;

	/** A new token: it starts with the office key and is opaque. */
	open(now: number): string {
		const token = `${account.officeKey}${randomBytes(20).toString('hex')}`;
		this.tokens.set(token, now + LIFETIME);
		this.made += 1;
		return token;
	}

	isOpen(token: string, now: number): boolean {
		return (this.tokens.get(token) ?? 0) > now;
	}

	/** Ends every session, as a restart of the service does. */
	endAll(): void {
		this.tokens.clear();
	}
}
