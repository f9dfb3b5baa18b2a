import { createTokens } from '../../../lib/inbox/tokens';
import { hashPassword, reviewerLine } from '../../../lib/inbox/reviewers';
import { startSandbox } from '../../support/sandboxProcess';
import { changesOf, recordsAt } from './records';
import { Browser, cheap, passwords, reviewersCredential, wordsOf } from './stage';

/** What somebody with bad intentions may try at the inbox; all people are invented. */

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let records: ReturnType<typeof recordsAt>;
let addresses = 0;
beforeAll(async () => {
	sandbox = await startSandbox(5976, ['--systems', 'tebra', '--patients', '5', '--no-limits']);
	records = recordsAt(sandbox.healthSail, sandbox.status);
}, 40_000);
afterAll(async () => await sandbox.stop());

type Credential = Awaited<ReturnType<typeof reviewersCredential>>;

const browser = (credential?: Credential) => {
	addresses += 1;
	const address = `10.6.0.${addresses}`;
	return new Browser({
		healthSail: sandbox.healthSail,
		address,
		...(credential && { credential }),
	});
};
const newRequest = async (demographics: object = {}, more: object = {}) => {
	const { id } = await records.customer({ ...demographics });
	const request = await records.request(String(id), { ...more });
	return { id: String(request.id), request, changes: changesOf(request) };
};

/** The credential after somebody changed the line of one reviewer. */
async function withLine(reviewer: Parameters<typeof reviewerLine>[0]): Promise<Credential> {
	const credential = await reviewersCredential();
	const lines = String(credential.reviewers).split('\n');
	const others = lines.filter((line) => !line.startsWith(`${reviewer.id} `));
	return { ...credential, reviewers: [...others, reviewerLine(reviewer)].join('\n') };
}

const danaNow = async (password: string) => ({
	id: 'dana',
	name: 'Dana Reviewer',
	passwordHash: await hashPassword(password, Buffer.from('another salt of dana'), cheap),
});

it('a person whose password was changed is signed out', async () => {
	const own = browser();
	await own.signIn();
	const later = browser(await withLine(await danaNow('other-synthetic-words-dana')));
	const { status } = await later.send({ form: { act: 'view', session: own.session } });
	expect(status).toBe(401);
});

describe('a row of a practice that the person may no longer see', () => {
	const onlyPractice1 = async () => {
		const reviewers = String((await reviewersCredential()).reviewers);
		const [, , hash] = reviewers.split('\n')[0].split(' | ');
		const practices = [{ system: 'tebra', practiceId: '1' }];
		return await withLine({ id: 'dana', name: 'Dana Reviewer', passwordHash: hash, practices });
	};

	it.each([
		['a form that was sent before', 0],
		['a form that is too old', -3_600_001],
	])('is not shown by %s', async (_name, age) => {
		const { id } = await newRequest({ familyName: 'Hiddenfrom' }, { practiceId: '2' });
		const own = browser();
		await own.signIn();
		const form: Record<string, string> = { ...own.form(id), how: 'approveAll' };
		const { row: rows } = createTokens(String((await reviewersCredential()).signingKey));
		const made = rows.read(form.row, Date.now());
		if (made.state === 'forged') throw new Error('The token is not ours.');
		if (age === 0) expect((await own.send({ form })).status).toBe(200);
		else form.row = rows.issue({ ...made.token, expires: made.token.expires + age });
		const later = browser(await onlyPractice1());
		const { status, body } = await later.send({ form });
		expect(status).toBe(409);
		expect(wordsOf(body)).not.toContain('Hiddenfrom');
		expect(later.has(id)).toBe(false);
	});
});

it('another site may not read a page, whatever n8n allows it', async () => {
	const { headers } = await browser().signIn();
	expect(headers['access-control-allow-origin']).toBeUndefined();
});

it('signs that turn or hide what stands in a value are seen', async () => {
	const { id } = await newRequest(
		{ familyName: 'Exa\u200bmple' },
		{
			changes: [
				{ path: '/demographics/email', from: null, to: 'ada\u202emoc.elpmaxe@\u2066x' },
				{ path: '/demographics/middleName', from: null, to: 'Ann\u2028\ufeff\u3164Bea' },
			],
		},
	);
	const own = browser();
	await own.signIn();
	const words = wordsOf(own.card(id));
	expect(words).toContain('Exa[U+200B]mple');
	expect(words).toContain('ada[U+202E]moc.elpmaxe@[U+2066]x');
	expect(words).toContain('Ann[U+2028][U+FEFF][U+3164]Bea');
});

describe('what was chosen for one person', () => {
	const keepOf = (request: { version?: unknown }, changeId: string, what: string) => ({
		[`keep.${changeId}`]: `${String(request.version)}|${what}`,
	});

	it('is kept while another one is saved, and not decided by it', async () => {
		const one = await newRequest();
		const two = await newRequest();
		const own = browser();
		await own.signIn();
		const { item } = await own.post(one.id, {
			how: 'approveAll',
			...keepOf(two.request, two.changes[0].id, 'rejected|duplicate'),
			...keepOf(two.request, two.changes[1].id, 'approved|'),
		});
		expect(item).toMatchObject({ requestId: one.id, approved: 2, rejected: 0 });
		const card = own.card(two.id);
		expect(card.match(/type="radio"[^>]*checked/g)).toHaveLength(2);
		expect(card).toMatch(
			new RegExp(`name="d.${two.changes[0].id}"\\s+value="rejected"[^>]*checked`),
		);
		expect(card).toMatch(/value="duplicate"\s+selected/);
		expect(changesOf(await records.get(two.id)).map(({ decision }) => decision)).toEqual([
			'pending',
			'pending',
		]);
	});

	it('is chosen no more when the values changed meanwhile', async () => {
		const { id, request, changes } = await newRequest();
		const own = browser();
		await own.signIn();
		await records.compare(request, [
			[{ number: '+12175550777' }, 'changed'],
			[null, 'changed'],
		]);
		await own.open('changes', keepOf(request, changes[0].id, 'approved|'));
		expect(own.card(id)).not.toMatch(/type="radio"[^>]*checked/);
	});
});

it('a failed sign-in is in the audit trail, without the name that was typed', async () => {
	await browser().signIn('dana', 'wrong-password-0');
	const { auditEvents } = await records.state();
	const denied = auditEvents.filter(({ outcome }) => outcome === 'denied');
	expect(denied).toHaveLength(1);
	expect(denied[0]).toMatchObject({ action: 'read', workflowStep: 'inbox.signIn' });
	expect(JSON.stringify(denied)).not.toMatch(/dana|10\.6\.0/i);
});

describe('what is not a form of the inbox', () => {
	const json = JSON.stringify({ act: 'signIn', reviewer: 'dana', password: passwords.dana });
	const fields = new URLSearchParams({
		act: 'signIn',
		reviewer: 'dana',
		password: passwords.dana,
	}).toString();

	it.each([
		['JSON', 'application/json', json],
		['text', 'text/plain', fields],
		['a form of parts', 'multipart/form-data; boundary=x', fields],
		['no kind at all', '', fields],
		[
			'a form beyond all measure',
			'application/x-www-form-urlencoded',
			`${fields}&x=${'x'.repeat(300_000)}`,
		],
	])('signs nobody in: %s', async (_name, contentType, raw) => {
		const headers = { 'content-type': contentType };
		const { status, body, item } = await browser().send({ headers, raw });
		expect(status).toBe(401);
		expect(item).toBeUndefined();
		expect(wordsOf(body)).not.toContain('Dana Reviewer');
	});

	it('does nothing by an address: neither a sign-in nor a decision', async () => {
		const { id } = await newRequest();
		const own = browser();
		await own.signIn();
		const query = { ...own.form(id), how: 'approveAll' };
		for (const asked of [query, { act: 'signIn', reviewer: 'dana', password: passwords.dana }]) {
			const { status, body } = await browser().send({ method: 'GET', query: asked });
			expect(status).toBe(200);
			expect(body).toContain('type="password"');
		}
		expect(changesOf(await records.get(id)).map(({ decision }) => decision)).toEqual([
			'pending',
			'pending',
		]);
	});
});

describe('behind a proxy', () => {
	const proxySecret = 'synthetic words of the proxy '.repeat(2).trim();
	const through = async (headers: Readonly<Record<string, string>>) => {
		const credential = await reviewersCredential({
			signIn: 'proxy',
			reviewers: 'dana | Dana Reviewer | -\nsam | Sam Reviewer | -',
			userHeader: 'X-Forwarded-User',
			proxyHeader: 'X-Proxy-Secret',
			proxySecret,
		});
		return await browser(credential).send({ method: 'GET', headers });
	};

	// Node joins headers of one name with a comma.
	it.each([
		['two users', { 'x-forwarded-user': 'dana, sam', 'x-proxy-secret': proxySecret }],
		['two secrets', { 'x-forwarded-user': 'dana', 'x-proxy-secret': `guess, ${proxySecret}` }],
		['no user', { 'x-proxy-secret': proxySecret }],
		[
			'the part of a secret',
			{ 'x-forwarded-user': 'dana', 'x-proxy-secret': proxySecret.slice(1) },
		],
	])('nobody is let in with %s', async (_name, headers) => {
		const { status, body } = await through(headers);
		expect(status).toBe(403);
		expect(wordsOf(body)).not.toMatch(/Dana|Sam/);
	});

	it('a password is asked for nowhere and opens nothing', async () => {
		const credential = await reviewersCredential({
			signIn: 'proxy',
			userHeader: 'X-Forwarded-User',
			proxyHeader: 'X-Proxy-Secret',
			proxySecret,
		});
		const { status, body } = await browser(credential).signIn();
		expect(status).toBe(403);
		expect(body).not.toContain('type="password"');
	});
});

it('a reviewer of one practice sees nothing of another, in no list and in no choice of a filter', async () => {
	const place = { pmSystem: 'tebra', practiceId: '2' };
	const { id: customerId } = await records.customer({ familyName: 'Foreignone' });
	const asked = async () => await records.request(String(customerId), { practiceId: '2' });
	const withStaff = await asked();
	const own = browser();
	await own.signIn();
	await own.post(String(withStaff.id), { how: 'approveAll' });
	const { version } = await records.get(String(withStaff.id));
	await records.call(
		'PATCH',
		`/demographic-change-requests/${String(withStaff.id)}/delivery`,
		{ state: 'landed', channel: 'manual', landedAt: new Date().toISOString() },
		version as number,
	);
	const open = await asked();
	const review = await records.call('POST', '/match-reviews', {
		pair: {
			externalId: { system: 'tebra', practiceId: '2', type: 'patient', value: '90210' },
			customerId,
		},
		grade: 'possible',
		reasons: ['familyNameEqual'],
	});
	const incident = await records.call('POST', '/pm-incidents', {
		...place,
		kind: 'unexpected_change',
		subject: { type: 'patient', keyedHash: 'a'.repeat(64) },
		fields: ['phone.home'],
		by: open.id,
	});
	const oak = browser();
	await oak.signIn('oak');
	const lists = {
		changes: open,
		matches: review,
		incidents: incident,
		withStaff,
		decided: withStaff,
	};
	for (const [section, { id }] of Object.entries(lists)) {
		await own.open(section);
		expect(own.has(String(id))).toBe(true);
		const filters: Array<Record<string, string>> = [
			{},
			{ practice: 'tebra:2' },
			{ name: 'foreignone' },
		];
		for (const more of filters) {
			await oak.open(section, more);
			expect(oak.has(String(id))).toBe(false);
			expect(wordsOf(oak.body)).not.toMatch(/Foreignone|practice 2/);
		}
	}
});
