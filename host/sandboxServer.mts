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

	get tebraUrl(): string {
		return `http://127.0.0.1:${this.port + 2}/services/soap/2.1/KareoServices.svc`;
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
	}): Promise<Array<{ patientId: string; kind: string }>> {
		const answer = await this.control.post('/control/tebra/changes', change);
		return answer.data as Array<{ patientId: string; kind: string }>;
	}

	/** The ids of the patients of a group, at most `limit`. */
	async patientIds(group: PatientGroup, limit = 1_000_000): Promise<string[]> {
		const path = `/control/tebra/state?group=${group}&limit=${limit}`;
		const { patients } = (await this.control.get(path)).data as { patients: Array<{ id: string }> };
		return patients.map(({ id }) => id);
	}

	/**
	 * How many records the practice system hands to who asks for the served practice, although they
	 * are of another one (every second of those, by id) or of none.
	 */
	async strayPatients(): Promise<number> {
		const second = await this.patientIds('secondPractice');
		const none = await this.patientIds('noPractice');
		return second.filter((id) => Number(id) % 2 === 0).length + none.length;
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
	const sandbox = new Sandbox(child, port, speed);
	const until = Date.now() + READY_MS;
	while (Date.now() < until) {
		if (child.hasExited()) throw await endedProblem(child);
		const answer = await fetch(`${sandbox.statusUrl}/control/status`).catch(() => undefined);
		if (answer?.ok) return sandbox;
		await wait(200);
	}
	await child.stop();
	throw new Problem(`The sandbox did not become ready. Its log:\n${logTail(child.logFile)}`);
}
