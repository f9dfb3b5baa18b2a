// Node's inspector, as far as it is needed to free a process's garbage from outside.
import { Problem } from '../../host/boot.mjs';

const EVERY_MS = 1_000;

export interface Collector {
	stop(): void;
}

/** Frees all garbage of the process whose inspector listens on this port, now and every second. */
export async function collectGarbage(port: number): Promise<Collector> {
	const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
	const [target] = (await answer.json()) as Array<{ webSocketDebuggerUrl: string }>;
	const socket = new WebSocket(target.webSocketDebuggerUrl);
	await new Promise<void>((resolve, reject) => {
		socket.addEventListener('open', () => resolve(), { once: true });
		socket.addEventListener('error', () => reject(new Problem('n8n lets nobody inspect it.')), {
			once: true,
		});
	});
	let id = 0;
	const collect = () => {
		id += 1;
		socket.send(JSON.stringify({ id, method: 'HeapProfiler.collectGarbage' }));
	};
	collect();
	const timer = setInterval(collect, EVERY_MS);
	return {
		stop() {
			clearInterval(timer);
			socket.close();
		},
	};
}
