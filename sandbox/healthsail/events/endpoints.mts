import type { Resource } from '../store/types.mjs';

export interface WebhookEndpoint extends Resource {
	url: string;
	events: string[];
	status: 'enabled' | 'disabled' | 'failing';
	description?: string;
	/** The secret that signs now; shown once, on create and rotate. */
	secret: string;
	/** The secret before a rotation, and until when (sandbox milliseconds) it signs too. */
	oldSecret?: { secret: string; until: number };
	/** Sandbox milliseconds of the first failure since the last success. */
	failingSince?: number;
}

/** Whether a subscription word such as `order.*` covers an event type. */
export function covers(pattern: string, type: string): boolean {
	if (pattern === '*' || pattern === type) return true;
	return pattern.endsWith('.*') && type.startsWith(pattern.slice(0, -1));
}

/** The secrets that sign a delivery at this moment, the present one first. */
export function signingSecrets(endpoint: WebhookEndpoint, now: number): string[] {
	const old = endpoint.oldSecret;
	return old && old.until > now ? [endpoint.secret, old.secret] : [endpoint.secret];
}
