import type { IDataObject } from 'n8n-workflow';

import type { SeenRequest } from '../../support/localServer';
import { patientItem } from '../healthsail.support/run';
import { json, problem, scriptedHealthSail, type Script } from '../healthsail.support/scripted';

/** Links of matched patients on the wire, and their audit. All data is synthetic. */

const { serve, close } = scriptedHealthSail();
afterEach(close);

const matched = (id: string, customerId: string, version = 7): IDataObject =>
	patientItem(id, {
		healthsail: { customerId, version },
		match: {
			band: 'link',
			grade: 'certain',
			score: 31.5,
			customerId,
			version,
			reasons: ['cms:name_dob_phone'],
			explanation: 'They share a phone number.',
			others: [],
		},
	});

const bodyOf = ({ body }: SeenRequest) => JSON.parse(body) as Record<string, IDataObject[]>;

/** Answers as HealthSail does when everything goes through. */
const allGood: Script = ({ url, body }) => {
	const { items, stamps = [] } = JSON.parse(body) as {
		items: IDataObject[];
		stamps?: IDataObject[];
	};
	if (url.endsWith('/audit-events/bulk')) {
		return json({
			data: items.map((_, index) => ({ index, result: 'created', id: `aud_${index}` })),
		});
	}
	const isCoverage = url.endsWith('/coverages/bulk-upsert');
	return json({
		data: items.map((item, index) => ({
			index,
			result: item.id === undefined ? 'created' : 'updated',
			id: isCoverage ? `cov_${index}` : (item.id ?? `cus_new${index}`),
			version: 8,
		})),
		stamps: stamps.map(({ customerId }, index) => ({
			index,
			customerId,
			result: 'stored',
			version: 9,
		})),
	});
};

const writesOf = (requests: readonly SeenRequest[]) =>
	requests.filter(({ url }) => url.endsWith('/customers/bulk-upsert'));

const auditsOf = (requests: readonly SeenRequest[]) =>
	requests.filter(({ url }) => url.endsWith('/audit-events/bulk'));

describe('matched patients', () => {
	it('are linked by customer and version, others created, in the order of the items', async () => {
		const { hs, requests } = await serve(allGood);
		const items = await hs.items('customer', 'createOrUpdate', {}, [
			matched('m1', 'cus_1'),
			patientItem('n2'),
			matched('m3', 'cus_3', 2),
			patientItem('n4', { match: { band: 'new', grade: 'certainlyNot', reasons: [] } }),
		]);
		expect(items).toMatchObject([
			{ result: 'linked', customerId: 'cus_1', version: 9 },
			{ result: 'created', customerId: 'cus_new0' },
			{ result: 'linked', customerId: 'cus_3' },
			{ result: 'created', customerId: 'cus_new1' },
		]);
		const writes = writesOf(requests).map(({ body }) => JSON.parse(body) as IDataObject);
		expect(writes.map(({ matchOn }) => matchOn)).toEqual(['externalIds', 'id']);
		const [created, linked] = writes.map(({ items: bodies }) => bodies as IDataObject[]);
		expect(linked).toMatchObject([
			{
				id: 'cus_1',
				ifVersion: 7,
				externalIds: [{ value: 'm1', verification: 'verified', matchMethod: 'demographic' }],
			},
			{ id: 'cus_3', ifVersion: 2 },
		]);
		expect(linked.every((body) => !('source' in body) && !('match' in body))).toBe(true);
		expect(created[0]).toMatchObject({
			source: 'pm',
			externalIds: [{ matchMethod: 'created_here' }],
		});
	});

	it('are in the audit trail one by one before anything is written', async () => {
		const { hs, requests } = await serve(allGood);
		await hs.items(
			'customer',
			'createOrUpdate',
			{ options: { flow: 'tebra/sync', runId: 'run_1' } },
			[matched('m1', 'cus_1'), matched('m2', 'cus_2'), patientItem('n3')],
		);
		expect(requests[0].url).toMatch(/\/audit-events\/bulk$/);
		expect(auditsOf(requests)).toHaveLength(1);
		const { items: events } = bodyOf(requests[0]);
		expect(events).toMatchObject([
			{
				action: 'link',
				class: 'integration',
				customerId: 'cus_1',
				fields: ['externalIds'],
				flow: 'tebra/sync',
				runId: 'run_1',
				workflowStep: 'customer.createOrUpdate',
				outcome: 'success',
				subjects: [{ type: 'patient' }, { type: 'customer' }],
			},
			{ action: 'link', customerId: 'cus_2' },
		]);
		expect(requests[0].body).not.toMatch(/"m1"|"m2"|Sample|Jordan|1984/);
	});

	it.each<[string, Script]>([
		['is refused as a whole', () => problem(403, 'scope_missing')],
		[
			'is refused in part',
			() =>
				json({
					data: [
						{ index: 0, result: 'created', id: 'aud_1' },
						{ index: 1, result: 'error', error: { status: 422, code: 'validation_failed' } },
					],
				}),
		],
		['names too few events', () => json({ data: [{ index: 0, result: 'created' }] })],
	])('are not linked, and nobody created, when the audit %s', async (_how, audit) => {
		const { hs, requests } = await serve((request, number) =>
			request.url.endsWith('/audit-events/bulk')
				? audit(request, number)
				: allGood(request, number),
		);
		const { error } = await hs.run('customer', 'createOrUpdate', {}, [
			matched('m1', 'cus_1'),
			matched('m2', 'cus_2'),
			patientItem('n3'),
		]);
		expect(error).toBeDefined();
		expect(writesOf(requests)).toHaveLength(0);
	});

	it('fail with kind conflict when the customer changed, and the audit says so', async () => {
		const { hs, requests } = await serve((request, number) => {
			const reply = allGood(request, number);
			if (!request.url.endsWith('/customers/bulk-upsert')) return reply;
			const answer = JSON.parse(reply.body ?? '') as { data: IDataObject[] };
			answer.data[1] = {
				index: 1,
				result: 'error',
				error: { status: 412, code: 'version_mismatch', currentVersion: 8 },
			};
			return json(answer);
		});
		const items = await hs.items('customer', 'createOrUpdate', {}, [
			matched('m1', 'cus_1'),
			matched('m2', 'cus_2'),
		]);
		expect(items).toMatchObject([
			{ result: 'linked' },
			{ result: 'failed', error: { kind: 'conflict', vendorCode: 'version_mismatch' } },
		]);
		const outcomes = auditsOf(requests).map((request) =>
			bodyOf(request).items.map(({ customerId, outcome }) => [customerId, outcome]),
		);
		expect(outcomes).toEqual([
			[
				['cus_1', 'success'],
				['cus_2', 'success'],
			],
			[['cus_2', 'failure']],
		]);
	});

	it('only tell what they would do in a dry run, without audit or write', async () => {
		const { hs, requests } = await serve(allGood);
		const items = await hs.items('customer', 'createOrUpdate', { dryRun: true }, [
			matched('m1', 'cus_1'),
			patientItem('n2'),
		]);
		expect(items).toEqual([
			{ result: 'wouldLink', customerId: 'cus_1', version: 7 },
			{ result: 'wouldCreate' },
		]);
		expect(requests).toHaveLength(0);
	});

	it('are neither linked nor created while a person has to decide', async () => {
		const { hs, requests } = await serve(allGood);
		const doubtful = matched('m1', 'cus_1');
		const items = await hs.items('customer', 'createOrUpdate', {}, [
			{ ...doubtful, match: { ...(doubtful.match as IDataObject), band: 'review' } },
			{ ...doubtful, match: { ...(doubtful.match as IDataObject), version: undefined } },
		]);
		expect(items).toMatchObject([
			{ result: 'failed', error: { kind: 'validation', fields: ['match'] } },
			{ result: 'failed', error: { kind: 'validation', fields: ['match'] } },
		]);
		expect(requests).toHaveLength(0);
	});
});
