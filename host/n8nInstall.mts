// A real n8n, installed once per machine.
import { createHash } from 'node:crypto';
import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import {
	cached,
	checkCompiler,
	ensureNode24,
	headersOf,
	npm,
	projectFolder,
	runQuietly,
	step,
} from './boot.mjs';

/** The n8n that everything here is pinned to. */
export const N8N_VERSION = '2.41.1';

// Raise it when the way of installing below changes.
const RECIPE = 1;

export interface N8nHost {
	/** The Node 24 binary that runs it. */
	node: string;
	/** The folder with n8n's node_modules. */
	folder: string;
	/** The script that starts it. */
	script: string;
}

/**
 * Answers an installed n8n; installs it when the cache has none (about 4 minutes, 2.9 GB).
 * Scripts stay off; only sqlite3 is compiled, because it is the one native part that n8n needs
 * here and that ships no binary for Node 24.
 */
export async function ensureN8n(): Promise<N8nHost> {
	const node = await ensureNode24();
	const recipe = path.join(projectFolder, 'host', 'n8n');
	const version = await nodeVersion(node);
	const lock = await readFile(path.join(recipe, 'package-lock.json'));
	const lockHash = createHash('sha256').update(lock).digest('hex').slice(0, 8);
	const platform = `${process.platform}-${process.arch}`;
	const key = `n8n-${N8N_VERSION}-node-${version}-${platform}-${RECIPE}-${lockHash}`;
	const folder = await cached(key, async (target) => {
		checkCompiler();
		await install(target, recipe, node);
	});
	return { node, folder, script: path.join(folder, 'node_modules', 'n8n', 'bin', 'n8n') };
}

async function nodeVersion(node: string): Promise<string> {
	const out = await runQuietly(node, ['--version'], { failure: 'Node 24 does not start.' });
	return out.trim().replace(/^v/, '');
}

async function install(target: string, recipe: string, node: string): Promise<void> {
	for (const file of ['package.json', 'package-lock.json'])
		await copyFile(path.join(recipe, file), path.join(target, file));
	const { command, args, shell } = npm(node);
	const env = environment(node);
	await step(`Installing n8n ${N8N_VERSION} (once per machine, some minutes)`, async () => {
		const options = ['install', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund'];
		await runQuietly(command, [...args, ...options], {
			cwd: target,
			env,
			shell,
			failure: `n8n ${N8N_VERSION} could not be installed.`,
		});
	});
	await step("Building n8n's database add-on", async () => {
		const options = ['rebuild', 'sqlite3', '--build-from-source', '--ignore-scripts=false'];
		await runQuietly(command, [...args, ...options], {
			cwd: target,
			env,
			shell,
			failure: "n8n's sqlite3 add-on could not be built.",
		});
		const check = "new (require('sqlite3').Database)(':memory:', (e) => process.exit(e ? 1 : 0))";
		await runQuietly(node, ['-e', check], {
			cwd: target,
			failure: "n8n's sqlite3 add-on does not work after its build.",
		});
	});
}

function environment(node: string): NodeJS.ProcessEnv {
	const env: NodeJS.ProcessEnv = {
		...process.env,
		PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`,
	};
	const headers = headersOf(node);
	if (headers) env.npm_config_nodedir = headers;
	return env;
}
