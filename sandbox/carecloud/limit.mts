import type { World } from '../core/world.mjs';

/** Calls that the sandbox lets through within a second of its own time. */
const CALLS = 5;

/**
 * The sandbox's limit: CareCloud publishes none, so it is a guess above the two calls a second that
 * clients are told to keep (sheet 5). Answers whether a call comes too early.
 */
export function createLimit(world: World): () => boolean {
	let times: number[] = [];
	return () => {
		if (!world.limits) return false;
		const now = world.clock.millis();
		times = times.filter((time) => now - time < 1000);
		if (times.length >= CALLS) return true;
		times.push(now);
		return false;
	};
}
