// The results as Markdown, which a terminal shows as well.
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import path from 'node:path';
import { Problem, projectFolder } from '../../host/boot.mjs';
import { N8N_VERSION, type N8nHost } from '../../host/n8nInstall.mjs';
import { practiceSystems, systemNames } from '../../host/practiceSystems.mjs';
import { FORM_TITLES } from './forms.mjs';
import { growthOf, liveMb, ratiosOf, takenMb, type Measured } from './results.mjs';

const DOCUMENT = path.join(projectFolder, 'docs', 'benchmarks.md');
const FIGURES = path.join(projectFolder, 'bench', 'sync', 'figures.json');
const BEGIN = '<!-- bench sync: begin -->';
const END = '<!-- bench sync: end -->';

const TARGETS = { aToB: 0.6, aToC: 1.5, memory: 1.3 } as const;

/** The ratios, what they are made of, memory, and where it was measured. */
export function toMarkdown(measured: readonly Measured[]): string {
	return [ratioTable(measured), resultTable(measured), memoryTable(measured), machines(measured)]
		.filter((part) => part !== '')
		.join('\n\n');
}

/**
 * Keeps these figures in the place of earlier ones of the same systems, and replaces the measured part
 * of docs/benchmarks.md by the tables of all.
 */
export async function writeDocument(measured: readonly Measured[]): Promise<void> {
	const kept = JSON.parse(await readFile(FIGURES, 'utf8').catch(() => '[]')) as Measured[];
	const all = mergeFigures(kept, measured);
	await writeFile(FIGURES, `${JSON.stringify(all, null, '\t')}\n`);
	const text = await readFile(DOCUMENT, 'utf8');
	const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
	if (begin === -1 || end < begin) throw new Problem('docs/benchmarks.md has lost its markers.');
	const before = text.slice(0, begin + BEGIN.length);
	await writeFile(DOCUMENT, `${before}\n\n${toMarkdown(all)}\n\n${text.slice(end)}`);
}

/** Newer figures in the place of those of the same system, in the order of the systems. */
export function mergeFigures(kept: readonly Measured[], newer: readonly Measured[]): Measured[] {
	return systemNames.flatMap((name) => {
		const found = [...kept, ...newer].filter(({ system }) => system === name);
		return found.slice(-1);
	});
}

/** When and where figures are measured. */
export function machineOf({ node }: N8nHost): string {
	const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
	const [cpu] = cpus();
	const memory = Math.round(totalmem() / 1024 ** 3);
	return `${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} cores (${cpu?.model.trim()}), ${memory} GB, Node ${version}, n8n ${N8N_VERSION} with SQLite`;
}

const titleOf = ({ system }: Measured) => practiceSystems[system].title;

function ratioTable(measured: readonly Measured[]): string {
	const rows = measured.flatMap((one) =>
		ratiosOf(one.results).flatMap(({ patients, b, aToB, aToC }) =>
			aToB === undefined && aToC === undefined
				? []
				: [[titleOf(one), whole(patients), b ?? '—', ratio(aToB), ratio(aToC)]],
		),
	);
	if (rows.length === 0) return '';
	const targets = [`a/b (target ≤ ${TARGETS.aToB})`, `a/c (target ≤ ${TARGETS.aToC})`];
	return table(['System', 'Patients', 'b is', ...targets], rows);
}

function resultTable(measured: readonly Measured[]): string {
	const head = [
		'System',
		'Patients',
		'Form',
		'Loaded',
		'Seconds',
		'Patients/s',
		'CPU s',
		'System calls',
		'HealthSail calls',
		'Idle MB',
		'Peak MB',
	];
	const rows = measured.flatMap((one) =>
		one.results.map((result) => [
			titleOf(one),
			whole(result.patients),
			`${result.form}: ${FORM_TITLES[result.form]}`,
			whole(result.loaded),
			result.seconds.toFixed(1),
			whole(result.loaded / result.seconds),
			result.processorSeconds?.toFixed(1) ?? '—',
			whole(result.calls.vendor),
			whole(result.calls.healthsail),
			whole(result.idleMb),
			whole(result.peakMb),
		]),
	);
	return table(head, rows);
}

/** How much more memory the largest practice takes; of systems that were weighed. */
function memoryTable(measured: readonly Measured[]): string {
	const rows = measured.flatMap((one) => {
		const growths = {
			'live memory above idle': growthOf(one.results, liveMb),
			'resident memory above idle, as Node takes it': growthOf(one.results, takenMb),
		};
		if (growths['live memory above idle'] === undefined) return [];
		return Object.entries(growths).map(([what, growth]) => [titleOf(one), what, ratio(growth)]);
	});
	if (rows.length === 0) return '';
	const measuredAs = `Largest to smallest practice (target ≤ ${TARGETS.memory})`;
	return table(['System', 'Form a', measuredAs], rows);
}

function machines(measured: readonly Measured[]): string {
	const places = [...new Set(measured.map(({ machine }) => machine))];
	return places
		.map((place) => {
			const own = measured.filter(({ machine }) => machine === place);
			const names = own.map((one) => `${titleOf(one)} (${one.load.toFixed(1)})`);
			return `Measured on ${place}; in parentheses the load of the machine before the start: ${names.join(', ')}.`;
		})
		.join('\n\n');
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

function ratio(value: number | undefined): string {
	return value === undefined ? '—' : value.toFixed(2);
}
