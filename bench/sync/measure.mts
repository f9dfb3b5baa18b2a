// Memory of a process and of all that it started, as the system tells it.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { Problem } from '../../host/boot.mjs';

const SAMPLE_MS = 100;
const TREE_EVERY = 10;
const PAGE_BYTES = 4096;
const TICKS_PER_SECOND = 100;

/** At rest: four seconds, each with at most 5 % of one core. */
const REST_MS = 1_000;
const ROUNDS_OF_REST = 4;
const REST_TICKS = 5;
const REST_WITHIN_MS = 120_000;

/** Whether memory can be measured here: it is read from /proc. */
export const canMeasureMemory = existsSync('/proc/self/statm');

export interface MemoryWatch {
	/** Ends the watch and answers the highest sum that was seen, in MB. */
	stop(): Promise<number | undefined>;
}

/** Samples the resident memory of a process tree every 100 ms. */
export function watchMemory(pid: number): MemoryWatch {
	let peak = 0;
	let isOn = canMeasureMemory;
	const watching = (async () => {
		let tree: number[] = [];
		for (let count = 0; isOn; count += 1) {
			if (count % TREE_EVERY === 0) tree = await treeOf(pid);
			peak = Math.max(peak, await residentOf(tree));
			await wait(SAMPLE_MS);
		}
	})();
	return {
		async stop() {
			isOn = false;
			await watching;
			return canMeasureMemory ? peak : undefined;
		},
	};
}

/** The resident memory of a process tree right now, in MB. */
export async function residentMemory(pid: number): Promise<number | undefined> {
	return canMeasureMemory ? await residentOf(await treeOf(pid)) : undefined;
}

/**
 * Waits until process trees have hardly used the processor for a while.
 * Throws a Problem when they do not come to rest.
 */
export async function untilIdle(pids: readonly number[]): Promise<void> {
	if (!canMeasureMemory) return await wait(REST_MS * ROUNDS_OF_REST);
	const until = Date.now() + REST_WITHIN_MS;
	let used = await processorTime(pids);
	for (let quiet = 0; quiet < ROUNDS_OF_REST; ) {
		if (Date.now() > until) throw new Problem('n8n or the sandbox does not come to rest.');
		await wait(REST_MS);
		const now = await processorTime(pids);
		quiet = now - used <= REST_TICKS ? quiet + 1 : 0;
		used = now;
	}
}

/** Seconds of processor that a process tree has used so far; what has ended in it counts no more. */
export async function processorSeconds(pid: number): Promise<number | undefined> {
	return canMeasureMemory ? (await processorTime([pid])) / TICKS_PER_SECOND : undefined;
}

/** Processor time of process trees so far, in ticks of 10 ms. */
async function processorTime(pids: readonly number[]): Promise<number> {
	let ticks = 0;
	for (const root of pids)
		for (const pid of await treeOf(root)) {
			const fields = await statOf(String(pid));
			ticks += Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
		}
	return ticks;
}

async function treeOf(root: number): Promise<number[]> {
	const parents = new Map<number, number>();
	for (const name of await readdir('/proc')) {
		if (!/^\d+$/.test(name)) continue;
		parents.set(Number(name), Number((await statOf(name))[1]));
	}
	const tree = [root];
	for (const member of tree)
		for (const [child, parent] of parents) if (parent === member) tree.push(child);
	return tree;
}

/** What the system tells of a process, from its state on; nothing when it has ended. */
async function statOf(pid: string): Promise<string[]> {
	const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
	// The name of the program stands in parentheses and may hold blanks.
	return stat === '' ? [] : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

async function residentOf(pids: readonly number[]): Promise<number> {
	let pages = 0;
	for (const pid of pids) {
		const statm = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '0 0');
		pages += Number(statm.split(' ')[1]);
	}
	return (pages * PAGE_BYTES) / 1024 / 1024;
}
