import type { Reply, SeenRequest } from './localServer';

interface Lease {
	owner: string;
	cursor: string | null;
	isHeld: boolean;
}

export interface FakeLeases {
	/** Undefined = the request is about something else. */
	answer(request: SeenRequest): Reply | undefined;
	/** Another holder takes all leases over, as after they ran out. */
	takeOver(): void;
	/** All leases run out, as after their holder died. */
	expire(): void;
	/** What the leases keep is changed, as if another version of the pack had written it. */
	rewrite(change: (cursor: string) => string): void;
}

/**
 * Leases as HealthSail keeps them (contract section 15), without their running out: taken, renewed
 * with a cursor, given back.
 */
export function fakeLeases(): FakeLeases {
	const leases = new Map<string, Lease>();
	const answer = ({ method, url, body }: SeenRequest) => {
		const path = new URL(url, 'http://local').pathname.replace(/^\/v1/, '');
		if (path === '/leases' && method === 'POST') {
			const { key, owner } = JSON.parse(body) as { key: string; owner: string };
			const lease = leases.get(key);
			if (lease?.isHeld === true && lease.owner !== owner) {
				return problem('lease_held', { until: '2030-01-01T00:00:00Z' });
			}
			leases.set(key, { owner, cursor: lease?.cursor ?? null, isHeld: true });
			return shown(201, key, leases);
		}
		const [, name, release] = /^\/leases\/([^/]+)(\/release)?$/.exec(path) ?? [];
		if (name === undefined) return undefined;
		const key = decodeURIComponent(name);
		const { owner, cursor } = JSON.parse(body) as { owner: string; cursor?: string };
		const lease = leases.get(key);
		if (lease?.isHeld !== true || lease.owner !== owner) return problem('lease_lost');
		leases.set(key, {
			...lease,
			cursor: cursor ?? lease.cursor,
			isHeld: release === undefined,
		});
		return shown(200, key, leases);
	};
	return {
		answer,
		takeOver() {
			for (const lease of leases.values()) lease.owner = 'another run';
		},
		expire() {
			for (const lease of leases.values()) lease.isHeld = false;
		},
		rewrite(change) {
			for (const lease of leases.values()) {
				if (lease.cursor !== null) lease.cursor = change(lease.cursor);
			}
		},
	};
}

function shown(status: number, key: string, leases: ReadonlyMap<string, Lease>): Reply {
	const lease = leases.get(key);
	return json(status, { key, until: '2030-01-01T00:00:00Z', cursor: lease?.cursor ?? null });
}

function problem(code: string, more: object = {}): Reply {
	return json(409, { type: 'about:blank', title: code, status: 409, code, ...more });
}

function json(status: number, body: unknown): Reply {
	return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}
