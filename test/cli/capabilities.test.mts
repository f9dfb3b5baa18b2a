import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { withMatrix } from '../../cli/commands/capabilities.mjs';
import { runCli } from '../../cli/program.mjs';
import { testTerminal } from './testTerminal.mjs';

const readme = path.resolve(import.meta.dirname, '../../../README.md');

test("README's table of what works is what the capability table says today", async () => {
	const text = await readFile(readme, 'utf8');
	assert.equal(withMatrix(text), text, 'run `npm run matrix` and commit README.md');
});

test("README's table names each system once, and says where none of the vendor's doors is open", async () => {
	const lines = (await readFile(readme, 'utf8')).split('\n');
	const head = lines.find((line) => /\| Tebra +\| AdvancedMD/.test(line));
	assert.match(head ?? '', /CareCloud +\| NextGen +\| Intergy +\| Prime Suite/);
	const slots = lines.find((line) => line.startsWith('| open slots'));
	assert.match(slots ?? '', /\| no +\| no +\|$/, 'neither Greenway product tells open slots');
});

test('what another channel serves is told by the channel, also where the node itself does nothing', async () => {
	const lines = (await readFile(readme, 'utf8')).split('\n');
	const cells = (title: string) =>
		(lines.find((line) => line.startsWith(`| ${title} `)) ?? '')
			.split('|')
			.map((one) => one.trim());
	// Tebra, AdvancedMD, CareCloud, NextGen, Intergy, Prime Suite.
	assert.deepEqual(cells('leave a notice for staff').slice(2, 8), [
		...['by document', 'partly', 'by queue', 'by note', 'partly', 'partly'],
	]);
	assert.deepEqual(cells('appointments').slice(6, 8), ['by HL7', 'partly']);
	assert.deepEqual(cells('book an appointment').slice(6, 8), ['by queue', 'by queue']);
	assert.deepEqual(cells('payments').slice(6, 8), ['by file', 'by file']);
});

test('a stale table is written anew, and a file without its place is refused', async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'healthsail-capabilities-'));
	try {
		const text = await readFile(readme, 'utf8');
		const stale = path.join(folder, 'stale.md');
		await writeFile(stale, text.replace('| open slots', '| closed slots'));
		const terminal = testTerminal();
		assert.equal(await runCli(['capabilities', '--update', stale], terminal, '0.0.0'), 0);
		assert.equal(await readFile(stale, 'utf8'), text);

		const bare = path.join(folder, 'bare.md');
		await writeFile(bare, '# No table\n');
		assert.notEqual(await runCli(['capabilities', '--update', bare], terminal, '0.0.0'), 0);
		assert.equal(await readFile(bare, 'utf8'), '# No table\n');
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
});

test('one system is told in words, with the channel that takes the place of what it lacks', async () => {
	const terminal = testTerminal();
	const code = await runCli(['capabilities', '--system', 'greenway_intergy'], terminal, '0.0.0');
	assert.equal(code, 0);
	const said = terminal.said.join('\n');
	assert.match(said, /Greenway Intergy/);
	assert.match(said, /appointments: By the HL7 interface\..*\(fact sheet 8\)/);
	assert.match(said, /open slots: No\./);
	assert.doesNotMatch(said, /Planned/, 'no later version of the node books where nothing can');
});
