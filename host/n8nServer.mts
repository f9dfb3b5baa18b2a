// Starts and stops a real n8n, alone (SQLite) or as the main or a worker of queue mode.
import { setTimeout as wait } from 'node:timers/promises';
import type { N8nHost } from './n8nInstall.mjs';
import { freePort } from './ports.mjs';
import { endedProblem, logTail, startProcess, type ManagedProcess } from './processes.mjs';
import { Problem } from './boot.mjs';

export interface PostgresOptions {
	host: string;
	port: number;
	database: string;
	user: string;
	password: string;
	schema?: string;
}

export interface QueueOptions {
	redisHost: string;
	redisPort: number;
	/** Keeps the queues of several n8n in one Redis apart. */
	prefix?: string;
}

export interface N8nOptions {
	host: N8nHost;
	/** Holds `.n8n` (settings, SQLite, installed packs). Workers share the main's. */
	userFolder: string;
	port: number;
	logFile: string;
	/** SQLite in the user folder when absent. */
	postgres?: PostgresOptions;
	/** Regular mode when absent. */
	queue?: QueueOptions;
	/** Needed in queue mode, where main and workers must have the same. */
	encryptionKey?: string;
	/** Further or other environment variables. */
	env?: Record<string, string>;
}

export interface RunningN8n extends ManagedProcess {
	readonly url: string;
	readonly port: number;
}

const READY_MS = 180_000;
const ASK_EVERY_MS = 500;

/** Starts n8n and waits until it serves (about 12 s on a first start, migrations included). */
export async function startN8n(options: N8nOptions): Promise<RunningN8n> {
	return await start(options, ['start'], 'n8n');
}

/** Starts a worker of queue mode; `port` is that of its health endpoint. */
export async function startWorker(
	options: N8nOptions & { queue: QueueOptions },
	concurrency = 5,
): Promise<RunningN8n> {
	const env = {
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(options.port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		...options.env,
	};
	const args = ['worker', `--concurrency=${concurrency}`];
	return await start({ ...options, env }, args, 'n8n worker');
}

async function start(options: N8nOptions, args: string[], name: string): Promise<RunningN8n> {
	const child = startProcess({
		name,
		command: options.host.node,
		args: [options.host.script, ...args],
		env: { ...(await environment(options)) },
		cwd: options.userFolder,
		logFile: options.logFile,
	});
	const url = `http://127.0.0.1:${options.port}`;
	await untilReady(child, `${url}/healthz/readiness`);
	return Object.assign(child, { url, port: options.port });
}

async function untilReady(child: ManagedProcess, address: string): Promise<void> {
	const until = Date.now() + READY_MS;
	while (Date.now() < until) {
		if (child.hasExited()) throw await endedProblem(child);
		const answer = await fetch(address).catch(() => undefined);
		if (answer?.ok) return;
		await wait(ASK_EVERY_MS);
	}
	await child.stop();
	throw new Problem(
		`${child.name} did not become ready within ${READY_MS / 1000} s. Its log:\n${logTail(child.logFile)}`,
	);
}

async function environment(options: N8nOptions): Promise<NodeJS.ProcessEnv> {
	const { userFolder, port, postgres, queue, encryptionKey } = options;
	return {
		...inherited(),
		NODE_ENV: 'production',
		N8N_USER_FOLDER: userFolder,
		N8N_PORT: String(port),
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PROTOCOL: 'http',
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}`,
		N8N_SECURE_COOKIE: 'false',
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_REINSTALL_MISSING_PACKAGES: 'false',
		// Or n8n asks its maker's server for a list whenever somebody opens the editor.
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_BLOCK_ENV_ACCESS_IN_NODE: 'true',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '15',
		GENERIC_TIMEZONE: 'UTC',
		...(encryptionKey ? { N8N_ENCRYPTION_KEY: encryptionKey } : {}),
		...(postgres ? postgresEnvironment(postgres) : { DB_TYPE: 'sqlite' }),
		...(queue ? queueEnvironment(queue) : {}),
		...options.env,
	};
}

// What the caller's shell says about n8n, npm or tests must not change this n8n.
function inherited(): NodeJS.ProcessEnv {
	const foreign = /^(N8N_|DB_|EXECUTIONS_|QUEUE_|npm_|NODE_ENV$|NODE_OPTIONS$|NODE_TEST_|JEST_)/;
	return Object.fromEntries(Object.entries(process.env).filter(([key]) => !foreign.test(key)));
}

function postgresEnvironment(postgres: PostgresOptions): Record<string, string> {
	return {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: postgres.host,
		DB_POSTGRESDB_PORT: String(postgres.port),
		DB_POSTGRESDB_DATABASE: postgres.database,
		DB_POSTGRESDB_USER: postgres.user,
		DB_POSTGRESDB_PASSWORD: postgres.password,
		DB_POSTGRESDB_SCHEMA: postgres.schema ?? 'public',
	};
}

function queueEnvironment(queue: QueueOptions): Record<string, string> {
	return {
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		QUEUE_BULL_REDIS_HOST: queue.redisHost,
		QUEUE_BULL_REDIS_PORT: String(queue.redisPort),
		...(queue.prefix ? { QUEUE_BULL_PREFIX: queue.prefix } : {}),
	};
}
