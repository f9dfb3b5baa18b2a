// The project's own node_modules.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { projectFolder } from './paths.mjs';
import { say, step } from './progress.mjs';
import { npm, runQuietly } from './run.mjs';

const stampFile = path.join(projectFolder, 'node_modules', '.healthsail-installed');
const lockFile = path.join(projectFolder, 'package-lock.json');

/** Installs the project's packages when they are missing or the lock file changed. */
export async function ensureDependencies() {
	if (await isCurrent()) return;
	const waiting = () => say('Another process is installing the packages; waiting for it.');
	await withLock(path.join(projectFolder, 'build', '.installing.lock'), waiting, async () => {
		if (await isCurrent()) return;
		if (!(await sameVersions()))
			await step('Installing packages', async () => {
				const { command, args, shell } = npm();
				// Not `npm ci`: it refuses a lock file that lacks the optional binaries of other platforms.
				// The versions are those of the lock file all the same, and --no-save leaves it as it is.
				const install = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
				await runQuietly(command, [...args, ...install], {
					cwd: projectFolder,
					shell,
					failure: 'The packages of this project could not be installed.',
				});
			});
		await writeFile(stampFile, await hashOfLock());
	});
}

async function isCurrent() {
	if (!existsSync(stampFile)) return false;
	return (await readFile(stampFile, 'utf8')) === (await hashOfLock());
}

async function hashOfLock() {
	return createHash('sha256')
		.update(await readFile(lockFile))
		.digest('hex');
}

// A person who ran `npm install` has what the lock file says already; npm notes it in this file.
async function sameVersions() {
	const noted = path.join(projectFolder, 'node_modules', '.package-lock.json');
	if (!existsSync(noted)) return false;
	const wanted = JSON.parse(await readFile(lockFile, 'utf8')).packages;
	const installed = JSON.parse(await readFile(noted, 'utf8')).packages;
	return Object.entries(wanted).every(([place, entry]) => {
		if (place === '' || entry.link) return true;
		const found = installed[place];
		return found ? found.version === entry.version : entry.optional === true;
	});
}
