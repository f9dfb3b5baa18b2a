import type { SandboxClock } from '../../core/clock.mjs';
import { Problem } from '../http/problem.mjs';
import type { ChangeEvent, ChangeRequestStore } from './changeRequests.mjs';
import {
	byChange,
	isClosed,
	requireOpen,
	settledReview,
	type Change,
	type ChangeRequest,
	type Reviewer,
} from './changeState.mjs';
import { isEqual } from './equal.mjs';

interface Decision {
	changeId: string;
	decision: 'approved' | 'rejected';
	reason?: string | null;
	valueSeen?: unknown;
}

/** What staff decided about changes of a request. */
export interface GivenDecisions {
	decisions: Decision[];
	reviewer: Reviewer;
}

/** What the practice has now. `readAt` is RFC 3339. */
export interface GivenComparison {
	readAt: string;
	pmContentHash?: string;
	changes: Array<{ changeId: string; value: unknown; verdict: string; isConflict?: boolean }>;
}

/** Changes that are to be decided again. */
export interface GivenReopen {
	changeIds: string[];
	comment?: string | null;
}

const eventOf: Partial<Record<string, ChangeEvent>> = {
	approved: 'approved',
	partially_approved: 'approved',
	rejected: 'rejected',
};

/** What people decide about demographic change requests, and what they look at when they do. */
export class ChangeDecisions {
	constructor(
		private readonly clock: SandboxClock,
		private readonly requests: ChangeRequestStore,
	) {}

	/** Decides pending changes. Throws `state_invalid` and `validation_failed`. */
	decide(request: ChangeRequest, { decisions, reviewer }: GivenDecisions): ChangeRequest {
		requireOpen(request);
		const decided = byChange(request, decisions, 'decisions');
		const reviewedAt = this.clock.now().toISOString();
		const changes = request.changes.map((change): Change => {
			const given = decided.get(change.id);
			if (!given) return change;
			if (change.decision !== 'pending') {
				throw new Problem('state_invalid', 'One of the changes is decided already.');
			}
			const { decision, reason, valueSeen } = given;
			return {
				...change,
				decision,
				...(reason === undefined ? {} : { decisionReason: reason }),
				...(valueSeen === undefined ? {} : { valueSeen }),
				decidedBy: reviewer,
				decidedAt: reviewedAt,
			};
		});
		const state = settledReview(changes) ?? 'in_review';
		const review = {
			...request.review,
			...{ state, reviewerId: reviewer.id, reviewer, reviewedAt },
		};
		return this.requests.save({ ...request, changes, review }, eventOf[state]);
	}

	/**
	 * Keeps what the practice has now beside each change. What tells nothing new keeps the version,
	 * so that nobody's decision becomes stale by it. Throws `state_invalid` and `validation_failed`.
	 */
	compare(request: ChangeRequest, given: GivenComparison): ChangeRequest {
		if (isClosed(request)) throw new Problem('state_invalid', 'This change request is closed.');
		const { readAt, pmContentHash } = given;
		const compared = byChange(request, given.changes, 'changes');
		let isNews = false;
		const changes = request.changes.map((change): Change => {
			const found = compared.get(change.id);
			if (!found || isOlder(readAt, change.current?.readAt)) return change;
			const { changeId: _id, ...told } = found;
			const { readAt: _at, ...before } = change.current ?? { readAt };
			isNews ||= !isEqual(before, told);
			return { ...change, current: { readAt, ...told } };
		});
		const basis = pmContentHash === undefined ? {} : { basis: { ...request.basis, pmContentHash } };
		const next = { ...request, changes, ...basis };
		return isNews ? this.requests.save(next) : this.requests.collection.touch(next);
	}

	/** Has approved changes decided again. Throws `state_invalid` and `validation_failed`. */
	reopen(request: ChangeRequest, { changeIds, comment }: GivenReopen): ChangeRequest {
		requireOpen(request);
		const named = changeIds.map((changeId) => ({ changeId }));
		const reopened = byChange(request, named, 'changeIds');
		const { channel: _c, lastErrorCode: _l, ...delivery } = request.delivery;
		return this.requests.save({
			...request,
			changes: request.changes.map((change) => (reopened.has(change.id) ? again(change) : change)),
			review: {
				...request.review,
				state: 'in_review',
				...(comment === undefined ? {} : { comment }),
			},
			delivery: { ...delivery, state: 'not_started' },
		});
	}
}

/** The change as it was before it was decided. */
function again({ id, path, from, to, decision, current }: Change): Change {
	if (decision !== 'approved') {
		throw new Problem('state_invalid', 'One of the changes is not approved.');
	}
	return { id, path, from, to, decision: 'pending', ...(current ? { current } : {}) };
}

const isOlder = (readAt: string, known: string | undefined) =>
	known !== undefined && Date.parse(readAt) < Date.parse(known);
