// `bench match-people`: writes labelled files of invented people, for other measurements.
import { parseArgs } from 'node:util';
import { Problem, step } from '../../host/boot.mjs';
import { householdDefaults, MAX_PAIRS, writeHouseholds } from './households/main.mjs';
import { MAX_PEOPLE, writeDuplicates, writePopulation } from './population/main.mjs';

export const PEOPLE_USAGE = `Usage: npm run bench -- match-people households|population --out FOLDER [options]

Writes CSV files of invented people; equal N in the ids rec-N-… is one person.

  --seed 20261122      the same number gives the same people
  --pairs 2500         households: true pairs at least
  --size 10000         population: records of each list
  --overlap 0.8        population: share of the persons who are on both lists
  --duplicates 0.01    population: instead of two lists one, with this share of second records`;

/** Writes the files and answers the folder. Throws a Problem when an option is not understood. */
export async function writePeople([what, ...args]: string[]): Promise<string> {
	const { out, seed, pairs, size, overlap, duplicates } = parse(args);
	const isWhole = (value: number, most: number) =>
		Number.isInteger(value) && value >= 1 && value <= most;
	const isShare = (value: number) => value >= 0 && value <= 1;
	const good =
		(what === 'households' || what === 'population') &&
		out !== undefined &&
		isWhole(seed, Number.MAX_SAFE_INTEGER) &&
		isWhole(pairs, MAX_PAIRS) &&
		isShare(overlap) &&
		isWhole(size, MAX_PEOPLE / (2 - overlap)) &&
		(duplicates === undefined || (isShare(duplicates) && duplicates <= 0.5));
	if (!good) throw new Problem(`An option was not understood.\n\n${PEOPLE_USAGE}`);
	await step('Making people up', async () => {
		if (what === 'households') await writeHouseholds(out, { seed, pairs });
		else if (duplicates === undefined) await writePopulation(out, { seed, size, overlap });
		else await writeDuplicates(out, { seed, size, duplicates });
	});
	return out;
}

function parse(args: string[]) {
	try {
		const { values } = parseArgs({
			args,
			options: {
				out: { type: 'string' },
				seed: { type: 'string', default: String(householdDefaults.seed) },
				pairs: { type: 'string', default: String(householdDefaults.pairs) },
				size: { type: 'string', default: '10000' },
				overlap: { type: 'string', default: '0.8' },
				duplicates: { type: 'string' },
			},
		});
		const { out, seed, pairs, size, overlap, duplicates } = values;
		return {
			out,
			seed: Number(seed),
			pairs: Number(pairs),
			size: Number(size),
			overlap: Number(overlap),
			duplicates: duplicates === undefined ? undefined : Number(duplicates),
		};
	} catch {
		throw new Problem(`An option was not understood.\n\n${PEOPLE_USAGE}`);
	}
}
