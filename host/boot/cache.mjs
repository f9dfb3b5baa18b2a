// Things that are made once per machine: made beside their place, then renamed into it, so that
// nobody ever sees half of one.
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { cacheFolder } from './paths.mjs';
import { say } from './progress.mjs';

/**
 * The folder of the cached thing `key`. When it is missing, `make(folder)` fills a temporary folder
 * that then becomes it; one process at a time.
 */
export async function cached(key, make) {
	const place = path.join(cacheFolder(), key);
	if (existsSync(place)) return place;
	const waiting = () => say(`Another process is making ${key}; waiting for it.`);
	return await withLock(`${place}.lock`, waiting, async () => {
		if (existsSync(place)) return place;
		const temporary = `${place}.making-${process.pid}`;
		await removeUnfinished(path.basename(place));
		await mkdir(temporary, { recursive: true });
		try {
			await make(temporary);
			await rename(temporary, place);
		} catch (error) {
			await rm(temporary, { recursive: true, force: true });
			throw error;
		}
		return place;
	});
}

// What a process left that was killed while making it; called under the lock.
async function removeUnfinished(name) {
	for (const entry of await readdir(cacheFolder()))
		if (entry.startsWith(`${name}.making-`))
			await rm(path.join(cacheFolder(), entry), { recursive: true, force: true });
}
