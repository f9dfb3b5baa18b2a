import type { IDataObject } from 'n8n-workflow';

import {
	anyHash,
	auditOf,
	json,
	scriptedHealthSail,
	withAudit,
} from '../healthsail.support/scripted';

/** What demographic change requests send, and in which order. All data is synthetic. */

const { serve, close } = scriptedHealthSail();
afterEach(close);

describe('Demographic Change Request: Create', () => {
	const practice = { system: 'tebra', practiceId: '1' };
	const created = json({ id: 'dcr_1', version: 1 }, 201);
	const change = {
		...practice,
		requestKind: 'change',
		customerId: 'cus_1',
		changesFrom: 'fields',
		changes: {
			entries: [
				{ path: '/demographics/email', from: '', to: 'jordan@example.org' },
				{ path: '/demographics/middleName', from: 'Lee', to: '' },
			],
		},
		direction: 'to_pm',
		origin: 'guardian',
		reviewMode: 'in_healthsail',
		options: { customerVersion: 7, pmContentHash: 'b1946ac9' },
	};

	it('sends a change, an empty box as null, after a report that names paths only', async () => {
		const { hs, requests } = await serve(withAudit(() => created));
		await hs.one('demographicChangeRequest', 'create', change);
		expect(requests.map(({ url }) => url)).toEqual([
			'/v1/audit-events/bulk',
			'/v1/demographic-change-requests',
		]);
		expect(auditOf(requests[0].body)[0]).toMatchObject({
			action: 'create',
			workflowStep: 'demographicChangeRequest.create',
			customerId: 'cus_1',
			fields: ['/demographics/email', '/demographics/middleName'],
			subjects: [{ type: 'customer', keyedHash: anyHash }],
		});
		expect(requests[0].body).not.toMatch(/jordan|Lee/);
		expect(JSON.parse(requests[1].body)).toEqual({
			kind: 'change',
			customerId: 'cus_1',
			pmSystem: 'tebra',
			practiceId: '1',
			direction: 'to_pm',
			origin: 'guardian',
			reviewMode: 'in_healthsail',
			changes: [
				{ path: '/demographics/email', from: null, to: 'jordan@example.org' },
				{ path: '/demographics/middleName', from: 'Lee', to: null },
			],
			basis: { customerVersion: 7, pmContentHash: 'b1946ac9' },
		});
		expect(requests[1].headers['idempotency-key']).toMatch(/^[0-9a-f]{64}$/);
	});

	it('takes the changes of an item, and of each only path, from and to', async () => {
		const { hs, requests } = await serve(withAudit(() => created));
		const phone = { use: 'mobile', number: '+12175550123' };
		await hs.one(
			'demographicChangeRequest',
			'create',
			{ ...change, changesFrom: 'json', changesJson: '={{ $json.changes }}', options: {} },
			[{ changes: [{ id: 'x', path: '/demographics/phones/ph_1', from: null, to: phone }] }],
		);
		const body = JSON.parse(requests[1].body) as IDataObject;
		expect(body.changes).toEqual([{ path: '/demographics/phones/ph_1', from: null, to: phone }]);
		expect(body).not.toHaveProperty('basis');
	});

	it.each([
		['none', '[]'],
		['no path', '[{"from":null,"to":"x"}]'],
		['a path that is none', '[{"path":"email","from":null,"to":"x"}]'],
		['no word on the value before', '[{"path":"/demographics/email","to":"x"}]'],
		['something else', '{"path":"/demographics/email"}'],
	])('refuses changes of which there is %s', async (_name, changesJson) => {
		const { hs, requests } = await serve(withAudit(() => created));
		const { error } = await hs.run('demographicChangeRequest', 'create', {
			...change,
			changesFrom: 'json',
			changesJson,
		});
		expect(error?.context?.failure).toMatchObject({
			kind: 'validation',
			fields: ['Changes (JSON)'],
		});
		expect(requests).toEqual([]);
	});

	const shopper = {
		id: 'cus_9',
		version: 4,
		status: 'active',
		externalIds: [],
		demographics: { givenName: 'Jordan', familyName: 'Sample', birthDate: '1984-02-29' },
	};
	const proposal = { ...practice, requestKind: 'new_patient', customer: '={{ $json }}' };

	it('proposes a customer as a new patient, with the same key however often it runs', async () => {
		const { hs, requests } = await serve(withAudit(() => created));
		await hs.items('demographicChangeRequest', 'create', proposal, [shopper, shopper]);
		await hs.one('demographicChangeRequest', 'create', proposal, [{ ...shopper, version: 5 }]);
		const renamed = { ...shopper.demographics, givenName: 'Jordan Lee' };
		await hs.one('demographicChangeRequest', 'create', proposal, [
			{ ...shopper, version: 6, demographics: renamed },
		]);
		const sent = requests.filter(({ url }) => url.endsWith('/demographic-change-requests'));
		expect(JSON.parse(sent[0].body)).toMatchObject({
			kind: 'new_patient',
			customerId: 'cus_9',
			changes: [
				{ path: '/demographics/givenName', from: null, to: 'Jordan' },
				{ path: '/demographics/familyName', from: null, to: 'Sample' },
				{ path: '/demographics/birthDate', from: null, to: '1984-02-29' },
			],
		});
		const keys = sent.map(({ headers }) => headers['idempotency-key']);
		expect(keys[0]).toBe(keys[1]);
		expect(keys[2]).toBe(keys[0]);
		expect(keys[3]).not.toBe(keys[0]);
	});

	it('refuses a customer that lacks a birth date, naming the member and no value', async () => {
		const { hs, requests } = await serve(withAudit(() => created));
		const { error } = await hs.run('demographicChangeRequest', 'create', proposal, [
			{ ...shopper, demographics: { ...shopper.demographics, birthDate: null } },
		]);
		expect(error?.context?.failure).toMatchObject({ fields: ['demographics.birthDate'] });
		expect(JSON.stringify(error)).not.toMatch(/Jordan|Sample/);
		expect(requests).toEqual([]);
	});

	it('refuses an item that is no customer', async () => {
		const { hs } = await serve(withAudit(() => created));
		const { error } = await hs.run('demographicChangeRequest', 'create', proposal, [{ id: 'x' }]);
		expect(error?.context?.failure).toMatchObject({ fields: ['Customer'] });
	});
});

describe('Demographic Change Request: Cancel', () => {
	it('names the version, a reason when there is one, and is reported first', async () => {
		const { hs, requests } = await serve(withAudit(() => json({ id: 'dcr_1', version: 2 })));
		const request = { demographicChangeRequestId: 'dcr_1', version: '1' };
		await hs.one('demographicChangeRequest', 'cancel', { ...request, reasonCode: 'withdrew' });
		await hs.one('demographicChangeRequest', 'cancel', request);
		expect(requests.map(({ url }) => url)).toEqual([
			'/v1/audit-events/bulk',
			'/v1/demographic-change-requests/dcr_1/cancel',
			'/v1/audit-events/bulk',
			'/v1/demographic-change-requests/dcr_1/cancel',
		]);
		expect(requests[1].headers).toMatchObject({
			'if-match': '"1"',
			'idempotency-key': expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
		});
		expect(JSON.parse(requests[1].body)).toEqual({ reasonCode: 'withdrew' });
		expect(requests[3].body).toBe('');
		expect(auditOf(requests[0].body)[0]).toMatchObject({
			action: 'update',
			workflowStep: 'demographicChangeRequest.cancel',
			fields: ['review.state'],
		});
	});
});
