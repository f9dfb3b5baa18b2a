// The runs as a table for people.
import type { DemoRun } from './runs.mjs';

const COLUMNS: Array<[title: string, value: (run: DemoRun) => string]> = [
	['Run', (run) => run.title],
	['Read', count('read')],
	['Fenced', count('fenced')],
	['Excluded', count('excluded')],
	['Linked', count('linked')],
	['Created', count('created')],
	['Updated', count('updated')],
	['Unchanged', count('unchanged')],
	['For review', count('review')],
	['Failed', count('failed')],
	['API calls', (run) => String(run.calls.length)],
	['Seconds', (run) => run.seconds.toFixed(1)],
];

function count(key: string): (run: DemoRun) => string {
	return (run) => String(run.record.counts[key] ?? 0);
}

/** One line per run under a head; figures right-aligned. */
export function runTable(runs: DemoRun[]): string {
	const rows = [COLUMNS.map(([title]) => title)];
	for (const run of runs) rows.push(COLUMNS.map(([, value]) => value(run)));
	const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
	const line = (row: string[]) =>
		row
			.map((cell, column) =>
				column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]),
			)
			.join('  ');
	return [line(rows[0]), widths.map((width) => '-'.repeat(width)).join('  ')]
		.concat(rows.slice(1).map(line))
		.join('\n');
}
