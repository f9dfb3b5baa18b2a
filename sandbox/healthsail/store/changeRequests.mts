import type { SandboxClock } from '../../core/clock.mjs';
import type { EventFacts } from '../events/eventLog.mjs';
import { invalid, Problem } from '../http/problem.mjs';
import { Collection, type ChangeCount } from './collection.mjs';
import { IdSource } from './ids.mjs';
import type { Resource } from './types.mjs';

interface Change {
	id: string;
	path: string;
	from: unknown;
	to: unknown;
	decision: 'pending' | 'approved' | 'rejected';
	decisionReason?: string | null;
}

export interface ChangeRequest extends Resource {
	customerId?: string;
	kind: 'change' | 'new_patient';
	pmSystem: string;
	practiceId: string;
	direction: string;
	changes: Change[];
	review: { state: string; comment?: string | null };
	delivery: { state: string; pmRefs: unknown[]; attempts: number };
	shortRef: string;
	closedAs?: 'accepted' | 'superseded' | 'unanswered' | null;
	[more: string]: unknown;
}

/** A change request as a request gives it. */
export type GivenChangeRequest = Pick<ChangeRequest, 'pmSystem' | 'practiceId' | 'direction'> & {
	customerId?: string | null;
	kind?: ChangeRequest['kind'];
	submittedAt?: string;
	changes: Array<Pick<Change, 'path' | 'from' | 'to'>>;
	[more: string]: unknown;
};

const openReviews = new Set(['pending_review', 'in_review', 'approved', 'partially_approved']);
/** The practice has nothing of it yet. `outcome_unknown` may have reached it. */
const notLanded = new Set(['not_started', 'queued', 'failed', 'not_supported']);

/** Whether a request can still be cancelled. */
function isOpen({ review, delivery, closedAs }: ChangeRequest): boolean {
	return !closedAs && openReviews.has(review.state) && notLanded.has(delivery.state);
}

/** Demographic change requests: made, superseded and cancelled. Decisions are not made here. */
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

	/** Requests of a customer that can still be cancelled, oldest first. */
	openOf(customerId: string): ChangeRequest[] {
		return [...this.collection.values()].filter(
			(request) => request.customerId === customerId && isOpen(request),
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
		this.emit({
			type: 'demographic_change.requested',
			object: 'demographic_change_request',
			id: request.id,
			version: request.version,
			collection: 'demographic-change-requests',
			pmSystems: [request.pmSystem],
		});
		return request;
	}

	/** Cancels a request. Throws `state_invalid` when it is closed or the practice has it. */
	cancel(request: ChangeRequest, comment?: string | null): ChangeRequest {
		if (!isOpen(request)) {
			throw new Problem('state_invalid', 'This change request is closed or has landed.');
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
			this.collection.replace({ ...request, changes, ...closedIfEmpty(request, changes) });
		}
	}
}

/** What becomes of a request that lost changes: cancelled when none is left. */
function closedIfEmpty({ review }: ChangeRequest, changes: readonly Change[]) {
	if (!changes.some(isLive)) {
		return { review: { ...review, state: 'cancelled' }, closedAs: 'superseded' as const };
	}
	return review.state === 'approved' ? { review: { ...review, state: 'partially_approved' } } : {};
}

const isLive = ({ decision }: Change) => decision !== 'rejected';
