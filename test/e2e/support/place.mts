// Where an end-to-end test lives: a folder of its own and ports that nobody uses.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isFree } from '../../../host/ports.mjs';

const FIRST_PORT = 4800;
const LAST_PORT = 4899;
/** Three of the sandbox, one of n8n, the rest for workers, database and queue. */
const PORTS_EACH = 10;

export interface Place {
	folder: string;
	/** First of ten free ports in a row. */
	port: number;
	/** Removes the folder. */
	leave(): Promise<void>;
}

/** Makes a temporary folder and finds ten free ports in a row. */
export async function findPlace(): Promise<Place> {
	const port = await freePorts();
	const folder = await mkdtemp(path.join(tmpdir(), 'healthsail-e2e-'));
	return {
		folder,
		port,
		leave: async () => await rm(folder, { recursive: true, force: true, maxRetries: 3 }),
	};
}

async function freePorts(): Promise<number> {
	for (let port = FIRST_PORT; port + PORTS_EACH - 1 <= LAST_PORT; port += PORTS_EACH) {
		const all = Array.from(
			{ length: PORTS_EACH },
			async (_, offset) => await isFree(port + offset),
		);
		if ((await Promise.all(all)).every(Boolean)) return port;
	}
	throw new Error(`No ${PORTS_EACH} ports in a row are free from ${FIRST_PORT} to ${LAST_PORT}.`);
}
