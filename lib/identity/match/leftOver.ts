import type { GuardCode } from '../guards';
import type { IdentitySettings } from '../settings';
import type { PairStore } from './pairStore';
import type { RelativesCounter } from './relatives';
import { isLinked, outcomes } from './resolve';

/** Lists of families of which fewer records are linked are not the same people. */
const closedFrom = 0.6;
/** Lists without relatives hold nobody who is taken for another, however many they share. */
const sharedFrom = 0.05;
/** Lists with more shared houses and contacts, per record, are lists of families. */
const mostShared = 0.005;
/** Lists in which fewer records tell where somebody lives do not show who lives together. */
const fewestPlaced = 0.7;
/** Fewer records than this say nothing about a population. */
const fewestRecords = 500;
/** Bits that a pair may gain by being left over, at most. */
const mostForFew = 6;
/** Bits that a shared street gains where no families live together; the weights reckon with them. */
const forStreet = 4;
/** Bits below the review threshold from which on a pair is kept for the second look. */
export const mostLift = mostForFew + forStreet;

/**
 * From this share of linked records on a person of one list is on the other as well, so that father
 * and son of one name, each on one list alone, are not to be expected.
 */
const completeFrom = 0.9;

/** The guards that need relatives in the lists to be right. */
const aboutRelatives: ReadonlySet<GuardCode> = new Set(['twinGuard', 'householdGuard']);

/** What the lists say as a whole. */
export interface Population {
	readonly lefts: number;
	readonly rights: number;
	/** Relatives within each list. */
	readonly relatives: readonly RelativesCounter[];
}

/**
 * A second look at what is left over once the sure pairs are linked: the candidates left are few, so
 * the odds of a pair of them are higher by log2(all / left). Where neither list holds relatives, the
 * guards against twins and households have nobody to guard against, and a pair that reaches the link
 * threshold in spite of them is linked when both its records fit nobody else and neither is a child;
 * one of wholly unlike given names only where most people are on both lists, and one of two
 * generations only where nearly all are.
 * Each round leaves fewer over, until one changes nothing. Lists of families keep every guard.
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
		if (!areSamePeople(linked, population)) return;
		const forFew = Math.min(mostForFew, Math.log2(all / Math.max(1, all - linked)));
		const reaches = (pair: number, threshold: number) =>
			pairs.isCertain(pair) ||
			pairs.score(pair) + forFew + (isUnrelated && pairs.isSameStreet(pair) ? forStreet : 0) >=
				threshold;
		const isFree = (pair: number) => !pairs.isTaken(pair) || result[pair] !== outcomes.low;
		const likely = open.filter((pair) => isFree(pair) && reaches(pair, settings.reviewScore));
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
				!pairs.isFirm(pair) &&
				(linked >= closedFrom * all || !pairs.hasOtherGivenName(pair)) &&
				reaches(pair, settings.linkScore) &&
				isStoppedForRelativesOnly(pairs, pair, linked >= completeFrom * all),
		);
		if (found.length === 0) return;
		for (const pair of found) result[pair] = outcomes.leftOver;
	}
}

/**
 * Whether a record that fits only one other can be taken to be that person: the lists are the same
 * people for the most part, or they hold no relatives that could be meant instead.
 */
export function areSamePeople(linked: number, population: Population): boolean {
	const { lefts, rights } = population;
	const isTelling = Math.min(lefts, rights) >= fewestRecords;
	const share = isTelling && areUnrelated(population) ? sharedFrom : closedFrom;
	return linked >= share * Math.max(lefts, rights);
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
function isStoppedForRelativesOnly(pairs: PairStore, pair: number, isComplete: boolean): boolean {
	return pairs
		.stoppedBy(pair)
		.every(
			(code) =>
				aboutRelatives.has(code) ||
				(isComplete && code === 'parentChildGuard') ||
				(code === 'nameAndBirthDateOnly' && pairs.isSameStreet(pair)),
		);
}

function areUnrelated({ relatives }: Population): boolean {
	return relatives.every(
		({ shared, placed, records }) =>
			placed >= records * fewestPlaced && shared <= placed * mostShared,
	);
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
