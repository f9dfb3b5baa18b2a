import { createTokens } from '../../../lib/inbox/tokens';
import { startSandbox } from '../../support/sandboxProcess';
import { changesOf, recordsAt } from './records';
import { Browser, reviewersCredential, wordsOf } from './stage';

/** Deciding in the inbox, before a HealthSail that answers for real; all people are invented. */

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let records: ReturnType<typeof recordsAt>;
let addresses = 0;
beforeAll(async () => {
	sandbox = await startSandbox(5964, ['--systems', 'tebra', '--patients', '5', '--no-limits']);
	records = recordsAt(sandbox.healthSail, sandbox.status);
}, 40_000);
afterAll(async () => await sandbox.stop());

const browser = () => {
	addresses += 1;
	return new Browser({ healthSail: sandbox.healthSail, address: `10.8.0.${addresses}` });
};
const signedIn = async (id: 'dana' | 'sam' | 'oak' = 'dana') => {
	const own = browser();
	await own.signIn(id);
	return own;
};
const newRequest = async (more: object = {}) => {
	const { id } = await records.customer();
	const request = await records.request(String(id), { ...more });
	return { id: String(request.id), customerId: String(id), request, changes: changesOf(request) };
};
const decisionsOf = async (id: string) =>
	changesOf(await records.get(id)).map(({ decision }) => decision);

describe('a decision', () => {
	it('is taken field by field, with who, how and the value that was seen', async () => {
		const { id, request, changes } = await newRequest();
		const seen = { number: '+12175550123' };
		await records.compare(request, [
			[seen, 'unchanged'],
			[{ line1: '9 Other Rd', city: 'Springfield' }, 'changed'],
		]);
		const own = await signedIn();
		expect(wordsOf(own.card(id))).toContain('The practice changed this meanwhile');
		expect(wordsOf(own.card(id))).toContain('read 4 minutes ago');
		const done = await own.post(id, {
			how: 'chosen',
			[`d.${changes[0].id}`]: 'approved',
			[`d.${changes[1].id}`]: 'rejected',
			[`r.${changes[1].id}`]: 'not_confirmed',
		});
		expect(done.status).toBe(200);
		expect(wordsOf(done.body)).toContain('Saved: 1 field approved, 1 field rejected.');
		const stored = await records.get(id);
		expect(stored.review).toMatchObject({
			state: 'partially_approved',
			reviewer: { id: 'dana', name: 'Dana Reviewer', method: 'password' },
		});
		expect(changesOf(stored)).toMatchObject([
			{ decision: 'approved', valueSeen: seen },
			{
				decision: 'rejected',
				decisionReason: 'not_confirmed',
				valueSeen: { line1: '9 Other Rd', city: 'Springfield' },
			},
		]);
	});

	it('starts the workflow with ids, counts and words, and with no value of a person', async () => {
		const { id } = await newRequest();
		const own = await signedIn();
		const { item, result } = await own.post(id, { how: 'approveAll' });
		expect(item).toEqual({
			kind: 'change',
			requestId: id,
			system: 'tebra',
			practiceId: '1',
			state: 'approved',
			approved: 2,
			rejected: 0,
			pending: 0,
			reviewerId: 'dana',
			at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
		});
		expect(result).toEqual({ noWebhookResponse: true, workflowData: [[{ json: item }]] });
	});

	it('on a request that was not compared yet is taken with the value of the last sync', async () => {
		const { id, changes } = await newRequest();
		const own = await signedIn();
		await own.post(id, { how: 'chosen', [`d.${changes[0].id}`]: 'approved' });
		expect(changesOf(await records.get(id))[0].valueSeen).toEqual({
			use: 'mobile',
			number: '+12175550123',
		});
		expect(await decisionsOf(id)).toEqual(['approved', 'pending']);
	});

	it('is in the audit trail before it is done, with the person and names of fields only', async () => {
		const { id, customerId } = await newRequest();
		const own = await signedIn();
		await own.post(id, { how: 'rejectAll' });
		const { auditEvents } = await records.state();
		const [event] = auditEvents.filter(
			({ action, customerId: of }) => action === 'decide' && of === customerId,
		);
		expect(event).toMatchObject({
			workflowStep: 'inbox.change.decide',
			approvedBy: 'dana',
			fields: ['demographics/phones', 'addresses'],
			outcome: 'success',
		});
		expect(JSON.stringify(event)).not.toMatch(/5550199|New St|Ada/);
	});

	it('of nothing is no decision', async () => {
		const { id } = await newRequest();
		const own = await signedIn();
		const { item, body } = await own.post(id, { how: 'chosen' });
		expect(item).toBeUndefined();
		expect(wordsOf(body)).toContain('Nothing was chosen.');
		expect(await decisionsOf(id)).toEqual(['pending', 'pending']);
	});

	it.each([
		['approveAll', 'rejected'],
		['rejectAll', 'approved'],
	])('by %s is none where a field was chosen to be %s', async (how, chosen) => {
		const { id, changes } = await newRequest();
		const own = await signedIn();
		const { status, item, body } = await own.post(id, { how, [`d.${changes[1].id}`]: chosen });
		expect(status).toBe(409);
		expect(item).toBeUndefined();
		expect(wordsOf(body)).toContain('Nothing was decided. Choose again');
		expect(await decisionsOf(id)).toEqual(['pending', 'pending']);
	});

	it('takes no field that is decided already, and none that is not of the request', async () => {
		const { id, changes } = await newRequest();
		const other = await newRequest();
		const own = await signedIn();
		await own.post(id, { how: 'chosen', [`d.${changes[0].id}`]: 'rejected' });
		await own.post(id, {
			how: 'chosen',
			[`d.${changes[0].id}`]: 'approved',
			[`d.${other.changes[0].id}`]: 'approved',
		});
		expect(await decisionsOf(id)).toEqual(['rejected', 'pending']);
		expect(await decisionsOf(other.id)).toEqual(['pending', 'pending']);
	});
});

describe('a row token', () => {
	it('that was changed anywhere is refused, and the row is left as it is', async () => {
		const { id } = await newRequest();
		const own = await signedIn();
		const { row, ...form } = own.form(id);
		const changed = row.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
		const { status, item } = await own.send({ form: { ...form, row: changed, how: 'approveAll' } });
		expect(status).toBe(403);
		expect(item).toBeUndefined();
		expect(await decisionsOf(id)).toEqual(['pending', 'pending']);
		const back = await own.send({ form: own.hidden() });
		expect(back.status).toBe(200);
		expect(own.has(id)).toBe(true);
	});

	it('counts once, even when the form is sent twice at the same moment', async () => {
		const { id, changes } = await newRequest();
		const own = await signedIn();
		const form = { ...own.form(id), how: 'chosen', [`d.${changes[0].id}`]: 'approved' };
		const [first, second] = await Promise.all([own.send({ form }), own.send({ form })]);
		expect([first, second].filter(({ item }) => item !== undefined)).toHaveLength(1);
		const third = await own.send({ form: { ...form, [`d.${changes[1].id}`]: 'approved' } });
		expect(third.status).toBe(409);
		expect(wordsOf(third.body)).toContain('This form was sent before');
		expect(await decisionsOf(id)).toEqual(['approved', 'pending']);
	});

	it('of one person is of no use to another', async () => {
		const { id } = await newRequest();
		const own = await signedIn();
		const other = await signedIn('sam');
		const { status, body } = await other.send({
			form: { ...own.form(id), session: other.session, how: 'approveAll' },
		});
		expect(status).toBe(403);
		expect(wordsOf(body)).toContain('made for another person or another sign-in');
		expect(await decisionsOf(id)).toEqual(['pending', 'pending']);
	});

	it('of a practice that the person may no longer see is of no use', async () => {
		const { id, request } = await newRequest({ practiceId: '2' });
		const own = await signedIn('oak');
		const { row: rows, session } = createTokens(String((await reviewersCredential()).signingKey));
		const read = session.read(own.session, Date.now());
		if (read.state === 'forged') throw new Error('The session is not ours.');
		const row = rows.issue({
			session: read.token.nonce,
			reviewer: 'oak',
			kind: 'change',
			id,
			version: request.version as number,
			expires: Date.now() + 60_000,
			jti: 'a-token-of-the-test-itself',
		});
		const form = { session: own.session, act: 'decide', row, how: 'approveAll' };
		const { status, body } = await own.send({ form });
		expect(status).toBe(409);
		expect(wordsOf(body)).toContain('a practice that you may not see');
		expect(own.has(id)).toBe(false);
		expect(await decisionsOf(id)).toEqual(['pending', 'pending']);
	});

	it('of one kind of row is of no use for another kind', async () => {
		const { id } = await newRequest();
		const own = await signedIn();
		const { status } = await own.send({
			form: { ...own.form(id), act: 'match', decision: 'link' },
		});
		expect(status).toBe(403);
	});

	it('of a page that lay open for more than an hour is refused, and the row is shown anew', async () => {
		const { id } = await newRequest();
		const own = await signedIn();
		const { row: rows, session } = createTokens(String((await reviewersCredential()).signingKey));
		const form = own.form(id);
		const made = rows.read(form.row, Date.now());
		if (made.state === 'forged') throw new Error('The token is not ours.');
		const old = rows.issue({ ...made.token, expires: Date.now() - 1 });
		expect(session.read(form.session, Date.now()).state).toBe('valid');
		const { status, body } = await own.send({ form: { ...form, row: old, how: 'approveAll' } });
		expect(status).toBe(409);
		expect(wordsOf(body)).toContain('open for more than an hour');
		expect(own.form(id).row).not.toBe(old);
		expect(await decisionsOf(id)).toEqual(['pending', 'pending']);
	});

	it('forged ten times ends the session and locks the person', async () => {
		const { id } = await newRequest();
		const own = await signedIn('oak');
		const form: Record<string, string> = {
			...own.form(id),
			row: 'forged.row',
			how: 'approveAll',
		};
		for (let guess = 1; guess <= 9; guess += 1) {
			expect((await own.send({ form, address: `10.7.0.${guess}` })).status).toBe(403);
		}
		expect((await own.send({ form, address: '10.7.0.10' })).status).toBe(429);
		const view = { act: 'view', session: form.session };
		expect((await own.send({ form: view })).status).toBe(401);
		expect((await browser().signIn('oak')).status).toBe(429);
	}, 60_000);
});

describe('meanwhile', () => {
	it('somebody else decided: the second is told who and when, and sees how it stands', async () => {
		const { id } = await newRequest();
		const first = await signedIn();
		const second = await signedIn('sam');
		await first.post(id, { how: 'approveAll' });
		const { status, body, item } = await second.post(id, { how: 'rejectAll' });
		expect(status).toBe(409);
		expect(item).toBeUndefined();
		expect(wordsOf(body)).toMatch(
			/Dana Reviewer decided this on [A-Z][a-z]{2} \d+, \d{4}, \d+:\d\d [AP]M\. Your decision was not taken/,
		);
		expect(wordsOf(second.card(id))).toContain('Approved');
		expect(await decisionsOf(id)).toEqual(['approved', 'approved']);
	});

	it('the practice’s value changed: nothing is taken, and the new value is shown', async () => {
		const { id, request } = await newRequest();
		const own = await signedIn();
		await records.compare(request, [
			[{ number: '+12175550777' }, 'changed'],
			[null, 'changed'],
		]);
		const { status, body } = await own.post(id, { how: 'approveAll' });
		expect(status).toBe(409);
		expect(wordsOf(body)).toContain('This request changed after your page was made.');
		expect(wordsOf(own.card(id))).toContain('(217) 555-0777');
		expect(await decisionsOf(id)).toEqual(['pending', 'pending']);
		expect((await own.post(id, { how: 'approveAll' })).status).toBe(200);
		expect(changesOf(await records.get(id))[0].valueSeen).toEqual({ number: '+12175550777' });
	});

	it('the patient withdrew the request', async () => {
		const { id, request } = await newRequest();
		const own = await signedIn();
		await records.call(
			'POST',
			`/demographic-change-requests/${id}/cancel`,
			{},
			request.version as number,
		);
		const { status, body } = await own.post(id, { how: 'approveAll' });
		expect(status).toBe(409);
		expect(wordsOf(body)).toContain('The patient withdrew this request.');
	});

	it('the patient asked for something newer', async () => {
		const { id, customerId } = await newRequest();
		const own = await signedIn();
		await records.request(customerId);
		const { status, body } = await own.post(id, { how: 'approveAll' });
		expect(status).toBe(409);
		expect(wordsOf(body)).toContain('A newer request took the place of this one.');
	});

	it('the customer was merged into another one', async () => {
		const { id, customerId } = await newRequest();
		const { id: survivor } = await records.customer();
		const own = await signedIn();
		const { version } = await records.call('GET', `/customers/${customerId}`);
		await records.call(
			'POST',
			`/customers/${customerId}/merge`,
			{ intoId: survivor },
			version as number,
		);
		const { status, item } = await own.post(id, { how: 'approveAll' });
		expect(status).toBe(409);
		expect(item).toBeUndefined();
		expect(await decisionsOf(id)).toEqual(['pending', 'pending']);
	});
});

it('is not lost while HealthSail is away: the same form can be sent again', async () => {
	const { id } = await newRequest();
	const own = await signedIn();
	const form = { ...own.form(id), how: 'approveAll' };
	const away = new Browser({ healthSail: 'http://127.0.0.1:9/v1' });
	const { status, body, result } = await away.send({ form });
	expect(status).toBe(503);
	expect(wordsOf(body)).toContain('Try again');
	expect(result).toEqual({ noWebhookResponse: true });
	const again = away.hidden();
	expect(again).toEqual(form);
	expect((await own.send({ form: again })).status).toBe(200);
	expect(await decisionsOf(id)).toEqual(['approved', 'approved']);
}, 60_000);
