import { parseArgs } from 'node:util';
import { Problem } from '../../host/boot.mjs';

export const PARTS = {
	query: 'one patient against an index',
	link: 'two lists linked',
	duplicates: 'one list searched for duplicates',
	households: 'accuracy on households',
	population: 'accuracy on two lists of a population',
} as const;
export type Part = keyof typeof PARTS;

export interface MatchBenchOptions {
	parts: Part[];
	/** Records of the index, and of each of the two lists. */
	size: number;
	/** Records of the one list. */
	duplicates: number;
	/** Folder with dataset4a.csv and dataset4b.csv; read only. */
	febrl?: string;
	/** Whether docs/matching.md gets the new tables. */
	write: boolean;
}

export const MATCH_USAGE = `Usage: npm run bench -- match [options]

Measures the patient matching: speed, memory, and how often it is right.

  --only query,link       parts to run: ${Object.entries(PARTS)
		.map(([key, title]) => `${key} ${title}`)
		.join('; ')}
  --size 100000           records of the index, and of each of the two lists
  --duplicates 1000000    records of the list that is searched for duplicates
  --febrl FOLDER          also measure FEBRL 4, from dataset4a.csv and dataset4b.csv there
  --write                 put the tables into docs/matching.md (needs all parts)`;

/** Reads the command line. Throws a Problem that says what is wrong. */
export function parseMatchOptions(args: string[]): MatchBenchOptions {
	const { values } = parse(args);
	const parts = values.only.split(',').filter((part) => part !== '');
	const [size, duplicates] = [Number(values.size), Number(values.duplicates)];
	const isSize = (value: number) => Number.isInteger(value) && value >= 100 && value <= 1_000_000;
	const isPart = (text: string): text is Part => Object.hasOwn(PARTS, text);
	if (!parts.every(isPart) || !isSize(size) || !isSize(duplicates))
		throw new Problem(`An option was not understood.\n\n${MATCH_USAGE}`);
	if (values.write && parts.length < Object.keys(PARTS).length)
		throw new Problem('--write needs all parts, or the tables would lose some. Leave out --only.');
	return {
		parts,
		size,
		duplicates,
		write: values.write,
		...(values.febrl !== undefined && { febrl: values.febrl }),
	};
}

function parse(args: string[]) {
	try {
		return parseArgs({
			args,
			options: {
				only: { type: 'string', default: Object.keys(PARTS).join(',') },
				size: { type: 'string', default: '100000' },
				duplicates: { type: 'string', default: '1000000' },
				febrl: { type: 'string' },
				write: { type: 'boolean', default: false },
			},
		});
	} catch {
		throw new Problem(`An option was not understood.\n\n${MATCH_USAGE}`);
	}
}
