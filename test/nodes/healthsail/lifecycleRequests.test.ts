import {
	anyHash,
	auditOf,
	json,
	problem,
	scriptedHealthSail,
	withAudit,
	type Script,
} from '../healthsail.support/scripted';

/** What merges and lists send, and in which order. All data is synthetic. */

const { serve, close } = scriptedHealthSail();
afterEach(close);

const pair = { system: 'tebra', practiceId: '1', survivor: '501', loser: '502' };

const merge = { id: 'pmg_1', version: 3, ...pair, state: 'applied', moved: [] };

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
