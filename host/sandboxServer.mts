// The sandbox as a child, and its control API.
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import axios, { type AxiosInstance } from 'axios';
import { Problem, projectFolder } from './boot.mjs';
import { endedProblem, logTail, startProcess, type ManagedProcess } from './processes.mjs';

/** The patients of the sandbox's practice system by number. */
export interface PracticeSize {
	patients: number;
	/** Patients of a practice that the credentials do not serve. */
	secondPractice: number;
	optedOut: number;
	flagged: number;
	seed?: number;
}

export interface SandboxOptions extends PracticeSize {
	/** The practice systems to start; Tebra alone when not told. */
	systems?: readonly string[];
	/** First of ten ports: status and control, HealthSail, then each practice system. */
	port: number;
	/** How much faster the sandbox's clock runs, 1 to 60. */
	speed: number;
	/** Whether vendor and HealthSail limits are kept. */
	limits?: boolean;
	/** Whether request bodies are kept, for tests. */
	record?: boolean;
	/** Whether every text of every patient carries a marker, for tests that search for leaks. */
	markers?: boolean;
	logFile: string;
}

/** One call that the sandbox answered; `write` only when it changed something. */
export interface SandboxCall {
	n: number;
	system: string;
	operation: string;
	status: number;
	effect: 'read' | 'write' | 'none';
	at: string;
}

/** A run of a flow as HealthSail keeps it. */
export interface RunRecord {
	id: string;
	flow: string;
	kind: string;
	mode: string;
	state: string;
	dryRun: boolean;
	counts: Record<string, number>;
	startedAt: string;
	finishedAt?: string | null;
	message?: string | null;
}

/** Patients of the served practice: to be synced, kept out, out of reach; and records of no right. */
export interface Reach {
	patients: number;
	excluded: number;
	unreached: number;
	strays: number;
}

export type PatientGroup = 'included' | 'optedOut' | 'flagged' | 'secondPractice' | 'noPractice';

/** What the sandbox accepts as a login; synthetic, and the same in every sandbox. */
export const SANDBOX_LOGIN = {
	healthSailApiKey: 'hs_test_sandbox_0000000000000000',
	tebraCustomerKey: 'ck-sandbox',
	tebraUser: 'api@oak-clinic.example',
	tebraPassword: 'p&ss-sandbox',
	practiceId: '1',
	practiceName: 'Oak Clinic',
} as const;

const READY_MS = 120_000;

/** A running sandbox and what one may ask it. */
export class Sandbox {
	private readonly control: AxiosInstance;

	private readonly healthSail: AxiosInstance;

	constructor(
		readonly process: ManagedProcess,
		readonly port: number,
		readonly speed: number,
		private readonly urls: Readonly<Record<string, string>>,
	) {
		this.control = axios.create({ baseURL: this.statusUrl, proxy: false });
		const headers = { Authorization: `Bearer ${SANDBOX_LOGIN.healthSailApiKey}` };
		this.healthSail = axios.create({ baseURL: this.healthSailUrl, headers, proxy: false });
	}

	/** The page for people. */
	get statusUrl(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	get healthSailUrl(): string {
		return `http://127.0.0.1:${this.port + 1}/v1`;
	}

	/** URL of a practice system by its key. Throws when it was not started. */
	url(key: string): string {
		const url = this.urls[key];
		if (url === undefined) throw new Problem(`The sandbox does not serve "${key}".`);
		return url;
	}

	/** The calls after number `after`, oldest first. */
	async calls(after = 0): Promise<SandboxCall[]> {
		const answer = await this.control.get(`/control/calls?after=${after}`);
		return (answer.data as { calls: SandboxCall[] }).calls;
	}

	/** The number of the newest call, to ask for later ones. */
	async lastCall(): Promise<number> {
		const answer = await this.control.get('/control/calls?limit=1');
		return (answer.data as { last: number }).last;
	}

	/** Changes patients at the practice, as its staff would; answers who was changed how. */
	async change(change: {
		kind: 'address' | 'policy' | 'random';
		moveLastModified: boolean;
		count?: number;
		patientId?: string;
		seed?: number;
		/** The practice system; Tebra when not told. */
		system?: string;
	}): Promise<Array<{ patientId: string; kind: string }>> {
		const { system = 'tebra', ...body } = change;
		const answer = await this.control.post(`/control/${system}/changes`, body);
		return answer.data as Array<{ patientId: string; kind: string }>;
	}

	/** The ids of the patients of a group, at most `limit`. */
	async patientIds(group: PatientGroup, limit = 1_000_000, system = 'tebra'): Promise<string[]> {
		const path = `/control/${system}/state?group=${group}&limit=${limit}`;
		const { patients } = (await this.control.get(path)).data as { patients: Array<{ id: string }> };
		return patients.map(({ id }) => id);
	}

	/** What a control route of a practice system answers. */
	async ask(path: string): Promise<unknown> {
		return (await this.control.get(`/control/${path}`)).data as unknown;
	}

	/** What a whole read of the served practice meets in a system, by number. */
	async reach(system = 'tebra'): Promise<Reach> {
		return (await this.control.get(`/control/${system}/reach`)).data as Reach;
	}

	/** The numbers of the patients who belong into the sync and can be reached in a system. */
	async reachedIds(system = 'tebra'): Promise<string[]> {
		const path = `/control/${system}/state?group=included`;
		const { patients } = (await this.control.get(path)).data as {
			patients: Array<{ id: string; reached: boolean }>;
		};
		return patients.filter(({ reached }) => reached).map(({ id }) => id);
	}

	/** Changes one of these patients, the first who can be changed so; answers which. */
	async changeOneOf(
		ids: readonly string[],
		kind: 'address' | 'policy',
		moveLastModified: boolean,
		system: string,
	): Promise<string> {
		for (const patientId of ids) {
			const done = await this.change({ kind, moveLastModified, patientId, system }).catch(() => []);
			if (done.length > 0) return patientId;
		}
		throw new Problem('No patient of the sandbox can be changed so.');
	}

	/** The practice as it was before any sync, or one of another size; HealthSail knows nobody. */
	async reset(practice: PracticeSize): Promise<void> {
		await this.control.post('/control/reset', practice);
	}

	/** Switches a fault on. */
	async addFault(fault: Record<string, unknown>): Promise<void> {
		await this.control.post('/control/faults', fault);
	}

	async clearFaults(): Promise<void> {
		await this.control.delete('/control/faults');
	}

	/** HealthSail's run records, the newest first. */
	async runs(): Promise<RunRecord[]> {
		const answer = await this.healthSail.get('/runs?sort=-createdAt&limit=50');
		return (answer.data as { data: RunRecord[] }).data;
	}

	async stop(): Promise<void> {
		await this.process.stop(5_000);
	}
}

/** Starts the sandbox and waits until it serves. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
	const { port, patients, secondPractice, optedOut, flagged, seed = 1, speed } = options;
	const args = [
		path.join(projectFolder, 'build', 'sandbox', 'main.mjs'),
		...['--systems', (options.systems ?? ['tebra']).join(',')],
		...['--port', port, '--patients', patients, '--seed', seed, '--speed', speed],
		...['--second-practice', secondPractice, '--opted-out', optedOut, '--flagged', flagged],
		...(options.limits === false ? ['--no-limits'] : []),
		...(options.record ? ['--record'] : []),
		...(options.markers ? ['--markers'] : []),
	].map(String);
	const child = startProcess({
		name: 'The sandbox',
		command: process.execPath,
		args,
		env: process.env,
		logFile: options.logFile,
	});
	const status = `http://127.0.0.1:${port}/control/status`;
	const until = Date.now() + READY_MS;
	while (Date.now() < until) {
		if (child.hasExited()) throw await endedProblem(child);
		const answer = await fetch(status).catch(() => undefined);
		if (answer?.ok) return new Sandbox(child, port, speed, urlsOf(await answer.json()));
		await wait(200);
	}
	await child.stop();
	throw new Problem(`The sandbox did not become ready. Its log:\n${logTail(child.logFile)}`);
}

function urlsOf(status: unknown): Record<string, string> {
	const { systems } = status as { systems: Array<{ key: string; url: string }> };
	return Object.fromEntries(systems.map(({ key, url }) => [key, url]));
}
