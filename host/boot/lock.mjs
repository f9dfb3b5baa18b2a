// A lock between processes: making a folder is atomic everywhere. The folder tells who holds it,
// so that a lock left by a process that died does not stop anybody.
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const ASK_EVERY_MS = 400;
const OWNERLESS_MS = 10_000;

/** Runs the work while no other process that asks for the same lock folder does. */
export async function withLock(folder, onWait, work) {
	await mkdir(path.dirname(folder), { recursive: true });
	let told = false;
	while (!(await take(folder))) {
		if (await leftBehind(folder)) {
			await rm(folder, { recursive: true, force: true });
			continue;
		}
		if (!told) onWait?.();
		told = true;
		await wait(ASK_EVERY_MS);
	}
	try {
		return await work();
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function take(folder) {
	try {
		await mkdir(folder);
	} catch (error) {
		if (error.code === 'EEXIST') return false;
		throw error;
	}
	await writeFile(path.join(folder, 'pid'), String(process.pid));
	return true;
}

async function leftBehind(folder) {
	const pid = Number(await readFile(path.join(folder, 'pid'), 'utf8').catch(() => ''));
	if (pid > 0) return !isAlive(pid);
	const made = await stat(folder).catch(() => undefined);
	return made !== undefined && Date.now() - made.mtimeMs > OWNERLESS_MS;
}

/** Whether a process of this id runs (also one of another user). */
export function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}
