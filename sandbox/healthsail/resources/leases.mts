import type { Handlers } from '../http/call.mjs';

interface GivenLease {
	key: string;
	owner: string;
	ttlSeconds?: number;
	cursor?: string | null;
	done?: boolean;
}

/** Leases: acquire, renew with a cursor, release. */
export const leaseHandlers: Handlers = {
	acquireLease: (call) => {
		const { key, owner, ttlSeconds = 0 } = call.body as GivenLease;
		return { status: 201, body: call.tenant.leases.acquire(key, owner, ttlSeconds) };
	},
	renewLease: (call) => {
		const { owner, ttlSeconds, cursor } = call.body as GivenLease;
		const lease = call.tenant.leases.renew(call.params.key, owner, ttlSeconds, cursor);
		return { status: 200, body: lease };
	},
	releaseLease: (call) => {
		const { owner, done = false } = call.body as GivenLease;
		return { status: 200, body: call.tenant.leases.release(call.params.key, owner, done) };
	},
};
