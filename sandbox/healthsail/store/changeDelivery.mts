import type { SandboxClock } from '../../core/clock.mjs';
import { Problem } from '../http/problem.mjs';
import type { ChangeRequestStore } from './changeRequests.mjs';
import {
	byChange,
	isApproved,
	isClosed,
	type Change,
	type ChangeRequest,
	type Delivery,
} from './changeState.mjs';
import { isEqual } from './equal.mjs';

/** How a request reached the practice, as a flow tells it: null clears, absent keeps. */
export interface GivenDelivery extends Partial<Delivery> {
	outcomes?: Array<{ changeId: string; outcome: string; code?: string | null }>;
	closedAs?: 'accepted' | 'superseded' | 'unanswered';
}

/** The way of demographic change requests to the practice. */
export class ChangeDelivery {
	constructor(
		private readonly clock: SandboxClock,
		private readonly requests: ChangeRequestStore,
	) {}

	/** Records a delivery. Throws `state_invalid` and `validation_failed`. */
	record(request: ChangeRequest, patch: GivenDelivery): ChangeRequest {
		const { outcomes = [], closedAs, ...given } = patch;
		requireUnclosed(request, patch);
		const told = byChange(request, outcomes, 'outcomes');
		const delivery = this.stamped({ ...request.delivery, ...given });
		if (isMoved(given) && delivery.channel === 'direct_write' && !isApproved(request)) {
			throw new Problem('state_invalid', 'Only what staff approved is written to the practice.');
		}
		const next: ChangeRequest = {
			...request,
			changes: request.changes.map((change) => withOutcome(change, told.get(change.id))),
			delivery,
			...(closedAs === undefined ? {} : { closedAs }),
		};
		return isEqual(next, request) ? request : this.requests.save(next, 'delivery_updated');
	}

	private stamped(delivery: Delivery): Delivery {
		const now = () => this.clock.now().toISOString();
		const { state, landedAt, confirmedAt } = delivery;
		return {
			...delivery,
			...(state === 'landed' && !landedAt ? { landedAt: now() } : {}),
			...(state === 'confirmed' && !confirmedAt ? { confirmedAt: now() } : {}),
		};
	}
}

function requireUnclosed(request: ChangeRequest, patch: GivenDelivery): void {
	const isOnlyClosing = Object.keys(patch).every((name) => name === 'closedAs');
	const isRejected = request.review.state === 'rejected' && !request.closedAs;
	if (isClosed(request) && !(isRejected && isOnlyClosing)) {
		throw new Problem('state_invalid', 'This change request is closed.');
	}
}

const isMoved = ({ state, channel }: Partial<Delivery>) =>
	state !== undefined || channel !== undefined;

function withOutcome(
	change: Change,
	told: { outcome: string; code?: string | null } | undefined,
): Change {
	if (!told) return change;
	if (change.decision === 'rejected') {
		throw new Problem('state_invalid', 'One of the changes is rejected and has no outcome.');
	}
	const { outcomeCode: _before, ...rest } = change;
	const { outcome, code } = told;
	return { ...rest, outcome, ...(code === undefined ? {} : { outcomeCode: code }) };
}
