// Notes every position that the lease's cursor takes during the first load.
import { setTimeout as wait } from 'node:timers/promises';
import type { Sandbox } from '../../../host/sandboxServer.mjs';
import { healthSailState } from './sandboxState.mjs';

export interface CursorWatch {
	/** The positions in the order of time, each once in a row; the end of the load is Infinity. */
	firstLoad(): number[];
	stop(): Promise<void>;
}

interface State {
	firstLoad?: { cursor?: string; doneAt?: string };
}

const EVERY_MS = 100;

/** Watches until it is stopped; there is to be one lease only. */
export function watchCursor(sandbox: Sandbox): CursorWatch {
	const seen: number[] = [];
	let stopped = false;
	const watching = (async () => {
		while (!stopped) {
			const state = await healthSailState(sandbox).catch(() => undefined);
			const [lease] = state?.leases ?? [];
			const position = positionOf(lease?.cursor);
			if (position !== undefined && position !== seen.at(-1)) seen.push(position);
			await wait(EVERY_MS);
		}
	})();
	return {
		firstLoad: () => [...seen],
		async stop() {
			stopped = true;
			await watching;
		},
	};
}

// Tebra's own start key: the number of the patient at which the next page begins.
function positionOf(cursor: string | null | undefined): number | undefined {
	if (!cursor) return undefined;
	const { firstLoad } = JSON.parse(cursor) as State;
	if (firstLoad?.doneAt) return Infinity;
	if (!firstLoad) return 0;
	const { startKey } = JSON.parse(firstLoad.cursor ?? '{"startKey":"0"}') as { startKey: string };
	return Number(startKey);
}
