// `npm test`: both test runners, one closing line.
//   npm test                 everything, the real-n8n tests included
//   npm test unit            the quick part: jest without the templates
//   npm test -- <part>...    files whose path contains one of the parts
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { projectFolder, say, tellProblem } from './boot.mjs';
import { ensureN8n } from './n8nInstall.mjs';

interface Tally {
	passed: number;
	failed: number;
}

interface JestReport {
	numPassedTests: number;
	numFailedTests: number;
	numRuntimeErrorTestSuites: number;
}

const E2E = path.join('test', 'e2e') + path.sep;

/**
 * Jest keeps what each file of a process loaded, and on a machine of two cores one process runs them
 * all: in parts, one after the other, none of them comes near the end of its memory.
 */
const JEST_PARTS = 5;

async function main(args: string[]): Promise<number> {
	const unit = args.includes('unit');
	const parts = args.filter((argument) => argument !== 'unit');
	const started = performance.now();
	const tallies: Tally[] = [];
	const shards = parts.length > 0 ? 1 : JEST_PARTS;
	for (let shard = 1; shard <= shards; shard += 1) {
		tallies.push(await runJest(unit, parts, `${shard}/${shards}`));
	}
	if (!unit) {
		const files = await nodeTests(parts);
		const ends = files.filter((file) => file.includes(E2E));
		tallies.push(await runNodeTests(files.filter((file) => !ends.includes(file))));
		// Installed before the tests, whose time limits do not reckon with it.
		if (ends.length > 0) await ensureN8n();
		tallies.push(await runNodeTests(ends));
	}
	const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
	const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
	say(`Tests took ${((performance.now() - started) / 1000).toFixed(0)} s.`);
	process.stdout.write(`${passed} passed, ${failed} failed\n`);
	return failed > 0 || passed === 0 ? 1 : 0;
}

async function runJest(unit: boolean, parts: string[], shard: string): Promise<Tally> {
	const folder = await mkdtemp(path.join(tmpdir(), 'healthsail-jest-'));
	const report = path.join(folder, 'report.json');
	const jest = path.join(projectFolder, 'node_modules', 'jest', 'bin', 'jest.js');
	const args = [jest, '--json', `--outputFile=${report}`, '--passWithNoTests', `--shard=${shard}`];
	if (unit) args.push('--testPathIgnorePatterns', 'test/templates/');
	const patterns = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	try {
		const code = await new Promise<number>((resolve, reject) => {
			// With --json, jest's report for people goes to standard error and the JSON to the other.
			const child = spawn(process.execPath, [...args, ...patterns], {
				cwd: projectFolder,
				stdio: ['ignore', 'ignore', 'inherit'],
			});
			child.on('error', reject);
			child.on('close', (status) => resolve(status ?? 1));
		});
		const text = await readFile(report, 'utf8').catch(() => undefined);
		if (text === undefined) return { passed: 0, failed: 1 };
		const found = JSON.parse(text) as JestReport;
		const failed = found.numFailedTests + found.numRuntimeErrorTestSuites;
		return { passed: found.numPassedTests, failed: code === 0 ? failed : Math.max(1, failed) };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function nodeTests(parts: string[]): Promise<string[]> {
	const folder = path.join(projectFolder, 'build', 'test');
	const entries = await readdir(folder, { recursive: true }).catch(() => [] as string[]);
	return entries
		.filter((entry) => entry.endsWith('.test.mjs'))
		.map((entry) => path.join(folder, entry))
		.filter((file) => {
			const name = path.relative(path.join(projectFolder, 'build'), file);
			return parts.length === 0 || parts.some((part) => name.includes(part));
		})
		.sort();
}

async function runNodeTests(files: string[]): Promise<Tally> {
	if (files.length === 0) return { passed: 0, failed: 0 };
	return await new Promise((resolve, reject) => {
		const tally: Tally = { passed: 0, failed: 0 };
		const stream = run({ files, concurrency: 1 });
		stream.on('test:summary', ({ file, counts }) => {
			if (file !== undefined) return;
			tally.passed = counts.passed;
			tally.failed = counts.tests - counts.passed - counts.skipped - counts.todo;
		});
		const people = stream.compose(new spec());
		people.on('error', reject);
		people.on('end', () => resolve(tally));
		people.pipe(process.stderr, { end: false });
	});
}

process.exitCode = await main(process.argv.slice(2)).catch(tellProblem);
