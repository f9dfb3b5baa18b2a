// Long-running children. Each leads a process group of its own, so that stopping it also stops
// what it started itself; and none outlives this program.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Problem } from './boot.mjs';

const grouped = process.platform !== 'win32';
const running = new Set<ManagedProcess>();
const LOG_LINES = 30;

export interface ProcessOptions {
	/** What people call it, in messages. */
	name: string;
	command: string;
	args: string[];
	env: NodeJS.ProcessEnv;
	cwd?: string;
	/** Its output is appended here. */
	logFile: string;
}

export interface ManagedProcess {
	readonly name: string;
	readonly pid: number;
	readonly logFile: string;
	/** Resolves with the exit code or signal, however it ends. */
	readonly exited: Promise<number | NodeJS.Signals>;
	hasExited(): boolean;
	/** Ends it: SIGTERM, after `graceMs` SIGKILL; then its children. */
	stop(graceMs?: number): Promise<void>;
	/** Ends it and its children at once, as a power cut would. */
	kill9(): Promise<void>;
}

/** Starts a program in the background. */
export function startProcess(options: ProcessOptions): ManagedProcess {
	mkdirSync(path.dirname(options.logFile), { recursive: true });
	const log = openSync(options.logFile, 'a');
	const child = spawn(options.command, options.args, {
		cwd: options.cwd,
		env: options.env,
		stdio: ['ignore', log, log],
		detached: grouped,
	});
	closeSync(log);
	let ended = false;
	const exited = new Promise<number | NodeJS.Signals>((resolve) => {
		const end = (result: number | NodeJS.Signals) => {
			ended = true;
			running.delete(self);
			resolve(result);
		};
		child.on('error', () => end(127));
		child.on('close', (code, signal) => end(code ?? signal ?? 1));
	});
	const pid = child.pid ?? -1;
	const self: ManagedProcess = {
		name: options.name,
		pid,
		logFile: options.logFile,
		exited,
		hasExited: () => ended,
		async stop(graceMs = 20_000) {
			if (!ended) signal(pid, 'SIGTERM');
			const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs);
			await exited;
			clearTimeout(timer);
			if (grouped) signalGroup(pid, 'SIGKILL');
		},
		async kill9() {
			signalGroup(pid, 'SIGKILL');
			await exited;
		},
	};
	running.add(self);
	return self;
}

/** Ends everything that was started here, the last first. */
export async function stopAll(): Promise<void> {
	for (const child of [...running].reverse()) await child.stop();
}

/** The end of a child's log, for an error message. */
export function logTail(logFile: string): string {
	return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-LOG_LINES).join('\n');
}

/** A Problem that says which child ended and shows the end of its log. */
export async function endedProblem(child: ManagedProcess): Promise<Error> {
	const result = await child.exited;
	return new Problem(`${child.name} ended with ${result}. Its log:\n${logTail(child.logFile)}`);
}

function signal(pid: number, name: NodeJS.Signals, group = false): void {
	if (pid <= 0 && !group) return;
	try {
		process.kill(pid, name);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

// The group is named by its leader's id, so the leader gets the signal with the others.
function signalGroup(pid: number, name: NodeJS.Signals): void {
	if (!grouped) return signal(pid, name);
	if (pid > 0) signal(-pid, name, true);
}

// The last resort when this program ends without having stopped its children.
process.on('exit', () => {
	for (const child of running) signalGroup(child.pid, 'SIGKILL');
});
