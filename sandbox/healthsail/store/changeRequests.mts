import type { SandboxClock } from '../../core/clock.mjs';
import type { EventFacts } from '../events/eventLog.mjs';
import { invalid, Problem } from '../http/problem.mjs';
import {
	isApproved,
	isBeingWritten,
	isClosed,
	isLive,
	isOpen,
	requireOpen,
	settledReview,
	type Change,
	type ChangeRequest,
} from './changeState.mjs';
import { Collection, type ChangeCount } from './collection.mjs';
import { IdSource } from './ids.mjs';
import type { Resource } from './types.mjs';

export type { ChangeRequest } from './changeState.mjs';

/** A change request as a request gives it. */
export type GivenChangeRequest = Pick<ChangeRequest, 'pmSystem' | 'practiceId' | 'direction'> & {
	customerId?: string | null;
	kind?: ChangeRequest['kind'];
	submittedAt?: string;
	changes: Array<Pick<Change, 'path' | 'from' | 'to'>>;
	[more: string]: unknown;
};

export type ChangeEvent = 'approved' | 'delivery_updated' | 'rejected' | 'requested';

/** Demographic change requests: made, superseded and cancelled. */
export class ChangeRequestStore {
	readonly collection: Collection<ChangeRequest>;

	private readonly changeIds = new IdSource('chg');

	private made = 0;

	constructor(
		private readonly clock: SandboxClock,
		changes: ChangeCount,
		private readonly emit: (facts: EventFacts) => void,
	) {
		this.collection = new Collection(clock, 'demographic change request', 'dcr', changes);
	}

	/** Requests of a customer of which something may still come, oldest first. */
	unclosedOf(customerId: string): ChangeRequest[] {
		return [...this.collection.values()].filter(
			(request) => request.customerId === customerId && !isClosed(request),
		);
	}

	/** Requests of a customer that can still be cancelled or give way to a newer one, oldest first. */
	openOf(customerId: string): ChangeRequest[] {
		return this.unclosedOf(customerId).filter(
			(request) => isOpen(request) && !isBeingWritten(request),
		);
	}

	/** Makes a request; an older one on the same path that has not landed gives way. */
	create({ customerId, ...given }: GivenChangeRequest): ChangeRequest {
		if (!customerId && given.kind !== 'new_patient') {
			throw invalid([
				{ pointer: '/customerId', code: 'required', detail: 'Kind change needs a customer.' },
			]);
		}
		if (customerId) this.supersede(customerId, given);
		this.made += 1;
		const request = this.collection.insert({
			kind: 'change',
			submittedAt: this.clock.now().toISOString(),
			...given,
			...(customerId ? { customerId } : {}),
			changes: given.changes.map((change) => ({
				id: this.changeIds.next(),
				...change,
				decision: 'pending',
			})),
			review: { state: 'pending_review' },
			delivery: { state: 'not_started', pmRefs: [], attempts: 0 },
			shortRef: `HSD${this.made.toString(36).toUpperCase().padStart(7, '0')}`,
		} as Omit<ChangeRequest, keyof Resource> as ChangeRequest);
		this.tell(request, 'requested');
		return request;
	}

	/**
	 * Cancels a request. Throws `state_invalid` when it is closed, when the practice has it, or while
	 * it is being written.
	 */
	cancel(request: ChangeRequest, comment?: string | null): ChangeRequest {
		requireOpen(request);
		if (isBeingWritten(request)) {
			throw new Problem('state_invalid', 'This change request is being written to the practice.');
		}
		return this.collection.replace({
			...request,
			review: {
				...request.review,
				state: 'cancelled',
				...(comment === undefined ? {} : { comment }),
			},
		});
	}

	/** Stores the next version of a request and tells what happened to it, if anything did. */
	save(next: ChangeRequest, event?: ChangeEvent): ChangeRequest {
		const request = this.collection.replace(next);
		if (event) this.tell(request, event);
		return request;
	}

	private supersede(customerId: string, given: GivenChangeRequest): void {
		const paths = new Set(given.changes.map(({ path }) => path));
		for (const request of this.openOf(customerId)) {
			const isSamePlace =
				request.pmSystem === given.pmSystem &&
				request.practiceId === given.practiceId &&
				request.direction === given.direction;
			if (!isSamePlace || !request.changes.some((one) => isLive(one) && paths.has(one.path)))
				continue;
			const changes = request.changes.map((one) =>
				isLive(one) && paths.has(one.path)
					? { ...one, decision: 'rejected' as const, decisionReason: 'superseded' }
					: one,
			);
			const next = { ...request, changes, ...afterLoss(request, changes) };
			// What is left may be decided already: its delivery waited for the change that went.
			this.save(next, isApproved(next) && !isApproved(request) ? 'approved' : undefined);
		}
	}

	private tell({ id, version, pmSystem }: ChangeRequest, event: ChangeEvent): void {
		this.emit({
			type: `demographic_change.${event}`,
			object: 'demographic_change_request',
			id,
			version,
			collection: 'demographic-change-requests',
			pmSystems: [pmSystem],
		});
	}
}

/** What becomes of a request that lost changes: cancelled when none is left. */
function afterLoss({ review }: ChangeRequest, changes: readonly Change[]) {
	if (!changes.some(isLive)) {
		return { review: { ...review, state: 'cancelled' }, closedAs: 'superseded' as const };
	}
	const state = settledReview(changes);
	return state ? { review: { ...review, state } } : {};
}
