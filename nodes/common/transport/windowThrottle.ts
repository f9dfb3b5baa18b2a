import { sleep } from 'n8n-workflow';

/** A vendor's limit: so many calls in a span of time, counted for all operations of the bucket. */
export interface WindowLimit {
	readonly bucket: string;
	readonly calls: number;
	readonly perMs: number;
}

export interface WindowThrottleSettings {
	/** How much faster the other side's clock runs: 1 in production, 0 = no throttle. */
	readonly speed: number;
	/** This flow's part of the vendor's limit, above 0 and up to 1; a margin is part of it. */
	readonly share: number;
}

export interface WindowThrottle {
	/** Waits until the next call of this operation may start. */
	ready(operation: string): Promise<void>;
	/** The vendor refused a call: nobody calls an operation of its bucket for `waitMs`. */
	holdOff(operation: string, waitMs: number): void;
	/**
	 * Calls of this operation that fit into a time on the other side's clock, which a sandbox may have
	 * run faster: by the limits of now or of its end, whichever are lower. At least one.
	 */
	callsWithin(operation: string, budgetMs: number): number;
}

interface Bucket {
	/** Starts of the calls that still count, oldest first. */
	starts: number[];
	heldUntil: number;
	line: Promise<void>;
}

/** Kept for the process, as in the throttle by intervals: a paged run is many short executions. */
const buckets = new Map<string, Bucket>();

/**
 * A throttle for limits of the form "so many a minute": calls may come in a burst until the window is
 * full. All throttles with the same `account` in this process share their windows; across processes
 * the vendor's own refusal decides (design 3.8).
 *
 * @param limitOf the limit of an operation at a time (milliseconds since 1970); it may change by hour
 */
export function createWindowThrottle(
	account: string,
	limitOf: (operation: string, now: number) => WindowLimit,
	{ speed, share }: WindowThrottleSettings,
): WindowThrottle {
	const allowed = (operation: string, now: number) => {
		const { bucket, calls, perMs } = limitOf(operation, now);
		const part = calls * share;
		const whole = Math.max(1, Math.floor(part));
		// Less than one call a window is one call in a longer window.
		return { bucket, calls: whole, perMs: (part < 1 ? perMs / part : perMs) / speed };
	};
	const bucketOf = (operation: string): Bucket => {
		const key = `${account}\u0000${limitOf(operation, Date.now()).bucket}`;
		const known = buckets.get(key) ?? { starts: [], heldUntil: 0, line: Promise.resolve() };
		buckets.set(key, known);
		return known;
	};
	const waitFor = (bucket: Bucket, operation: string): number => {
		const now = Date.now();
		const { calls, perMs } = allowed(operation, now);
		bucket.starts = bucket.starts.filter((start) => start > now - perMs);
		const free =
			bucket.starts.length < calls ? now : bucket.starts[bucket.starts.length - calls] + perMs;
		return Math.max(free, bucket.heldUntil) - now;
	};
	return {
		async ready(operation) {
			if (speed === 0) return;
			const bucket = bucketOf(operation);
			const turn = bucket.line.then(async () => {
				// Looks again after each wait: the limit may change by then, or a refusal come.
				for (let wait = waitFor(bucket, operation); wait > 0; wait = waitFor(bucket, operation)) {
					await sleep(wait);
				}
				bucket.starts.push(Date.now());
			});
			bucket.line = turn;
			await turn;
		},
		holdOff(operation, waitMs) {
			if (speed === 0) return;
			const bucket = bucketOf(operation);
			bucket.heldUntil = Math.max(bucket.heldUntil, Date.now() + waitMs / speed);
		},
		callsWithin(operation, budgetMs) {
			if (speed === 0) return Number.MAX_SAFE_INTEGER;
			const now = Date.now();
			const fitting = [now, now + budgetMs / speed].map((at) => {
				const { calls, perMs } = allowed(operation, at);
				return Math.floor((calls * budgetMs) / (perMs * speed));
			});
			return Math.max(1, Math.min(...fitting));
		},
	};
}
