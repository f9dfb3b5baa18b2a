// Where things are: the project, and the cache outside of it that all clones share.
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the clone. */
export const projectFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The user's cache folder for this project, as the platform has it. It may not exist yet. */
export function cacheFolder() {
	const home = homedir();
	let base;
	if (process.env.XDG_CACHE_HOME) base = process.env.XDG_CACHE_HOME;
	else if (process.platform === 'darwin') base = path.join(home, 'Library', 'Caches');
	else if (process.platform === 'win32')
		base = process.env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local');
	else base = path.join(home, '.cache');
	return path.join(base, 'n8n-nodes-healthsail');
}
