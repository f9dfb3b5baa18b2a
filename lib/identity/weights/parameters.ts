import { fields, levels } from '../compare/levels';
import type { Field, Level } from '../compare/levels';

/** Chance of a level among pairs of one person (m) and of two persons (u), among those that tell. */
export interface LevelChance {
	readonly m: number;
	readonly u: number;
}

export type LevelParameters = {
	readonly [F in Field]: Readonly<Record<Exclude<Level<F>, 'missing'>, LevelChance>>;
};

/** Bits per level number of each field; 0 for `missing`. */
export type LevelWeights = { readonly [F in Field]: Float64Array };

/**
 * log2(m / u) per level (domain-notes 1.4), kept in order: full agreement weighs most, disagreement
 * least and never more than nothing, and a level on which equal values can stand never less than
 * nothing. So a value that is taken away when it disagrees lowers no score, and one that is made to
 * agree does not either.
 */
export function toWeights(parameters: LevelParameters): LevelWeights {
	return Object.fromEntries(
		fields.map((field) => [field, fieldWeights(field, parameters[field])]),
	) as unknown as LevelWeights;
}

/** Levels besides full agreement on which two equal values stand, when little is told. */
const ofEqualValues: ReadonlySet<string> = new Set([
	'middle.initial',
	'address.sameStreet',
	'address.numberAndZip',
	'address.zip',
	'address.city',
]);

function standsForEqual(field: Field, level: string): boolean {
	return ofEqualValues.has(`${field}.${level}`);
}

function fieldWeights(field: Field, chances: Readonly<Record<string, LevelChance>>): Float64Array {
	const told: readonly string[] = levels[field].slice(1);
	const bits = told.map((level) => Math.log2(chances[level].m / chances[level].u));
	const most = Math.max(0, bits[0] ?? 0);
	const last = bits.length - 1;
	const least = Math.min(0, bits[last] ?? 0);
	const floors = told.map((level) => (standsForEqual(field, level) ? 0 : least));
	return Float64Array.from([
		0,
		...bits.map((weight, at) =>
			at === 0 ? most : at === last ? least : Math.min(most, Math.max(floors[at], weight)),
		),
	]);
}
