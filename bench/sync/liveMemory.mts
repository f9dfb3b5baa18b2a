// What a process holds while it works: its memory with all garbage freed, over and over.
import { setTimeout as wait } from 'node:timers/promises';
import type { Inspector } from './inspector.mjs';

/** Between two looks: freeing everything takes about as long, and the run must get on. */
const BETWEEN_MS = 400;

export interface LiveMemoryWatch {
	/** Ends the watch and answers the most that was seen, in MB. */
	stop(): Promise<number>;
}

/** Weighs the live memory of a process again and again; each time all its garbage is freed. */
export function watchLiveMemory(inspector: Inspector): LiveMemoryWatch {
	let peak = 0;
	let isOn = true;
	const watching = (async () => {
		for (; isOn; await wait(BETWEEN_MS)) peak = Math.max(peak, await inspector.liveMemory());
	})();
	return {
		async stop() {
			isOn = false;
			await watching;
			return peak;
		},
	};
}
