import type { IDataObject } from 'n8n-workflow';

import { json, problem, scriptedHealthSail, type Script } from '../healthsail.support/scripted';

/** What merges and change requests send, and in which order. All data is synthetic. */

const { serve, close } = scriptedHealthSail();
afterEach(close);

const pair = { system: 'tebra', practiceId: '1', survivor: '501', loser: '502' };
const merge = { id: 'pmg_1', version: 3, ...pair, state: 'applied', moved: [] };
const anyHash = expect.stringMatching(/^[0-9a-f]{64}$/) as unknown;

/** Takes every audit event and answers the rest as told. */
const withAudit =
	(rest: Script): Script =>
	(request, number) => {
		if (!request.url.endsWith('/audit-events/bulk')) return rest(request, number);
		const { items } = JSON.parse(request.body) as { items: unknown[] };
		return json({
			data: items.map((_item, index) => ({ index, result: 'created', id: `aud_${index}` })),
		});
	};

const auditOf = (body: string) => (JSON.parse(body) as { items: IDataObject[] }).items;

describe('Patient: Merge', () => {
	it('reports both patients by hash, then tells HealthSail of the merge', async () => {
		const { hs, requests } = await serve(withAudit(() => json(merge, 201)));
		const result = await hs.one('patient', 'merge', { ...pair, reason: 'duplicate_chart' });
		expect(result).toMatchObject({ id: 'pmg_1', moved: [] });
		expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
			'POST /v1/audit-events/bulk',
			'POST /v1/patient-merges',
		]);
		const [event] = auditOf(requests[0].body);
		expect(event).toMatchObject({
			action: 'merge',
			workflowStep: 'patient.merge',
			flow: 'Workflow under test',
			outcome: 'success',
			subjects: [
				{ type: 'patient', keyedHash: anyHash },
				{ type: 'patient', keyedHash: anyHash },
			],
		});
		expect(requests[0].body).not.toMatch(/"50[12]"/);
		expect(JSON.parse(requests[1].body)).toEqual({ ...pair, reason: 'duplicate_chart' });
		expect(requests[1].headers['idempotency-key']).toMatch(/^[0-9a-f]{64}$/);
	});

	it('is not told when its report is refused', async () => {
		const { hs, requests } = await serve(() => problem(403, 'scope_missing'));
		const { error } = await hs.run('patient', 'merge', pair);
		expect(error?.context?.failure).toMatchObject({ kind: 'permission' });
		expect(requests.map(({ url }) => url)).toEqual(['/v1/audit-events/bulk']);
	});

	it('that HealthSail refuses is reported a second time, as a failure', async () => {
		const { hs, requests } = await serve(withAudit(() => problem(409, 'state_invalid')));
		const { error } = await hs.run('patient', 'merge', pair);
		expect(error?.context?.failure).toMatchObject({ kind: 'conflict' });
		const outcomes = requests
			.filter(({ url }) => url.endsWith('/audit-events/bulk'))
			.map(({ body }) => auditOf(body)[0].outcome);
		expect(outcomes).toEqual(['success', 'failure']);
	});

	it.each([
		['twice the same patient', { loser: ' 501' }, 'Merged Patient ID'],
		['no surviving patient', { survivor: ' ' }, 'Surviving Patient ID'],
		['no merged patient', { loser: '={{ $json.nothing ?? "" }}' }, 'Merged Patient ID'],
	])('of %s is refused before any call', async (_name, more, field) => {
		const { hs, requests } = await serve(() => json(merge));
		const { error } = await hs.run('patient', 'merge', { ...pair, ...more });
		expect(error?.context?.failure).toMatchObject({ kind: 'validation', fields: [field] });
		expect(requests).toEqual([]);
	});
});

describe('Patient: Unmerge', () => {
	const lists: Script = ({ method, url }) => {
		if (method === 'POST') return json({ ...merge, state: 'undone', version: 4 });
		if (url.includes('/patient-merges/')) return json(merge);
		const others = [
			{ ...merge, id: 'pmg_2', loser: '503' },
			{ ...merge, id: 'pmg_3', survivor: '502', loser: '501' },
		];
		return json({ data: [...others, merge], page: { nextCursor: null } });
	};

	it('by its ID reads whom it was about, reports, and undoes the version that was read', async () => {
		const { hs, requests } = await serve(withAudit(lists));
		const result = await hs.one('patient', 'unmerge', {
			mergeBy: 'id',
			patientMergeId: 'pmg_1',
			version: '2',
		});
		expect(result).toMatchObject({ state: 'undone' });
		expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
			'GET /v1/patient-merges/pmg_1',
			'POST /v1/audit-events/bulk',
			'POST /v1/patient-merges/pmg_1/undo',
		]);
		expect(requests[2].headers['if-match']).toBe('"2"');
		expect(auditOf(requests[1].body)[0]).toMatchObject({
			action: 'merge',
			workflowStep: 'patient.unmerge',
			subjects: [{ type: 'patient' }, { type: 'patient' }],
		});
	});

	it('by its patients finds the merge of these two in this order', async () => {
		const { hs, requests } = await serve(withAudit(lists));
		await hs.one('patient', 'unmerge', { mergeBy: 'patients', ...pair });
		const query = new URL(requests[0].url, 'http://127.0.0.1').searchParams;
		expect(Object.fromEntries(query)).toMatchObject({
			state: 'applied',
			pmSystem: 'tebra',
			practiceId: '1',
		});
		expect(requests[2].url).toBe('/v1/patient-merges/pmg_1/undo');
		expect(requests[2].headers['if-match']).toBe('"3"');
	});

	it('of patients who were not merged says so and undoes nothing', async () => {
		const { hs, requests } = await serve(withAudit(lists));
		const { error } = await hs.run('patient', 'unmerge', {
			mergeBy: 'patients',
			...pair,
			loser: '999',
		});
		expect(error?.context?.failure).toMatchObject({ kind: 'notFound' });
		expect(requests.map(({ method }) => method)).toEqual(['GET']);
	});
});

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

describe('lists', () => {
	const empty: Script = () => json({ data: [], page: { nextCursor: null } });

	it.each([
		[
			'demographicChangeRequest',
			'getMany',
			{
				kind: ['new_patient'],
				reviewState: ['pending_review', 'in_review'],
				deliveryState: ['not_started'],
				direction: ['to_pm'],
				customerId: 'cus_1',
				system: ['tebra'],
				practiceId: '1',
			},
			'/v1/demographic-change-requests',
			{
				kind: 'new_patient',
				'review.state': 'pending_review,in_review',
				'delivery.state': 'not_started',
				direction: 'to_pm',
				customerId: 'cus_1',
				pmSystem: 'tebra',
				practiceId: '1',
			},
		],
		[
			'patient',
			'getManyMerges',
			{ state: ['applied'], customerId: 'cus_1', system: ['tebra'], practiceId: '1' },
			'/v1/patient-merges',
			{ state: 'applied', customerId: 'cus_1', pmSystem: 'tebra', practiceId: '1' },
		],
	])('of %s %s send filters in the forms of the contract', async (...row) => {
		const [resource, operation, filters, path, expected] = row;
		const { hs, requests } = await serve(empty);
		await hs.items(resource, operation, { returnAll: true, filters });
		const url = new URL(requests[0].url, 'http://127.0.0.1');
		expect(url.pathname).toBe(path);
		const { limit, ...query } = Object.fromEntries(url.searchParams);
		expect(query).toEqual(expected);
		expect(limit).toBe('200');
	});
});
