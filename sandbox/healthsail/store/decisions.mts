import type { SandboxClock } from '../../core/clock.mjs';
import { Problem } from '../http/problem.mjs';
import type { CustomerStore } from './customers.mjs';
import { mergeLinks, type GivenExternalId } from './externalIds.mjs';
import { changeLinks, linkedElsewhere, takeBack, type LinkChange } from './linkChange.mjs';
import type { MatchReview, MatchStore } from './matchStore.mjs';
import type { Merges } from './merges.mjs';
import { isSameId, type Pair } from './pairs.mjs';
import type { Customer } from './types.mjs';

export interface Decision {
	decision: 'link' | 'keep_apart';
	by: string;
	comment?: string | null;
}

/** What a decision made, so that it can be taken back. */
interface Made {
	links?: LinkChange;
	exclusionId?: string;
	mergedCustomerId?: string;
}

interface Effect {
	result: NonNullable<MatchReview['result']>;
	made: Made;
}

const MAX_REASON = 200;

/** Carries out what people decide about match reviews, and takes it back. */
export class Decisions {
	private readonly made = new Map<string, Made>();

	constructor(
		private readonly clock: SandboxClock,
		private readonly customers: CustomerStore,
		private readonly matches: MatchStore,
		private readonly merges: Merges,
	) {}

	/** Decides an open review. Throws `state_invalid`, `external_id_linked` or `pair_excluded`. */
	decide(review: MatchReview, decision: Decision): MatchReview {
		if (review.state !== 'open') {
			throw new Problem('state_invalid', 'This match review is decided or cancelled.');
		}
		const { result, made } = this.effectOf(review, decision);
		this.made.set(review.id, made);
		const at = this.clock.now().toISOString();
		return this.matches.replaceReview({ ...review, ...decision, state: 'decided', at, result });
	}

	/** Takes a decision back and opens the review again. Throws `state_invalid`. */
	reopen(review: MatchReview): MatchReview {
		const made = this.made.get(review.id);
		if (review.state !== 'decided' || !made) {
			throw new Problem('state_invalid', 'This match review is not decided.');
		}
		if (this.matches.openReview(review.pair, review.kind)) {
			throw new Problem('state_invalid', 'This pair has another open match review.');
		}
		if (made.links) takeBack(this.customers, [made.links]);
		const exclusion = made.exclusionId && this.matches.exclusions.find(made.exclusionId);
		if (exclusion) this.matches.removeExclusion(exclusion);
		if (made.mergedCustomerId) {
			this.merges.unmerge(this.customers.collection.get(made.mergedCustomerId));
		}
		this.made.delete(review.id);
		const { decision: _d, by: _b, at: _a, comment: _c, result: _r, ...rest } = review;
		return this.matches.replaceReview({ ...rest, state: 'open' });
	}

	private effectOf(review: MatchReview, decision: Decision): Effect {
		const { kind, pair } = review;
		const isYes = decision.decision === 'link';
		if (kind === 'vanished') return isYes ? { result: {}, made: {} } : this.reject(pair);
		if (kind === 'customer_merge') return isYes ? this.merge(review) : { result: {}, made: {} };
		return isYes ? this.link(pair) : this.keepApart(pair, decision);
	}

	private link(pair: Pair): Effect {
		const customer = this.unmerged(pair.customerId);
		const exclusion = this.matches.keptApartBy(pair);
		if (exclusion) throw pairExcluded(exclusion.id);
		const owner = this.customers.externalIds.ownerOf(pair.externalId);
		if (owner !== undefined && owner !== customer.id) throw linkedElsewhere(owner);
		const given: GivenExternalId = {
			...pair.externalId,
			verification: 'verified',
			matchMethod: 'manual',
		};
		const now = this.clock.now().toISOString();
		const links = mergeLinks(customer.externalIds, [given], now, 'manual');
		const externalIdKey = keyOf(links, pair);
		if (owner === customer.id) return { result: { externalIdKey }, made: {} };
		const change = changeLinks(this.customers, customer, { externalIds: links });
		return { result: { externalIdKey }, made: { links: change } };
	}

	private keepApart(pair: Pair, { by, comment }: Decision): Effect {
		const rejected = this.reject(pair);
		const known = this.matches.keptApartBy(pair);
		const exclusion =
			known ?? this.matches.exclude(pair, by, comment?.slice(0, MAX_REASON) ?? undefined);
		return {
			result: { ...rejected.result, matchExclusionId: exclusion.id },
			made: { ...rejected.made, ...(known ? {} : { exclusionId: exclusion.id }) },
		};
	}

	/** Turns a verified link of the pair to `rejected`. */
	private reject(pair: Pair): Effect {
		if (this.customers.externalIds.ownerOf(pair.externalId) !== pair.customerId) {
			return { result: {}, made: {} };
		}
		const customer = this.customers.collection.get(pair.customerId);
		const links = changeLinks(this.customers, customer, {
			externalIds: customer.externalIds.map((link) =>
				isSameId(link, pair.externalId) ? { ...link, verification: 'rejected' } : link,
			),
		});
		return {
			result: { externalIdKey: keyOf(customer.externalIds, pair) },
			made: { links },
		};
	}

	/** Merges the pair's customer into the one that holds the external id. */
	private merge({ id, pair }: MatchReview): Effect {
		const owner = this.customers.externalIds.ownerOf(pair.externalId);
		if (owner === undefined || owner === pair.customerId) {
			throw new Problem('state_invalid', 'The external id is not linked to another customer.');
		}
		const customer = this.unmerged(pair.customerId);
		this.merges.merge(customer, this.unmerged(owner), id);
		return { result: { mergedIntoId: owner }, made: { mergedCustomerId: customer.id } };
	}

	private unmerged(customerId: string): Customer {
		const customer = this.customers.collection.get(customerId);
		if (customer.status === 'merged') {
			throw new Problem('state_invalid', 'The customer was merged into another one.');
		}
		return customer;
	}
}

/** A refusal: a match exclusion keeps the pair apart. */
export function pairExcluded(exclusionId: string): Problem {
	return new Problem('pair_excluded', 'A match exclusion keeps this pair apart.', {
		existingId: exclusionId,
	});
}

const keyOf = (links: Customer['externalIds'], pair: Pair) =>
	links.find((link) => isSameId(link, pair.externalId))?.key ?? '';
