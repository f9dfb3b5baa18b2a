import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { policy, startHealthSail, type TestSandbox } from './healthsailSupport.mjs';
import { identityCalls, type Loose } from './identitySupport.mjs';
import { formOf, PortalPatient, standings } from './portalSupport.mjs';

const CHANGE = '/portal/account/change';
const SCRIPT = '<script>alert("x")</script>';
const posts = [CHANGE, '/portal/shipping', '/portal/requests/withdraw', '/portal/logout'];

describe('Patient page: nobody else gets in, and nothing leaks', () => {
	let sandbox: TestSandbox;
	const { create, get, post, read } = identityCalls(() => sandbox);

	before(async () => {
		sandbox = await startHealthSail();
	});
	after(async () => {
		assert.equal(sandbox.system.contractViolations(), 0, 'an answer missed the contract');
		await sandbox.stop();
	});

	const requestCount = async () =>
		(await get('/demographic-change-requests?limit=100')).json.data.length;

	it('takes no form without the token of its own session', async () => {
		const mine = await create('7201');
		const theirs = await create('7202');
		const at = await PortalPatient.signIn(sandbox.origin, mine.id);
		const other = await PortalPatient.signIn(sandbox.origin, theirs.id);
		const { form } = formOf(await at.open(CHANGE), CHANGE);
		const foreign = formOf(await other.open(CHANGE), CHANGE).formToken;
		const before = await requestCount();
		for (const path of posts) {
			for (const token of [undefined, '', foreign]) {
				const fields = { form, email: 'forged@example.org' };
				const page = await at.post(
					path,
					token === undefined ? fields : { ...fields, formToken: token },
				);
				assert.equal(page.status, 403, path);
				assert.match(page.text, /Nothing was changed/);
			}
		}
		assert.equal(await requestCount(), before);
		assert.deepEqual(await read(mine.id), mine);
		assert.equal((await at.open('/portal/account')).path, '/portal/account');
	});

	it('takes no form of another patient or of one that was forgotten', async () => {
		const mine = await create('7203');
		const theirs = await create('7204');
		const at = await PortalPatient.signIn(sandbox.origin, mine.id);
		const other = await PortalPatient.signIn(sandbox.origin, theirs.id);
		const { form } = formOf(await other.open(CHANGE), CHANGE);
		const before = await requestCount();
		const page = await at.fill(CHANGE, { form, email: 'mixed@example.org' });
		assert.equal(page.status, 409);
		assert.match(page.text, /filled anew with what your practice has/);
		assert.equal(formOf(page, CHANGE).familyName, 'Sample7203');
		assert.equal(await requestCount(), before);
	});

	it('sends whoever is not signed in to the sign-in, for every page and form', async () => {
		for (const path of ['/portal/account', CHANGE, '/portal/shipping']) {
			const answer = await fetch(`${sandbox.origin}${path}`, { redirect: 'manual' });
			assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/portal']);
		}
		for (const path of posts) {
			const answer = await fetch(`${sandbox.origin}${path}`, {
				method: 'POST',
				redirect: 'manual',
			});
			assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/portal']);
		}
	});

	it('ends a session at sign-out', async () => {
		const { id } = await create('7205');
		const at = await PortalPatient.signIn(sandbox.origin, id);
		const out = await at.send(await at.open('/portal/account'), '/portal/logout', {});
		assert.equal(out.path, '/portal');
		assert.equal((await at.open('/portal/account')).path, '/portal');
	});

	it('shows HTML in names and proposed values as text', async () => {
		const { id } = await create('7206', {
			demographics: { givenName: SCRIPT, familyName: '"><img src=x onerror=alert(1)>' },
			emergencyContacts: [{ name: `Robin ${SCRIPT}`, phones: [] }],
		});
		await sandbox.call('POST', '/coverages/bulk-upsert', {
			body: { matchOn: 'externalIds', items: [policy(id, '7206', { payer: { name: SCRIPT } })] },
		});
		const at = await PortalPatient.signIn(sandbox.origin, id);
		const sent = await at.fill(CHANGE, { middleName: `Q${SCRIPT}`, homeCity: `C${SCRIPT}` });
		assert.equal(standings(sent).length, 2);
		const wrong = await at.fill(CHANGE, { email: SCRIPT });
		const pages = [sent, wrong, await at.open(CHANGE), await at.open('/portal')];
		for (const { text } of pages) {
			assert.ok(!text.includes('<script'));
			assert.ok(!text.includes('<img'));
		}
		assert.match(sent.text, /&lt;script&gt;alert/);
		const shown = formOf(await at.open(CHANGE), CHANGE);
		assert.equal(shown.givenName, SCRIPT);
		assert.equal(shown.primaryPayer, SCRIPT);
		const [request] = (await get(`/demographic-change-requests?customerId=${id}`)).json.data;
		assert.deepEqual(
			request.changes.map(({ to }: Loose) => to.city ?? to),
			[`Q${SCRIPT}`, `C${SCRIPT}`],
		);
	});

	it('is kept nowhere, loads nothing, runs nothing and puts no value in a URL', async () => {
		const { id } = await create('7207');
		const at = await PortalPatient.signIn(sandbox.origin, id);
		const { formToken, form } = formOf(await at.open(CHANGE), CHANGE);
		const answer = await fetch(`${sandbox.origin}${CHANGE}`, {
			method: 'POST',
			redirect: 'manual',
			headers: { cookie: at.cookie },
			body: new URLSearchParams({ formToken, form, email: 'wrong' }),
		});
		const policyOf = answer.headers.get('content-security-policy') ?? '';
		assert.match(
			policyOf,
			/^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
		);
		assert.equal(answer.headers.get('cache-control'), 'no-store');
		assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
		const text = await answer.text();
		const links = [...text.matchAll(/(?:href|action|src)="([^"]*)"/g)].map(([, link]) => link);
		assert.deepEqual([...new Set(links)].sort(), [
			'#email',
			'/portal/account',
			'/portal/account/change',
			'/portal/logout',
		]);
		const done = await fetch(`${sandbox.origin}${CHANGE}`, {
			method: 'POST',
			redirect: 'manual',
			headers: { cookie: at.cookie },
			body: new URLSearchParams({ formToken, form, email: 'right@example.org' }),
		});
		assert.equal(done.headers.get('location'), '/portal/account');
		const login = await fetch(`${sandbox.origin}/portal/login`, {
			method: 'POST',
			redirect: 'manual',
			body: new URLSearchParams({ customer: id }),
		});
		assert.match(
			login.headers.get('set-cookie') ?? '',
			/; Path=\/portal; HttpOnly; SameSite=Strict; Max-Age=3600$/,
		);
	});

	it('follows a customer who was merged, with the requests that moved', async () => {
		const stays = await create('7208');
		const goes = await create('7209');
		const at = await PortalPatient.signIn(sandbox.origin, goes.id);
		await at.fill(CHANGE, { email: 'moved@example.org' });
		await post(`/customers/${goes.id}/merge`, { intoId: stays.id }, goes.version);
		const page = await at.open('/portal/account');
		assert.match(page.text, /Sample7208/);
		assert.deepEqual(standings(page), ['E-mail: waits for your practice']);
		const done = await at.send(page, '/portal/requests/withdraw', {});
		assert.deepEqual(standings(done), ['E-mail: withdrawn']);
	});

	it('gives no correlation ID of another call to the event of a proposal', async () => {
		const { id } = await create('7210');
		await sandbox.call('GET', `/customers/${id}`, { headers: { 'HS-Correlation-Id': 'other-1' } });
		const at = await PortalPatient.signIn(sandbox.origin, id);
		await at.fill(CHANGE, { email: 'own@example.org' });
		const events = (await get('/events?type=demographic_change.requested&limit=100')).json.data;
		assert.ok(!JSON.stringify(events.at(-1)).includes('other-1'));
		assert.ok(!JSON.stringify(events).includes('own@example.org'));
	});
});
