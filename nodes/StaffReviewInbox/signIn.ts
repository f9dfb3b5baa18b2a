import { networkOf } from '../../lib/inbox/lockout';
import { findReviewer, isPasswordOf, type ListedReviewer } from '../../lib/inbox/reviewers';
import { isSameText } from '../../lib/inbox/tokens';
import { guarded, type Attempt, type Suspect } from './guard';
import type { Inbox } from './inbox';

/** Longest text that is taken as a user ID or a password. */
const longestInput = 300;

/** Judges user ID and password of the sign-in form. Throws SafeError when HealthSail is not there. */
export async function signInByPassword(inbox: Inbox): Promise<Attempt<ListedReviewer>> {
	const { client, access, request, now } = inbox;
	const id = (request.form.get('reviewer') ?? '').trim().slice(0, longestInput);
	const password = (request.form.get('password') ?? '').slice(0, longestInput);
	const suspects: Suspect[] = [addressOf(inbox), { kind: 'reviewer', id: id.toLowerCase() }];
	return await guarded(client, suspects, now, async () => {
		const reviewer = findReviewer(access.reviewers, id);
		// Asked also of a name that is on no list, so that the time tells nothing.
		const isRight = await isPasswordOf(password, reviewer?.passwordHash);
		return isRight ? reviewer : undefined;
	});
}

/**
 * Judges the headers of a trusted proxy. What comes without its secret counts as a failure of the
 * address; a person whom the list does not name is not let in.
 */
export async function signInByProxy(inbox: Inbox): Promise<Attempt<ListedReviewer>> {
	const { client, access, request, now } = inbox;
	const { signIn } = access;
	if (signIn.kind !== 'proxy') return { state: 'failed' };
	const hasSecret = isSameText(request.header(signIn.proxyHeader) ?? '', signIn.secret);
	if (hasSecret) {
		const reviewer = findReviewer(access.reviewers, request.header(signIn.userHeader) ?? '');
		return reviewer === undefined ? { state: 'failed' } : { state: 'passed', value: reviewer };
	}
	return await guarded<ListedReviewer>(
		client,
		[addressOf(inbox)],
		now,
		async () => await Promise.resolve(undefined),
	);
}

/** The other end of the connection, as one whose failures are counted. */
export function addressOf({ request }: Inbox): Suspect {
	return { kind: 'address', id: networkOf(request.address) };
}
