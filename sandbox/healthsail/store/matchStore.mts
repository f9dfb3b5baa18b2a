import type { SandboxClock } from '../../core/clock.mjs';
import { Collection, type ChangeCount, type Draft } from './collection.mjs';
import { isSamePair, PairIndex, type Pair } from './pairs.mjs';
import type { ExternalId, Resource } from './types.mjs';

export type ReviewKind = 'link' | 'customer_merge' | 'vanished';

export interface MatchReview extends Resource {
	pair: Pair;
	kind: ReviewKind;
	grade: string;
	weight?: number | null;
	reasons: string[];
	state: 'open' | 'decided' | 'cancelled';
	decision?: 'link' | 'keep_apart';
	by?: string;
	at?: string;
	comment?: string | null;
	result?: { externalIdKey?: string; matchExclusionId?: string; mergedIntoId?: string };
	runId?: string | null;
	/** The patient as the practice had them when the review was opened. */
	patient?: Record<string, unknown> | null;
}

/** A match review as a request gives it. */
export type GivenReview = Pick<MatchReview, 'pair' | 'reasons'> & Partial<MatchReview>;

export interface MatchExclusion extends Resource, Pair {
	by: string;
	at: string;
	reason?: string | null;
}

/** Match reviews and match exclusions, found by external id and by customer. */
export class MatchStore {
	readonly reviews: Collection<MatchReview>;

	readonly exclusions: Collection<MatchExclusion>;

	private readonly reviewIndex = new PairIndex();

	private readonly exclusionIndex = new PairIndex();

	/** The pairs that an exclusion named before a merge moved it; they stay apart, too. */
	private readonly formerPairs = new Map<string, Pair[]>();

	private readonly formerIndex = new PairIndex();

	constructor(
		private readonly clock: SandboxClock,
		changes: ChangeCount,
	) {
		this.reviews = new Collection(clock, 'match review', 'mrv', changes);
		this.exclusions = new Collection(clock, 'match exclusion', 'mex', changes);
	}

	/** The open review of a pair. */
	openReview(pair: Pair, kind: ReviewKind): MatchReview | undefined {
		return this.reviewsOf(pair.externalId).find(
			(review) => review.state === 'open' && review.kind === kind && isSamePair(review.pair, pair),
		);
	}

	/** Reviews that name this external id. */
	reviewsOf(externalId: ExternalId): MatchReview[] {
		return this.reviewIndex.ofExternalId(externalId).map((id) => this.reviews.get(id));
	}

	/** Reviews that name this customer. */
	reviewsOfCustomer(customerId: string): MatchReview[] {
		return this.reviewIndex.ofCustomer(customerId).map((id) => this.reviews.get(id));
	}

	/** Opens a review. */
	open(given: GivenReview): MatchReview {
		const draft = { kind: 'link', grade: 'possible', ...given, state: 'open' };
		const review = this.reviews.insert(draft as Draft<MatchReview>);
		this.reviewIndex.move(review.id, undefined, review.pair);
		return review;
	}

	/** Stores the next version of a review. */
	replaceReview(next: MatchReview): MatchReview {
		this.reviewIndex.move(next.id, this.reviews.get(next.id).pair, next.pair);
		return this.reviews.replace(next);
	}

	/** Takes the details of a patient out of every review that names them. */
	forgetPatient(externalId: ExternalId): void {
		for (const { patient, ...review } of this.reviewsOf(externalId)) {
			if (patient) this.replaceReview(review);
		}
	}

	/** Exclusions that name this external id. */
	exclusionsOf(externalId: ExternalId): MatchExclusion[] {
		return this.exclusionIndex.ofExternalId(externalId).map((id) => this.exclusions.get(id));
	}

	/** Exclusions that name this customer. */
	exclusionsOfCustomer(customerId: string): MatchExclusion[] {
		return this.exclusionIndex.ofCustomer(customerId).map((id) => this.exclusions.get(id));
	}

	/** The exclusion that names exactly this pair. */
	exclusion(pair: Pair): MatchExclusion | undefined {
		return this.exclusionsOf(pair.externalId).find((one) => isSamePair(one, pair));
	}

	/** The exclusion that keeps this pair apart, now or before a merge moved it. */
	keptApartBy(pair: Pair): MatchExclusion | undefined {
		const former = this.formerIndex
			.ofExternalId(pair.externalId)
			.find((id) => this.formerPairs.get(id)?.some((one) => isSamePair(one, pair)));
		return this.exclusion(pair) ?? (former === undefined ? undefined : this.exclusions.get(former));
	}

	/** Makes an exclusion. */
	exclude(pair: Pair, by: string, reason?: string | null): MatchExclusion {
		const exclusion = this.exclusions.insert({
			...pair,
			by,
			...(reason === undefined ? {} : { reason }),
			at: this.clock.now().toISOString(),
		});
		this.exclusionIndex.move(exclusion.id, undefined, exclusion);
		return exclusion;
	}

	/** Gives an exclusion another pair; the one that it named stays apart. */
	moveExclusion(exclusion: MatchExclusion, pair: Pair): MatchExclusion {
		const { externalId, customerId } = exclusion;
		this.setFormer(exclusion.id, [...this.former(exclusion.id), { externalId, customerId }]);
		return this.setPair(exclusion, pair);
	}

	/** Gives a moved exclusion the pair back that it named before. */
	moveExclusionBack(exclusion: MatchExclusion, pair: Pair): MatchExclusion {
		const kept = this.former(exclusion.id).filter((one) => !isSamePair(one, pair));
		this.setFormer(exclusion.id, kept);
		return this.setPair(exclusion, pair);
	}

	/** Takes an exclusion out: the pair may be proposed again. */
	removeExclusion(exclusion: MatchExclusion): void {
		this.setFormer(exclusion.id, []);
		this.exclusionIndex.move(exclusion.id, exclusion, undefined);
		this.exclusions.remove(exclusion.id);
	}

	private setPair(exclusion: MatchExclusion, { externalId, customerId }: Pair): MatchExclusion {
		this.exclusionIndex.move(exclusion.id, exclusion, { externalId, customerId });
		return this.exclusions.replace({ ...exclusion, externalId, customerId });
	}

	private former(exclusionId: string): readonly Pair[] {
		return this.formerPairs.get(exclusionId) ?? [];
	}

	private setFormer(exclusionId: string, pairs: Pair[]): void {
		for (const pair of this.former(exclusionId)) {
			this.formerIndex.move(exclusionId, pair, undefined);
		}
		for (const pair of pairs) this.formerIndex.move(exclusionId, undefined, pair);
		if (pairs.length > 0) this.formerPairs.set(exclusionId, pairs);
		else this.formerPairs.delete(exclusionId);
	}
}
