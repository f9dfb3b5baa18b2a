// The pack, put into an n8n the way n8n's community-packages service does it: packed to a tarball,
// unpacked below the user folder, development entries removed, its dependencies installed.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { npm, projectFolder, runQuietly } from './boot.mjs';

export const PACK_NAME = 'n8n-nodes-healthsail';

/** Packs a folder with npm and answers the tarball's path; `target` receives it. */
export async function packTarball(target: string, source = projectFolder): Promise<string> {
	const { command, args, shell } = npm();
	const options = ['pack', '--json', '--ignore-scripts', '--pack-destination', target];
	const out = await runQuietly(command, [...args, ...options], {
		cwd: source,
		shell,
		failure: 'The tarball could not be packed.',
	});
	const [packed] = JSON.parse(out) as Array<{ filename: string }>;
	return path.join(target, packed.filename);
}

/** Installs a tarball of the pack into the n8n of a user folder. n8n must not be running. */
export async function installPack(tarball: string, userFolder: string): Promise<void> {
	const nodesFolder = path.join(userFolder, '.n8n', 'nodes');
	const packageFolder = path.join(nodesFolder, 'node_modules', PACK_NAME);
	await rm(packageFolder, { recursive: true, force: true });
	await mkdir(packageFolder, { recursive: true });
	await runQuietly('tar', ['-xzf', tarball, '-C', packageFolder, '--strip-components=1'], {
		failure: 'The tarball could not be unpacked.',
	});
	const version = await stripPackageJson(path.join(packageFolder, 'package.json'));
	const { command, args, shell } = npm();
	const options = [
		'install',
		'--audit=false',
		'--fund=false',
		'--bin-links=false',
		'--install-strategy=shallow',
		'--ignore-scripts=true',
		'--package-lock=false',
	];
	await runQuietly(command, [...args, ...options], {
		cwd: packageFolder,
		shell,
		failure: "The pack's dependencies could not be installed.",
	});
	await noteInLedger(path.join(nodesFolder, 'package.json'), version);
}

/** Packs the project and installs it; what the demo and the tests call. */
export async function packAndInstall(userFolder: string): Promise<void> {
	const target = await mkdtemp(path.join(tmpdir(), 'healthsail-pack-'));
	try {
		await installPack(await packTarball(target), userFolder);
	} finally {
		await rm(target, { recursive: true, force: true });
	}
}

async function stripPackageJson(file: string): Promise<string> {
	const content = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
	for (const key of ['devDependencies', 'peerDependencies', 'optionalDependencies'])
		delete content[key];
	await writeFile(file, JSON.stringify(content, null, 2));
	return String(content.version);
}

async function noteInLedger(file: string, version: string): Promise<void> {
	const ledger = existsSync(file)
		? (JSON.parse(await readFile(file, 'utf8')) as { dependencies: Record<string, string> })
		: { name: 'installed-nodes', private: true, dependencies: {} as Record<string, string> };
	ledger.dependencies[PACK_NAME] = version;
	await writeFile(file, JSON.stringify(ledger, null, 2));
}
