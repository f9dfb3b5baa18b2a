// One measurement in a process of its own: `child.mjs <job> <arguments as JSON>`, result as JSON.
import { createReadStream } from 'node:fs';
import { compareFiles } from '../../cli/match/compareFiles.mjs';
import type { ColumnMap } from '../../cli/match/columns.mjs';
import { findColumns, type Layout } from '../../cli/match/columns.mjs';
import { measure, readPeople, truePairs, type Accuracy } from '../../cli/match/labels.mjs';
import { readRecords, type RecordFile } from '../../cli/match/readRecords.mjs';
import { toRecord } from '../../cli/match/toRecord.mjs';
import { CsvReader } from '../../cli/support/csv.mjs';
import type { Terminal } from '../../cli/support/terminal.mjs';
import { defaultIdentitySettings } from '../../lib/identity/defaults.js';
import { createMatcher } from '../../lib/identity/match.js';
import type { IdentityRecord } from '../../lib/identity/record.js';
import { byClass } from './classes.mjs';
import type { Cost, HouseholdAccuracy, QueryCost, SetAccuracy } from './results.mjs';

export interface QueryJob {
	index: string;
	queries: string;
	count: number;
}

export interface CompareJob {
	left: string;
	/** Left out, `left` is compared with itself. */
	right?: string;
	columns?: ColumnMap;
	/** File that tells the class of each person. */
	classes?: string;
}

const jobs = { query, cost, accuracy };
export type JobName = keyof typeof jobs;

/** The day of the measurement counts for ages only, and the people of the sets do not age. */
const today = '2026-11-22';
const settings = defaultIdentitySettings;

/** The time of single queries against an index that is built once. */
async function query({ index, queries, count }: QueryJob): Promise<QueryCost> {
	const records = await readRaw(index, Infinity);
	const asked = await readRaw(queries, count + warmUp);
	const startedAt = performance.now();
	const matcher = createMatcher({ settings, today });
	for (const record of records) matcher.add(record);
	// The first query completes the index.
	matcher.find(asked[0]);
	const buildSeconds = secondsSince(startedAt);
	for (const record of asked.slice(0, warmUp)) matcher.find(record);
	const times = asked
		.slice(warmUp)
		.map((record) => {
			const from = performance.now();
			matcher.find(record);
			return performance.now() - from;
		})
		.sort((one, two) => one - two);
	const at = (share: number) => times[Math.floor((times.length - 1) * share)];
	return {
		records: records.length,
		queries: times.length,
		buildSeconds,
		medianMs: at(0.5),
		slowMs: at(0.95),
		peakMb: peakMb(),
	};
}

/** Untimed queries: enough to compile what runs often. */
const warmUp = 50;

/** What linking two lists, or searching one for duplicates, costs; and how right it was. */
async function cost(job: CompareJob): Promise<Cost & { accuracy: Omit<SetAccuracy, 'title'> }> {
	const startedAt = performance.now();
	const [left, right] = await readBoth(job);
	const readSeconds = secondsSince(startedAt);
	const comparingSince = performance.now();
	const { comparison } = await compareFiles(quiet, left, right, { settings, today, labels: false });
	const compareSeconds = secondsSince(comparingSince);
	// Before the labels are looked at, which no practice has.
	const peak = peakMb();
	const [ours, theirs] = [left, right].map(
		(side) =>
			side &&
			readPeople(
				side.records.map(({ ref }) => ref),
				side.file,
			),
	);
	const truth = ours ? [...truePairs(ours, theirs)] : [];
	return {
		records: left.records.length,
		readSeconds,
		compareSeconds,
		peakMb: peak,
		accuracy: inNumbers(left, measure(comparison, truth)),
	};
}

/** How right the matcher is on a labelled set. */
async function accuracy(job: CompareJob): Promise<Omit<HouseholdAccuracy, 'title'>> {
	const [left, right] = await readBoth(job);
	const found = await compareFiles(quiet, left, right, { settings, today, labels: true });
	if (!found.accuracy) throw new Error('There are no labels.');
	return {
		...inNumbers(left, found.accuracy),
		classes: job.classes ? await byClass(job.classes, found.comparison, left, right) : [],
	};
}

function inNumbers({ records }: RecordFile, measured: Accuracy): Omit<SetAccuracy, 'title'> {
	const { truePairs: pairs, link, linkAndReview, reviewLoad, pairCompleteness } = measured;
	return {
		records: records.length,
		truePairs: pairs,
		link,
		linkAndReview,
		reviewLoad,
		pairCompleteness,
		wrongLinks: measured.wrongLinks.length,
	};
}

async function readBoth({
	left,
	right,
	columns = {},
}: CompareJob): Promise<[RecordFile, RecordFile | undefined]> {
	const options = { columns, today, useMrn: false, report: () => Promise.resolve() };
	return [
		await readRecords(left, options),
		right === undefined ? undefined : await readRecords(right, options),
	];
}

/** The first records of a file as the matcher is given them. */
async function readRaw(file: string, most: number): Promise<IdentityRecord[]> {
	const reader = new CsvReader();
	const records: IdentityRecord[] = [];
	let layout: Layout | undefined;
	for await (const part of createReadStream(file, { encoding: 'utf8' })) {
		for (const { cells } of reader.push(part as string)) {
			if (layout === undefined) layout = findColumns(cells, {}, file);
			else if (records.length < most) records.push(toRecord(cells, layout, { useMrn: false }));
		}
		if (records.length >= most) break;
	}
	return records;
}

const quiet: Terminal = {
	env: {},
	interactive: false,
	say: () => undefined,
	note: () => undefined,
	ask: () => Promise.reject(new Error('Nobody is there.')),
	askSecret: () => Promise.reject(new Error('Nobody is there.')),
};

function secondsSince(from: number): number {
	return (performance.now() - from) / 1000;
}

function peakMb(): number {
	return process.resourceUsage().maxRSS / 1024;
}

const [name, text] = process.argv.slice(2);
const job = JSON.parse(text) as QueryJob & CompareJob;
process.stdout.write(JSON.stringify(await jobs[name as JobName](job)));
