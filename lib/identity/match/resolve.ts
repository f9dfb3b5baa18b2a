import type { IdentitySettings } from '../settings';
import type { PairStore } from './pairStore';

/** What the gate makes of a pair. */
export const outcomes = {
	possible: 0,
	linked: 1,
	ambiguous: 2,
	alreadyLinked: 3,
	/** Below the review threshold; kept in case both records are left over. */
	low: 4,
	/** Lifted to the review threshold, and to a link, by being left over. */
	raised: 5,
	leftOver: 6,
	/** A name or the birth date is missing, and only one side has been looked at. */
	incomplete: 7,
} as const;

/** Whether an outcome is a link. */
export function isLinked(outcome: number): boolean {
	return outcome === outcomes.linked || outcome === outcomes.leftOver;
}

/**
 * The uniqueness gate over all pairs of two lists: a record is linked only when one candidate is in
 * the link band and no other record claims it. An own identifier that is the only one at both ends
 * goes first; a fragile pair needs that nobody else is even possible; an incomplete one is linked only
 * where all records of both sides are at hand. The answer depends on the set
 * of pairs alone, not on their order, and is the same from both sides.
 *
 * @param isWhole whether the pairs are those of two whole lists of the same people
 * @returns one of `outcomes` per pair
 */
export function resolvePairs(
	pairs: PairStore,
	settings: IdentitySettings,
	isWhole: boolean,
): Uint8Array {
	const result = new Uint8Array(pairs.length);
	const contends = (pair: number) =>
		!pairs.isStopped(pair) &&
		(pairs.isCertain(pair) || (settings.linkAt === 'probable' && pairs.reachesLink(pair)));
	// A practice has many patients who are a little like another one of its own; only one that would
	// be linked if it were free may be the same person, filed twice.
	const resembles = (pair: number) =>
		!pairs.isStopped(pair) && (pairs.isCertain(pair) || pairs.reachesLink(pair));
	const own = new Degrees(pairs, (pair) => contends(pair) && pairs.isOwn(pair));
	const contenders = new Degrees(pairs, contends);
	const all = new Degrees(pairs, (pair) => !pairs.isLow(pair));
	for (let pair = 0; pair < pairs.length; pair++) {
		if (pairs.isLow(pair) || (pairs.isTaken(pair) && !resembles(pair))) result[pair] = outcomes.low;
	}
	const heldLefts = new Set<number>();
	const heldRights = new Set<number>();
	for (let pair = 0; pair < pairs.length; pair++) {
		if (!contends(pair) || !pairs.isOwn(pair) || !own.isOnly(pair)) continue;
		if (pairs.isTaken(pair)) continue;
		result[pair] = outcomes.linked;
		heldLefts.add(pairs.left(pair));
		heldRights.add(pairs.right(pair));
	}
	for (let pair = 0; pair < pairs.length; pair++) {
		if (!contends(pair) || result[pair] === outcomes.linked) continue;
		const held = heldLefts.has(pairs.left(pair)) || heldRights.has(pairs.right(pair));
		const only = (pairs.isFragile(pair) ? all : contenders).isOnly(pair);
		if (held || !only) result[pair] = outcomes.ambiguous;
		else if (pairs.isIncomplete(pair) && !isWhole) result[pair] = outcomes.incomplete;
		else result[pair] = pairs.isTaken(pair) ? outcomes.alreadyLinked : outcomes.linked;
	}
	return result;
}

/** How many of the pairs that count meet at each record. */
class Degrees {
	private readonly lefts = new Map<number, number>();
	private readonly rights = new Map<number, number>();

	constructor(
		private readonly pairs: PairStore,
		counts: (pair: number) => boolean,
	) {
		for (let pair = 0; pair < pairs.length; pair++) {
			if (!counts(pair)) continue;
			increase(this.lefts, pairs.left(pair));
			increase(this.rights, pairs.right(pair));
		}
	}

	/** The pair is the only one that counts at both its ends. */
	isOnly(pair: number): boolean {
		return (
			this.lefts.get(this.pairs.left(pair)) === 1 && this.rights.get(this.pairs.right(pair)) === 1
		);
	}
}

function increase(counts: Map<number, number>, key: number): void {
	counts.set(key, (counts.get(key) ?? 0) + 1);
}
