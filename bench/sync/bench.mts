// `bench sync`: per practice system, every form does the same first load, in one n8n and against one
// sandbox, after one untimed warm-up run on a smaller practice. Before each run HealthSail is emptied
// and the practice gets its size; before idle memory is read, garbage is freed and everything has come
// to rest.
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { Problem, say, step } from '../../host/boot.mjs';
import { checkFree } from '../../host/ports.mjs';
import { practiceSystems } from '../../host/practiceSystems.mjs';
import type { PracticeSize } from '../../host/sandboxServer.mjs';
import { setUpStage, type Stage } from '../../host/stage.mjs';
import { FORM_TITLES, installFlows, openForm, type FormKey, type RunningForm } from './forms.mjs';
import { openInspector, type Inspector } from './inspector.mjs';
import { watchLiveMemory } from './liveMemory.mjs';
import { processorSeconds, residentMemory, untilIdle, watchMemory } from './measure.mjs';
import type { SyncOptions } from './options.mjs';
import { machineOf, toMarkdown, writeDocument } from './report.mjs';
import { liveMb, takenMb, type Measured, type Result } from './results.mjs';
import { countCalls, readState, requireSameState, type SyncedState } from './state.mjs';
import type { BenchVendor } from './vendors/vendor.mjs';

/** Enough to compile what runs often, on two pages. */
const WARM_UP_PATIENTS = 600;

/** n8n comes first, then the sandbox's ten ports. */
const SANDBOX_OFFSET = 1;
const SANDBOX_PORTS = 10;
const N8N_INSPECTOR_OFFSET = SANDBOX_OFFSET + SANDBOX_PORTS;
const SCRIPT_INSPECTOR_OFFSET = N8N_INSPECTOR_OFFSET + 1;

/** Runs the comparison and prints it. Throws a Problem when forms do not give the same records. */
export async function benchSync(options: SyncOptions): Promise<void> {
	const measured: Measured[] = [];
	for (const vendor of options.vendors) {
		measured.push(await measureVendor(vendor, options));
		// What is measured is not lost when a later system fails.
		if (options.write) await writeDocument(measured);
	}
	process.stdout.write(`\n${toMarkdown(measured)}\n`);
}

async function measureVendor(vendor: BenchVendor, options: SyncOptions): Promise<Measured> {
	const { port } = options;
	const [load] = loadavg();
	await checkFree(port, 'n8n', '--port');
	for (let offset = 0; offset < SANDBOX_PORTS; offset += 1)
		await checkFree(port + SANDBOX_OFFSET + offset, 'the sandbox', '--port');
	await checkFree(port + N8N_INSPECTOR_OFFSET, 'the inspector of n8n', '--port');
	await checkFree(port + SCRIPT_INSPECTOR_OFFSET, 'the inspector of the script', '--port');
	say(`\n${practiceSystems[vendor.system].title}`);
	const folder = await mkdtemp(path.join(tmpdir(), 'healthsail-bench-'));
	let bench: Bench | undefined;
	try {
		bench = await Bench.open(folder, vendor, options);
		const results = await bench.measureAll();
		return { system: vendor.system, machine: machineOf(bench.stage.host), load, results };
	} finally {
		await bench?.stage.stop();
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	}
}

class Bench {
	private constructor(
		private readonly vendor: BenchVendor,
		private readonly options: SyncOptions,
		readonly stage: Stage,
	) {}

	static async open(folder: string, vendor: BenchVendor, options: SyncOptions): Promise<Bench> {
		const { port, profileFolder } = options;
		const inspect = `--inspect=127.0.0.1:${port + N8N_INSPECTOR_OFFSET}`;
		const profile = profileFolder ? ` --cpu-prof --cpu-prof-dir=${profileFolder}` : '';
		const stage = await setUpStage({
			folder,
			n8nPort: port,
			systems: [vendor.system],
			sandbox: {
				port: port + SANDBOX_OFFSET,
				...practice(WARM_UP_PATIENTS),
				speed: vendor.clockSpeed ?? 1,
				limits: false,
			},
			env: { NODE_OPTIONS: `${inspect}${profile}` },
		});
		await step('Installing the flows to compare', async () => await installFlows(stage, vendor));
		return new Bench(vendor, options, stage);
	}

	async measureAll(): Promise<Result[]> {
		const results: Result[] = [];
		for (const patients of this.sizes) {
			let expected: SyncedState | undefined;
			for (const form of this.forms) {
				const title = `${patients} patients, ${form}: ${FORM_TITLES[form]}`;
				const { result, state } = await step(title, async () => await this.measure(form, patients));
				say(summary(result));
				await this.requireEverybody(form, state);
				requireSameState(form, state, (expected ??= state));
				results.push(result);
			}
		}
		return results.sort(
			(one, two) => one.patients - two.patients || one.form.localeCompare(two.form),
		);
	}

	private get sizes(): readonly number[] {
		return this.options.sizes ?? this.vendor.sizes;
	}

	private get forms(): readonly FormKey[] {
		return this.options.forms.filter((form) => form !== 'b1' || this.vendor.perItem !== undefined);
	}

	/** Throws a Problem unless everybody was loaded whom the system's interface reaches. */
	private async requireEverybody(form: FormKey, state: SyncedState): Promise<void> {
		const { patients } = await this.stage.sandbox.reach(this.key);
		if (state.size !== patients)
			throw new Problem(`Form ${form} made ${state.size} customers of ${patients} patients.`);
	}

	/** The system's word in the sandbox. */
	private get key(): string {
		return practiceSystems[this.vendor.system].key;
	}

	private async measure(
		form: FormKey,
		patients: number,
	): Promise<{ result: Result; state: SyncedState }> {
		const { sandbox } = this.stage;
		const running = await openForm(form, this.stage, this.vendor, this.inspectorPort('c'));
		let inspector: Inspector | undefined;
		try {
			inspector = await openInspector(this.inspectorPort(form));
			await sandbox.reset(practice(WARM_UP_PATIENTS));
			await running.run();
			const idleMb = await this.atRest(running, inspector, patients);
			const before = await countCalls(sandbox);
			const memory = watchMemory(running.pid);
			const usedBefore = await processorSeconds(running.pid);
			const seconds = await running.run().finally(() => memory.stop());
			const usedAfter = await processorSeconds(running.pid);
			const peakMb = await memory.stop();
			const after = await countCalls(sandbox);
			const calls = {
				vendor: after[this.key] - before[this.key],
				healthsail: after.healthsail - before.healthsail,
			};
			const state = await readState(sandbox);
			const loaded = state.size;
			const result: Result = {
				...{ form, patients, loaded, seconds, calls, idleMb, peakMb },
				...(usedBefore !== undefined &&
					usedAfter !== undefined && { processorSeconds: usedAfter - usedBefore }),
			};
			const isWeighed = this.vendor.weighsMemory === true && this.sizes.length > 1;
			if (form !== 'a' || !isWeighed) return { result, state };
			return { result: { ...result, ...(await this.weigh(running, inspector, patients)) }, state };
		} finally {
			inspector?.close();
			await running.stop();
		}
	}

	/**
	 * Untimed runs in which n8n's garbage is freed all the time: what it really holds. A smaller
	 * practice is loaded so often that every size is looked at for as many pages, because the most
	 * of many looks is more than the most of few.
	 */
	private async weigh(
		running: RunningForm,
		inspector: Inspector,
		patients: number,
	): Promise<Pick<Result, 'liveIdleMb' | 'livePeakMb'>> {
		await this.atRest(running, inspector, patients);
		const liveIdleMb = await inspector.liveMemory();
		const rounds = Math.ceil(Math.max(...this.sizes) / patients);
		let livePeakMb = 0;
		for (let round = 0; round < rounds; round += 1) {
			if (round > 0) await this.stage.sandbox.reset(practice(patients));
			const memory = watchLiveMemory(inspector);
			await running.run().finally(() => memory.stop());
			livePeakMb = Math.max(livePeakMb, await memory.stop());
		}
		return { liveIdleMb, livePeakMb };
	}

	/** Gives the practice its size, waits for quiet and answers the idle resident memory in MB. */
	private async atRest(
		{ pid }: RunningForm,
		inspector: Inspector,
		patients: number,
	): Promise<number | undefined> {
		await this.stage.sandbox.reset(practice(patients));
		await untilIdle([pid, this.stage.sandbox.process.pid]);
		// What the first round lets go of is often what the second can free.
		for (let round = 0; round < 2; round += 1) await inspector.collectGarbage();
		await untilIdle([pid]);
		return await residentMemory(pid);
	}

	private inspectorPort(form: FormKey): number {
		const { port } = this.options;
		return port + (form === 'c' ? SCRIPT_INSPECTOR_OFFSET : N8N_INSPECTOR_OFFSET);
	}
}

function summary(result: Result): string {
	const [taken, live] = [takenMb(result), liveMb(result)];
	const memory = [
		...(taken === undefined ? [] : [`${taken.toFixed(0)} MB above idle`]),
		...(live === undefined ? [] : [`${live.toFixed(1)} MB live above idle`]),
	];
	return [`  the job itself took ${result.seconds.toFixed(1)} s`, ...memory].join(', ');
}

function practice(patients: number): PracticeSize {
	return { patients, secondPractice: Math.round(patients / 20), optedOut: 10, flagged: 10 };
}
