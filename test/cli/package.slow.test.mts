import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const clone = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** The slow one: packs the CLI, installs the tarball with npm into an empty folder and runs it. */
test('the packed CLI runs from an empty folder', { timeout: 180_000 }, async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'healthsail-cli-package-'));
	try {
		await run(process.execPath, [path.join(clone, 'build/cli/pack.mjs')]);
		await run('npm', ['pack', '--silent', '--pack-destination', folder], {
			cwd: path.join(clone, 'cli'),
		});
		const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
		assert.equal(tarball, 'healthsail-n8n-0.1.0.tgz');
		await writeFile(path.join(folder, 'package.json'), '{"private":true}');
		await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', `./${tarball}`], {
			cwd: folder,
		});
		const command = path.join(folder, 'node_modules/.bin/healthsail-n8n');

		const version = await run(command, ['--version'], { cwd: folder });
		assert.equal(version.stdout.trim(), '0.1.0');

		const list = await run(command, ['templates', 'list', '--json'], { cwd: folder });
		const sets = JSON.parse(list.stdout) as Array<{ id: string }>;
		assert.ok(sets.some(({ id }) => id === 'tebra/demographic-sync'));

		await writeFile(path.join(folder, 'good.json'), '{"version":1,"system":"tebra"}');
		const good = await run(command, ['profile', 'check', 'good.json'], { cwd: folder });
		assert.match(good.stdout, /is good/);

		await writeFile(path.join(folder, 'bad.json'), '{"system":"tebra","version":2}');
		const bad = await run(command, ['profile', 'check', 'bad.json'], { cwd: folder }).then(
			() => undefined,
			(error: { code: number; stdout: string }) => error,
		);
		assert.equal(bad?.code, 5);
		assert.match(bad?.stdout ?? '', /version: This must be 1/);

		await run(
			command,
			['templates', 'import', '--to-folder', 'out', '--set', 'tebra/demographic-sync'],
			{
				cwd: folder,
			},
		);
		assert.equal((await readdir(path.join(folder, 'out/workflows'))).length, 4);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
});
