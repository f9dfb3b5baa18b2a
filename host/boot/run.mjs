// Starting other programs.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { Problem } from './problem.mjs';

const KEPT_CHARACTERS = 60_000;
const SHOWN_LINES = 40;

// Programs that run without a terminal lead a process group each, so that ending this program ends
// them with all that they started (npm starts compilers).
const grouped = process.platform !== 'win32';
const quiet = new Set();
process.on('exit', () => {
	for (const child of quiet) {
		try {
			if (grouped) process.kill(-child.pid, 'SIGKILL');
			else child.kill();
		} catch {
			// It has ended already.
		}
	}
});

/** Lets a signal end this program with its children. Answers what takes that back. */
export function endOnSignals() {
	const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
	const handlers = Object.entries(codes).map(([signal, code]) => [
		signal,
		() => process.exit(code),
	]);
	for (const [signal, handler] of handlers) process.on(signal, handler);
	return () => {
		for (const [signal, handler] of handlers) process.off(signal, handler);
	};
}

/**
 * Runs a program without showing its output and answers its standard output. A failure shows the
 * last lines of it in a Problem whose first sentence is `failure`.
 */
export async function runQuietly(command, args, { cwd, env, failure, shell = false }) {
	return await new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			cwd,
			env: env ?? process.env,
			stdio: ['ignore', 'pipe', 'pipe'],
			detached: grouped,
			shell,
		});
		quiet.add(child);
		let all = '';
		let out = '';
		child.stdout.on('data', (part) => {
			// Whole: callers read it as JSON, and a list of a package's files is long.
			out += part;
			all = (all + part).slice(-KEPT_CHARACTERS);
		});
		child.stderr.on('data', (part) => {
			all = (all + part).slice(-KEPT_CHARACTERS);
		});
		child.on('error', (error) => {
			quiet.delete(child);
			reject(new Problem(`${failure} ${error.message}`));
		});
		child.on('close', (code, signal) => {
			quiet.delete(child);
			if (code === 0) resolve(out);
			else reject(new Problem(`${failure} It ended with ${signal ?? code}.\n${lastLines(all)}`));
		});
	});
}

function lastLines(text) {
	return text.trimEnd().split('\n').slice(-SHOWN_LINES).join('\n');
}

/**
 * Runs a program in place of this one: same terminal, signals handed on, and answers its exit code.
 */
export async function runInPlace(command, args, { cwd, env }) {
	return await new Promise((resolve, reject) => {
		const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
		const handOn = (signal) => child.kill(signal);
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, handOn);
		child.on('error', reject);
		child.on('close', (code, signal) => {
			for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, handOn);
			resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
		});
	});
}

/** How to call npm: `{ command, args, shell }`, its arguments going after `args`. */
export function npm(node = process.execPath) {
	const cli = npmCli();
	if (cli) return { command: node, args: [cli], shell: false };
	return { command: 'npm', args: [], shell: process.platform === 'win32' };
}

function npmCli() {
	const given = process.env.npm_execpath;
	if (given && /npm-cli\.c?js$/.test(given) && existsSync(given)) return given;
	const beside = path.join(
		path.dirname(process.execPath),
		'node_modules',
		'npm',
		'bin',
		'npm-cli.js',
	);
	if (existsSync(beside)) return beside;
	const found = findProgram('npm');
	if (!found) return undefined;
	const real = realpathSync(found);
	return real.endsWith('npm-cli.js') ? real : undefined;
}

/** The path of a program on PATH, or undefined. */
export function findProgram(name) {
	const endings =
		process.platform === 'win32' ? (process.env.PATHEXT ?? '.EXE;.CMD').split(';') : [''];
	for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
		for (const ending of endings) {
			const candidate = path.join(folder, name + ending);
			if (folder && existsSync(candidate)) return candidate;
		}
	}
	return undefined;
}
