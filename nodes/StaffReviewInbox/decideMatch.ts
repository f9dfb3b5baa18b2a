import { matchChoices } from '../../lib/inbox/matchRows';
import { maySee } from '../../lib/inbox/reviewers';
import { momentText } from '../../lib/inbox/when';
import { audited } from '../common/healthsail/audit';
import { reviewReports, type MatchDecision } from '../common/healthsail/matchReviews';
import { notYours, type Ruling } from './decideChange';
import type { Inbox } from './inbox';
import { decideMatchReview, getMatchReview, type StoredMatchReview } from './load/matchReviews';
import type { Session } from './session';

/**
 * Takes a decision on a pair of records in the version that the page showed.
 *
 * @throws SafeError `conflict` when somebody else was faster between the read and the write
 */
export async function decideMatch(
	inbox: Inbox,
	{ reviewer }: Session,
	{ id, version }: { readonly id: string; readonly version: number },
): Promise<Ruling<StoredMatchReview>> {
	const { client, context, request, now } = inbox;
	const review = await getMatchReview(client, id);
	const { system, practiceId } = review.pair.externalId;
	if (!maySee(reviewer, { pmSystem: system, practiceId })) return { notice: notYours };
	if (review.version !== version || review.state !== 'open') {
		return { notice: matchMovedOn(inbox, review), row: review };
	}
	const decision = decisionOf(request.form.get('decision'));
	if (decision === undefined) {
		const text = 'Nothing was chosen. Choose whether the two records are one person.';
		return { notice: { tone: 'look', text }, row: review };
	}
	const by = reviewer.id;
	const step = 'inbox.match.decide';
	await audited(
		client,
		reviewReports(context, client, review, { decision, by, step }),
		async () => await decideMatchReview(client, review, { decision, by }),
	);
	return {
		notice: { tone: 'done', text: `Saved: “${matchChoices[review.kind][decision]}”.` },
		item: {
			kind: 'matchReview',
			matchReviewId: id,
			system,
			practiceId,
			decision,
			reviewerId: reviewer.id,
			at: new Date(now).toISOString(),
		},
	};
}

/** Says what happened to a match review while a page with it lay open. */
export function matchMovedOn(
	{ zone, nameOf }: Inbox,
	review: StoredMatchReview,
): Ruling<never>['notice'] {
	const { state, by, at } = review;
	if (state === 'cancelled') {
		return {
			tone: 'look',
			text: 'This match review was withdrawn meanwhile. Nothing was decided.',
		};
	}
	const when = at ? ` on ${momentText(at, zone)}` : '';
	return {
		tone: 'look',
		text:
			state === 'decided'
				? `${nameOf(by)} decided this${when}. Your decision was not taken; below is how it stands now.`
				: 'This match review changed after your page was made. Your decision was not taken. Look at it below and decide again.',
	};
}

function decisionOf(text: string | undefined): MatchDecision | undefined {
	return text === 'link' || text === 'keep_apart' ? text : undefined;
}
