import { build as trace } from 'esbuild';
import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Assembles cli/dist from the build, so that `npm pack` in cli/ gives a package that runs on its
 * own: the compiled command, the parts of lib it reaches, and the template JSON. Runs from build/cli.
 */
const build = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const clone = path.resolve(build, '..');
const dist = path.join(clone, 'cli', 'dist');

const { files, packages } = await reachable(path.join(build, 'cli', 'main.mjs'));
await refuseUndeclared(packages);
await rm(dist, { recursive: true, force: true });
for (const file of files) await copy(path.join(build, file), path.join(dist, file));
const templates = await copyTemplates();
console.log(`cli/dist: ${files.length} modules, ${templates} template files`);

/** The modules of the build that the entry needs, relative to it, and the packages they import. */
async function reachable(entry: string) {
	const { metafile } = await trace({
		entryPoints: [entry],
		absWorkingDir: build,
		bundle: true,
		packages: 'external',
		platform: 'node',
		format: 'esm',
		write: false,
		metafile: true,
		logLevel: 'error',
	});
	const inputs = Object.entries(metafile.inputs);
	const imported = inputs.flatMap(([, { imports }]) =>
		imports.filter(({ external }) => external).map((found) => found.path),
	);
	return { files: inputs.map(([file]) => file), packages: new Set(imported) };
}

async function copyTemplates(): Promise<number> {
	const source = path.join(clone, 'workflow-templates');
	const entries = await readdir(source, { recursive: true, withFileTypes: true });
	const json = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.json'));
	for (const entry of json) {
		const file = path.join(entry.parentPath, entry.name);
		await copy(file, path.join(dist, 'workflow-templates', path.relative(source, file)));
	}
	return json.length;
}

async function copy(from: string, to: string): Promise<void> {
	await mkdir(path.dirname(to), { recursive: true });
	await cp(from, to);
}

/** A package that is imported but not declared works in the clone and nowhere else. */
async function refuseUndeclared(names: ReadonlySet<string>): Promise<void> {
	const manifest = JSON.parse(await readFile(path.join(clone, 'cli', 'package.json'), 'utf8')) as {
		dependencies: Record<string, string>;
	};
	const builtIn = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
	for (const name of names) {
		if (builtIn.has(name)) continue;
		const bare = name
			.split('/')
			.slice(0, name.startsWith('@') ? 2 : 1)
			.join('/');
		if (Object.hasOwn(manifest.dependencies, bare)) continue;
		throw new Error(`cli/package.json does not declare ${bare}, which the command imports`);
	}
}
