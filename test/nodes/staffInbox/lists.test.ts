import type { IDataObject } from 'n8n-workflow';

import { startSandbox } from '../../support/sandboxProcess';
import { recordsAt } from './records';
import { Browser, wordsOf } from './stage';

/** The lists of the inbox, before a HealthSail that answers for real; all people are invented. */

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let records: ReturnType<typeof recordsAt>;
beforeAll(async () => {
	sandbox = await startSandbox(5968, ['--systems', 'tebra', '--patients', '5', '--no-limits']);
	records = recordsAt(sandbox.healthSail, sandbox.status);
}, 40_000);
afterAll(async () => await sandbox.stop());

const signedIn = async (id: 'dana' | 'oak' = 'dana') => {
	const own = new Browser({ healthSail: sandbox.healthSail });
	await own.signIn(id);
	return own;
};

describe('the list of changes', () => {
	it('shows HTML in a name and in a value as text', async () => {
		const evil = '<img src=x onerror=alert(1)>"\'&';
		const { id } = await records.customer({ familyName: evil });
		await records.request(String(id), {
			changes: [{ path: '/demographics/familyName', from: evil, to: `</p><script>x</script>` }],
		});
		const own = await signedIn();
		const { body, headers, status } = await own.open('changes');
		expect(status).toBe(200);
		expect(JSON.stringify(headers)).not.toMatch(/onerror|Ada/);
		expect(body).not.toMatch(/<img|<script>x/);
		expect(wordsOf(body)).toContain(evil);
		expect(wordsOf(body)).toContain('</p><script>x</script>');
	});

	it('is filtered by name, practice and age, from a form and never from an address', async () => {
		const ada = await records.customer({ givenName: 'Zelda', familyName: 'Findme' });
		const one = await records.request(String(ada.id));
		const two = await records.request(String((await records.customer()).id), { practiceId: '2' });
		const own = await signedIn();
		await own.open('changes', { name: 'findme' });
		expect([own.has(String(one.id)), own.has(String(two.id))]).toEqual([true, false]);
		expect(own.body).toContain('value="findme"');
		await own.open('changes', { practice: 'tebra:2' });
		expect([own.has(String(one.id)), own.has(String(two.id))]).toEqual([false, true]);
		await own.open('changes', { olderThanDays: '1' });
		expect(own.body).toContain('Nothing fits the filter.');
		expect(own.body).toContain('This list is filtered: there may be more.');
		for (const tag of own.body.match(/<form[^>]*>/g) ?? []) {
			expect(tag).toMatch(/method="post" action=""/);
		}
	});

	it('shows a reviewer of one practice nothing of another, and takes nothing for it', async () => {
		const other = await records.request(String((await records.customer()).id), { practiceId: '2' });
		const own = await records.request(String((await records.customer()).id));
		const oak = await signedIn('oak');
		expect([oak.has(String(own.id)), oak.has(String(other.id))]).toEqual([true, false]);
	});

	it('leaves out what the practice decides in its own system', async () => {
		const { id } = await records.customer({ familyName: 'Ownreview' });
		const request = await records.request(String(id), { reviewMode: 'in_pm' });
		const own = await signedIn();
		expect(own.has(String(request.id))).toBe(false);
	});

	it('goes over pages of 25 rows', async () => {
		for (let number = 0; number < 26; number += 1) {
			await records.request(String((await records.customer({ familyName: 'Manyone' })).id));
		}
		const own = await signedIn();
		await own.open('changes', { name: 'manyone' });
		expect(own.body.match(/<article/g)).toHaveLength(25);
		expect(wordsOf(own.body)).toContain('Page 1 of 2, 26 in all');
		await own.open('changes', { name: 'manyone', page: '2' });
		expect(own.body.match(/<article/g)).toHaveLength(1);
	}, 60_000);

	it('is read with one audit event that names the reader, everybody shown and no value', async () => {
		const { id } = await records.customer({ familyName: 'Auditedone' });
		await records.request(String(id));
		const own = await signedIn();
		const reported = async () =>
			(await records.state()).auditEvents.filter((event) => event.class === 'integration');
		const before = (await reported()).length;
		await own.open('changes', { name: 'auditedone' });
		const events = (await reported()).slice(before);
		expect(events).toHaveLength(1);
		expect(events[0]).toMatchObject({
			action: 'read',
			workflowStep: 'inbox.changes.read',
			approvedBy: 'dana',
			count: 1,
		});
		expect(JSON.stringify(events)).not.toMatch(/Auditedone|5550199/);
	});
});

describe('a new patient', () => {
	it('stands in a list of their own and can be approved', async () => {
		const request = await records.call('POST', '/demographic-change-requests', {
			kind: 'new_patient',
			pmSystem: 'tebra',
			practiceId: '1',
			direction: 'to_pm',
			origin: 'patient',
			reviewMode: 'in_healthsail',
			changes: [
				{ path: '/demographics/givenName', from: null, to: 'Bea' },
				{ path: '/demographics/familyName', from: null, to: 'Newcomer' },
			],
		});
		const own = await signedIn();
		expect(own.has(String(request.id))).toBe(false);
		await own.open('newPatients');
		expect(wordsOf(own.card(String(request.id)))).toContain('Bea Newcomer');
		const { item } = await own.post(String(request.id), { how: 'approveAll' });
		expect(item).toMatchObject({ kind: 'newPatient', approved: 2, state: 'approved' });
	});
});

describe('a match review', () => {
	const open = async (value: string, patient?: IDataObject) => {
		const customer = await records.customer({ familyName: 'Pairone' });
		const review = await records.call('POST', '/match-reviews', {
			pair: {
				externalId: { system: 'tebra', practiceId: '1', type: 'patient', value },
				customerId: customer.id,
			},
			grade: 'possible',
			reasons: ['familyNameEqual', 'birthDateOneDay'],
			...(patient && { patient }),
		});
		return { id: String(review.id), customerId: String(customer.id) };
	};

	it('shows both records and the reasons, and links what is one person', async () => {
		const { id, customerId } = await open('90001', {
			demographics: { givenName: 'Ada', familyName: 'Pairtwo', birthDate: '1984-03-01' },
		});
		const own = await signedIn();
		await own.open('matches');
		const words = wordsOf(own.card(id));
		expect(words).toContain('Pairtwo');
		expect(words).toContain('Pairone');
		expect(words).toContain('The birth dates are one day apart.');
		const { item, status } = await own.post(id, { decision: 'link' });
		expect(status).toBe(200);
		expect(item).toEqual({
			kind: 'matchReview',
			matchReviewId: id,
			system: 'tebra',
			practiceId: '1',
			decision: 'link',
			reviewerId: 'dana',
			at: expect.any(String) as string,
		});
		const customer = await records.call('GET', `/customers/${customerId}`);
		expect(customer.externalIds).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ value: '90001', verification: 'verified' }),
			]),
		);
		const { auditEvents } = await records.state();
		const steps = auditEvents.filter(({ workflowStep }) => workflowStep === 'inbox.match.decide');
		expect(steps.map(({ action }) => action)).toEqual(['decide', 'link']);
	});

	it('decided by somebody else meanwhile tells who', async () => {
		const { id } = await open('90002');
		const own = await signedIn();
		await own.open('matches');
		const other = await signedIn();
		await other.open('matches');
		await other.post(id, { decision: 'keep_apart' });
		const { status, body, item } = await own.post(id, { decision: 'link' });
		expect(status).toBe(409);
		expect(item).toBeUndefined();
		expect(wordsOf(body)).toContain('Dana Reviewer decided this on');
	});
});

describe('an incident', () => {
	it('names the patient and the fields, and is released with a note only', async () => {
		const customer = await records.customer({ familyName: 'Incidentone' });
		const request = await records.request(String(customer.id));
		const incident = await records.call('POST', '/pm-incidents', {
			pmSystem: 'tebra',
			practiceId: '1',
			kind: 'unexpected_change',
			subject: { type: 'patient', keyedHash: 'a'.repeat(64) },
			fields: ['phone.home'],
			by: request.id,
		});
		const id = String(incident.id);
		const own = await signedIn();
		await own.open('incidents');
		expect(wordsOf(own.card(id))).toContain('Incidentone');
		expect(wordsOf(own.card(id))).toContain('Home phone');
		const empty = await own.post(id, { comment: '  ' });
		expect(empty.item).toBeUndefined();
		const { item } = await own.post(id, { comment: 'Chart corrected by hand' });
		expect(item).toMatchObject({ kind: 'incident', incidentId: id, decision: 'released' });
		const { pmIncidents } = await records.state();
		expect(pmIncidents.find((one) => one.id === id)).toMatchObject({
			state: 'released',
			releasedBy: 'dana',
			comment: 'Chart corrected by hand',
		});
	});
});

it('says in each list that nothing waits, where nothing does', async () => {
	const own = await signedIn();
	await own.open('newPatients', { name: 'nobody at all' });
	expect(own.body).toContain('Nothing fits the filter. Clear it to see everything.');
	await own.open('incidents');
	expect(own.body).toContain('There is no open incident: writes go on.');
	expect(own.body).not.toContain('This list is filtered');
});
