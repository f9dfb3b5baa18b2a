import { fields, levels } from '../compare/levels';
import type { Field } from '../compare/levels';
import type { LevelChance } from './parameters';

/** How often one vector of levels stands among the pairs looked at. */
export interface LevelPattern {
	/** Level number per field, in the order of `fields`; 0 where one side does not tell. */
	readonly levels: readonly number[];
	readonly count: number;
}

/** Chances per field and level name, for the fields asked for. */
export type Chances = Partial<Record<Field, Record<string, number>>>;

export interface EstimateOptions {
	/** The fields to estimate; the ones the pairs were picked by are left out, since all agree. */
	readonly fields: readonly Field[];
	/** Chances among pairs of two persons, when they are known from random pairs; else estimated. */
	readonly u?: Chances;
	/** Where to begin; a guess that is right about which levels speak for one person. */
	readonly start: Readonly<Record<Field, Readonly<Record<string, LevelChance>>>>;
	/** Share of pairs of one person to begin with. */
	readonly lambda: number;
	/** Rounds at most. */
	readonly rounds: number;
}

export interface Estimate {
	readonly m: Chances;
	readonly u: Chances;
	/** Share of the pairs that are of one person. */
	readonly lambda: number;
	/** Rounds that were needed. */
	readonly rounds: number;
}

/** Rounds end when no chance moves by more. */
const still = 1e-7;
/** Levels that are never seen are rare, and not impossible. */
const pseudoCount = 0.5;

/**
 * Estimates m, u and the share of matches from pairs without labels, by expectation-maximisation on
 * the assumption that fields agree independently of each other within each kind of pair
 * (Fellegi-Sunter; domain-notes 1.4). Pairs in which no field is told are left out.
 */
export function estimateChances(
	patterns: readonly LevelPattern[],
	options: EstimateOptions,
): Estimate {
	const places = options.fields.map((field) => fields.indexOf(field));
	const told = patterns.filter(({ levels: vector }) => places.some((place) => vector[place] > 0));
	const fixed = options.u;
	let m = options.fields.map((field) => startOf(field, options.start, 'm'));
	let u = options.fields.map((field) =>
		fixed === undefined ? startOf(field, options.start, 'u') : fixedOf(field, fixed),
	);
	let { lambda } = options;
	let rounds = 0;
	for (; rounds < options.rounds; rounds++) {
		const sums = expect(told, places, { m, u, lambda }, options.fields);
		const nextM = sums.m.map(toShares);
		const nextU = fixed === undefined ? sums.u.map(toShares) : u;
		const moved = Math.max(
			Math.abs(sums.lambda - lambda),
			...nextM.map((shares, at) => farthest(shares, m[at])),
			...nextU.map((shares, at) => farthest(shares, u[at])),
		);
		m = nextM;
		u = nextU;
		lambda = sums.lambda;
		if (moved < still) break;
	}
	return { m: named(options.fields, m), u: named(options.fields, u), lambda, rounds };
}

interface Parameters {
	/** Per field, per level number. */
	readonly m: readonly Float64Array[];
	readonly u: readonly Float64Array[];
	readonly lambda: number;
}

/** One round: how much of each level belongs to pairs of one person, and of two. */
function expect(
	patterns: readonly LevelPattern[],
	places: readonly number[],
	{ m, u, lambda }: Parameters,
	names: readonly Field[],
): { m: Float64Array[]; u: Float64Array[]; lambda: number } {
	const sumsM = names.map((field) => new Float64Array(levels[field].length));
	const sumsU = names.map((field) => new Float64Array(levels[field].length));
	let matches = 0;
	let all = 0;
	for (const { levels: vector, count } of patterns) {
		let one = lambda;
		let two = 1 - lambda;
		for (let at = 0; at < places.length; at++) {
			const level = vector[places[at]];
			if (level === 0) continue;
			one *= m[at][level];
			two *= u[at][level];
		}
		const share = one + two > 0 ? one / (one + two) : 0;
		matches += share * count;
		all += count;
		for (let at = 0; at < places.length; at++) {
			const level = vector[places[at]];
			if (level === 0) continue;
			sumsM[at][level] += share * count;
			sumsU[at][level] += (1 - share) * count;
		}
	}
	return { m: sumsM, u: sumsU, lambda: all === 0 ? lambda : matches / all };
}

/** Shares of counts per level; level 0 stays empty. */
export function toShares(counts: Float64Array): Float64Array {
	const shares = new Float64Array(counts.length);
	let sum = 0;
	for (let level = 1; level < counts.length; level++) sum += counts[level] + pseudoCount;
	for (let level = 1; level < counts.length; level++) {
		shares[level] = (counts[level] + pseudoCount) / sum;
	}
	return shares;
}

function farthest(a: Float64Array, b: Float64Array): number {
	let most = 0;
	for (let at = 0; at < a.length; at++) most = Math.max(most, Math.abs(a[at] - b[at]));
	return most;
}

function startOf(
	field: Field,
	start: EstimateOptions['start'],
	kind: keyof LevelChance,
): Float64Array {
	return Float64Array.from(levels[field], (level) =>
		level === 'missing' ? 0 : start[field][level][kind],
	);
}

function fixedOf(field: Field, chances: Chances): Float64Array {
	return Float64Array.from(levels[field], (level) => chances[field]?.[level] ?? 0);
}

function named(names: readonly Field[], chances: readonly Float64Array[]): Chances {
	return Object.fromEntries(
		names.map((field, at) => [
			field,
			Object.fromEntries(
				levels[field].flatMap((level, number) =>
					number === 0 ? [] : [[level, chances[at][number]]],
				),
			),
		]),
	) as Chances;
}
