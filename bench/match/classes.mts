import { readFile } from 'node:fs/promises';
import type { Comparison } from '../../cli/match/comparison.mjs';
import { readPeople, truePairs } from '../../cli/match/labels.mjs';
import type { RecordFile } from '../../cli/match/readRecords.mjs';
import { parseCsv } from '../../cli/support/csv.mjs';
import type { ClassAccuracy } from './results.mjs';

/** Counts, class by class, what became of the persons; `file` is the classes.csv of households. */
export async function byClass(
	file: string,
	{ pairs }: Comparison,
	left: RecordFile,
	right: RecordFile | undefined,
): Promise<ClassAccuracy[]> {
	const classes = readClasses(await readFile(file, 'utf8'));
	const counts = new Map<string, ClassAccuracy>();
	const countOf = (name: string) => {
		const known = counts.get(name);
		if (known) return known;
		const added = { name, pairs: 0, linked: 0, review: 0, undecidable: 0, wrongLinks: 0 };
		counts.set(name, added);
		return added;
	};
	const bands = new Map(
		pairs.map(({ left: one, right: two, band }) => [`${one} ${two}`, band] as const),
	);
	const idsOf = (side: RecordFile) =>
		readPeople(
			side.records.map(({ ref }) => ref),
			side.file,
		);
	for (const [one, two] of truePairs(idsOf(left), right && idsOf(right))) {
		const person = classes.get(labelOf(one));
		if (!person) throw new Error('classes.csv does not know every person.');
		const count = countOf(person.name);
		if (!person.decidable) {
			count.undecidable += 1;
			continue;
		}
		const band = bands.get(`${one} ${two}`);
		count.pairs += 1;
		if (band === 'link') count.linked += 1;
		else if (band === 'review') count.review += 1;
	}
	for (const { left: one, right: two, band } of pairs)
		if (band === 'link' && labelOf(one) !== labelOf(two))
			countOf(classes.get(labelOf(one))?.name ?? '').wrongLinks += 1;
	return [...counts.values()].sort((one, two) => (one.name < two.name ? -1 : 1));
}

function labelOf(id: string): string {
	return id.split('-')[1];
}

function readClasses(text: string): Map<string, { name: string; decidable: boolean }> {
	const parsed = parseCsv(text);
	if (!('rows' in parsed)) throw new Error('classes.csv is broken.');
	const [header, ...rows] = parsed.rows;
	const at = (column: string) => header.cells.indexOf(column);
	const [n, name, decidable] = ['n', 'class', 'decidable'].map(at);
	return new Map(
		rows.map(({ cells }) => [
			cells[n],
			{ name: cells[name], decidable: cells[decidable] === 'yes' },
		]),
	);
}
