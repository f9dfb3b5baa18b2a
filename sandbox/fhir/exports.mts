import { randomUUID } from 'node:crypto';
import { FhirRefusal } from './outcome.mjs';
import type { FhirResource } from './resource.mjs';

/** What a server can export: units are numbers, each with some resources of a type. */
export interface ExportSource {
	readonly types: readonly string[];
	/** Units of a type whose resources changed after a time; all when `since` is far back. */
	unitsOf(type: string, since: number): number[];
	/** The resources of one unit, as they were changed after `since`. */
	render(type: string, unit: number, since: number): FhirResource[];
}

interface ExportFile {
	type: string;
	units: readonly number[];
}

interface Job {
	readyAt: number;
	since: number;
	transactionTime: string;
	request: string;
	files: ExportFile[];
}

const DAY = 24 * 60 * 60 * 1000;
/** Units of one file. */
const UNITS_PER_FILE = 200;

/** Bulk exports of a server: started, asked about, read file by file, cancelled. */
export class Exports {
	private readonly jobs = new Map<string, Job>();

	constructor(
		private readonly source: () => ExportSource,
		private readonly millis: () => number,
		/** The time that records carry. */
		private readonly recordTime: () => Date,
		/** Sandbox milliseconds that the server works on an export. */
		private readonly workMs: () => number,
	) {}

	/**
	 * Starts an export and answers its id. Without `_since` only the last 24 hours are in it (Greenway
	 * sheet 5). Throws FhirRefusal.
	 */
	start(request: string, query: ReadonlyMap<string, string>): string {
		for (const name of query.keys()) {
			if (name !== '_since' && name !== '_type') {
				throw new FhirRefusal(400, 'not-supported', 'The export names an unknown parameter.');
			}
		}
		const now = this.recordTime();
		const text = query.get('_since');
		const since = text === undefined ? now.getTime() - DAY : Date.parse(text);
		if (Number.isNaN(since)) throw new FhirRefusal(400, 'invalid', '_since is no instant.');
		const source = this.source();
		const types = query.get('_type')?.split(',') ?? source.types;
		if (!types.every((type) => source.types.includes(type))) {
			throw new FhirRefusal(400, 'not-supported', '_type names a type that is not exported.');
		}
		const id = randomUUID();
		this.jobs.set(id, {
			readyAt: this.millis() + this.workMs(),
			since,
			transactionTime: now.toISOString(),
			request,
			files: types.flatMap((type) => filesOf(type, source.unitsOf(type, since))),
		});
		return id;
	}

	/** The manifest, or how far the server is. Throws FhirRefusal for an unknown job. */
	status(id: string, fileAddress: (file: number) => string) {
		const job = this.jobOf(id);
		if (job.readyAt > this.millis()) return undefined;
		const { transactionTime, request, files } = job;
		return {
			transactionTime,
			request,
			requiresAccessToken: true,
			output: files.map(({ type }, index) => ({ type, url: fileAddress(index) })),
			error: [],
		};
	}

	/** Lines of one file. Throws FhirRefusal. */
	file(id: string, index: number): string {
		const job = this.jobOf(id);
		const file = job.files[index];
		if (file === undefined || job.readyAt > this.millis()) {
			throw new FhirRefusal(404, 'not-found', 'There is no such file.');
		}
		const source = this.source();
		return file.units
			.flatMap((unit) => source.render(file.type, unit, job.since))
			.map((resource) => `${JSON.stringify(resource)}\n`)
			.join('');
	}

	/** Ends a job and takes its files away. Throws FhirRefusal. */
	cancel(id: string): void {
		this.jobOf(id);
		this.jobs.delete(id);
	}

	/** Takes every job away, as when its files have expired. */
	clear(): void {
		this.jobs.clear();
	}

	private jobOf(id: string): Job {
		const job = this.jobs.get(id);
		if (job === undefined) throw new FhirRefusal(404, 'not-found', 'There is no such export.');
		return job;
	}
}

function filesOf(type: string, units: readonly number[]): ExportFile[] {
	const files: ExportFile[] = [];
	for (let from = 0; from < units.length; from += UNITS_PER_FILE) {
		files.push({ type, units: units.slice(from, from + UNITS_PER_FILE) });
	}
	return files;
}
