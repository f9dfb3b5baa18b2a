// Looks for marked values in a database again and again, and in the log of what was written to it.
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { PostgresSearch } from './searchPostgres.mjs';
import { Sightings } from './sightings.mjs';

/** Searches until it is stopped and notes what it finds under the present phase. */
export class DatabaseWatch {
	readonly sightings = new Sightings();

	private phase = 'Before any run';

	private stopped = false;

	private readonly readTo = new Map<string, number>();

	private readonly watching: Promise<void>;

	/** `logs`: files in which everything stands that was written to a place, line by line. */
	constructor(
		private readonly database: PostgresSearch,
		private readonly logs: ReadonlyArray<{ where: string; file: string }>,
		private readonly pattern: RegExp,
	) {
		this.watching = this.run();
	}

	/** Notes from now on under another name. */
	enter(phase: string): void {
		this.readLogs();
		this.phase = phase;
	}

	async stop(): Promise<void> {
		this.stopped = true;
		await this.watching;
		this.readLogs();
	}

	private readLogs(): void {
		for (const { where, file } of this.logs) {
			const log = readFileSync(file, 'latin1');
			const fresh = log.slice(this.readTo.get(file) ?? 0);
			const marked = fresh.split('\n').filter((line) => this.pattern.test(line));
			this.sightings.addTotal(this.phase, where, marked.length);
			this.readTo.set(file, log.length);
		}
	}

	private async run(): Promise<void> {
		while (!this.stopped) {
			const { phase } = this;
			this.sightings.add(phase, (await this.database.search()).hits);
			await wait(50);
		}
	}
}
