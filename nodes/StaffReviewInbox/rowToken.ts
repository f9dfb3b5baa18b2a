import { randomUUID } from 'crypto';

import type { RowKind, RowToken } from '../../lib/inbox/tokens';
import { SafeError } from '../../lib/privacy/errors';
import { acquireLease, releaseLease } from '../common/healthsail/lease';
import { outcomeOf } from '../common/outcome';
import type { Inbox } from './inbox';
import type { Session } from './session';

/** How long a page may lie open before its rows have to be shown anew. */
const rowMs = 60 * 60_000;

/** Makes the token of one row in the version that is shown. */
export function issueRowToken(
	{ access, now }: Inbox,
	{ nonce, reviewer }: Session,
	row: { readonly kind: RowKind; readonly id: string; readonly version: number },
): string {
	const { kind, id, version } = row;
	return access.tokens.row.issue({
		session: nonce,
		reviewer: reviewer.id,
		kind,
		id,
		version,
		expires: now + rowMs,
		jti: randomUUID(),
	});
}

export type RowVerdict =
	| { readonly state: 'valid'; readonly token: RowToken }
	| { readonly state: 'forged' }
	/** Made for another session, another person or another kind of row. */
	| { readonly state: 'foreign' }
	| { readonly state: 'expired'; readonly token: RowToken };

/** Judges the row token of a posted form for the person who is signed in. */
export function readRowToken(
	{ access, request, now }: Inbox,
	{ nonce, reviewer }: Session,
	kind: RowKind,
): RowVerdict {
	const verdict = access.tokens.row.read(request.form.get('row'), now);
	if (verdict.state === 'forged') return verdict;
	const { token } = verdict;
	const isOwn = token.session === nonce && token.reviewer === reviewer.id && token.kind === kind;
	return isOwn ? verdict : { state: 'foreign' };
}

export type Used<T> =
	| { readonly state: 'done'; readonly value: T }
	| { readonly state: 'replayed' };

/** Seconds that one decision may take. */
const decisionSeconds = 600;

/**
 * Does what a token allows, once: a lease of the token is held meanwhile and stays done afterwards.
 * When the work fails the token may be used again, so that a person can send the same form anew.
 */
export async function useOnce<T>(
	{ client }: Inbox,
	{ jti }: RowToken,
	work: () => Promise<T>,
): Promise<Used<T>> {
	const key = `inbox-row.${client.keyedHash(`staffReviewInbox|row|${jti}`)}`;
	const owner = randomUUID();
	const lease = await acquireLease(client, { key, owner, ttlSeconds: decisionSeconds });
	if (lease.state !== 'taken') return { state: 'replayed' };
	const outcome = await outcomeOf(work);
	const released = await outcomeOf(
		async () => await releaseLease(client, key, { owner, done: outcome.ok }),
	);
	if (!outcome.ok) throw outcome.error;
	// The decision stands: its version has moved on, which refuses the token as well.
	if (!released.ok && !(released.error instanceof SafeError)) throw released.error;
	return { state: 'done', value: outcome.value };
}
