// Builds what is stale: `dist` (what n8n loads) and `build` (the programs around it).
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { projectFolder } from './paths.mjs';
import { say, step } from './progress.mjs';
import { runQuietly } from './run.mjs';

const module = (...parts) => path.join(projectFolder, 'node_modules', ...parts);

const PACK = {
	name: 'pack',
	result: path.join('dist', 'package.json'),
	sources: ['lib', 'nodes', 'credentials', 'icons', 'workflow-templates'],
	files: ['package.json', 'tsconfig.json', 'gulpfile.js', 'LICENSE.md'],
	endings: /\.(ts|json|svg|js|md)$/,
	async make() {
		await checkImports();
		await tool('The pack', module('@n8n', 'node-cli', 'bin', 'n8n-node.mjs'), ['build']);
		await tool('The pack', module('gulp', 'bin', 'gulp.js'), ['afterBuild']);
	},
};

const PROGRAMS = {
	name: 'programs',
	result: path.join('build', 'host'),
	sources: ['lib', 'cli', 'sandbox', 'host', 'bench', 'test', 'workflow-templates'],
	files: ['package.json', 'tsconfig.json', 'tsconfig.programs.json'],
	endings: /(\.mts|^(?!.*\.test\.ts$).*\.ts)$/,
	async make() {
		await tool('The programs', module('typescript', 'bin', 'tsc'), [
			'-p',
			'tsconfig.programs.json',
		]);
		await removeOrphans(path.join(projectFolder, 'build'));
	},
};

/** Builds the programs (cli, sandbox, host, bench, tests) when their sources changed. */
export const buildPrograms = async () => await ensureBuilt(PROGRAMS);

/** Builds the pack that n8n loads when its sources changed. */
export const buildPack = async () => await ensureBuilt(PACK);

async function ensureBuilt(target) {
	const stamp = path.join(projectFolder, 'build', `.${target.name}.built`);
	const isCurrent = async () =>
		existsSync(path.join(projectFolder, target.result)) &&
		existsSync(stamp) &&
		(await readFile(stamp, 'utf8')) === (await hashOf(target));
	if (await isCurrent()) return;
	const waiting = () => say(`Another process is building the ${target.name}; waiting for it.`);
	await withLock(path.join(projectFolder, 'build', `.${target.name}.lock`), waiting, async () => {
		if (await isCurrent()) return;
		await step(`Building the ${target.name}`, async () => {
			const hash = await hashOf(target);
			await target.make();
			await mkdir(path.dirname(stamp), { recursive: true });
			await writeFile(stamp, hash);
		});
	});
}

async function hashOf(target) {
	const hash = createHash('sha256');
	for (const file of target.files) await add(hash, file);
	for (const folder of target.sources)
		for (const file of await filesUnder(folder))
			if (target.endings.test(file)) await add(hash, file);
	return hash.digest('hex');
}

async function add(hash, file) {
	const full = path.join(projectFolder, file);
	hash.update(`${file}\0`).update(existsSync(full) ? await readFile(full) : '-');
}

async function filesUnder(folder) {
	const full = path.join(projectFolder, folder);
	if (!existsSync(full)) return [];
	const entries = await readdir(full, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) =>
			path.relative(projectFolder, path.join(entry.parentPath ?? entry.path, entry.name)),
		)
		.filter((file) => !file.includes('node_modules') && !file.startsWith(path.join('cli', 'dist')))
		.sort();
}

// What breaks the one direction of imports breaks the build.
async function checkImports() {
	const rooms = ['lib', 'nodes', 'credentials', 'cli', 'sandbox', 'host', 'bench', 'test'];
	const args = ['--config', '.dependency-cruiser.cjs', ...rooms, 'workflow-templates'];
	await tool('The pack', module('dependency-cruiser', 'bin', 'dependency-cruise.mjs'), args);
}

async function tool(what, script, args) {
	await runQuietly(process.execPath, [script, ...args], {
		cwd: projectFolder,
		failure: `${what} could not be built.`,
	});
}

// A compiled test whose source is gone must not run any more.
async function removeOrphans(buildFolder) {
	const entries = await readdir(buildFolder, { recursive: true, withFileTypes: true });
	for (const entry of entries) {
		if (!entry.isFile() || !/\.m?js$/.test(entry.name)) continue;
		const compiled = path.join(entry.parentPath ?? entry.path, entry.name);
		const source = path.join(projectFolder, path.relative(buildFolder, compiled));
		if (!existsSync(source.replace(/js$/, 'ts'))) await rm(compiled);
	}
}
