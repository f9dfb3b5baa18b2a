import { errorsOf } from '../../contract/healthsail.support';
import type { SeenRequest } from '../../support/localServer';
import {
	anyHash,
	auditOf,
	json,
	problem,
	scriptedHealthSail,
	withAudit,
	type Script,
} from '../healthsail.support/scripted';

/** What Decide and Set Delivery send, and in which order. All data is synthetic. */

const { serve, close } = scriptedHealthSail();
afterEach(close);

const request = {
	id: 'dcr_1',
	version: 3,
	customerId: 'cus_1',
	kind: 'change',
	pmSystem: 'tebra',
	practiceId: '1',
	direction: 'to_pm',
	origin: 'patient',
	submittedAt: '2026-03-04T14:00:00Z',
	reviewMode: 'in_healthsail',
	changes: [
		{
			id: 'chg_1',
			path: '/demographics/email',
			from: 'old@example.org',
			to: 'new@example.org',
			decision: 'approved',
			outcome: 'with_staff',
			outcomeCode: 'unknownState',
		},
		{
			id: 'chg_2',
			path: '/demographics/givenName',
			from: null,
			to: 'Jordan',
			decision: 'rejected',
		},
	],
	review: { state: 'partially_approved' },
	delivery: { state: 'landed', channel: 'hl7', pmRefs: [], attempts: 1 },
	shortRef: 'HSD0000001',
};

const states = {
	id: 'dcr_1',
	version: 3,
	kind: 'change',
	pmSystem: 'tebra',
	practiceId: '1',
	shortRef: 'HSD0000001',
	customerId: 'cus_1',
	reviewState: 'partially_approved',
	deliveryState: 'landed',
	channel: 'hl7',
	attempts: 1,
	changes: [
		{
			id: 'chg_1',
			path: '/demographics/email',
			decision: 'approved',
			outcome: 'with_staff',
			outcomeCode: 'unknownState',
		},
		{ id: 'chg_2', path: '/demographics/givenName', decision: 'rejected' },
	],
};

/** The customer, and the changes without their values, as the field selection answers them. */
const target = {
	id: 'dcr_1',
	version: 2,
	customerId: 'cus_1',
	changes: request.changes.map(({ id, path, decision }) => ({ id, path, decision })),
};

const answering = (write: Script): Script =>
	withAudit((seen, number) => (seen.method === 'GET' ? json(target) : write(seen, number)));

/** What an error tells, without the parameters of the node, which the person typed. */
const toldBy = (error: (Error & { context?: object; description?: unknown }) | undefined) =>
	JSON.stringify([error?.message, error?.description, error?.context]);

const callsOf = (requests: readonly SeenRequest[]) =>
	requests.map(({ method, url }) => `${method} ${decodeURIComponent(url.replace('/v1', ''))}`);

const readOfTarget =
	'GET /demographic-change-requests/dcr_1?fields=customerId,changes(id,path,decision)';

describe('Demographic Change Request: Decide', () => {
	const decision = {
		demographicChangeRequestId: ' dcr_1 ',
		version: '2',
		decisionsFrom: 'fields',
		decisions: {
			entries: [
				{ changeId: 'chg_1', decision: 'approved', reason: '', valueSeen: '"old@example.org"' },
				{ changeId: 'chg_2', decision: 'rejected', reason: 'not the patient', valueSeen: 'null' },
			],
		},
		reviewerId: 'usr_22',
		reviewerName: 'Alex Example',
		reviewerMethod: 'n8n',
	};

	it('sends the decisions with the value seen, after a report that names paths only', async () => {
		const { hs, requests } = await serve(answering(() => json(request)));
		const item = await hs.one('demographicChangeRequest', 'decide', decision);
		expect(item).toEqual(states);
		expect(callsOf(requests)).toEqual([
			readOfTarget,
			'POST /audit-events/bulk',
			'POST /demographic-change-requests/dcr_1/decisions',
		]);
		expect(auditOf(requests[1].body)).toEqual([
			expect.objectContaining({
				action: 'decide',
				workflowStep: 'demographicChangeRequest.decide',
				fields: ['/demographics/email', '/demographics/givenName'],
				subjects: [
					{ type: 'demographic_change_request', keyedHash: anyHash },
					{ type: 'customer', keyedHash: anyHash },
				],
				customerId: 'cus_1',
				approvedBy: 'usr_22',
				outcome: 'success',
			}),
		]);
		expect(requests[1].body).not.toMatch(/example\.org|Alex/);
		expect(requests[2].headers).toMatchObject({ 'if-match': '"2"', 'idempotency-key': anyHash });
		expect(JSON.parse(requests[2].body)).toEqual({
			decisions: [
				{ changeId: 'chg_1', decision: 'approved', valueSeen: 'old@example.org' },
				{
					changeId: 'chg_2',
					decision: 'rejected',
					reason: 'not the patient',
					valueSeen: null,
				},
			],
			reviewer: { id: 'usr_22', name: 'Alex Example', method: 'n8n' },
		});
		expect(errorsOf('DemographicChangeDecisions', JSON.parse(requests[2].body))).toEqual([]);
	});

	it('takes the decisions of an item, and says nothing of a value that nobody saw', async () => {
		const { hs, requests } = await serve(answering(() => json(request)));
		await hs.one(
			'demographicChangeRequest',
			'decide',
			{ ...decision, decisionsFrom: 'json', decisionsJson: '={{ $json.decisions }}' },
			[{ decisions: [{ changeId: 'chg_1', decision: 'approved', other: 'x' }] }],
		);
		expect(auditOf(requests[1].body)[0].fields).toEqual(['/demographics/email']);
		expect((JSON.parse(requests[2].body) as { decisions: unknown }).decisions).toEqual([
			{ changeId: 'chg_1', decision: 'approved' },
		]);
	});

	it('tells that somebody else was faster, and says so in the audit trail', async () => {
		const { hs, requests } = await serve(
			answering(() => problem(412, 'version_mismatch', { currentVersion: 4 })),
		);
		const { error } = await hs.run('demographicChangeRequest', 'decide', decision);
		expect(error?.context?.failure).toMatchObject({
			kind: 'conflict',
			vendorCode: 'version_mismatch',
		});
		expect(auditOf(requests[3].body)[0]).toMatchObject({ action: 'decide', outcome: 'failure' });
		expect(toldBy(error)).not.toMatch(/example\.org|Alex/);
	});

	it('decides nothing that the audit trail does not take', async () => {
		const { hs, requests } = await serve((seen) =>
			seen.method === 'GET' ? json(target) : problem(422, 'validation_failed'),
		);
		const { error } = await hs.run('demographicChangeRequest', 'decide', decision);
		expect(error).toBeDefined();
		expect(callsOf(requests)).toEqual([readOfTarget, 'POST /audit-events/bulk']);
	});

	it.each([
		['no entry', { decisions: {} }, 'Decisions'],
		['a word that is none', { decisionsFrom: 'json', decisionsJson: '[{}]' }, 'Decisions (JSON)'],
		[
			'a decision to wait',
			{ decisionsFrom: 'json', decisionsJson: '[{"changeId":"chg_1","decision":"pending"}]' },
			'Decisions (JSON)',
		],
		[
			'a value that is no JSON',
			{
				decisions: {
					entries: [{ changeId: 'chg_1', decision: 'approved', valueSeen: 'marker@example.org' }],
				},
			},
			'Value Seen',
		],
		['no person', { reviewerName: ' ' }, 'Reviewer Name'],
		['no version', { version: 'x' }, 'Version'],
	])('refuses %s before any call', async (_name, wrong, label) => {
		const { hs, requests } = await serve(answering(() => json(request)));
		const { error } = await hs.run('demographicChangeRequest', 'decide', { ...decision, ...wrong });
		expect(error?.context?.failure).toMatchObject({ kind: 'validation', fields: [label] });
		expect(toldBy(error)).not.toContain('marker');
		expect(requests).toEqual([]);
	});
});

describe('Demographic Change Request: Set Delivery', () => {
	const delivery = { demographicChangeRequestId: 'dcr_1', version: 2 };
	const run = async (parameters: object) => {
		const { hs, requests } = await serve(answering(() => json(request)));
		const result = await hs.run('demographicChangeRequest', 'setDelivery', {
			...delivery,
			...parameters,
		});
		return { ...result, items: result.json(), requests };
	};

	it('records that the practice has it, after a report, and gives ids and states', async () => {
		const { items, requests } = await run({ deliveryState: 'landed', channel: 'hl7' });
		expect(items).toEqual([states]);
		expect(callsOf(requests)).toEqual([
			readOfTarget,
			'POST /audit-events/bulk',
			'PATCH /demographic-change-requests/dcr_1/delivery',
		]);
		expect(auditOf(requests[1].body)[0]).toMatchObject({
			action: 'update',
			workflowStep: 'demographicChangeRequest.setDelivery',
			fields: ['delivery.state', 'delivery.channel'],
			customerId: 'cus_1',
		});
		expect(requests[2].headers['if-match']).toBe('"2"');
		expect(JSON.parse(requests[2].body)).toEqual({ state: 'landed', channel: 'hl7' });
	});

	it('sends what is added, and an outcome for each change that staff approved', async () => {
		const { requests } = await run({
			deliveryState: 'keep',
			channel: 'keep',
			additionalFields: {
				attempts: 2,
				closedAs: 'unanswered',
				lastErrorCode: '',
				outcome: 'with_staff',
				pmRefs: { entries: [{ type: 'hl7_message', id: 4711 }] },
				remindedAt: '2026-03-11T10:00:00-06:00',
			},
		});
		expect(JSON.parse(requests[2].body)).toEqual({
			attempts: 2,
			closedAs: 'unanswered',
			lastErrorCode: null,
			outcomes: [{ changeId: 'chg_1', outcome: 'with_staff' }],
			pmRefs: [{ type: 'hl7_message', id: '4711' }],
			remindedAt: '2026-03-11T16:00:00.000Z',
		});
		expect(errorsOf('DemographicChangeDeliveryPatch', JSON.parse(requests[2].body))).toEqual([]);
	});

	it.each([
		['nothing', {}, 'Additional Fields'],
		['a time that is none', { additionalFields: { remindedAt: 'soon' } }, 'Reminded At'],
		[
			'a reference without an ID',
			{ additionalFields: { pmRefs: { entries: [{ type: 'task', id: '' }] } } },
			'Practice References',
		],
	])('refuses %s and writes nothing', async (_name, wrong, label) => {
		const { error, requests } = await run({ deliveryState: 'keep', channel: 'keep', ...wrong });
		expect(error?.context?.failure).toMatchObject({ kind: 'validation', fields: [label] });
		expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
	});
});

it('lists requests of which something may still come', async () => {
	const { hs, requests } = await serve(() =>
		json({ data: [], page: { nextCursor: null, hasMore: false } }),
	);
	await hs.items('demographicChangeRequest', 'getMany', {
		returnAll: true,
		filters: { closed: false, deliveryState: ['landed', 'outcome_unknown'] },
	});
	const { searchParams } = new URL(requests[0].url, 'http://127.0.0.1');
	expect(searchParams.get('closed')).toBe('false');
	expect(searchParams.get('delivery.state')).toBe('landed,outcome_unknown');
});
