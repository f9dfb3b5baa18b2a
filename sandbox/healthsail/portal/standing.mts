import { isBeingWritten, isOpen, type Change, type ChangeRequest } from '../store/changeState.mjs';

export interface Standing {
	text: string;
	tone: 'wait' | 'good' | 'bad';
}

/** How one change of a request stands, in the words of the patient. */
export function standingOf(request: ChangeRequest, change: Change): Standing {
	const { review, closedAs } = request;
	if (change.decision === 'rejected') return rejected(change);
	if (review.state === 'cancelled') return { text: 'withdrawn', tone: 'bad' };
	if (change.decision === 'pending') {
		if (closedAs === 'accepted') return { text: 'already in your practice’s record', tone: 'good' };
		if (closedAs || review.state === 'expired') {
			return { text: 'not answered; please call your practice', tone: 'bad' };
		}
		return { text: 'waits for your practice', tone: 'wait' };
	}
	return approved(request, change);
}

function rejected(change: Change): Standing {
	if (change.decisionReason === 'superseded') {
		return { text: 'replaced by a later request', tone: 'bad' };
	}
	return change.decidedBy?.method === 'policy'
		? { text: 'not taken over: your practice has a later value', tone: 'bad' }
		: { text: 'declined by your practice', tone: 'bad' };
}

function approved({ closedAs, delivery }: ChangeRequest, change: Change): Standing {
	const { outcome } = change;
	if (outcome === 'applied' || (closedAs === 'accepted' && outcome !== 'refused')) {
		return { text: 'accepted, and in your practice’s record', tone: 'good' };
	}
	if (closedAs === 'superseded') {
		return { text: 'accepted, but your practice has a later value now', tone: 'bad' };
	}
	if (closedAs === 'unanswered') {
		return { text: 'accepted, but not in the record yet; please call your practice', tone: 'bad' };
	}
	if (outcome === 'with_staff' || outcome === 'refused' || delivery.state === 'landed') {
		return { text: 'accepted; your practice’s staff enter it', tone: 'wait' };
	}
	return { text: 'accepted, on its way to your practice’s record', tone: 'wait' };
}

/** Whether the patient can still take a request back. */
export function canWithdraw(request: ChangeRequest): boolean {
	return isOpen(request) && !isBeingWritten(request);
}
