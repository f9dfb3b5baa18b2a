import path from 'node:path';
import { COLUMNS, csvLine, rowLine } from '../people/columns.mjs';
import { LineFile, writeLines, writeReadme } from '../people/files.mjs';
import {
	generateDuplicates,
	generatePopulation,
	MAX_PEOPLE,
	type DuplicatesOptions,
	type PopulationOptions,
	type SidedRow,
} from './generate.mjs';

export { generateDuplicates, generatePopulation, MAX_PEOPLE };
export type { DuplicatesOptions, PopulationOptions, SidedRow };

const INVENTED = `All persons in these files are invented. Names, birth dates, addresses, telephones, e-mail addresses
and insurance cards come from a generator; none belongs to a living person.`;
const IDS = `\`rec-<n>-org\` and \`rec-<n>-dup-<k>\` with the same n are one person; different n are different
persons.`;

/** Writes left.csv and right.csv into a folder, record by record, with a README.md. */
export async function writePopulation(
	folder: string,
	options: PopulationOptions,
): Promise<{ left: string; right: string }> {
	const { size, overlap, seed } = options;
	const files = { left: path.join(folder, 'left.csv'), right: path.join(folder, 'right.csv') };
	await writeReadme(
		folder,
		`# Population: two lists

${INVENTED}

\`left.csv\` and \`right.csv\` hold ${size} records each; of each list, ${Math.round(size * overlap)} persons are on the other
one too (seed ${seed}). ${IDS}
`,
	);
	const targets = { left: new LineFile(files.left), right: new LineFile(files.right) };
	try {
		targets.left.add(csvLine(COLUMNS));
		targets.right.add(csvLine(COLUMNS));
		for (const { side, row } of generatePopulation(options)) targets[side].add(rowLine(row));
	} finally {
		targets.left.close();
		targets.right.close();
	}
	return files;
}

/** Writes within.csv, one list in which some persons have two records, with a README.md. */
export async function writeDuplicates(
	folder: string,
	options: DuplicatesOptions,
): Promise<{ within: string }> {
	const { size, duplicates, seed } = options;
	const within = path.join(folder, 'within.csv');
	await writeReadme(
		folder,
		`# Population: one list with duplicates

${INVENTED}

\`within.csv\` holds ${size} records; ${Math.round(size * duplicates)} of them are second records of a person who has another one
(seed ${seed}). ${IDS}
`,
	);
	writeLines(within, lines(options));
	return { within };
}

function* lines(options: DuplicatesOptions): Generator<string> {
	yield csvLine(COLUMNS);
	for (const row of generateDuplicates(options)) yield rowLine(row);
}
