// The results as Markdown, which a terminal shows as well.
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import path from 'node:path';
import { Problem, projectFolder } from '../../host/boot.mjs';
import { N8N_VERSION, type N8nHost } from '../../host/n8nInstall.mjs';
import { FORM_TITLES } from './forms.mjs';
import { growthOf, liveMb, ratiosOf, takenMb, type Result } from './results.mjs';

const DOCUMENT = path.join(projectFolder, 'docs', 'benchmarks.md');
const BEGIN = '<!-- bench sync: begin -->';
const END = '<!-- bench sync: end -->';

const TARGETS = { aToB: 0.6, aToC: 1.5, memory: 1.3 } as const;

/** Two tables, and a line about the machine; `load` is that of the minute before the start. */
export function toMarkdown(results: readonly Result[], host: N8nHost, load: number): string {
	return [
		table(
			[
				'Patients',
				'Form',
				'Seconds',
				'Patients/s',
				'Tebra calls',
				'HealthSail calls',
				'Idle MB',
				'Peak MB',
			],
			results.map((result) => [
				whole(result.patients),
				`${result.form}: ${FORM_TITLES[result.form]}`,
				result.seconds.toFixed(1),
				whole(result.patients / result.seconds),
				whole(result.calls.tebra),
				whole(result.calls.healthsail),
				whole(result.idleMb),
				whole(result.peakMb),
			]),
		),
		ratioTable(results),
		machine(host, load),
	].join('\n\n');
}

/** Replaces the measured part of docs/benchmarks.md. */
export async function writeDocument(markdown: string): Promise<void> {
	const text = await readFile(DOCUMENT, 'utf8');
	const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
	if (begin === -1 || end < begin) throw new Problem('docs/benchmarks.md has lost its markers.');
	const before = text.slice(0, begin + BEGIN.length);
	await writeFile(DOCUMENT, `${before}\n\n${markdown}\n\n${text.slice(end)}`);
}

function ratioTable(results: readonly Result[]): string {
	const rows = ratiosOf(results).flatMap(({ patients, b, aToB, aToC }) => [
		...(aToB === undefined
			? []
			: [[`a/b at ${whole(patients)} (b is ${b})`, ratio(aToB), `≤ ${TARGETS.aToB}`]]),
		...(aToC === undefined
			? []
			: [[`a/c at ${whole(patients)}`, ratio(aToC), `≤ ${TARGETS.aToC}`]]),
	]);
	const growths = {
		'a: live memory above idle, largest to smallest practice': growthOf(results, liveMb),
		'a: resident memory above idle, as Node takes it': growthOf(results, takenMb),
	};
	for (const [title, growth] of Object.entries(growths))
		if (growth !== undefined) rows.push([title, ratio(growth), `≤ ${TARGETS.memory}`]);
	return table(['Ratio', 'Measured', 'Target'], rows);
}

function machine({ node }: N8nHost, load: number): string {
	const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
	const [cpu] = cpus();
	const memory = Math.round(totalmem() / 1024 ** 3);
	return `Measured on ${new Date().toISOString().slice(0, 10)}: ${availableParallelism()} cores (${cpu?.model.trim()}), ${memory} GB, Node ${version}, n8n ${N8N_VERSION} with SQLite. Load of the machine before the start: ${load.toFixed(1)}.`;
}

function table(head: string[], rows: string[][]): string {
	const widths = head.map((cell, column) =>
		Math.max(cell.length, ...rows.map((row) => row[column].length)),
	);
	const line = (cells: string[]) =>
		`| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
	return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function whole(value: number | undefined): string {
	return value === undefined ? '—' : Math.round(value).toLocaleString('en-US');
}

function ratio(value: number): string {
	return value.toFixed(2);
}
