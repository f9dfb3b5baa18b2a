import { invalid, Problem } from '../http/problem.mjs';
import type { Resource } from './types.mjs';

export interface Reviewer {
	id: string;
	name: string;
	method: string;
}

export interface Change {
	id: string;
	path: string;
	from: unknown;
	to: unknown;
	decision: 'pending' | 'approved' | 'rejected';
	decisionReason?: string | null;
	decidedBy?: Reviewer | null;
	decidedAt?: string | null;
	valueSeen?: unknown;
	current?: { value: unknown; readAt: string; verdict: string; isConflict?: boolean } | null;
	outcome?: string | null;
	outcomeCode?: string | null;
}

export interface Delivery {
	state: string;
	channel?: string | null;
	pmRefs: unknown[];
	attempts: number;
	lastErrorCode?: string | null;
	landedAt?: string | null;
	confirmedAt?: string | null;
	remindedAt?: string | null;
}

export interface ChangeRequest extends Resource {
	customerId?: string;
	kind: 'change' | 'new_patient';
	pmSystem: string;
	practiceId: string;
	direction: string;
	changes: Change[];
	review: { state: string; comment?: string | null; [more: string]: unknown };
	delivery: Delivery;
	basis?: { customerVersion?: number | null; pmContentHash?: string | null } | null;
	shortRef: string;
	closedAs?: 'accepted' | 'superseded' | 'unanswered' | null;
	[more: string]: unknown;
}

const waitingReviews = new Set(['pending_review', 'in_review']);
const approvedReviews = new Set(['approved', 'partially_approved']);
/** The practice has nothing of it yet. `outcome_unknown` may have reached it. */
const notLanded = new Set(['not_started', 'queued', 'failed', 'not_supported']);

/** Whether approved changes may be written. */
export const isApproved = ({ review }: ChangeRequest): boolean => approvedReviews.has(review.state);

/** Whether nothing more can come of a request. */
export function isClosed(request: ChangeRequest): boolean {
	return Boolean(request.closedAs) || !(isApproved(request) || isWaiting(request));
}

/** Whether a request is neither closed nor in the practice. */
export function isOpen(request: ChangeRequest): boolean {
	return !isClosed(request) && notLanded.has(request.delivery.state);
}

/** Whether a flow writes it at this moment: nobody else knows whether the practice has it. */
export function isBeingWritten({ delivery }: ChangeRequest): boolean {
	return delivery.state === 'queued' && delivery.channel === 'direct_write';
}

/** Whether a change was not rejected. */
export const isLive = ({ decision }: Change): boolean => decision !== 'rejected';

/** The review state of changes that are all decided; undefined while one is pending. */
export function settledReview(
	changes: readonly Change[],
): 'approved' | 'partially_approved' | 'rejected' | undefined {
	if (changes.some(({ decision }) => decision === 'pending')) return undefined;
	if (!changes.some(isLive)) return 'rejected';
	return changes.every(isLive) ? 'approved' : 'partially_approved';
}

/**
 * What was said of each change, by its id. Throws `validation_failed` when a change is named twice
 * or is none of the request.
 */
export function byChange<T extends { changeId: string }>(
	{ changes }: ChangeRequest,
	said: readonly T[],
	list: string,
): Map<string, T> {
	const known = new Set(changes.map(({ id }) => id));
	const found = new Map<string, T>();
	said.forEach((one, index) => {
		const pointer = `/${list}/${index}/changeId`;
		if (!known.has(one.changeId)) {
			throw invalid([{ pointer, code: 'unknown', detail: 'The request has no such change.' }]);
		}
		if (found.has(one.changeId)) {
			throw invalid([{ pointer, code: 'duplicate', detail: 'The change is named twice.' }]);
		}
		found.set(one.changeId, one);
	});
	return found;
}

/** Throws `state_invalid` unless the request is open. */
export function requireOpen(request: ChangeRequest): void {
	if (!isOpen(request)) {
		throw new Problem('state_invalid', 'This change request is closed or has landed.');
	}
}

const isWaiting = ({ review }: ChangeRequest) => waitingReviews.has(review.state);
