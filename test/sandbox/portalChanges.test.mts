import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
	policy,
	startHealthSail,
	synthetic,
	tebraId,
	type TestSandbox,
} from './healthsailSupport.mjs';
import { identityCalls, type Loose } from './identitySupport.mjs';
import { formOf, PortalPatient, standings, wrongWith } from './portalSupport.mjs';

const CHANGE = '/portal/account/change';
const reviewer = { id: 'usr_1', name: 'Dana Staff', method: 'password' };

describe('Patient page: a patient proposes changes', () => {
	let sandbox: TestSandbox;
	const { create, get, post } = identityCalls(() => sandbox);

	before(async () => {
		sandbox = await startHealthSail();
	});
	after(async () => {
		assert.equal(sandbox.system.contractViolations(), 0, 'an answer missed the contract');
		await sandbox.stop();
	});

	let keys = 0;
	const nextKey = () => {
		keys += 1;
		return `portal-key-${keys}`;
	};
	const patient = async (value: string, more: Record<string, unknown> = {}) => {
		const customer = await create(value, more);
		return { customer, at: await PortalPatient.signIn(sandbox.origin, customer.id) };
	};
	/** Requests of a customer as the API tells them, oldest first. */
	const requestsOf = async (customerId: string): Promise<Loose[]> =>
		(await get(`/demographic-change-requests?customerId=${customerId}&sort=createdAt`)).json.data;
	const changesOf = (request: Loose) =>
		request.changes.map(({ path, from, to }: Loose) => ({ path, from, to }));

	it('fills the form with what the practice has', async () => {
		const { customer, at } = await patient('7001');
		await sandbox.call('POST', '/coverages/bulk-upsert', {
			body: {
				matchOn: 'externalIds',
				items: [
					policy(customer.id, '7001', {
						plan: { type: 'commercial', name: 'Example PPO', groupNumber: 'G-7001' },
					}),
				],
			},
		});
		const { formToken, form, ...filled } = formOf(await at.open(CHANGE), CHANGE);
		assert.match(formToken, /^[0-9a-f]{48}$/);
		assert.match(form, /^[0-9a-f]{24}$/);
		assert.deepEqual(filled, {
			givenName: 'Jordan',
			middleName: '',
			familyName: 'Sample7001',
			suffix: '',
			homeLine1: '7001 Example St',
			homeLine2: '',
			homeCity: 'Springfield',
			homeRegion: 'IL',
			homePostalCode: '62701',
			mailingLine1: '',
			mailingLine2: '',
			mailingCity: '',
			mailingRegion: '',
			mailingPostalCode: '',
			email: '',
			mobilePhone: '(217) 555-0123',
			homePhone: '',
			workPhone: '',
			workExtension: '',
			contactName: 'Robin Sample',
			contactRelationship: '',
			contactPhone: '(217) 555-0124',
			primaryPayer: 'Example Health Plan',
			primaryPlan: 'Example PPO',
			primaryMemberId: 'EX7001',
			primaryGroup: 'G-7001',
			secondaryPayer: '',
			secondaryPlan: '',
			secondaryMemberId: '',
			secondaryGroup: '',
		});
	});

	it('makes one request of what was changed and leaves the customer as it is', async () => {
		const { customer, at } = await patient('7002');
		const done = await at.fill(CHANGE, {
			homeLine1: '12  Harbor Road ',
			homeLine2: 'Apt 3',
			homePostalCode: '627049876',
			mobilePhone: '217.555.0199',
		});
		assert.equal(done.path, '/portal/account');
		assert.match(done.text, /Your changes were sent/);
		assert.deepEqual(standings(done), [
			'Home address: waits for your practice',
			'Mobile phone: waits for your practice',
		]);
		const [request, ...more] = await requestsOf(customer.id);
		assert.deepEqual(more, []);
		const { customerId, kind, pmSystem, practiceId, direction, origin, reviewMode, basis } =
			request;
		assert.deepEqual(
			{ customerId, kind, pmSystem, practiceId, direction, origin, reviewMode, basis },
			{
				customerId: customer.id,
				kind: 'change',
				pmSystem: 'tebra',
				practiceId: '1',
				direction: 'to_pm',
				origin: 'patient',
				reviewMode: 'in_healthsail',
				basis: { customerVersion: 1 },
			},
		);
		assert.deepEqual(changesOf(request), [
			{
				path: `/addresses/${customer.addresses[0].id}`,
				from: {
					use: 'home',
					line1: '7002 Example St',
					city: 'Springfield',
					region: 'IL',
					postalCode: '62701',
				},
				to: {
					use: 'home',
					line1: '12 Harbor Road',
					line2: 'Apt 3',
					city: 'Springfield',
					region: 'IL',
					postalCode: '62704-9876',
				},
			},
			{
				path: `/demographics/phones/${customer.demographics.phones[0].id}`,
				from: { use: 'mobile', number: '+12175550123' },
				to: { use: 'mobile', number: '+12175550199' },
			},
		]);
		assert.deepEqual((await get(`/customers/${customer.id}`)).json, customer);
	});

	it('proposes what is not on file yet, and that something is to go', async () => {
		const { customer, at } = await patient('7003');
		await at.fill(CHANGE, {
			givenName: 'Jo',
			email: 'jo.sample@example.org',
			mobilePhone: '',
			workPhone: '+1 217 555 0150',
			workExtension: '42',
			mailingLine1: 'PO Box 9',
			mailingCity: 'Chicago',
			mailingRegion: 'IL',
			mailingPostalCode: '60601',
			contactName: 'Kim Sample',
			contactRelationship: 'Sister',
			primaryPayer: 'Example Mutual',
			primaryMemberId: 'M-1',
			primaryGroup: 'G-1',
		});
		const [request] = await requestsOf(customer.id);
		assert.deepEqual(changesOf(request), [
			{ path: '/demographics/givenName', from: 'Jordan', to: 'Jo' },
			{
				path: '/addresses/new-mailing',
				from: null,
				to: {
					use: 'mailing',
					line1: 'PO Box 9',
					city: 'Chicago',
					region: 'IL',
					postalCode: '60601',
					country: 'US',
				},
			},
			{ path: '/demographics/email', from: null, to: 'jo.sample@example.org' },
			{
				path: `/demographics/phones/${customer.demographics.phones[0].id}`,
				from: { use: 'mobile', number: '+12175550123' },
				to: null,
			},
			{
				path: '/demographics/phones/new-work',
				from: null,
				to: { use: 'work', number: '+12175550150', extension: '42' },
			},
			{
				path: '/emergencyContacts/0',
				from: { name: 'Robin Sample', phones: [{ use: 'home', number: '+12175550124' }] },
				to: {
					name: 'Kim Sample',
					relationship: 'Sister',
					phones: [{ use: 'home', number: '+12175550124' }],
				},
			},
			{
				path: '/coverages/new-primary',
				from: null,
				to: {
					priority: 'primary',
					payer: { name: 'Example Mutual' },
					plan: { groupNumber: 'G-1' },
					memberId: 'M-1',
				},
			},
		]);
	});

	it('changes the card on file as a whole, by its own path', async () => {
		const { customer, at } = await patient('7004');
		const made = await sandbox.call('POST', '/coverages/bulk-upsert', {
			body: { matchOn: 'externalIds', items: [policy(customer.id, '7004')] },
		});
		await at.fill(CHANGE, { primaryMemberId: 'NEW-1' });
		const [request] = await requestsOf(customer.id);
		const card = {
			priority: 'primary',
			payer: { name: 'Example Health Plan' },
			plan: { name: 'Example PPO' },
		};
		assert.deepEqual(changesOf(request), [
			{
				path: `/coverages/${made.json.data[0].id}`,
				from: { ...card, memberId: 'EX7004' },
				to: { ...card, memberId: 'NEW-1' },
			},
		]);
	});

	it('says beside each input what is wrong, keeps what was typed and sends nothing', async () => {
		const { customer, at } = await patient('7005');
		const typed = {
			givenName: '',
			familyName: '🌵🌵',
			homeLine1: 'x'.repeat(200),
			homeCity: '',
			homeRegion: 'ZZ',
			homePostalCode: '627',
			email: 'nobody@nowhere',
			mobilePhone: '555-0123',
			workExtension: '12',
			contactPhone: 'ask Robin',
			primaryPlan: 'PPO',
		};
		const page = await at.fill(CHANGE, typed);
		assert.equal(page.status, 422);
		const wrong = Object.fromEntries(
			[...Object.keys(typed), 'workPhone', 'primaryPayer', 'primaryMemberId'].map((name) => [
				name,
				wrongWith(page, name),
			]),
		);
		assert.deepEqual(wrong, {
			givenName: 'Enter your first name.',
			familyName: 'Leave out emoji and other pictures. Practices cannot store them.',
			homeLine1: 'Use at most 100 characters.',
			homeCity: 'Enter the city.',
			homeRegion: 'Choose the state.',
			homePostalCode: 'Enter a ZIP code with 5 or 9 digits.',
			email: 'Enter an address such as name@example.org.',
			mobilePhone: 'Enter a US number with its 10 digits, such as (217) 555-0123.',
			workExtension: undefined,
			workPhone: 'Enter the number that the extension belongs to.',
			contactPhone: 'Enter a US number with its 10 digits, such as (217) 555-0123.',
			primaryPlan: undefined,
			primaryPayer: 'Enter the insurance company.',
			primaryMemberId: 'Enter the member ID.',
		});
		const { homeRegion: _unknown, ...others } = typed;
		const again = formOf(page, CHANGE);
		for (const [name, value] of Object.entries(others)) assert.equal(again[name], value);
		assert.match(page.text, /href="#homePostalCode"\s*>Home address, ZIP code: /);
		assert.match(page.text, /<title>Please check: Change my details/);
		assert.deepEqual(await requestsOf(customer.id), []);
		const corrected = await at.send(page, CHANGE, {
			...{ givenName: 'Jordan', familyName: 'Sample7005', homeLine1: '1 Short St' },
			...{ homeCity: 'Springfield', homeRegion: 'IL', homePostalCode: '62701' },
			...{ email: '', mobilePhone: '(217) 555-0123', workExtension: '' },
			...{ contactPhone: '(217) 555-0124', primaryPlan: '' },
		});
		assert.deepEqual(standings(corrected), ['Home address: waits for your practice']);
	});

	it('takes no telephone that the numbering plan does not know', async () => {
		const { at } = await patient('7006');
		for (const mobilePhone of ['117-555-0123', '217-155-0123', '+44 20 7946 0123', '21755501234']) {
			const page = await at.fill(CHANGE, { mobilePhone });
			assert.equal(page.status, 422, mobilePhone);
		}
		assert.equal((await at.fill(CHANGE, { mobilePhone: '1 (217) 555-0177' })).status, 200);
	});

	it('does not mind odd values on file that the patient left alone', async () => {
		const { customer, at } = await patient('7007', {
			demographics: {
				givenName: 'Jordan',
				familyName: '7',
				phones: [{ use: 'mobile', number: '+442079460123', extension: '9' }],
			},
			addresses: [{ use: 'home', line1: '1 Rue', city: 'Laval', region: 'QC', postalCode: 'H7A' }],
		});
		const shown = formOf(await at.open(CHANGE), CHANGE);
		assert.equal(shown.homeRegion, 'QC');
		await at.fill(CHANGE, { email: 'odd@example.org', mobileExtension: '10' });
		const [request] = await requestsOf(customer.id);
		assert.deepEqual(
			request.changes.map(({ to }: Loose) => to),
			['odd@example.org', { use: 'mobile', number: '+442079460123', extension: '10' }],
		);
	});

	it('sends nothing when nothing was changed, or only the way that it is written', async () => {
		const { customer, at } = await patient('7008');
		const untouched = await at.fill(CHANGE, {});
		assert.match(untouched.text, /so nothing was sent/);
		const rewritten = await at.fill(CHANGE, {
			mobilePhone: '2175550123',
			homeCity: ' Springfield',
		});
		assert.match(rewritten.text, /so nothing was sent/);
		assert.deepEqual(await requestsOf(customer.id), []);
	});

	it('makes one request of a form that is sent twice', async () => {
		const { customer, at } = await patient('7009');
		const form = await at.open(CHANGE);
		await at.send(form, CHANGE, { email: 'twice@example.org' });
		await at.send(form, CHANGE, { email: 'twice@example.org' });
		assert.equal((await requestsOf(customer.id)).length, 1);
		const shown = await at.open(CHANGE);
		assert.match(shown.text, /E-mail:\s+you asked for <strong>twice@example\.org<\/strong>/);
	});

	it('lets a later value take the place of one that waits', async () => {
		const { customer, at } = await patient('7010');
		await at.fill(CHANGE, { email: 'one@example.org', givenName: 'Jo' });
		const done = await at.fill(CHANGE, { email: 'two@example.org' });
		assert.deepEqual(standings(done), [
			'E-mail: waits for your practice',
			'First name: waits for your practice',
			'E-mail: replaced by a later request',
		]);
		const [, newer] = await requestsOf(customer.id);
		assert.deepEqual(changesOf(newer), [
			{ path: '/demographics/email', from: null, to: 'two@example.org' },
		]);
	});

	it('does not take back what the practice changed while the form was open', async () => {
		const { customer, at } = await patient('7011');
		const form = await at.open(CHANGE);
		const moved = synthetic('7011');
		moved.addresses[0].line1 = '5 Practice Way';
		await sandbox.call('POST', '/customers/upsert', {
			body: { matchOn: 'externalIds', customer: moved },
		});
		await at.send(form, CHANGE, { email: 'meanwhile@example.org' });
		const [request] = await requestsOf(customer.id);
		assert.deepEqual(changesOf(request), [
			{ path: '/demographics/email', from: null, to: 'meanwhile@example.org' },
		]);
		assert.deepEqual(request.basis, { customerVersion: 2 });
	});

	it('shows again what both the patient and the practice changed', async () => {
		const { customer, at } = await patient('7012');
		const form = await at.open(CHANGE);
		const moved = synthetic('7012');
		moved.addresses[0].line1 = '5 Practice Way';
		await sandbox.call('POST', '/customers/upsert', {
			body: { matchOn: 'externalIds', customer: moved },
		});
		const page = await at.send(form, CHANGE, { homeLine1: '9 Patient Way' });
		assert.equal(page.status, 422);
		assert.match(wrongWith(page, 'homeLine1') ?? '', /It now has 5 Practice Way, Springfield/);
		assert.equal(formOf(page, CHANGE).homeLine1, '9 Patient Way');
		assert.deepEqual(await requestsOf(customer.id), []);
		await at.send(page, CHANGE, {});
		const [request] = await requestsOf(customer.id);
		assert.equal(request.changes[0].from.line1, '5 Practice Way');
		assert.equal(request.changes[0].to.line1, '9 Patient Way');
	});

	it('tells what the practice accepted and declined', async () => {
		const { customer, at } = await patient('7013');
		await at.fill(CHANGE, { homeLine1: '3 New St', mobilePhone: '217 555 0188' });
		const [{ id, changes }] = await requestsOf(customer.id);
		const decide = await post(
			`/demographic-change-requests/${id}/decisions`,
			{
				decisions: [
					{ changeId: changes[0].id, decision: 'approved' },
					{ changeId: changes[1].id, decision: 'rejected', reason: 'note for staff' },
				],
				reviewer,
			},
			1,
			nextKey(),
		);
		assert.equal(decide.status, 200);
		const page = await at.open('/portal/account');
		assert.deepEqual(standings(page), [
			'Home address: accepted, on its way to your practice’s record',
			'Mobile phone: declined by your practice',
		]);
		assert.ok(!page.text.includes('note for staff'));
		await sandbox.call('PATCH', `/demographic-change-requests/${id}/delivery`, {
			body: {
				state: 'confirmed',
				channel: 'direct_write',
				outcomes: [{ changeId: changes[0].id, outcome: 'applied' }],
				closedAs: 'accepted',
			},
			ifMatch: 2,
		});
		assert.deepEqual(standings(await at.open('/portal/account')), [
			'Home address: accepted, and in your practice’s record',
			'Mobile phone: declined by your practice',
		]);
	});

	it('withdraws a request, once, and never that of somebody else', async () => {
		const { customer, at } = await patient('7014');
		const other = await patient('7015');
		const account = await at.fill(CHANGE, { email: 'back@example.org' });
		const [{ id }] = await requestsOf(customer.id);
		const { formToken } = formOf(await other.at.open(CHANGE), CHANGE);
		const refused = await other.at.post('/portal/requests/withdraw', { formToken, request: id });
		assert.match(refused.text, /can no longer be withdrawn/);
		assert.equal((await requestsOf(customer.id))[0].review.state, 'pending_review');
		const done = await at.send(account, '/portal/requests/withdraw', {});
		assert.match(done.text, /Your request was withdrawn/);
		assert.deepEqual(standings(done), ['E-mail: withdrawn']);
		assert.ok(!done.text.includes('action="/portal/requests/withdraw"'));
		const late = await at.send(account, '/portal/requests/withdraw', {});
		assert.match(late.text, /can no longer be withdrawn/);
		assert.equal((await requestsOf(customer.id))[0].review.state, 'cancelled');
	});

	it('asks a patient of two practices which one to tell', async () => {
		const elm = { ...tebraId('E7016'), practiceId: '2' };
		const { customer, at } = await patient('7016', { externalIds: [tebraId('7016'), elm] });
		const page = await at.open(CHANGE);
		assert.match(page.text, /Which practice should change this\?/);
		const sent = await at.send(page, CHANGE, { practice: 'tebra 2', email: 'elm@example.org' });
		assert.match(sent.text, /Sent to Practice 2 \(Tebra\) on/);
		await at.send(await at.open(CHANGE), CHANGE, { email: 'elm@example.org' });
		const requests = await requestsOf(customer.id);
		assert.deepEqual(
			requests.map(({ practiceId }) => practiceId),
			['2', '1'],
		);
		const forged = await at.fill(CHANGE, { practice: 'tebra 3', email: 'x@example.org' });
		assert.equal(forged.path, '/portal/account');
		assert.equal((await requestsOf(customer.id)).length, 2);
	});

	it('has no form for a person without a practice, or whose practice shares nothing', async () => {
		const shopper = await create('shopper7017');
		const at = await PortalPatient.signIn(sandbox.origin, shopper.id);
		const account = await at.open('/portal/account');
		assert.match(account.text, /not linked to a practice yet/);
		assert.ok(!account.text.includes(CHANGE));
		assert.equal((await at.open(CHANGE)).path, '/portal/account');
		const left = await patient('7018');
		await sandbox.call('PATCH', `/customers/${left.customer.id}`, {
			body: { syncState: 'left', syncReason: 'synthetic' },
			ifMatch: 1,
		});
		assert.equal((await left.at.open(CHANGE)).path, '/portal/account');
		assert.match((await left.at.open('/portal/account')).text, /does not share your details/);
	});
});
