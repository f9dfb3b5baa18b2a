import { bulkRows, ok, requireMatch, type Call, type Handlers } from '../http/call.mjs';
import { listPage } from '../http/paging.mjs';
import type { Collection } from '../store/collection.mjs';
import { pairExcluded, type Decision } from '../store/decisions.mjs';
import type { GivenReview, MatchExclusion, MatchReview } from '../store/matchStore.mjs';
import type { Pair } from '../store/pairs.mjs';
import type { Resource } from '../store/types.mjs';

/** One page of records that name a PM's external id and a customer. */
function listPairs<T extends Resource>(
	call: Call,
	collection: Collection<T>,
	pairOf: (item: T) => Pair,
) {
	const { pmSystem, practiceId, customerId } = call.query;
	return {
		status: 200,
		body: listPage(collection, call.query, call.tenant.world.clock.millis(), {
			handled: ['pmSystem', 'practiceId', 'customerId'],
			where: (item) => {
				const pair = pairOf(item);
				return (
					(!pmSystem || pmSystem.split(',').includes(pair.externalId.system)) &&
					(!practiceId || pair.externalId.practiceId === practiceId) &&
					(!customerId || customerId === pair.customerId)
				);
			},
		}),
	};
}

/** Opens a review, or answers the open one of the same pair and kind. */
function openReview(call: Call, given: GivenReview): { review: MatchReview; isNew: boolean } {
	const { matches, customers } = call.tenant;
	const { pair, kind = 'link' } = given;
	customers.collection.get(pair.customerId);
	const exclusion = kind === 'vanished' ? undefined : matches.keptApartBy(pair);
	if (exclusion) throw pairExcluded(exclusion.id);
	const known = matches.openReview(pair, kind);
	if (known) return { review: known, isNew: false };
	return { review: matches.open(given), isNew: true };
}

/** The review named by the path, when If-Match names its version. */
function current(call: Call): MatchReview {
	const review = call.tenant.matches.reviews.get(call.params.matchReviewId);
	requireMatch(call, review);
	return review;
}

/** Match reviews and match exclusions. */
export const matchingHandlers: Handlers = {
	listMatchReviews: (call) => listPairs(call, call.tenant.matches.reviews, ({ pair }) => pair),
	getMatchReview: (call) => ok(call.tenant.matches.reviews.get(call.params.matchReviewId)),
	createMatchReview: (call) => {
		const { review, isNew } = openReview(call, call.body as GivenReview);
		return ok(review, isNew ? 201 : 200);
	},
	bulkCreateMatchReviews: (call) => {
		const { items } = call.body as { items: GivenReview[] };
		const data = bulkRows(call, 'items', items, (item) => {
			const { review, isNew } = openReview(call, item);
			const { id, version } = review;
			return { result: isNew ? 'created' : 'unchanged', id, version };
		});
		return { status: 200, body: { data } };
	},
	decideMatchReview: (call) =>
		ok(call.tenant.decisions.decide(current(call), call.body as Decision)),
	reopenMatchReview: (call) => ok(call.tenant.decisions.reopen(current(call))),
	listMatchExclusions: (call) => listPairs(call, call.tenant.matches.exclusions, (item) => item),
	createMatchExclusion: (call) => {
		const { matches, customers } = call.tenant;
		const { externalId, customerId, by, reason } = call.body as MatchExclusion;
		customers.collection.get(customerId);
		const known = matches.exclusion({ externalId, customerId });
		if (known) return ok(known);
		return ok(matches.exclude({ externalId, customerId }, by, reason), 201);
	},
	deleteMatchExclusion: (call) => {
		const { matches } = call.tenant;
		const exclusion = matches.exclusions.get(call.params.matchExclusionId);
		requireMatch(call, exclusion);
		matches.removeExclusion(exclusion);
		return { status: 204 };
	},
};
