import { openReviews, rejectionReasons, valueShown } from '../../lib/inbox/changeRows';
import { maySee } from '../../lib/inbox/reviewers';
import type { Notice } from '../../lib/inbox/page/frame';
import { count, momentText } from '../../lib/inbox/when';
import { audited } from '../common/healthsail/audit';
import {
	decideChangeRequest,
	getChangeRequest,
	type ChangeDecision,
	type StoredChangeRequest,
} from '../common/healthsail/changeRequests';
import type { DecisionItem, Inbox } from './inbox';
import { readCustomers } from './load/customers';
import { subjectOf } from './load/page';
import type { Session } from './session';

/** What became of a decision: taken, or refused with what stands now. */
export interface Ruling<Row> {
	readonly notice: Notice;
	/** Absent = nothing was decided. */
	readonly item?: DecisionItem;
	/** The row as it is now, to be looked at again. */
	readonly row?: Row;
}

/**
 * Takes the decisions of a posted form on one request, in the version that the page showed. The
 * practice's value that was shown goes with each of them.
 *
 * @throws SafeError `conflict` when somebody else was faster between the read and the write
 */
export async function decideChange(
	inbox: Inbox,
	{ reviewer, method }: Session,
	{ id, version }: { readonly id: string; readonly version: number },
): Promise<Ruling<StoredChangeRequest>> {
	const { client, request: posted, flow } = inbox;
	const request = await getChangeRequest(client, id);
	if (!maySee(reviewer, request)) return { notice: notYours };
	if (request.version !== version || !isOpen(request)) {
		return { notice: movedOn(inbox, request), row: request };
	}
	if (await isMerged(inbox, request)) return { notice: merged, row: request };
	if (isContradictory(request, posted.form)) return { notice: contradictory, row: request };
	const decisions = decisionsOf(request, posted.form);
	if (decisions.length === 0) return { notice: nothingChosen, row: request };
	const { customerId } = request;
	const subject = customerId
		? subjectOf(client, 'customer', customerId)
		: subjectOf(client, 'change', id);
	const decided = await audited(
		client,
		[
			{
				action: 'decide',
				subjects: [subject],
				fields: [...new Set(decisions.map(({ changeId }) => pathOf(request, changeId)))],
				purpose: 'HOPERAT',
				flow,
				workflowStep: 'inbox.change.decide',
				approvedBy: reviewer.id,
				...(customerId && { customerId }),
			},
		],
		async () =>
			await decideChangeRequest(client, request, {
				decisions,
				reviewer: { id: reviewer.id, name: reviewer.name, method },
			}),
	);
	const of = (word: string) => decisions.filter(({ decision }) => decision === word).length;
	const pending = decided.changes.filter(({ decision }) => decision === 'pending').length;
	return {
		notice: { tone: 'done', text: doneText(of('approved'), of('rejected'), pending) },
		item: {
			kind: request.kind === 'new_patient' ? 'newPatient' : 'change',
			requestId: id,
			system: request.pmSystem,
			practiceId: request.practiceId,
			state: decided.review.state,
			approved: of('approved'),
			rejected: of('rejected'),
			pending,
			reviewerId: reviewer.id,
			at: new Date(inbox.now).toISOString(),
		},
	};
}

/** One button for all of them, and the opposite chosen for one: nobody knows what was meant. */
function isContradictory(
	{ changes }: StoredChangeRequest,
	form: ReadonlyMap<string, string>,
): boolean {
	const how = form.get('how');
	const opposite = how === 'approveAll' ? 'rejected' : how === 'rejectAll' ? 'approved' : undefined;
	return changes.some(
		({ id, decision }) =>
			opposite !== undefined && decision === 'pending' && form.get(`d.${id}`) === opposite,
	);
}

function decisionsOf(
	{ changes }: StoredChangeRequest,
	form: ReadonlyMap<string, string>,
): ChangeDecision[] {
	const how = form.get('how');
	const all = how === 'approveAll' ? 'approved' : how === 'rejectAll' ? 'rejected' : undefined;
	return changes
		.filter(({ decision }) => decision === 'pending')
		.flatMap((change): ChangeDecision[] => {
			const decision = all ?? form.get(`d.${change.id}`);
			if (decision !== 'approved' && decision !== 'rejected') return [];
			const reason = form.get(`r.${change.id}`) ?? '';
			const isTold = decision === 'rejected' && Object.hasOwn(rejectionReasons, reason);
			return [
				{
					changeId: change.id,
					decision,
					valueSeen: valueShown(change),
					...(isTold && { reason }),
				},
			];
		});
}

/** Names of members only: ids of telephones and addresses are left out. */
function pathOf({ changes }: StoredChangeRequest, changeId: string): string {
	const path = changes.find(({ id }) => id === changeId)?.path ?? '';
	return path
		.split('/')
		.filter((part) => /^[a-z][A-Za-z]{0,39}$/.test(part) && part !== 'new')
		.join('/');
}

async function isMerged({ client }: Inbox, { customerId }: StoredChangeRequest): Promise<boolean> {
	if (!customerId) return false;
	const customers = await readCustomers(client, [customerId]);
	return customers.get(customerId)?.status === 'merged';
}

const isOpen = ({ review, closedAs }: StoredChangeRequest) =>
	openReviews.has(review.state) && !closedAs;

/** Says what happened to a request while a page with it lay open. */
export function movedOn(
	{ zone }: Inbox,
	{ review, closedAs, changes }: StoredChangeRequest,
): Notice {
	const tone = 'look';
	if (closedAs === 'superseded') {
		return { tone, text: 'A newer request took the place of this one. Nothing was decided.' };
	}
	if (review.state === 'cancelled') {
		return { tone, text: 'The patient withdrew this request. Nothing was decided.' };
	}
	const isDecided = changes.some(({ decision }) => decision !== 'pending');
	if (review.reviewer && isDecided) {
		const { name } = review.reviewer;
		const when = review.reviewedAt ? ` on ${momentText(review.reviewedAt, zone)}` : '';
		const what = openReviews.has(review.state) ? 'decided a part of this' : 'decided this';
		return {
			tone,
			text: `${name} ${what}${when}. Your decision was not taken; below is how it stands now.`,
		};
	}
	return {
		tone,
		text: 'This request changed after your page was made. Your decision was not taken. Look at the values below and decide again.',
	};
}

function doneText(approved: number, rejected: number, pending: number): string {
	const parts = [
		approved > 0 && `${count(approved, 'field')} approved`,
		rejected > 0 && `${count(rejected, 'field')} rejected`,
	].filter(Boolean);
	const rest = pending > 0 ? ` ${count(pending, 'field')} still to be decided.` : '';
	return `Saved: ${parts.join(', ')}.${rest}`;
}

const nothingChosen: Notice = {
	tone: 'look',
	text: 'Nothing was chosen. Choose Approve or Reject for at least one field, then save.',
};

const contradictory: Notice = {
	tone: 'look',
	text: 'You chose otherwise for a field than the button says. Nothing was decided. Choose again, then use Save decisions.',
};

const merged: Notice = {
	tone: 'look',
	text: 'The customer was merged into another one meanwhile. Nothing was decided; have the patient ask again under the remaining customer.',
};

/** The token is ours, but the list of the reviewer's practices was changed since. */
export const notYours: Notice = {
	tone: 'stop',
	text: 'This belongs to a practice that you may not see. Nothing was decided.',
};
