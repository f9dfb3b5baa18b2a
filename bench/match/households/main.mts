import path from 'node:path';
import { csvLine, rowLine, COLUMNS } from '../people/columns.mjs';
import { writeLines, writeReadme } from '../people/files.mjs';
import {
	generateHouseholds,
	MAX_PAIRS,
	type HouseholdOptions,
	type Households,
} from './generate.mjs';
import { CLASSES } from './roles.mjs';

export { generateHouseholds, MAX_PAIRS };
export type { HouseholdOptions, Households };

/** What a call without options makes. */
export const householdDefaults: HouseholdOptions = { seed: 20_261_122, pairs: 2500 };

/** Where the parts of a set were written. */
export interface HouseholdFiles {
	left: string;
	right: string;
	labels: string;
	classes: string;
	pairs: number;
}

/** Writes a set of households into a folder, with a README.md that says what they are. */
export async function writeHouseholds(
	folder: string,
	options: HouseholdOptions = householdDefaults,
): Promise<HouseholdFiles> {
	const { left, right, labels, classes } = generateHouseholds(options);
	const files = {
		left: path.join(folder, 'left.csv'),
		right: path.join(folder, 'right.csv'),
		labels: path.join(folder, 'labels.csv'),
		classes: path.join(folder, 'classes.csv'),
	};
	await writeReadme(folder, readme(options, left.length, right.length, labels.length));
	writeLines(files.left, [csvLine(COLUMNS), ...left.map(rowLine)]);
	writeLines(files.right, [csvLine(COLUMNS), ...right.map(rowLine)]);
	writeLines(files.labels, [csvLine(['left', 'right']), ...labels.map(csvLine)]);
	writeLines(files.classes, [
		csvLine(['n', 'class', 'decidable', 'household']),
		...classes.map(({ n, household, class: name, decidable }) =>
			csvLine([String(n), name, decidable ? 'yes' : 'no', String(household)]),
		),
	]);
	return { ...files, pairs: labels.length };
}

function readme(options: HouseholdOptions, left: number, right: number, pairs: number): string {
	return `# Households: people who are easily confused

All persons in these files are invented. Names, birth dates, addresses, telephones, e-mail addresses
and insurance cards come from a generator (seed ${options.seed}); none belongs to a living person.

- \`left.csv\`: ${left} patients, as a practice notes them.
- \`right.csv\`: ${right} customers, as they typed themselves into a shop.
- \`labels.csv\`: the ${pairs} true pairs. \`rec-<n>-org\` and \`rec-<n>-dup-<k>\` with the same n are one
  person; different n are different persons.
- \`classes.csv\`: what is confusing about person n, and which persons (\`household\`) are confused with
  one another. \`decidable\` is \`no\` where not even a person with both files could tell: such a pair
  belongs into a review.

| class | what is confusing |
| ----- | ----------------- |
${Object.entries(CLASSES)
	.map(([name, text]) => `| ${name} | ${text} |`)
	.join('\n')}
`;
}
