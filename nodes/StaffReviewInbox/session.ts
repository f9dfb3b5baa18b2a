import { randomUUID } from 'crypto';

import type { ListedReviewer } from '../../lib/inbox/reviewers';
import { findReviewer } from '../../lib/inbox/reviewers';
import { acquireLease, releaseLease, renewLease } from '../common/healthsail/lease';
import { problemCode } from '../common/healthsail/errors';
import { outcomeOf } from '../common/outcome';
import type { Inbox } from './inbox';

/** A person who is signed in. */
export interface Session {
	readonly reviewer: ListedReviewer;
	/** How they signed in, as decisions keep it. */
	readonly method: 'password' | 'proxy';
	readonly nonce: string;
	readonly issued: number;
	/** Hidden member of the next page's forms; it ends later than the one that came. */
	readonly token: string;
}

export type SessionVerdict =
	| { readonly state: 'open'; readonly session: Session }
	| { readonly state: 'ended' }
	/** Not made by us, or by another person. */
	| { readonly state: 'forged' };

/** Longest session, however busy. */
const longestSeconds = 86_400;
const longestMs = 12 * 3_600_000;

/** Begins a session. HealthSail holds it as a lease, so that signing out ends it on every worker. */
export async function openSession(inbox: Inbox, reviewer: ListedReviewer): Promise<Session> {
	const nonce = randomUUID();
	await acquireLease(inbox.client, {
		key: sessionKey(inbox, reviewer, nonce),
		owner: nonce,
		ttlSeconds: longestSeconds,
	});
	return sessionOf(inbox, reviewer, nonce, inbox.now);
}

/** Reads the session of a posted form and prolongs it. Throws SafeError when HealthSail is not there. */
export async function readSession(inbox: Inbox): Promise<SessionVerdict> {
	const { access, request, now, client } = inbox;
	const given = request.form.get('session');
	// A form without one, such as the way back from a page of one sentence, is no attempt at anything.
	if (given === undefined) return { state: 'ended' };
	const verdict = access.tokens.session.read(given, now);
	if (verdict.state === 'forged') return { state: 'forged' };
	const { nonce, issued, reviewer: id } = verdict.token;
	const reviewer = findReviewer(access.reviewers, id);
	if (verdict.state === 'expired' || reviewer === undefined || now - issued > longestMs) {
		return { state: 'ended' };
	}
	// Without anything to change, this asks whether the session is still held.
	const held = await outcomeOf(
		async () => await renewLease(client, sessionKey(inbox, reviewer, nonce), { owner: nonce }),
	);
	if (!held.ok) {
		const code = problemCode(held.error);
		if (code === 'lease_lost' || code === 'not_found') return { state: 'ended' };
		throw held.error;
	}
	return { state: 'open', session: sessionOf(inbox, reviewer, nonce, issued) };
}

/** Ends a session; its tokens are of no use from now on. */
export async function closeSession(inbox: Inbox, { nonce, reviewer }: Session): Promise<void> {
	const key = sessionKey(inbox, reviewer, nonce);
	await releaseLease(inbox.client, key, { owner: nonce, done: true });
}

function sessionOf(
	{ access, now }: Inbox,
	reviewer: ListedReviewer,
	nonce: string,
	issued: number,
): Session {
	const token = access.tokens.session.issue({
		reviewer: reviewer.id,
		nonce,
		issued,
		expires: now + access.sessionMs,
	});
	return { reviewer, method: access.signIn.kind, nonce, issued, token };
}

/** With another password a person has other keys: their sessions from before are not found. */
const sessionKey = ({ client }: Inbox, { passwordHash = '-' }: ListedReviewer, nonce: string) =>
	`inbox-session.${client.keyedHash(`staffReviewInbox|session|${nonce}|${passwordHash}`)}`;
