// `bench match`: each measurement in a freshly started Node 24, on people that a generator makes up.
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureNode24, runQuietly, step } from '../../host/boot.mjs';
import type { CompareJob, JobName, QueryJob } from './child.mjs';
import { householdDefaults, writeHouseholds } from './households/main.mjs';
import type { MatchBenchOptions } from './options.mjs';
import { writeDuplicates, writePopulation } from './population/main.mjs';
import { classTable, costTable, machine, setTable, writeSection, type Speed } from './report.mjs';
import type { Cost, HouseholdAccuracy, QueryCost, SetAccuracy } from './results.mjs';

const SEED = 20_261_122;
/** Share of the persons of one list who are on the other one too. */
const OVERLAP = 0.8;
/** Share of the records of one list that are second ones. */
const DUPLICATES = 0.01;
const QUERIES = 200;
/** What a million records may take; Node's own limit is lower on most machines. */
const HEAP_MB = 10_000;

/** Runs the measurements and prints their tables. */
export async function benchMatch(options: MatchBenchOptions): Promise<void> {
	const folder = await mkdtemp(path.join(tmpdir(), 'healthsail-match-bench-'));
	try {
		await new Bench(folder, options, await ensureNode24()).run();
	} finally {
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	}
}

class Bench {
	private lists: { left: string; right: string } | undefined;

	constructor(
		private readonly folder: string,
		private readonly options: MatchBenchOptions,
		private readonly node: string,
	) {}

	async run(): Promise<void> {
		const [load] = loadavg();
		const { parts, febrl } = this.options;
		const speed: Speed = {};
		const sets: SetAccuracy[] = [];
		if (parts.includes('query')) speed.query = await this.query();
		if (parts.includes('link') || parts.includes('population')) {
			const { accuracy, ...cost } = await this.link();
			if (parts.includes('link')) speed.link = cost;
			if (parts.includes('population')) sets.push({ title: 'population', ...accuracy });
		}
		if (parts.includes('duplicates')) {
			const { accuracy, ...cost } = await this.duplicates();
			speed.duplicates = cost;
			sets.push({ title: 'population, one list', ...accuracy });
		}
		if (Object.keys(speed).length > 0)
			await this.show('speed', `${costTable(speed)}\n\n${machine(this.node, load)}`);
		if (parts.includes('households')) {
			const found = await this.households();
			sets.unshift({ ...found, title: 'households' });
			await this.show('classes', classTable(found.classes));
		}
		if (sets.length > 0) await this.show('accuracy', setTable(sets));
		if (febrl) await this.show('febrl', setTable(await this.febrl(febrl)));
	}

	private async show(section: string, markdown: string): Promise<void> {
		process.stdout.write(`\n${markdown}\n`);
		if (this.options.write) await writeSection(section, markdown);
	}

	/** The two lists that `query` and `link` share. */
	private async population(): Promise<{ left: string; right: string }> {
		const { size } = this.options;
		this.lists ??= await step(
			`Making up two lists of ${size} persons`,
			async () =>
				await writePopulation(path.join(this.folder, 'lists'), {
					seed: SEED,
					size,
					overlap: OVERLAP,
				}),
		);
		return this.lists;
	}

	private async query(): Promise<QueryCost> {
		const { left, right } = await this.population();
		return await this.child('query', 'Asking an index', {
			index: left,
			queries: right,
			count: QUERIES,
		});
	}

	private async link(): Promise<Cost & { accuracy: Omit<SetAccuracy, 'title'> }> {
		return await this.child('cost', 'Linking two lists', await this.population());
	}

	private async duplicates(): Promise<Cost & { accuracy: Omit<SetAccuracy, 'title'> }> {
		const { duplicates: size } = this.options;
		const { within } = await step(
			`Making up a list of ${size} records`,
			async () =>
				await writeDuplicates(path.join(this.folder, 'within'), {
					seed: SEED,
					size,
					duplicates: DUPLICATES,
				}),
		);
		return await this.child('cost', 'Searching one list for duplicates', { left: within });
	}

	private async households(): Promise<Omit<HouseholdAccuracy, 'title'>> {
		const files = await writeHouseholds(path.join(this.folder, 'households'), householdDefaults);
		const { left, right, classes } = files;
		return await this.child('accuracy', 'Linking households', { left, right, classes });
	}

	/** Without the national id, which no US practice sends, and with it. */
	private async febrl(folder: string): Promise<SetAccuracy[]> {
		const [left, right] = ['a', 'b'].map((side) => path.resolve(folder, `dataset4${side}.csv`));
		const without = { left, right, columns: { national_id: null } };
		const measured = async (title: string, job: CompareJob): Promise<SetAccuracy> => ({
			...(await this.child<SetAccuracy>('accuracy', title, job)),
			title,
		});
		return [
			await measured('FEBRL 4 without the national id', without),
			await measured('FEBRL 4 with the national id', { left, right }),
		];
	}

	private async child<T>(job: JobName, title: string, args: CompareJob | QueryJob): Promise<T> {
		const script = fileURLToPath(new URL('./child.mjs', import.meta.url));
		const heap = `--max-old-space-size=${HEAP_MB}`;
		const out = await step(
			title,
			async () =>
				await runQuietly(this.node, [heap, script, job, JSON.stringify(args)], {
					failure: `The measurement "${title}" failed.`,
				}),
		);
		return JSON.parse(out) as T;
	}
}
