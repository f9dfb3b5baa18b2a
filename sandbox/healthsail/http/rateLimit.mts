import type { SandboxClock } from '../../core/clock.mjs';
import { Problem } from './problem.mjs';

const WINDOW_SECONDS = 60;
const quotas = { default: 600, bulk: 30 } as const;
const POLICY = `"default";q=${quotas.default};w=${WINDOW_SECONDS}, "bulk";q=${quotas.bulk};w=${WINDOW_SECONDS}`;

interface Window {
	endsAt: number;
	used: number;
}

/** HealthSail's limits: fixed windows per client, on the sandbox clock. */
export class RateLimits {
	private readonly windows = new Map<string, Window>();

	constructor(
		private readonly clock: SandboxClock,
		private readonly isOn: () => boolean,
	) {}

	/**
	 * Counts one call and answers the RateLimit headers; none while limits are off.
	 * Throws `rate_limited` with Retry-After in seconds when the window is used up.
	 */
	take(clientId: string, policy: keyof typeof quotas): Record<string, string> {
		if (!this.isOn()) return {};
		const now = this.clock.millis();
		const key = `${clientId} ${policy}`;
		let window = this.windows.get(key);
		if (!window || window.endsAt <= now) {
			window = { endsAt: now + WINDOW_SECONDS * 1000, used: 0 };
			this.windows.set(key, window);
		}
		window.used += 1;
		const seconds = Math.max(1, Math.ceil((window.endsAt - now) / 1000));
		const remaining = Math.max(0, quotas[policy] - window.used);
		const headers = {
			'RateLimit-Policy': POLICY,
			RateLimit: `"${policy}";r=${remaining};t=${seconds}`,
		};
		if (window.used > quotas[policy]) {
			throw new Problem(
				'rate_limited',
				`The limit "${policy}" is used up. Wait for the time in Retry-After.`,
				{},
				{ ...headers, 'Retry-After': String(seconds) },
			);
		}
		return headers;
	}
}
