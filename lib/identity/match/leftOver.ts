import type { GuardCode } from '../guards';
import type { IdentitySettings } from '../settings';
import type { PairStore } from './pairStore';
import type { RelativesCounter } from './relatives';
import { isLinked, outcomes } from './resolve';

/** Lists of which fewer records are linked are not the same people. */
const closedFrom = 0.6;
/** Lists with more shared houses and contacts, per record, are lists of families. */
const mostShared = 0.005;
/** Fewer records than this say nothing about a population. */
const fewestRecords = 500;
/** Bits that a pair may gain by being left over, at most. */
const mostForFew = 6;
/** Bits that a shared street gains where no families live together; the weights reckon with them. */
const forStreet = 4;
/** Bits below the review threshold from which on a pair is kept for the second look. */
export const mostLift = mostForFew + forStreet;

/** The guards that are about relatives. */
const aboutRelatives: ReadonlySet<GuardCode> = new Set([
	'parentChildGuard',
	'twinGuard',
	'householdGuard',
]);

/** What the lists say as a whole. */
export interface Population {
	readonly lefts: number;
	readonly rights: number;
	/** Relatives within each list. */
	readonly relatives: readonly RelativesCounter[];
}

/**
 * A second look at what is left over when two lists turn out to be the same people (most records of
 * each are linked): the candidates left are few, so the odds of a pair of them are higher by
 * log2(all / left). Where neither list holds relatives, a guard against relatives has nobody to
 * guard against, and a pair that reaches the link threshold in spite of it is linked when both its
 * records fit nobody else and neither is a child. Each round leaves fewer over, until one changes nothing. Lists of
 * families, and lists that overlap in part, keep every guard.
 *
 * @param result one outcome per pair; raised pairs and linked ones are written into it
 */
export function lookAtLeftOvers(
	pairs: PairStore,
	result: Uint8Array,
	population: Population,
	settings: IdentitySettings,
): void {
	const all = Math.max(population.lefts, population.rights);
	if (Math.min(population.lefts, population.rights) < fewestRecords) return;
	const isUnrelated = areUnrelated(population);
	for (;;) {
		const { open, linked } = openPairs(pairs, result);
		if (!areSamePeople(linked, all)) return;
		const forFew = Math.min(mostForFew, Math.log2(all / Math.max(1, all - linked)));
		const reaches = (pair: number, threshold: number) =>
			pairs.isCertain(pair) ||
			pairs.score(pair) + forFew + (isUnrelated && pairs.isSameStreet(pair) ? forStreet : 0) >=
				threshold;
		const likely = open.filter((pair) => reaches(pair, settings.reviewScore));
		for (const pair of likely) {
			if (result[pair] === outcomes.low) result[pair] = outcomes.raised;
		}
		if (!isUnrelated || settings.linkAt === 'certain') return;
		const ends = countEnds(pairs, likely);
		const found = likely.filter(
			(pair) =>
				ends(pair) === 1 &&
				!pairs.isTaken(pair) &&
				!pairs.isOfChild(pair) &&
				reaches(pair, settings.linkScore) &&
				isStoppedForRelativesOnly(pairs, pair),
		);
		if (found.length === 0) return;
		for (const pair of found) result[pair] = outcomes.leftOver;
	}
}

/** Whether so many links in lists of this size make them lists of the same people, for the most part. */
export function areSamePeople(linked: number, size: number): boolean {
	return linked >= closedFrom * size;
}

/** Pairs of which neither record is linked, and the number of links. */
function openPairs(pairs: PairStore, result: Uint8Array): { open: number[]; linked: number } {
	const lefts = new Set<number>();
	const rights = new Set<number>();
	for (let pair = 0; pair < pairs.length; pair++) {
		if (!isLinked(result[pair])) continue;
		lefts.add(pairs.left(pair));
		rights.add(pairs.right(pair));
	}
	const open: number[] = [];
	for (let pair = 0; pair < pairs.length; pair++) {
		if (!lefts.has(pairs.left(pair)) && !rights.has(pairs.right(pair))) open.push(pair);
	}
	return { open, linked: lefts.size };
}

/** Neighbours of one name in one street would be relatives too. */
function isStoppedForRelativesOnly(pairs: PairStore, pair: number): boolean {
	return pairs
		.stoppedBy(pair)
		.every(
			(code) =>
				aboutRelatives.has(code) || (code === 'nameAndBirthDateOnly' && pairs.isSameStreet(pair)),
		);
}

function areUnrelated({ relatives }: Population): boolean {
	return relatives.every(({ shared, records }) => shared <= records * mostShared);
}

/** How many open pairs meet at the busier end of a pair. */
function countEnds(pairs: PairStore, open: readonly number[]): (pair: number) => number {
	const lefts = new Map<number, number>();
	const rights = new Map<number, number>();
	for (const pair of open) {
		lefts.set(pairs.left(pair), (lefts.get(pairs.left(pair)) ?? 0) + 1);
		rights.set(pairs.right(pair), (rights.get(pairs.right(pair)) ?? 0) + 1);
	}
	return (pair) => Math.max(lefts.get(pairs.left(pair)) ?? 0, rights.get(pairs.right(pair)) ?? 0);
}
