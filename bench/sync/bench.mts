// `bench sync`: every form does the same first load, each in a freshly started n8n and against a
// freshly started sandbox, after one untimed warm-up run on a smaller practice.
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Problem, say, step } from '../../host/boot.mjs';
import { checkFree } from '../../host/ports.mjs';
import { startSandbox, type Sandbox } from '../../host/sandboxServer.mjs';
import { setUpStage, type Stage } from '../../host/stage.mjs';
import { FORM_TITLES, installFlows, openForm, type FormKey, type RunningForm } from './forms.mjs';
import { collectGarbage } from './inspector.mjs';
import { canMeasureMemory, idleMemory, watchMemory } from './measure.mjs';
import type { SyncOptions } from './options.mjs';
import { toMarkdown, writeDocument } from './report.mjs';
import { takenMb, type Result } from './results.mjs';
import { countCalls, readState, requireSameState, type SyncedState } from './state.mjs';

/** Enough to compile what runs often, on two pages. */
const WARM_UP_PATIENTS = 600;
const OPTED_OUT = 10;
const FLAGGED = 10;

/** After the ports of n8n and the sandbox. */
const INSPECTOR_OFFSET = 4;

const SETTLE_MS = 4_000;
const IDLE_SECONDS = 3;

/** Runs the comparison and prints it. Throws a Problem when forms do not give the same records. */
export async function benchSync(options: SyncOptions): Promise<void> {
	const { port } = options;
	const [load] = loadavg();
	await checkFree(port, 'n8n', '--port');
	for (const offset of [1, 2, 3]) await checkFree(port + offset, 'the sandbox', '--port');
	await checkFree(port + INSPECTOR_OFFSET, 'the inspector of n8n', '--port');
	const folder = await mkdtemp(path.join(tmpdir(), 'healthsail-bench-'));
	let bench: Bench | undefined;
	try {
		bench = await Bench.open(folder, options);
		const results = await bench.measureAll();
		const markdown = toMarkdown(results, bench.stage.host, load);
		process.stdout.write(`\n${markdown}\n`);
		if (options.write) await writeDocument(markdown);
	} finally {
		await bench?.close();
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	}
}

class Bench {
	private constructor(
		private readonly folder: string,
		private readonly options: SyncOptions,
		readonly stage: Stage,
		private sandbox: Sandbox,
	) {}

	static async open(folder: string, options: SyncOptions): Promise<Bench> {
		const { port, profileFolder } = options;
		const inspect = `--inspect=127.0.0.1:${port + INSPECTOR_OFFSET}`;
		const profile = profileFolder ? ` --cpu-prof --cpu-prof-dir=${profileFolder}` : '';
		const stage = await setUpStage({
			folder,
			n8nPort: port,
			sandbox: practice(port, WARM_UP_PATIENTS),
			env: { NODE_OPTIONS: `${inspect}${profile}` },
		});
		await step('Installing the flows to compare', async () => await installFlows(stage));
		return new Bench(folder, options, stage, stage.sandbox);
	}

	async measureAll(): Promise<Result[]> {
		const results: Result[] = [];
		for (const patients of this.options.sizes) {
			let expected: SyncedState | undefined;
			for (const form of this.options.forms) {
				const title = `${patients} patients, ${form}: ${FORM_TITLES[form]}`;
				const { result, state } = await step(title, async () => await this.measure(form, patients));
				say(summary(result));
				if (state.size !== patients)
					throw new Problem(`Form ${form} made ${state.size} customers of ${patients} patients.`);
				requireSameState(form, state, (expected ??= state));
				results.push(result);
			}
		}
		return results.sort(
			(one, two) => one.patients - two.patients || one.form.localeCompare(two.form),
		);
	}

	async close(): Promise<void> {
		await this.stage.n8n.stop();
		await this.sandbox.stop();
	}

	private async measure(
		form: FormKey,
		patients: number,
	): Promise<{ result: Result; state: SyncedState }> {
		await this.freshSandbox(WARM_UP_PATIENTS);
		if (form !== 'c') await this.stage.restartN8n();
		const running = openForm(form, this.stage);
		try {
			await wait(SETTLE_MS);
			const idleMb = await idleMemory(running.pid, IDLE_SECONDS);
			await running.run();
			await this.freshSandbox(patients);
			const memory = watchMemory(running.pid);
			const seconds = await running.run().finally(() => memory.stop());
			const peakMb = await memory.stop();
			const { tebra, healthsail } = await countCalls(this.sandbox);
			const calls = { tebra, healthsail };
			const result: Result = { form, patients, seconds, calls, idleMb, peakMb };
			const state = await readState(this.sandbox);
			if (form !== 'a') return { result, state };
			return { result: { ...result, needMb: await this.measureNeed(running, patients) }, state };
		} finally {
			await running.stop();
		}
	}

	/**
	 * One more run, untimed, in which n8n frees its garbage every second: left alone, Node lets its
	 * heap grow with the work done, and a peak tells the length of a run more than its need.
	 */
	private async measureNeed(running: RunningForm, patients: number): Promise<number | undefined> {
		if (!canMeasureMemory) return undefined;
		await this.freshSandbox(patients);
		const collector = await collectGarbage(this.options.port + INSPECTOR_OFFSET);
		try {
			const idle = await idleMemory(running.pid, IDLE_SECONDS);
			const memory = watchMemory(running.pid);
			await running.run().finally(() => memory.stop());
			const peak = await memory.stop();
			return peak === undefined || idle === undefined ? undefined : peak - idle;
		} finally {
			collector.stop();
		}
	}

	/** The practice as it was before any load; the ports stay, so credentials and flows do. */
	private async freshSandbox(patients: number): Promise<void> {
		await this.sandbox.stop();
		const logFile = path.join(this.folder, 'sandbox.log');
		this.sandbox = await startSandbox({ ...practice(this.options.port, patients), logFile });
	}
}

function summary(result: Result): string {
	const taken = takenMb(result);
	const memory = [
		...(taken === undefined ? [] : [`${taken.toFixed(0)} MB above idle`]),
		...(result.needMb === undefined ? [] : [`${result.needMb.toFixed(0)} MB with garbage freed`]),
	];
	return [`  the job itself took ${result.seconds.toFixed(1)} s`, ...memory].join(', ');
}

function practice(port: number, patients: number) {
	return {
		port: port + 1,
		patients,
		secondPractice: Math.round(patients / 20),
		optedOut: OPTED_OUT,
		flagged: FLAGGED,
		speed: 1,
		limits: false,
	};
}
