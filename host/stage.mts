// Everything that a run of the flow needs, up and connected: the sandbox, n8n with the packed pack,
// an owner, credentials and templates. The demo, the end-to-end tests and the benchmark stand on it.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { step } from './boot.mjs';
import { importTemplates, type ImportedWorkflows, type MoreTemplates } from './importer.mjs';
import { N8nApi, type Login } from './n8nApi.mjs';
import { ensureN8n, type N8nHost } from './n8nInstall.mjs';
import {
	startN8n,
	type PostgresOptions,
	type QueueOptions,
	type RunningN8n,
} from './n8nServer.mjs';
import { packAndInstall } from './packInstall.mjs';
import { practiceSystems, type SystemName } from './practiceSystems.mjs';
import { startSandbox, type Sandbox, type SandboxOptions } from './sandboxServer.mjs';

export interface StageOptions {
	/** Holds n8n's data, the logs and the demo's login. */
	folder: string;
	n8nPort: number;
	sandbox: Omit<SandboxOptions, 'logFile' | 'systems'>;
	/** The practice systems to set up, the main one first; Tebra alone when not told. */
	systems?: readonly SystemName[];
	/** Further systems that the sandbox serves, by their key there. */
	alsoServed?: readonly string[];
	/** Template sets beside those of the systems. */
	more?: MoreTemplates;
	postgres?: PostgresOptions;
	queue?: QueueOptions;
	encryptionKey?: string;
	/** Further environment variables of n8n. */
	env?: Record<string, string>;
}

export interface Stage {
	readonly folder: string;
	readonly host: N8nHost;
	readonly sandbox: Sandbox;
	readonly n8n: RunningN8n;
	readonly api: N8nApi;
	readonly login: Login;
	/** Those of the first system. */
	readonly workflows: ImportedWorkflows;
	readonly workflowsOf: Readonly<Record<string, ImportedWorkflows>>;
	/** Starts n8n again after it was stopped or killed, and signs in. */
	restartN8n(): Promise<RunningN8n>;
	stop(): Promise<void>;
}

/** Sets everything up; what exists in the folder from an earlier time is used again. */
export async function setUpStage(options: StageOptions): Promise<Stage> {
	const { folder } = options;
	const host = await ensureN8n();
	await mkdir(folder, { recursive: true });
	await step('Installing the pack into n8n', async () => await packAndInstall(folder));
	const sandbox = await step('Starting the sandbox', async () => {
		const logFile = path.join(folder, 'sandbox.log');
		const keys = systemsOf(options).map((name) => practiceSystems[name].key);
		const systems = [...keys, ...(options.alsoServed ?? [])];
		return await startSandbox({ ...options.sandbox, systems, logFile });
	});
	let n8n: RunningN8n | undefined;
	try {
		n8n = await startOn(options, host);
		return await connect(options, host, sandbox, n8n);
	} catch (error) {
		await n8n?.stop();
		await sandbox.stop();
		throw error;
	}
}

async function startOn(options: StageOptions, host: N8nHost): Promise<RunningN8n> {
	const { folder, n8nPort: port, postgres, queue, encryptionKey, env } = options;
	const logFile = path.join(folder, 'n8n.log');
	const given = { postgres, queue, encryptionKey, env };
	return await step('Starting n8n', async () => {
		return await startN8n({ host, userFolder: folder, port, logFile, ...given });
	});
}

async function connect(
	options: StageOptions,
	host: N8nHost,
	sandbox: Sandbox,
	firstN8n: RunningN8n,
): Promise<Stage> {
	const { folder } = options;
	let n8n = firstN8n;
	const api = new N8nApi(n8n.url);
	const { login, apiKey } = await signIn(api, path.join(folder, 'demo-login.json'));
	const systems = systemsOf(options);
	const workflowsOf = await step('Importing credentials and templates', async () => {
		return await importTemplates(api, apiKey, sandbox, folder, systems, options.more);
	});
	const workflows = workflowsOf[systems[0]];
	return {
		folder,
		host,
		sandbox,
		api,
		login,
		workflows,
		workflowsOf,
		get n8n() {
			return n8n;
		},
		async restartN8n() {
			await n8n.stop();
			n8n = await startOn(options, host);
			await api.logIn(login);
			return n8n;
		},
		async stop() {
			await n8n.stop();
			await sandbox.stop();
		},
	};
}

function systemsOf({ systems = ['tebra'] }: StageOptions): readonly SystemName[] {
	return systems;
}

// The login of a folder is made once; its n8n is for this machine only.
async function signIn(api: N8nApi, file: string): Promise<{ login: Login; apiKey: string }> {
	const kept = existsSync(file)
		? (JSON.parse(await readFile(file, 'utf8')) as Login & { apiKey: string })
		: undefined;
	if (kept && !(await api.needsOwner())) {
		await api.logIn(kept);
		api.useApiKey(kept.apiKey);
		return { login: kept, apiKey: kept.apiKey };
	}
	const password = `Demo-${randomBytes(9).toString('base64url')}-1`;
	const login = { email: 'owner@demo.healthsail.example', password };
	await api.setUpOwner(login);
	const apiKey = await api.createApiKey('HealthSail demo');
	await writeFile(file, JSON.stringify({ ...login, apiKey }, null, 2), { mode: 0o600 });
	return { login, apiKey };
}
