// The results as Markdown, which a terminal shows as well.
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import path from 'node:path';
import { Problem, projectFolder } from '../../host/boot.mjs';
import { CLASSES, type HouseholdClass } from './households/roles.mjs';
import type { ClassAccuracy, Cost, QueryCost, SetAccuracy } from './results.mjs';

const DOCUMENT = path.join(projectFolder, 'docs', 'matching.md');

export interface Speed {
	query?: QueryCost;
	link?: Cost;
	duplicates?: Cost;
}

/** Replaces one measured part of docs/matching.md. */
export async function writeSection(name: string, markdown: string): Promise<void> {
	const [begin, end] = ['begin', 'end'].map((word) => `<!-- bench match ${name}: ${word} -->`);
	const text = await readFile(DOCUMENT, 'utf8');
	const [from, to] = [text.indexOf(begin), text.indexOf(end)];
	if (from === -1 || to < from) throw new Problem('docs/matching.md has lost its markers.');
	const before = text.slice(0, from + begin.length);
	await writeFile(DOCUMENT, `${before}\n\n${markdown}\n\n${text.slice(to)}`);
}

/** Time and memory, against the bars of the project. */
export function costTable({ query, link, duplicates }: Speed): string {
	const rows: string[][] = [];
	if (query) {
		const { records, queries, medianMs, slowMs, buildSeconds, peakMb } = query;
		const title = `one patient against an index of ${whole(records)} (${queries} queries)`;
		rows.push(
			[`${title}, median`, `${medianMs.toFixed(2)} ms`, '≤ 5 ms'],
			['the same, slowest 5 %', `from ${slowMs.toFixed(2)} ms`, ''],
			['building that index', seconds(buildSeconds), ''],
			['memory of that process', megabytes(peakMb), ''],
		);
	}
	const bars = { link: ['≤ 30 s', '≤ 1,500 MB'], duplicates: ['', ''] };
	for (const [key, cost] of Object.entries({ link, duplicates })) {
		if (!cost) continue;
		const { records, readSeconds, compareSeconds, peakMb } = cost;
		const title =
			key === 'link'
				? `${whole(records)} × ${whole(records)} linked`
				: `${whole(records)} searched for duplicates`;
		const [time, memory] = bars[key as keyof typeof bars];
		rows.push(
			[title, seconds(compareSeconds), time],
			['reading the files before it', seconds(readSeconds), ''],
			['memory at its peak, both', megabytes(peakMb), memory],
		);
	}
	return table(['What', 'Measured', 'Target'], rows);
}

/** One line per labelled set. */
export function setTable(sets: readonly SetAccuracy[]): string {
	return table(
		[
			'Set',
			'Records',
			'True pairs',
			'Wrong links',
			'Link precision',
			'Link recall',
			'Link F1',
			'Link + review recall',
			'In review',
			'Pair completeness',
		],
		sets.map((set) => [
			set.title,
			whole(set.records),
			whole(set.truePairs),
			whole(set.wrongLinks),
			ratio(set.link.precision),
			ratio(set.link.recall),
			ratio(set.link.f1),
			ratio(set.linkAndReview.recall),
			set.reviewLoad === undefined ? NONE : `${(set.reviewLoad * 100).toFixed(2)} %`,
			ratio(set.pairCompleteness),
		]),
	);
}

/** One line per class of confusion. */
export function classTable(classes: readonly ClassAccuracy[]): string {
	const known = Object.keys(CLASSES);
	const rows = [...classes]
		.sort((one, two) => known.indexOf(one.name) - known.indexOf(two.name))
		.map(({ name, pairs, linked, review, undecidable, wrongLinks }) => [
			CLASSES[name as HouseholdClass],
			whole(pairs),
			ratio(share(linked, pairs)),
			ratio(share(linked + review, pairs)),
			whole(wrongLinks),
			whole(undecidable),
		]);
	const sum = (count: (one: ClassAccuracy) => number) =>
		classes.reduce((total, one) => total + count(one), 0);
	const pairs = sum((one) => one.pairs);
	rows.push([
		'**all**',
		whole(pairs),
		ratio(
			share(
				sum((one) => one.linked),
				pairs,
			),
		),
		ratio(
			share(
				sum((one) => one.linked + one.review),
				pairs,
			),
		),
		whole(sum((one) => one.wrongLinks)),
		whole(sum((one) => one.undecidable)),
	]);
	return table(
		['Class', 'True pairs', 'Linked', 'Linked or in review', 'Wrong links', 'Nobody could tell'],
		rows,
	);
}

/** The machine; `load` is that of the minute before the start. */
export function machine(node: string, load: number): string {
	const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
	const [cpu] = cpus();
	const memory = Math.round(totalmem() / 1024 ** 3);
	return `Measured on ${new Date().toISOString().slice(0, 10)}: ${availableParallelism()} cores (${cpu?.model.trim()}), ${memory} GB, Node ${version}. Load of the machine before the start: ${load.toFixed(1)}.`;
}

const NONE = '—';

function table(head: string[], rows: string[][]): string {
	const widths = head.map((cell, column) =>
		Math.max(cell.length, ...rows.map((row) => row[column].length)),
	);
	const line = (cells: string[]) =>
		`| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
	return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function share(part: number, of: number): number | undefined {
	return of === 0 ? undefined : part / of;
}

/** Cut and not rounded, so that 1.0000 means that nothing is wrong and nothing is missing. */
function ratio(value: number | undefined): string {
	return value === undefined ? NONE : (Math.floor(value * 10_000 + 1e-6) / 10_000).toFixed(4);
}

function whole(value: number): string {
	return Math.round(value).toLocaleString('en-US');
}

function seconds(value: number): string {
	return `${value.toFixed(1)} s`;
}

function megabytes(value: number): string {
	return `${whole(value)} MB`;
}
