import { sleep } from 'n8n-workflow';

/** Milliseconds between two calls of one operation, as the vendor states them. */
export interface ThrottleTable {
	readonly intervals: Readonly<Record<string, number>>;
	/** For operations that the vendor does not list. */
	readonly defaultMs: number;
	/** Added to every interval, since exact spacing still trips the limit. */
	readonly marginMs: number;
}

export interface ThrottleSettings {
	/** How much faster the other side's clock runs: 1 in production, 0 = no throttle. */
	readonly speed: number;
	/** This flow's part of the vendor's limit, above 0 and up to 1. */
	readonly share: number;
}

export interface Throttle {
	/** Waits until the next call of this operation may start. */
	ready(operation: string): Promise<void>;
	/** The vendor refused a call: nobody of this credential calls the operation for `waitMs`. */
	holdOff(operation: string, waitMs: number): void;
	/** Milliseconds between two calls of this operation under these settings. */
	intervalMs(operation: string): number;
}

/**
 * Next free moment and waiting line per credential and operation. Kept for the process, not the
 * run: a paged run is a chain of short executions, and the vendor counts them as one caller.
 */
const nextFree = new Map<string, number>();
const lines = new Map<string, Promise<void>>();

/**
 * A throttle that spaces calls per operation. All throttles with the same `account` in this process
 * share their waiting line; across processes the vendor's own refusal decides (design 3.8).
 */
export function createThrottle(
	account: string,
	table: ThrottleTable,
	settings: ThrottleSettings,
): Throttle {
	const intervalMs = (operation: string): number =>
		settings.speed === 0
			? 0
			: ((table.intervals[operation] ?? table.defaultMs) + table.marginMs) /
				(settings.speed * settings.share);
	const keyOf = (operation: string) => `${account}\u0000${operation}`;
	return {
		intervalMs,
		async ready(operation) {
			const interval = intervalMs(operation);
			if (interval === 0) return;
			const key = keyOf(operation);
			const turn = (lines.get(key) ?? Promise.resolve()).then(async () => {
				await untilFree(key);
				nextFree.set(key, Date.now() + interval);
			});
			lines.set(key, turn);
			await turn;
		},
		holdOff(operation, waitMs) {
			if (settings.speed === 0) return;
			const until = Date.now() + waitMs / settings.speed;
			nextFree.set(keyOf(operation), Math.max(until, nextFree.get(keyOf(operation)) ?? 0));
		},
	};
}

/** Looks again after each wait: a busy process wakes late, and a refusal may have come meanwhile. */
async function untilFree(key: string): Promise<void> {
	const waitMs = (nextFree.get(key) ?? 0) - Date.now();
	if (waitMs <= 0) return;
	await sleep(waitMs);
	await untilFree(key);
}
