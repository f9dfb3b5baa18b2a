import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { npm, projectFolder, runQuietly } from '../../host/boot.mjs';

// The files that npm would publish, against the sources that they must come from. The pack is
// built before the tests run.

async function under(folder: string, ending: RegExp): Promise<string[]> {
	const full = path.join(projectFolder, folder);
	if (!existsSync(full)) return [];
	const entries = await readdir(full, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile() && ending.test(entry.name))
		.map((entry) => path.relative(projectFolder, path.join(entry.parentPath, entry.name)))
		.map((file) => file.split(path.sep).join('/'));
}

async function published(): Promise<string[]> {
	const { command, args, shell } = npm();
	const out = await runQuietly(command, [...args, 'pack', '--dry-run', '--json'], {
		cwd: projectFolder,
		shell,
		failure: 'npm pack failed.',
	});
	const [{ files }] = JSON.parse(out) as Array<{ files: Array<{ path: string }> }>;
	return files.map((file) => file.path).sort();
}

describe('tarball', () => {
	let files: string[] = [];

	before(async () => {
		files = await published();
	});

	it('holds the compiled sources, codex files, icons, templates, bundled libraries and papers, and nothing else', async () => {
		const compiled: string[] = [];
		for (const folder of ['credentials', 'lib', 'nodes'])
			for (const file of await under(folder, /\.ts$/))
				if (!file.endsWith('.d.ts')) compiled.push(`dist/${file.replace(/\.ts$/, '.js')}`);
		const copied = [
			...(await under('nodes', /\.json$/)),
			...(await under('icons', /\.svg$/)),
			...(await under('nodes', /\.svg$/)),
			...(await under('workflow-templates', /\.json$/)),
		].map((file) => `dist/${file}`);
		const expected = [
			'LICENSE.md',
			'README.md',
			'THIRD_PARTY_NOTICES.md',
			'package.json',
			'dist/package.json',
			'dist/bundled/saxes.js',
			'dist/bundled/libphonenumber-js-min.js',
			...compiled,
			...copied,
		];
		assert.deepEqual(files, [...new Set(expected)].sort());
	});

	it('holds every node and credential that package.json names', async () => {
		const text = await import(path.join(projectFolder, 'package.json'), { with: { type: 'json' } });
		const { n8n } = (text as { default: { n8n: Record<'nodes' | 'credentials', string[]> } })
			.default;
		for (const file of [...n8n.nodes, ...n8n.credentials]) assert.ok(files.includes(file), file);
	});
});
