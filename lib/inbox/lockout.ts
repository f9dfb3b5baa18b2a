import { z } from 'zod';

/** Failures of one person or one address, as HealthSail keeps them. Times are milliseconds since 1970. */
export interface FailureCount {
	readonly failures: number;
	/** When the first of them was. */
	readonly since: number;
	readonly lockedUntil?: number;
}

export const mostFailures = 10;
export const lockMinutes = 15;
const lockMs = lockMinutes * 60_000;

const schema = z.object({
	failures: z.number().int().min(0),
	since: z.number().int(),
	lockedUntil: z.number().int().optional(),
});

export const noFailures: FailureCount = { failures: 0, since: 0 };

/**
 * Whose failures are counted together: an IPv4 address, or the first half of an IPv6 address, because
 * one line of a provider has the other half to itself.
 */
export function networkOf(address: string): string {
	const plain = address
		.toLowerCase()
		.replace(/%.*$/, '')
		.replace(/^::ffff:(?=\d+\.)/, '');
	if (!plain.includes(':')) return plain;
	const [head, tail] = plain.split('::').map((part) => part.split(':').filter(Boolean));
	const left = tail === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
	const groups = [...head, ...Array.from({ length: left }, () => '0'), ...(tail ?? [])];
	return groups
		.slice(0, 4)
		.map((group) => group.replace(/^0+(?=.)/, ''))
		.join(':');
}

/** A count as it was stored; what cannot be read is taken as none. */
export function readFailures(stored: string | null): FailureCount {
	try {
		const read = schema.safeParse(JSON.parse(stored ?? ''));
		return read.success ? read.data : noFailures;
	} catch {
		return noFailures;
	}
}

/** Whole minutes that the lock still holds, at least one; 0 = there is none. */
export function minutesLocked({ lockedUntil = 0 }: FailureCount, now: number): number {
	return lockedUntil > now ? Math.ceil((lockedUntil - now) / 60_000) : 0;
}

/** The count after one more failure: the tenth within 15 minutes locks for 15 minutes. */
export function afterFailure(count: FailureCount, now: number): FailureCount {
	if (minutesLocked(count, now) > 0) return count;
	const isOver = count.lockedUntil !== undefined || now - count.since > lockMs;
	const failures = isOver ? 1 : count.failures + 1;
	const since = isOver ? now : count.since;
	return {
		failures,
		since,
		...(failures >= mostFailures && { lockedUntil: now + lockMs }),
	};
}
