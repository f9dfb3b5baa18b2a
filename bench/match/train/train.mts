import { fields, levels, type Field } from '../../../lib/identity/compare/levels.js';
import { assumedParameters } from '../../../lib/identity/weights/assumed.js';
import {
	estimateChances,
	type Chances,
	type LevelPattern,
} from '../../../lib/identity/weights/estimate.js';
import type { LevelChance } from '../../../lib/identity/weights/parameters.js';
import { blockedPatterns, randomPatterns } from './patterns.mjs';
import { readLists } from './records.mjs';

export interface TrainingOptions {
	readonly size: number;
	readonly overlap: number;
	readonly seed: number;
	readonly randomPairs: number;
}

export const trainingDefaults: TrainingOptions = {
	size: 20_000,
	overlap: 0.8,
	seed: 20_261_122,
	randomPairs: 4_000_000,
};

export interface Training {
	readonly parameters: Record<Field, Record<string, LevelChance>>;
	/** Fields that no pair of the population tells; they keep their assumed chances. */
	readonly assumed: readonly Field[];
	/** Rounds and share of matches of each estimate. */
	readonly sessions: readonly { name: string; rounds: number; lambda: number }[];
}

/**
 * Estimates the weights without looking at a label. u comes from random pairs. m comes from pairs
 * that share a birth date, for all other fields, and from pairs that share both names, for all but
 * these; what both estimate is averaged. No field is estimated on pairs it picked itself.
 */
export function train(options: TrainingOptions = trainingDefaults): Training {
	const lists = readLists(options);
	const random = randomPatterns(lists, options.randomPairs, options.seed);
	const told = fields.filter((field) => isTold(random, field));
	const u = chancesOf(random, told);
	const byBirthDate = estimate(
		blockedPatterns(lists, ({ birthDate }) => (birthDate === 0 ? undefined : String(birthDate))),
		told.filter((field) => field !== 'birthDate'),
		u,
	);
	const byNames = estimate(
		blockedPatterns(lists, ({ givens, families }) =>
			givens.length === 0 || families.length === 0 ? undefined : `${givens[0]} ${families[0]}`,
		),
		told.filter((field) => field !== 'given' && field !== 'family'),
		u,
	);
	const parameters = Object.fromEntries(
		fields.map((field) => [
			field,
			told.includes(field)
				? combine(field, [byBirthDate.m[field], byNames.m[field]], u[field] ?? {})
				: { ...assumedParameters[field] },
		]),
	) as Training['parameters'];
	return {
		parameters,
		assumed: fields.filter((field) => !told.includes(field)),
		sessions: [
			{ name: 'birth date', rounds: byBirthDate.rounds, lambda: byBirthDate.lambda },
			{ name: 'names', rounds: byNames.rounds, lambda: byNames.lambda },
		],
	};
}

function estimate(patterns: readonly LevelPattern[], of: readonly Field[], u: Chances) {
	return estimateChances(patterns, {
		fields: of,
		u,
		start: assumedParameters,
		lambda: 0.5,
		rounds: 500,
	});
}

function isTold(patterns: readonly LevelPattern[], field: Field): boolean {
	const place = fields.indexOf(field);
	return patterns.some(({ levels: vector }) => (vector[place] ?? 0) > 0);
}

/** Share of each level among the pairs that tell the field; half a pair for a level never seen. */
function chancesOf(patterns: readonly LevelPattern[], of: readonly Field[]): Chances {
	return Object.fromEntries(
		of.map((field) => {
			const place = fields.indexOf(field);
			const names = levels[field].slice(1);
			const counts = names.map((_, at) =>
				patterns.reduce(
					(sum, { levels: vector, count }) => sum + (vector[place] === at + 1 ? count : 0),
					0.5,
				),
			);
			const all = counts.reduce((sum, count) => sum + count, 0);
			return [field, Object.fromEntries(names.map((name, at) => [name, (counts[at] ?? 0) / all]))];
		}),
	) as Chances;
}

/**
 * m is halfway between the estimate and what is assumed: invented people make the slips that their
 * generator knows, and real registers are dirtier than that.
 */
function combine(
	field: Field,
	estimates: readonly (Record<string, number> | undefined)[],
	u: Record<string, number>,
): Record<string, LevelChance> {
	const found = estimates.filter((chances) => chances !== undefined);
	const assumed: Readonly<Record<string, LevelChance>> = assumedParameters[field];
	const estimated = (level: string) =>
		found.reduce((sum, chances) => sum + (chances[level] ?? 0), 0) / found.length;
	return Object.fromEntries(
		levels[field].slice(1).map((level) => [
			level,
			{
				m: (estimated(level) + (assumed[level]?.m ?? 0)) / 2,
				u: u[level] ?? 0,
			},
		]),
	);
}
