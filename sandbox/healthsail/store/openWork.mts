import type { ChangeRequestStore } from './changeRequests.mjs';
import type { CustomerStore } from './customers.mjs';
import type { MatchExclusion, MatchReview, MatchStore } from './matchStore.mjs';
import { isSameId, isSamePair, type Pair } from './pairs.mjs';
import type { ExternalId } from './types.mjs';

/** Whose open work goes where. A merge of customers names no external ids. */
export interface WorkMove {
	externalIds?: { from: ExternalId; to: ExternalId };
	customers?: { from: string; to: string };
	/** A review that the caller settles itself. */
	exceptReviewId?: string;
	/** Whether a change request goes with its customer. */
	takesRequest(request: { pmSystem: string; practiceId: string }): boolean;
}

export type WorkChange =
	| { kind: 'match_review'; id: string; before: MatchReview }
	| { kind: 'match_exclusion'; id: string; before: Pair }
	| { kind: 'demographic_change_request'; id: string; before: string };

/** The pair after a move. */
function moved({ externalId, customerId }: Pair, { externalIds, customers }: WorkMove): Pair {
	return {
		externalId: externalIds && isSameId(externalId, externalIds.from) ? externalIds.to : externalId,
		customerId: customers && customerId === customers.from ? customers.to : customerId,
	};
}

/** Open match reviews, match exclusions and unclosed change requests, moved at a merge and back. */
export class OpenWork {
	constructor(
		private readonly customers: CustomerStore,
		private readonly matches: MatchStore,
		private readonly requests: ChangeRequestStore,
	) {}

	/** Moves the work; call it when the links are moved. Tells what changed, for `moveBack`. */
	move(move: WorkMove): WorkChange[] {
		return [...this.moveReviews(move), ...this.moveExclusions(move), ...this.moveRequests(move)];
	}

	/** Puts back what is still as the move left it. A review that was decided since stays. */
	moveBack(changes: readonly WorkChange[]): void {
		for (const change of [...changes].reverse()) {
			if (change.kind === 'match_review') this.reviewBack(change.before);
			else if (change.kind === 'match_exclusion') {
				const exclusion = this.matches.exclusions.find(change.id);
				if (exclusion) this.matches.moveExclusionBack(exclusion, change.before);
			} else {
				const request = this.requests.collection.get(change.id);
				this.requests.collection.replace({ ...request, customerId: change.before });
			}
		}
	}

	private moveReviews(move: WorkMove): WorkChange[] {
		const { externalIds, customers } = move;
		const touched = new Set([
			...(externalIds ? this.matches.reviewsOf(externalIds.from) : []),
			...(customers ? this.matches.reviewsOfCustomer(customers.from) : []),
			...(externalIds ? this.matches.reviewsOf(externalIds.to) : []),
		]);
		const changes: WorkChange[] = [];
		for (const review of touched) {
			if (review.state !== 'open' || review.id === move.exceptReviewId) continue;
			const next = this.reviewAfter(review, move);
			if (next === review) continue;
			this.matches.replaceReview(next);
			changes.push({ kind: 'match_review', id: review.id, before: review });
		}
		return changes;
	}

	/** The review after the move: with its new pair, or cancelled when its question is answered. */
	private reviewAfter(review: MatchReview, move: WorkMove): MatchReview {
		const cancelled: MatchReview = { ...review, state: 'cancelled' };
		const pair = moved(review.pair, move);
		if (review.kind === 'vanished') {
			// The merge tells why the practice no longer lists this patient.
			const isMerged = move.externalIds && isSameId(review.pair.externalId, move.externalIds.from);
			return isMerged ? cancelled : review;
		}
		if (this.isOwnLink(pair)) return cancelled;
		if (isSamePair(pair, review.pair)) return review;
		if (this.matches.openReview(pair, review.kind)) return cancelled;
		if (isSameId(pair.externalId, review.pair.externalId)) return { ...review, pair };
		// The details are those of the chart that is gone.
		const { patient: _patient, ...rest } = review;
		return { ...rest, pair };
	}

	private moveExclusions(move: WorkMove): WorkChange[] {
		const { externalIds, customers } = move;
		const touched = new Set([
			...(externalIds ? this.matches.exclusionsOf(externalIds.from) : []),
			...(customers ? this.matches.exclusionsOfCustomer(customers.from) : []),
		]);
		const changes: WorkChange[] = [];
		for (const exclusion of touched) {
			const pair = moved(exclusion, move);
			// What would contradict a link stays where it is, for the person who looks at the merge.
			if (this.isOwnLink(pair) || this.matches.exclusion(pair)) continue;
			changes.push(exclusionChange(exclusion));
			this.matches.moveExclusion(exclusion, pair);
		}
		return changes;
	}

	private moveRequests({ customers, takesRequest }: WorkMove): WorkChange[] {
		if (!customers) return [];
		const changes: WorkChange[] = [];
		for (const request of this.requests.unclosedOf(customers.from)) {
			if (!takesRequest(request)) continue;
			changes.push({
				kind: 'demographic_change_request',
				id: request.id,
				before: customers.from,
			});
			this.requests.collection.replace({ ...request, customerId: customers.to });
		}
		return changes;
	}

	private reviewBack(before: MatchReview): void {
		const review = this.matches.reviews.get(before.id);
		if (review.state === 'decided') return;
		const taken = this.matches.openReview(before.pair, before.kind);
		if (taken && taken.id !== review.id) return;
		this.matches.replaceReview(before);
	}

	private isOwnLink({ externalId, customerId }: Pair): boolean {
		return this.customers.externalIds.ownerOf(externalId) === customerId;
	}
}

function exclusionChange({ id, externalId, customerId }: MatchExclusion): WorkChange {
	return { kind: 'match_exclusion', id, before: { externalId, customerId } };
}
