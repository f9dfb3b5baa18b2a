// Node's inspector, as far as it is needed to free a process's garbage and weigh the rest.
import { setTimeout as wait } from 'node:timers/promises';
import { Problem } from '../../host/boot.mjs';

const MB = 1024 * 1024;
const OPEN_WITHIN_MS = 10_000;

/** Memory that a process needs: what is left when all garbage is freed. */
export interface Inspector {
	/** Frees all garbage, waits for the end of it. */
	collectGarbage(): Promise<void>;
	/** Live memory right now, garbage freed: objects, and buffers outside of the heap; in MB. */
	liveMemory(): Promise<number>;
	close(): void;
}

interface HeapUsage {
	usedSize: number;
	embedderHeapUsedSize?: number;
	backingStorageSize?: number;
}

/** Connects with the process whose inspector listens on this port. Throws a Problem. */
export async function openInspector(port: number): Promise<Inspector> {
	const socket = new WebSocket(await addressOf(port));
	await new Promise<void>((resolve, reject) => {
		const refuse = () => reject(notInspectable());
		socket.addEventListener('open', () => resolve(), { once: true });
		socket.addEventListener('error', refuse, { once: true });
	});
	const waiting = new Map<number, (result: unknown) => void>();
	socket.addEventListener('message', ({ data }) => {
		const { id, result } = JSON.parse(String(data)) as { id?: number; result?: unknown };
		if (id !== undefined) waiting.get(id)?.(result);
	});
	// Who still waits when the process ends gets nothing, instead of waiting for ever.
	socket.addEventListener('close', () => waiting.forEach((settle) => settle(undefined)));
	let last = 0;
	const ask = async (method: string): Promise<unknown> => {
		const id = (last += 1);
		if (socket.readyState !== WebSocket.OPEN) return undefined;
		const result = await new Promise<unknown>((resolve) => {
			waiting.set(id, resolve);
			socket.send(JSON.stringify({ id, method }));
		});
		waiting.delete(id);
		return result;
	};
	const collectGarbage = async () => void (await ask('HeapProfiler.collectGarbage'));
	return {
		collectGarbage,
		async liveMemory() {
			await collectGarbage();
			const usage = (await ask('Runtime.getHeapUsage')) as HeapUsage | undefined;
			if (usage === undefined) throw new Problem('The measured process ended by itself.');
			const { usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 } = usage;
			return (usedSize + embedderHeapUsedSize + backingStorageSize) / MB;
		},
		close: () => socket.close(),
	};
}

/** Node opens its inspector before it runs a program; a process just started needs a moment. */
async function addressOf(port: number): Promise<string> {
	for (const until = Date.now() + OPEN_WITHIN_MS; Date.now() < until; await wait(100)) {
		const answer = await fetch(`http://127.0.0.1:${port}/json/list`).catch(() => undefined);
		if (!answer?.ok) continue;
		const [target] = (await answer.json()) as Array<{ webSocketDebuggerUrl: string }>;
		return target.webSocketDebuggerUrl;
	}
	throw notInspectable();
}

function notInspectable(): Error {
	return new Problem('The measured process lets nobody inspect it.');
}
