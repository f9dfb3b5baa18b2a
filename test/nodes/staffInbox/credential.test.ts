import { testCredential } from '../../support/nodes';
import { reviewersCredential } from './stage';

/** The test of a staff reviewers credential, as the credential window runs it; all people are invented. */

const tested = async (over: Parameters<typeof reviewersCredential>[0] = {}) =>
	await testCredential(
		'staffReviewInboxTrigger',
		'staffReviewersTest',
		'staffReviewersApi',
		await reviewersCredential(over),
	);

it('says how many people a credential lets in, and names nobody', async () => {
	expect(await tested()).toEqual({ status: 'OK', message: 'The list names 3 reviewers.' });
});

it.each([
	['a short signing key', { signingKey: 'short' }, 'Signing Key'],
	['no list', { reviewers: '' }, 'empty'],
	['a line that is none', { reviewers: '\ndana' }, 'line 2'],
	['nobody who has a password', { reviewers: 'dana | Dana | -' }, 'Reviewers'],
	['too long a session', { sessionMinutes: 500 }, 'Session Minutes'],
	['no header of the proxy', { signIn: 'proxy', userHeader: 'X-User' }, 'Proxy Header'],
	['a header that is none', { signIn: 'proxy', userHeader: 'X User' }, 'User Header'],
	['no kind of sign-in', { signIn: 'trust' }, 'Sign-In'],
])('refuses %s by the name of the field, without its value', async (_name, over, named) => {
	const { status, message } = await tested(over);
	expect(status).toBe('Error');
	expect(message).toContain(named);
	expect(message).not.toMatch(/short|Dana|trust/);
});

it('takes a list without passwords where a proxy signs people in', async () => {
	const { status } = await tested({
		signIn: 'proxy',
		reviewers: 'dana | Dana Reviewer | -',
		userHeader: 'X-Forwarded-User',
		proxyHeader: 'X-Proxy-Secret',
		proxySecret: 'synthetic words '.repeat(3),
	});
	expect(status).toBe('OK');
});
