import type { SandboxClock } from '../../core/clock.mjs';
import { Problem } from '../http/problem.mjs';
import type { ChangeCount } from './collection.mjs';

const DONE_KEPT_MS = 30 * 24 * 3600 * 1000;

interface Lease {
	key: string;
	owner: string;
	/** Sandbox milliseconds when it ends or ended. */
	until: number;
	cursor: string | null;
	state: 'held' | 'released' | 'done';
}

/** A lease as the contract answers it. */
export interface LeaseView {
	key: string;
	owner: string;
	until: string;
	cursor: string | null;
	state: Lease['state'];
}

/** Single-flight leases with a durable cursor. Source: contract section 15. */
export class LeaseStore {
	private readonly leases = new Map<string, Lease>();

	constructor(
		private readonly clock: SandboxClock,
		private readonly changes: ChangeCount,
	) {}

	get size(): number {
		return this.leases.size;
	}

	/**
	 * Takes a key. An expired or released one gives its stored cursor back; its own owner may take
	 * it again. Throws `lease_held` with `until`, or `lease_done`.
	 */
	acquire(key: string, owner: string, ttlSeconds: number): LeaseView {
		const now = this.clock.millis();
		const lease = this.leases.get(key);
		if (lease?.state === 'done' && lease.until + DONE_KEPT_MS > now) {
			throw new Problem('lease_done', 'The work under this key is done.');
		}
		if (lease?.state === 'held' && lease.until > now && lease.owner !== owner) {
			throw new Problem('lease_held', 'Another owner holds this lease.', {
				until: new Date(lease.until).toISOString(),
			});
		}
		const cursor = lease && lease.state !== 'done' ? lease.cursor : null;
		return this.put({ key, owner, until: now + ttlSeconds * 1000, cursor, state: 'held' });
	}

	/** Prolongs a lease, stores its cursor, or both. Throws `lease_lost` or `not_found`. */
	renew(
		key: string,
		owner: string,
		ttlSeconds: number | undefined,
		cursor: string | null | undefined,
	): LeaseView {
		const lease = this.held(key, owner);
		return this.put({
			...lease,
			until: ttlSeconds === undefined ? lease.until : this.clock.millis() + ttlSeconds * 1000,
			cursor: cursor === undefined ? lease.cursor : cursor,
		});
	}

	/** Gives a lease back and keeps its cursor. Throws `lease_lost` or `not_found`. */
	release(key: string, owner: string, isDone: boolean): LeaseView {
		const lease = this.held(key, owner);
		const state = isDone ? 'done' : 'released';
		return this.put({ ...lease, until: this.clock.millis(), state });
	}

	/** All leases, for tests. */
	list(): LeaseView[] {
		return [...this.leases.values()].map((lease) => view(lease));
	}

	private held(key: string, owner: string): Lease {
		const lease = this.leases.get(key);
		if (!lease) throw new Problem('not_found', 'There is no lease under this key.');
		if (lease.state !== 'held' || lease.owner !== owner || lease.until <= this.clock.millis()) {
			throw new Problem('lease_lost', 'This owner no longer holds the lease.');
		}
		return lease;
	}

	private put(lease: Lease): LeaseView {
		this.leases.set(lease.key, lease);
		this.changes.count += 1;
		return view(lease);
	}
}

function view(lease: Lease): LeaseView {
	return { ...lease, until: new Date(lease.until).toISOString() };
}
