import { createTokens } from '../../../lib/inbox/tokens';
import { hashPassword, reviewerLine } from '../../../lib/inbox/reviewers';
import { startSandbox } from '../../support/sandboxProcess';
import { changesOf, recordsAt } from './records';
import { Browser, cheap, reviewersCredential, wordsOf } from './stage';

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
	return new Browser({ healthSail: sandbox.healthSail, address, ...(credential && { credential }) });
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
