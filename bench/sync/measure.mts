// Memory of a process and of all that it started, as the system tells it.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

const SAMPLE_MS = 100;
const TREE_EVERY = 10;
const PAGE_BYTES = 4096;

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

/** The median resident memory of a process tree over a quiet time, in MB. */
export async function idleMemory(pid: number, seconds: number): Promise<number | undefined> {
	if (!canMeasureMemory) return undefined;
	const samples: number[] = [];
	for (const until = Date.now() + seconds * 1000; Date.now() < until; await wait(SAMPLE_MS))
		samples.push(await residentOf(await treeOf(pid)));
	samples.sort((one, two) => one - two);
	return samples[Math.floor(samples.length / 2)];
}

async function treeOf(root: number): Promise<number[]> {
	const parents = new Map<number, number>();
	for (const name of await readdir('/proc')) {
		if (!/^\d+$/.test(name)) continue;
		const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
		// The name of the program stands in parentheses and may hold blanks.
		const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
		parents.set(Number(name), parent);
	}
	const tree = [root];
	for (const member of tree)
		for (const [child, parent] of parents) if (parent === member) tree.push(child);
	return tree;
}

async function residentOf(pids: readonly number[]): Promise<number> {
	let pages = 0;
	for (const pid of pids) {
		const statm = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '0 0');
		pages += Number(statm.split(' ')[1]);
	}
	return (pages * PAGE_BYTES) / 1024 / 1024;
}
