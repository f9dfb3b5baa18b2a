import type { Notice } from '../../lib/inbox/page/frame';
import { messagePage, signInPage } from '../../lib/inbox/page/signInPage';
import { mostFailures, lockMinutes } from '../../lib/inbox/lockout';
import type { RowKind } from '../../lib/inbox/tokens';
import { count } from '../../lib/inbox/when';
import { readView } from '../../lib/inbox/view';
import { act, wayBack } from './act';
import { reportDenied } from './denied';
import { countFailure, type Attempt, type Suspect } from './guard';
import type { Inbox, InboxAnswer } from './inbox';
import { loadPage } from './load/page';
import { closeSession, openSession, readSession, type Session } from './session';
import { addressOf, signInByPassword, signInByProxy } from './signIn';

const rowKindOf: Readonly<Record<string, RowKind | undefined>> = {
	decide: 'change',
	match: 'match',
	release: 'incident',
};

/**
 * Answers one request to the inbox. Signing in, every list and every decision are posts to the one
 * address, so that no value and no token stands in an address. Throws SafeError.
 */
export async function handle(inbox: Inbox): Promise<InboxAnswer> {
	const { access, request } = inbox;
	if (access.signIn.kind === 'proxy') return await handleBehindProxy(inbox);
	if (request.method !== 'POST') return { status: 200, page: signInPage() };
	if (request.form.get('act') === 'signIn') {
		const attempt = await signInByPassword(inbox);
		if (attempt.state !== 'passed') return await refusal(inbox, attempt);
		return await firstPage(inbox, await openSession(inbox, attempt.value));
	}
	return await handleForm(inbox, (notice) => ({ status: 401, page: signInPage(notice) }));
}

/** Behind a proxy every request says who it is; a form has to be of the same person. */
async function handleBehindProxy(inbox: Inbox): Promise<InboxAnswer> {
	const attempt = await signInByProxy(inbox);
	if (attempt.state !== 'passed') return await refusal(inbox, attempt);
	const begin = async () => await firstPage(inbox, await openSession(inbox, attempt.value));
	if (inbox.request.method !== 'POST' || !inbox.request.form.has('session')) return await begin();
	return await handleForm(
		inbox,
		(notice) => ({
			status: 401,
			page: messagePage('Signed out', notice, { label: 'Open the inbox', form: new Map() }),
		}),
		attempt.value.id,
	);
}

async function handleForm(
	inbox: Inbox,
	askAgain: (notice: Notice) => InboxAnswer,
	onlyReviewer?: string,
): Promise<InboxAnswer> {
	const { request } = inbox;
	const verdict = await readSession(inbox);
	if (verdict.state === 'forged') return await forged(inbox, undefined);
	if (verdict.state === 'ended') return askAgain(sessionOver);
	const { session } = verdict;
	if (onlyReviewer !== undefined && session.reviewer.id !== onlyReviewer) {
		return askAgain(otherPerson);
	}
	const chosen = request.form.get('act') ?? '';
	if (chosen === 'signOut') {
		await closeSession(inbox, session);
		return askAgain(signedOut);
	}
	const kind = Object.hasOwn(rowKindOf, chosen) ? rowKindOf[chosen] : undefined;
	if (kind === undefined) return await firstPage(inbox, session);
	const acted = await act(inbox, session, kind);
	return acted.state === 'answered' ? acted.answer : await forged(inbox, session);
}

async function firstPage(inbox: Inbox, session: Session): Promise<InboxAnswer> {
	return { status: 200, page: await loadPage(inbox, session, readView(inbox.request.form)) };
}

/** A token that is not ours counts as a failed attempt; the tenth ends the session as well. */
async function forged(inbox: Inbox, session: Session | undefined): Promise<InboxAnswer> {
	const suspects: Suspect[] = [
		addressOf(inbox),
		...(session ? [{ kind: 'reviewer', id: session.reviewer.id.toLowerCase() } as const] : []),
	];
	const { isLocked } = await countFailure(inbox.client, suspects, inbox.now);
	await reportDenied(inbox, 'form', { session });
	if (isLocked && session) await closeSession(inbox, session);
	if (isLocked) return locked(lockMinutes);
	return {
		status: 403,
		page: messagePage(
			'Refused',
			{
				tone: 'stop',
				text: 'This form was not made by the inbox, or was changed on its way. Nothing was decided. Open the inbox again.',
			},
			{ label: 'Open the inbox', form: wayBack(session) },
		),
	};
}

async function refusal(
	inbox: Inbox,
	attempt: Exclude<Attempt<never>, { state: 'passed' }>,
): Promise<InboxAnswer> {
	const { access, request } = inbox;
	if (attempt.state === 'locked') return locked(attempt.minutes);
	const typed =
		access.signIn.kind === 'password'
			? request.form.get('reviewer')
			: request.header(access.signIn.userHeader);
	await reportDenied(inbox, 'signIn', { typed });
	if (access.signIn.kind === 'password') return { status: 401, page: signInPage(notSignedIn) };
	return { status: 403, page: messagePage('Not signed in', notLetIn) };
}

function locked(minutes: number): InboxAnswer {
	return {
		status: 429,
		retryAfterSeconds: minutes * 60,
		page: messagePage('Locked', {
			tone: 'stop',
			text: `Sign-in is locked after ${mostFailures} failed attempts. Try again in ${count(minutes, 'minute')}.`,
		}),
	};
}

const notSignedIn: Notice = {
	tone: 'stop',
	text: 'User ID or password is not right. Please try again.',
};

const notLetIn: Notice = {
	tone: 'stop',
	text: 'You are not on the list of reviewers, or did not come through the sign-in of your practice. Ask who looks after n8n.',
};

const sessionOver: Notice = {
	tone: 'look',
	text: 'You were signed out after a time without activity. What you saved is kept. Please sign in again.',
};

const otherPerson: Notice = {
	tone: 'look',
	text: 'Somebody else signed in meanwhile. Nothing was decided. Open the inbox again.',
};

const signedOut: Notice = { tone: 'done', text: 'You are signed out.' };
