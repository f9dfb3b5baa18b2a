// Postgres and Redis of the machine, each started in a temporary folder and on a port of its own.
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { findProgram, Problem, runQuietly } from '../../../host/boot.mjs';
import type { PostgresOptions } from '../../../host/n8nServer.mjs';
import { startProcess, type ManagedProcess } from '../../../host/processes.mjs';
import { waitFor } from './waitFor.mjs';

export interface RunningPostgres {
	options: PostgresOptions;
	process: ManagedProcess;
}

const HOST = '127.0.0.1';
const USER = 'n8n';

/** Starts a new, empty Postgres that logs every write; as the system's user `postgres` where this program runs as root. */
export async function startPostgres(folder: string, port: number): Promise<RunningPostgres> {
	const bin = postgresFolder();
	const place = path.join(folder, 'postgres');
	const data = path.join(place, 'data');
	const password = randomBytes(12).toString('hex');
	const passwordFile = path.join(place, 'password');
	await mkdir(place);
	await writeFile(passwordFile, password, { mode: 0o644 });
	// The server's user must reach its own folder through the temporary one.
	if (isRoot()) await chmod(folder, 0o711);
	if (isRoot()) await runQuietly('chown', ['-R', 'postgres', place], { failure: 'No such user.' });
	const [command, ...first] = asServerUser(path.join(bin, 'initdb'));
	const options = ['-D', data, '-U', USER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
	await runQuietly(command, [...first, ...options, '-E', 'UTF8', '--no-sync'], {
		cwd: place,
		failure: 'The Postgres database could not be made.',
	});
	const [server, ...before] = asServerUser(path.join(bin, 'postgres'));
	const settings = [
		...['fsync=off', `listen_addresses=${HOST}`, `unix_socket_directories=${place}`],
		// Its log holds each statement that writes, with all values.
		...['log_statement=mod', 'log_parameter_max_length=-1'],
	];
	const child = startProcess({
		name: 'Postgres',
		command: server,
		args: [...before, '-D', data, '-p', String(port), ...settings.flatMap((one) => ['-c', one])],
		env: process.env,
		cwd: place,
		logFile: path.join(folder, 'postgres.log'),
	});
	const database = 'postgres';
	const access = { host: HOST, port, database, user: USER, password };
	await waitFor('Postgres', async () => await answers(access), { timeoutMs: 60_000 });
	return { options: access, process: child };
}

/** Starts a new, empty Redis that keeps nothing on disk. */
export async function startRedis(folder: string, port: number): Promise<ManagedProcess> {
	const command = findProgram('redis-server');
	if (!command) throw missing('Redis', 'redis-server');
	const child = startProcess({
		name: 'Redis',
		command,
		args: ['--port', String(port), '--bind', HOST, '--save', '', '--appendonly', 'no'],
		env: process.env,
		cwd: folder,
		logFile: path.join(folder, 'redis.log'),
	});
	const cli = redisCli();
	await waitFor('Redis', async () => {
		const ping = runQuietly(cli, ['-p', String(port), 'ping'], { failure: 'Redis is silent.' });
		return (await ping.catch(() => undefined)) === undefined ? undefined : true;
	});
	return child;
}

/** Writes every command that Redis receives, with its values, into a file. */
export function watchRedis(port: number, logFile: string): ManagedProcess {
	return startProcess({
		name: 'The watch on Redis',
		command: redisCli(),
		args: ['-p', String(port), 'monitor'],
		env: process.env,
		logFile,
	});
}

async function answers(options: PostgresOptions): Promise<true | undefined> {
	const client = new pg.Client(options);
	try {
		await client.connect();
		return true;
	} catch {
		return undefined;
	} finally {
		await client.end().catch(() => undefined);
	}
}

// Debian keeps the server outside of the path, one folder per version.
function postgresFolder(): string {
	const versions = '/usr/lib/postgresql';
	const found = existsSync(versions)
		? readdirSync(versions)
				.sort((left, right) => Number(right) - Number(left))
				.map((version) => path.join(versions, version, 'bin'))
				.find((folder) => existsSync(path.join(folder, 'initdb')))
		: undefined;
	const inPath = findProgram('initdb');
	const folder = found ?? (inPath && path.dirname(inPath));
	if (!folder) throw missing('Postgres', 'postgresql');
	return folder;
}

function redisCli(): string {
	const command = findProgram('redis-cli');
	if (!command) throw missing('The Redis client', 'redis-tools');
	return command;
}

function asServerUser(program: string): string[] {
	return isRoot() ? ['runuser', '-u', 'postgres', '--', program] : [program];
}

function isRoot(): boolean {
	return process.getuid?.() === 0;
}

function missing(what: string, packageName: string): Error {
	return new Problem(`${what} is not installed. On Debian: apt-get install ${packageName}`);
}
