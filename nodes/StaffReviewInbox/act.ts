import type { Notice } from '../../lib/inbox/page/frame';
import { messagePage } from '../../lib/inbox/page/signInPage';
import { maySee } from '../../lib/inbox/reviewers';
import type { RowKind, RowToken } from '../../lib/inbox/tokens';
import { readView } from '../../lib/inbox/view';
import { getChangeRequest } from '../common/healthsail/changeRequests';
import { outcomeOf } from '../common/outcome';
import { toDetails } from '../common/toNodeError';
import { decideChange, movedOn, notYours, type Ruling } from './decideChange';
import { decideMatch, matchMovedOn } from './decideMatch';
import type { Inbox, InboxAnswer } from './inbox';
import { changeCards, incidentCards, matchCards, type Card } from './load/cards';
import { getMatchReview } from './load/matchReviews';
import { loadPage } from './load/page';
import { findIncident, incidentMovedOn, release } from './release';
import { readRowToken, useOnce } from './rowToken';
import type { Session } from './session';

/** A ruling with its row made into a card. */
type Judged = Omit<Ruling<never>, 'row'> & { readonly card?: Card };

/** What differs between the three kinds of rows that can be decided. */
interface Decider {
	/** Takes the decision of the posted form. */
	readonly decide: (inbox: Inbox, session: Session, token: RowToken) => Promise<Judged>;
	/** Tells how the row stands now, without deciding anything. */
	readonly look: (inbox: Inbox, session: Session, id: string) => Promise<Judged>;
}

function decider<Row>(parts: {
	readonly decide: (inbox: Inbox, session: Session, token: RowToken) => Promise<Ruling<Row>>;
	readonly read: (inbox: Inbox, id: string) => Promise<Row>;
	readonly movedOn: (inbox: Inbox, row: Row) => Notice;
	readonly placeOf: (row: Row) => Parameters<typeof maySee>[1];
	readonly cards: (inbox: Inbox, rows: readonly Row[]) => Promise<Card[]>;
}): Decider {
	const judged = async (inbox: Inbox, { row, ...rest }: Ruling<Row>): Promise<Judged> => {
		const [card] = row === undefined ? [] : await parts.cards(inbox, [row]);
		return { ...rest, ...(card && { card }) };
	};
	return {
		decide: async (inbox, session, token) =>
			await judged(inbox, await parts.decide(inbox, session, token)),
		look: async (inbox, { reviewer }, id) => {
			const row = await parts.read(inbox, id);
			// The token is ours, but the list of the reviewer's practices may have changed since.
			if (!maySee(reviewer, parts.placeOf(row))) return { notice: notYours };
			return await judged(inbox, { notice: parts.movedOn(inbox, row), row });
		},
	};
}

const deciders: Readonly<Record<RowKind, Decider>> = {
	change: decider({
		decide: decideChange,
		read: async ({ client }, id) => await getChangeRequest(client, id),
		movedOn,
		placeOf: (request) => request,
		cards: changeCards,
	}),
	match: decider({
		decide: decideMatch,
		read: async ({ client }, id) => await getMatchReview(client, id),
		movedOn: matchMovedOn,
		placeOf: ({ pair: { externalId } }) => ({
			pmSystem: externalId.system,
			practiceId: externalId.practiceId,
		}),
		cards: matchCards,
	}),
	incident: decider({
		decide: release,
		read: findIncident,
		movedOn: incidentMovedOn,
		placeOf: (incident) => incident,
		cards: incidentCards,
	}),
};

export type Acted =
	| { readonly state: 'answered'; readonly answer: InboxAnswer }
	| { readonly state: 'forged' };

/**
 * Carries out a posted decision: judges the token of the row, uses it once, decides, and shows the
 * list again. A token that is not ours is left to the caller. Throws SafeError.
 */
export async function act(inbox: Inbox, session: Session, kind: RowKind): Promise<Acted> {
	const verdict = readRowToken(inbox, session, kind);
	const answer = async (status: number, judged: Judged): Promise<Acted> => ({
		state: 'answered',
		answer: await show(inbox, session, status, judged),
	});
	switch (verdict.state) {
		case 'forged':
			return { state: 'forged' };
		case 'foreign':
			return await answer(403, { notice: foreign });
		case 'expired':
			return await answer(409, await lookAgain(inbox, session, kind, verdict.token, tooOld));
		case 'valid': {
			const { status, judged } = await decideOnce(inbox, session, kind, verdict.token);
			return await answer(status, judged);
		}
	}
}

async function decideOnce(
	inbox: Inbox,
	session: Session,
	kind: RowKind,
	token: RowToken,
): Promise<{ status: number; judged: Judged }> {
	const outcome = await outcomeOf(
		async () =>
			await useOnce(inbox, token, async () => await deciders[kind].decide(inbox, session, token)),
	);
	if (!outcome.ok) {
		if (!isOvertaken(outcome.error)) throw outcome.error;
		return { status: 409, judged: await lookAgain(inbox, session, kind, token) };
	}
	if (outcome.value.state === 'replayed') {
		return { status: 409, judged: await lookAgain(inbox, session, kind, token, replayed) };
	}
	const judged = outcome.value.value;
	return { status: judged.item === undefined ? 409 : 200, judged };
}

/** Somebody decided, or the row went away, between our read and our write. */
function isOvertaken(error: unknown): boolean {
	const { kind } = toDetails(error);
	return kind === 'conflict' || kind === 'notFound';
}

/**
 * How the row stands now, with what is said of it; of one that HealthSail or the person's practices do
 * not show, a sentence alone.
 */
async function lookAgain(
	inbox: Inbox,
	session: Session,
	kind: RowKind,
	{ id }: RowToken,
	notice?: Notice,
): Promise<Judged> {
	const outcome = await outcomeOf(async () => await deciders[kind].look(inbox, session, id));
	if (outcome.ok) {
		return outcome.value.card && notice ? { ...outcome.value, notice } : outcome.value;
	}
	if (toDetails(outcome.error).kind === 'notFound') return { notice: gone };
	throw outcome.error;
}

async function show(
	inbox: Inbox,
	session: Session,
	status: number,
	{ notice, item, card }: Judged,
): Promise<InboxAnswer> {
	const shown = async () =>
		await loadPage(inbox, session, readView(inbox.request.form), {
			notice,
			...(card && { focus: card }),
		});
	const page = await outcomeOf(shown);
	if (page.ok) return { status, page: page.value, ...(item && { item }) };
	// The decision stands, and the workflow has to hear of it, even if the list cannot be shown.
	if (item !== undefined) return { status, page: savedPage(session, notice), item };
	throw page.error;
}

/** The form that leads from a page of one sentence to the list, or to the sign-in. */
export function wayBack(session: Session | undefined): ReadonlyMap<string, string> {
	return new Map([['act', 'view'], ...(session ? ([['session', session.token]] as const) : [])]);
}

/** Where the list cannot be shown after a decision: the way back to it. */
function savedPage(session: Session, notice: Notice): string {
	return messagePage(
		'Saved',
		{ ...notice, text: `${notice.text} The list cannot be shown at the moment.` },
		{ label: 'Back to the inbox', form: wayBack(session) },
	);
}

const foreign: Notice = {
	tone: 'stop',
	text: 'This form was made for another person or another sign-in. Nothing was decided. Choose again in the list below.',
};

const tooOld: Notice = {
	tone: 'look',
	text: 'Your page was open for more than an hour. Nothing was decided. Look at the values below and decide again.',
};

const replayed: Notice = {
	tone: 'look',
	text: 'This form was sent before, and counts once. Below is how it stands now.',
};

const gone: Notice = {
	tone: 'look',
	text: 'HealthSail no longer shows this. Nothing was decided.',
};
