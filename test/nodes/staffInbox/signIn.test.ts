import { createTokens } from '../../../lib/inbox/tokens';
import { startSandbox } from '../../support/sandboxProcess';
import { recordsAt } from './records';
import { Browser, passwords, reviewersCredential, wordsOf } from './stage';

/** Signing in to the inbox, before a HealthSail that answers for real; all people are invented. */

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let records: ReturnType<typeof recordsAt>;
let addresses = 0;
beforeAll(async () => {
	sandbox = await startSandbox(5960, ['--systems', 'tebra', '--patients', '5', '--no-limits']);
	records = recordsAt(sandbox.healthSail, sandbox.status);
}, 40_000);
afterAll(async () => await sandbox.stop());

/** A browser at an address of its own, so that no test counts into another. */
function browser(more: Partial<ConstructorParameters<typeof Browser>[0]> = {}): Browser {
	addresses += 1;
	return new Browser({ healthSail: sandbox.healthSail, address: `10.9.0.${addresses}`, ...more });
}

describe('the page that asks who somebody is', () => {
	it('is answered by the node itself and starts no execution', async () => {
		const { status, result, body } = await browser().send({ method: 'GET' });
		expect(status).toBe(200);
		expect(result).toEqual({ noWebhookResponse: true });
		expect(body).toContain('autocomplete="current-password"');
	});

	it('and every other may not be kept, framed or guessed at', async () => {
		const { headers } = await browser().signIn();
		expect(headers).toMatchObject({
			'content-type': 'text/html; charset=utf-8',
			'cache-control': 'no-store',
			'x-content-type-options': 'nosniff',
			'referrer-policy': 'no-referrer',
			'x-frame-options': 'DENY',
		});
		expect(headers['content-security-policy']).toMatch(/^sandbox allow-forms allow-scripts; /);
		expect(headers['set-cookie']).toBeUndefined();
	});
});

describe('a person', () => {
	it('who is on the list gets in, and no execution starts', async () => {
		const { status, body, result } = await browser().signIn();
		expect(status).toBe(200);
		expect(wordsOf(body)).toContain('Dana Reviewer');
		expect(result).toEqual({ noWebhookResponse: true });
	});

	it.each([
		['with another password', 'dana', 'not-the-password-at-all'],
		['whom the list does not name', 'nobody', passwords.dana],
		['with the password of another', 'sam', passwords.dana],
		['without a password', 'dana', ''],
	])('%s is not let in, in the same words', async (_name, reviewer, password) => {
		const { status, body, item } = await browser().send({
			form: { act: 'signIn', reviewer, password },
		});
		expect(status).toBe(401);
		expect(wordsOf(body)).toContain('User ID or password is not right.');
		expect(item).toBeUndefined();
		if (password !== '') expect(body).not.toContain(password);
	});

	it('who signs out is out everywhere: the pages before are of no use', async () => {
		const own = browser();
		await own.signIn();
		const { session } = own;
		const out = await own.send({ form: { act: 'signOut', session } });
		expect(wordsOf(out.body)).toContain('You are signed out.');
		const again = await own.send({ form: { act: 'view', session, section: 'changes' } });
		expect(again.status).toBe(401);
		expect(wordsOf(again.body)).toContain('Please sign in again.');
	});

	it('is signed out after the minutes of the credential, and kept in by using the page', async () => {
		const { session: maker } = createTokens(String((await reviewersCredential()).signingKey));
		const own = browser();
		await own.signIn();
		const first = maker.read(own.session, 0);
		const minutes = (verdict: typeof first) =>
			verdict.state === 'forged' ? 0 : (verdict.token.expires - Date.now()) / 60_000;
		expect(minutes(first)).toBeGreaterThan(14.5);
		expect(minutes(first)).toBeLessThanOrEqual(15);
		if (first.state === 'forged') throw new Error('The session is not ours.');
		const old = maker.issue({ ...first.token, expires: Date.now() - 1 });
		const late = await own.send({ form: { act: 'view', session: old } });
		expect(late.status).toBe(401);
		const soon = maker.issue({ ...first.token, expires: Date.now() + 60_000 });
		await own.send({ form: { act: 'view', session: soon } });
		expect(minutes(maker.read(own.session, 0))).toBeGreaterThan(14.5);
	});

	it('who was taken off the list is out at once', async () => {
		const own = browser();
		await own.signIn('sam');
		const credential = await reviewersCredential();
		const reviewers = String(credential.reviewers).replace('sam |', 'tom |');
		const later = browser({ credential: { ...credential, reviewers } });
		const { status } = await later.send({ form: { act: 'view', session: own.session } });
		expect(status).toBe(401);
	});

	it('is in no longer when the signing key changes', async () => {
		const own = browser();
		await own.signIn();
		const credential = await reviewersCredential({
			signingKey: 'other synthetic words '.repeat(2),
		});
		const later = browser({ credential });
		const { status } = await later.send({ form: { act: 'view', session: own.session } });
		expect(status).toBe(403);
	});
});

describe('ten failures', () => {
	it('of one person lock that person for 15 minutes, from any address, also with the right password', async () => {
		for (let guess = 1; guess <= 10; guess += 1) {
			expect((await browser().signIn('sam', `wrong-password-${guess}`)).status).toBe(401);
		}
		const { status, headers, body } = await browser().signIn('sam');
		expect(status).toBe(429);
		expect(Number(headers['retry-after'])).toBe(900);
		expect(wordsOf(body)).toContain('locked after 10 failed attempts. Try again in 15 minutes.');
		expect((await browser().signIn('dana')).status).toBe(200);
	}, 60_000);

	it('from one address lock that address for everybody, and no other', async () => {
		const own = browser();
		for (let guess = 1; guess <= 10; guess += 1) {
			await own.signIn('dana', `wrong-password-${guess}`);
			if (guess === 5) expect((await own.signIn('dana')).status).toBe(200);
		}
		expect((await own.signIn('oak')).status).toBe(429);
		expect((await browser().signIn('oak')).status).toBe(200);
	}, 60_000);

	it('made at the same moment are counted one by one', async () => {
		const own = browser();
		const guesses = Array.from({ length: 12 }, async (_none, guess) => {
			const one = new Browser({ healthSail: sandbox.healthSail, address: '10.9.9.9' });
			return (await one.signIn('oak', `wrong-password-${guess}`)).status;
		});
		const statuses = await Promise.all(guesses);
		expect(statuses.filter((status) => status === 401)).toHaveLength(10);
		expect(statuses.filter((status) => status === 429)).toHaveLength(2);
		expect((await own.signIn('oak')).status).toBe(429);
	}, 60_000);

	it('are not counted up by the way back from a refusal', async () => {
		const own = browser();
		for (let guess = 1; guess <= 9; guess += 1) {
			await own.send({ form: { act: 'view', session: `forged.${guess}` } });
		}
		for (let times = 1; times <= 3; times += 1) {
			const back = await own.send({ form: { act: 'view' } });
			expect(back.status).toBe(401);
			expect(back.body).toContain('type="password"');
		}
		expect((await own.signIn('dana')).status).toBe(200);
	}, 60_000);

	it('with forged pages lock as well', async () => {
		const own = browser();
		for (let guess = 1; guess <= 9; guess += 1) {
			const { status } = await own.send({ form: { act: 'view', session: `forged.${guess}` } });
			expect(status).toBe(403);
		}
		expect((await own.send({ form: { act: 'view', session: 'forged.10' } })).status).toBe(429);
		expect((await own.signIn('dana')).status).toBe(429);
	}, 60_000);

	it('stand in HealthSail without a name and without an address', async () => {
		await browser({ address: '203.0.113.77' }).signIn('dana', 'wrong-password-0');
		const { leases } = await records.state();
		const kept = leases.filter(({ key }) => String(key).startsWith('inbox-failures.'));
		expect(kept.length).toBeGreaterThan(0);
		expect(JSON.stringify(kept)).not.toMatch(/dana|203\.0\.113/);
	});
});

describe('behind a trusted proxy', () => {
	const proxySecret = 'synthetic words of the proxy '.repeat(2).trim();
	const proxied = async () =>
		await reviewersCredential({
			signIn: 'proxy',
			reviewers: 'dana | Dana Reviewer | -\nsam | Sam Reviewer | -',
			userHeader: 'X-Forwarded-User',
			proxyHeader: 'X-Proxy-Secret',
			proxySecret,
		});
	const through = async (user: string, secret = proxySecret) =>
		browser({
			credential: await proxied(),
			headers: { 'x-forwarded-user': user, 'x-proxy-secret': secret },
		});

	it('the person whom the proxy names is in without a password', async () => {
		const { status, body } = await (await through('dana')).send({ method: 'GET' });
		expect(status).toBe(200);
		expect(wordsOf(body)).toContain('Dana Reviewer');
		expect(body).not.toContain('type="password"');
	});

	it.each([
		['whom the list does not name', 'nobody', proxySecret],
		['with a wrong secret', 'dana', `${proxySecret}2`],
		['without a secret', 'dana', ''],
	])('a person %s is refused', async (_name, user, secret) => {
		const { status, body } = await (await through(user, secret)).send({ method: 'GET' });
		expect(status).toBe(403);
		expect(wordsOf(body)).toContain('You are not on the list of reviewers');
	});

	it('a page of one person is of no use to another', async () => {
		const own = await through('dana');
		await own.send({ method: 'GET' });
		const other = await through('sam');
		const { status, body } = await other.send({ form: { act: 'view', session: own.session } });
		expect(status).toBe(401);
		expect(wordsOf(body)).toContain('Somebody else signed in meanwhile.');
	});

	it('ten requests without the secret lock the address', async () => {
		const own = await through('dana', 'wrong');
		for (let guess = 1; guess <= 10; guess += 1) await own.send({ method: 'GET' });
		expect((await own.send({ method: 'GET' })).status).toBe(429);
	}, 60_000);
});

describe('what goes wrong', () => {
	it.each([
		['a short signing key', { signingKey: 'short' }],
		['a list that cannot be read', { reviewers: 'dana' }],
		['a proxy without a secret', { signIn: 'proxy', userHeader: 'X-User' }],
	])('in the credential (%s) is a page with a sentence, and no execution', async (_name, over) => {
		const own = browser({ credential: await reviewersCredential(over) });
		const { status, body, result } = await own.send({ method: 'GET' });
		expect(status).toBe(500);
		expect(wordsOf(body)).toMatch(/credential|reviewers/);
		expect(body).not.toContain('short');
		expect(result).toEqual({ noWebhookResponse: true });
	});

	it('while HealthSail is away offers to send the same form again, but no password', async () => {
		const own = new Browser({ healthSail: 'http://127.0.0.1:9/v1' });
		const { status, body, result } = await own.signIn();
		expect(status).toBe(503);
		expect(wordsOf(body)).toContain('could not be reached');
		expect(body).not.toContain(passwords.dana);
		expect(result).toEqual({ noWebhookResponse: true });
	}, 60_000);
});
