import { createHash } from 'node:crypto';
import type { SandboxClock } from '../../core/clock.mjs';
import { Problem } from './problem.mjs';

const KEPT_MS = 7 * 24 * 3600 * 1000;

export interface KeptReply {
	status: number;
	body: unknown;
	headers: Record<string, string>;
}

interface Entry {
	fingerprint: string;
	at: number;
	reply?: KeptReply;
}

/** Replies by Idempotency-Key, kept for seven sandbox days. */
export class IdempotencyStore {
	private readonly entries = new Map<string, Entry>();

	constructor(private readonly clock: SandboxClock) {}

	/**
	 * Opens a key for a request. Answers the kept reply of the same request, or undefined when the
	 * work is to be done now. Throws `idempotency_key_reused` for another request under the key and
	 * `idempotency_in_progress` while the first one runs.
	 */
	open(key: string, method: string, path: string, body: string): KeptReply | undefined {
		const fingerprint = createHash('sha256').update(`${method} ${path}\n${body}`).digest('hex');
		const now = this.clock.millis();
		this.forget(now);
		const entry = this.entries.get(key);
		if (!entry) {
			this.entries.set(key, { fingerprint, at: now });
			return undefined;
		}
		if (entry.fingerprint !== fingerprint) {
			throw new Problem(
				'idempotency_key_reused',
				'This Idempotency-Key was used for another request.',
			);
		}
		if (!entry.reply) {
			throw new Problem(
				'idempotency_in_progress',
				'The first request under this Idempotency-Key still runs.',
				{},
				{ 'Retry-After': '1' },
			);
		}
		return entry.reply;
	}

	/** Keeps a 2xx reply, or a 5xx once work had begun; any other reply frees the key. */
	close(key: string, reply: KeptReply, workBegun: boolean): void {
		const entry = this.entries.get(key);
		if (!entry) return;
		const kept = reply.status < 300 || (reply.status >= 500 && workBegun);
		if (kept) entry.reply = reply;
		else this.entries.delete(key);
	}

	private forget(now: number): void {
		// Entries stand in the order of their first use, so the old ones are in front.
		for (const [key, entry] of this.entries) {
			if (entry.at > now - KEPT_MS) break;
			this.entries.delete(key);
		}
	}
}
