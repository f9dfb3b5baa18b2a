import { CliFailure } from '../support/failure.mjs';
import { byText, type Comparison } from './comparison.mjs';

/** How good the pairs of a band are. A share of nothing is undefined. */
export interface BandAccuracy {
	readonly pairs: number;
	readonly right: number;
	readonly precision: number | undefined;
	readonly recall: number | undefined;
	readonly f1: number | undefined;
}

export interface Accuracy {
	readonly truePairs: number;
	readonly link: BandAccuracy;
	readonly linkAndReview: BandAccuracy;
	/** Share of the (left) records that wait for a person. */
	readonly reviewLoad: number | undefined;
	/** Share of the true pairs that the blocking keys bring together at all. */
	readonly pairCompleteness: number | undefined;
	/** Linked, and not one person. */
	readonly wrongLinks: ReadonlyArray<readonly [string, string]>;
	/** True pairs that are neither linked nor shown to a person. */
	readonly missed: ReadonlyArray<readonly [string, string]>;
}

/** The ids of a list by the person that their label tells. */
export type People = ReadonlyMap<string, readonly string[]>;

const labelled = /^rec-([^-]+)-/;

/**
 * Reads the labels off ids of the form `rec-N-…`: equal N is the same person.
 *
 * @throws CliFailure when an id has another form
 */
export function readPeople(ids: Iterable<string>, file: string): People {
	const people = new Map<string, string[]>();
	let others = 0;
	for (const id of ids) {
		const label = labelled.exec(id)?.[1];
		if (label === undefined) others += 1;
		else if (people.has(label)) people.get(label)?.push(id);
		else people.set(label, [id]);
	}
	if (others === 0) return people;
	throw new CliFailure(
		'refused',
		`In ${file}, ${others} id${others === 1 ? ' is' : 's are'} not of the form rec-N-….`,
		'Leave --labels out, or give labelled files: the same N is the same person.',
	);
}

/** The true pairs of two lists, or of one when `right` is left out. */
export function* truePairs(left: People, right?: People): Generator<readonly [string, string]> {
	for (const [label, ids] of left) {
		for (const [index, id] of ids.entries()) {
			const others = right ? (right.get(label) ?? []) : ids.slice(index + 1);
			for (const other of others) yield right ? [id, other] : ordered(id, other);
		}
	}
}

/**
 * Compares what was proposed with the labels. In one list, records are linked when they are in one
 * group, also where no pair of its own joins them.
 *
 * @param isBlocked whether the blocking keys bring the two together; left out, it is not measured
 */
export function measure(
	{ pairs, groups, records }: Pick<Comparison, 'pairs' | 'groups' | 'records'>,
	truth: ReadonlyArray<readonly [string, string]>,
	isBlocked?: (left: string, right: string) => boolean,
): Accuracy {
	const linked = groups
		? groups.flatMap(pairsOfGroup)
		: pairs.filter(({ band }) => band === 'link').map(({ left, right }) => [left, right] as const);
	const shown = pairs.map(({ left, right }) =>
		groups ? ordered(left, right) : ([left, right] as const),
	);
	const proposed = new Map([...linked, ...shown].map((pair) => [keyOf(pair), pair] as const));
	const isTrue = new Set(truth.map(keyOf));
	const wrongLinks = linked.filter((pair) => !isTrue.has(keyOf(pair)));
	const total = records.link + records.review + records.new;
	return {
		truePairs: truth.length,
		link: accuracyOf(linked, isTrue),
		linkAndReview: accuracyOf([...proposed.values()], isTrue),
		reviewLoad: share(records.review, total),
		pairCompleteness:
			isBlocked && share(truth.filter((pair) => isBlocked(...pair)).length, truth.length),
		wrongLinks: wrongLinks.sort(byPair),
		missed: truth.filter((pair) => !proposed.has(keyOf(pair))).sort(byPair),
	};
}

function accuracyOf(
	pairs: ReadonlyArray<readonly [string, string]>,
	isTrue: ReadonlySet<string>,
): BandAccuracy {
	const right = pairs.filter((pair) => isTrue.has(keyOf(pair))).length;
	return {
		pairs: pairs.length,
		right,
		precision: share(right, pairs.length),
		recall: share(right, isTrue.size),
		f1: share(2 * right, pairs.length + isTrue.size),
	};
}

function share(part: number, whole: number): number | undefined {
	return whole === 0 ? undefined : part / whole;
}

/** In one list, which of the two stands first means nothing. */
function ordered(one: string, two: string): readonly [string, string] {
	return one < two ? [one, two] : [two, one];
}

function keyOf([one, two]: readonly [string, string]): string {
	return JSON.stringify([one, two]);
}

function byPair(one: readonly [string, string], two: readonly [string, string]): number {
	return byText(one[0], two[0]) || byText(one[1], two[1]);
}

function pairsOfGroup(ids: readonly string[]): Array<readonly [string, string]> {
	return ids.flatMap((id, index) => ids.slice(index + 1).map((other) => ordered(id, other)));
}
