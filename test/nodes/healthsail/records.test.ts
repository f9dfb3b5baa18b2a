import type { IDataObject } from 'n8n-workflow';

import { healthSailAt } from '../healthsail.support/run';
import { startSandbox, type RunningSandbox } from '../healthsail.support/sandbox';

/** Every operation once against the sandbox, which checks each request against the contract. */

let sandbox: RunningSandbox;
let hs: ReturnType<typeof healthSailAt>;
const practice = { system: 'tebra', practiceId: '1' };

beforeAll(async () => {
	sandbox = await startSandbox(4776);
	hs = healthSailAt(sandbox.healthSailUrl);
});
afterAll(async () => await sandbox.stop());

async function newCustomer(patientId: string): Promise<IDataObject> {
	return await hs.one('customer', 'create', {
		givenName: 'Jordan',
		familyName: 'Sample',
		birthDate: '1984-02-29',
		externalIds: { entries: [{ ...practice, type: 'patient', value: patientId }] },
		additionalFields: { email: 'jordan@example.org', contactByText: true },
	});
}

describe('match reviews, match exclusions and cohort entries', () => {
	it('put a pair before a person and keep the decision', async () => {
		const { id } = await newCustomer('m1');
		const pair = {
			...practice,
			externalIdType: 'patient',
			externalId: 'm2',
			customerId: String(id),
		};
		const review = await hs.one('matchReview', 'create', {
			createFrom: 'fields',
			...pair,
			reasons: 'birthDateEqual',
		});
		expect(await hs.one('matchReview', 'get', { matchReviewId: String(review.id) })).toMatchObject({
			state: 'open',
		});
		expect(await hs.items('matchReview', 'getMany', { filters: { state: ['open'] } })).toHaveLength(
			1,
		);
		const decided = await hs.one('matchReview', 'decide', {
			matchReviewId: String(review.id),
			version: String(review.version),
			decision: 'keep_apart',
			by: 'staff-1',
		});
		expect(decided).toMatchObject({ state: 'decided', decision: 'keep_apart' });
		const exclusion = await hs.one('matchExclusion', 'create', { ...pair, by: 'staff-1' });
		const listed = await hs.items('matchExclusion', 'getMany', {
			filters: { customerId: String(id) },
		});
		expect(listed.map((entry) => entry.id)).toContain(exclusion.id);
		expect(
			await hs.one('matchExclusion', 'delete', {
				matchExclusionId: String(exclusion.id),
				version: String(exclusion.version),
			}),
		).toEqual({ deleted: true });
	});

	it('put patients on a list, which a look-up tells even of unknown ones', async () => {
		const entry = await hs.one('cohortEntry', 'createOrUpdate', {
			...practice,
			externalIdType: 'patient',
			externalId: 'opted-out-1',
			list: 'opted_out',
			reason: 'asked_by_phone',
			by: 'staff-1',
		});
		expect(entry).toMatchObject({ result: 'created' });
		const [found] = await hs.items('customer', 'lookUp', {
			...practice,
			externalIdType: 'patient',
			externalId: 'opted-out-1',
		});
		expect(found).toMatchObject({ known: false, cohort: [{ list: 'opted_out' }] });
		const listed = await hs.items('cohortEntry', 'getMany', {
			returnAll: true,
			filters: { list: ['opted_out'], system: ['tebra'] },
		});
		expect(listed.map(({ id }) => id)).toContain(entry.cohortEntryId);
		expect(
			await hs.one('cohortEntry', 'delete', {
				cohortEntryId: String(entry.cohortEntryId),
				version: String(entry.version),
			}),
		).toEqual({ deleted: true });
	});
});

describe('locations, providers, incidents and audit', () => {
	it.each([
		[
			'location',
			{ name: 'Example North' },
			{ line1: '1 Example Way', city: 'Springfield' },
			{ timeZone: 'America/Chicago' },
		],
		['provider', { familyName: 'Example', givenName: 'Alex' }, { active: true }, {}],
	])('write, read and change a %s', async (resource, facts, more, parameters) => {
		const externalIds = [{ ...practice, type: resource, value: '31' }];
		const written = await hs.one(
			resource,
			'createOrUpdate',
			{ [resource]: '={{ $json }}', ...parameters },
			[{ id: '31', externalIds, ...facts, ...more }],
		);
		expect(written).toMatchObject({ result: 'created' });
		const id = String(written[`${resource}Id`]);
		const read = await hs.one(resource, 'get', { [`${resource}Id`]: id });
		expect(read).toMatchObject({ ...facts, externalIds });
		const updated = await hs.one(resource, 'update', {
			[`${resource}Id`]: id,
			version: String(read.version),
			updateFields: { active: false },
		});
		expect(updated).toMatchObject({ ...facts, active: false });
		expect(await hs.items(resource, 'getMany', { filters: { active: false } })).toMatchObject([
			{ id },
		]);
	});

	it('report a PM incident with a hashed patient id and release it', async () => {
		const incident = await hs.one('pmIncident', 'create', {
			...practice,
			patientId: '4412',
			changedFields: 'addresses, email',
		});
		expect(incident).toMatchObject({ state: 'open', fields: ['addresses', 'email'] });
		expect(JSON.stringify(incident)).not.toContain('4412');
		expect(await hs.items('pmIncident', 'getMany', { filters: { state: ['open'] } })).toHaveLength(
			1,
		);
		const released = await hs.one('pmIncident', 'release', {
			pmIncidentId: String(incident.id),
			version: String(incident.version),
			by: 'staff-1',
		});
		expect(released.state).toBe('released');
	});

	it('write audit events with hashed subjects, list and verify them', async () => {
		const created = await hs.one('auditEvent', 'create', {
			flow: 'test-flow',
			...practice,
			patientIds: '4412,4413',
			fieldNames: 'demographics',
		});
		expect(created).toMatchObject({ count: 2 });
		const listed = await hs.items('auditEvent', 'getMany', { filters: { flow: 'test-flow' } });
		expect(listed).toMatchObject([{ count: 2, flow: 'test-flow', fields: ['demographics'] }]);
		expect(JSON.stringify(listed)).not.toContain('4412');
		expect(await hs.one('auditEvent', 'verify')).toMatchObject({ valid: true });
	});
});

describe('leases, events and webhook endpoints', () => {
	it('let one holder have a lease, keep its cursor, and end it for good', async () => {
		const name = { leaseName: 'one-thing' };
		const taken = await hs.one('lease', 'acquire', name);
		expect(taken).toMatchObject({ state: 'taken', cursor: null });
		expect(await hs.one('lease', 'acquire', name)).toMatchObject({ state: 'held' });
		const hold = { leaseKey: String(taken.leaseKey), owner: String(taken.owner) };
		expect(await hs.one('lease', 'renew', { ...hold, cursor: 'place-7' })).toMatchObject({
			cursor: 'place-7',
		});
		await hs.one('lease', 'release', hold);
		const again = await hs.one('lease', 'acquire', name);
		expect(again).toMatchObject({ state: 'taken', cursor: 'place-7' });
		await hs.one('lease', 'release', { ...hold, owner: String(again.owner), done: true });
		expect(await hs.one('lease', 'acquire', name)).toMatchObject({ state: 'done' });
	});

	it('take an event once: Taken, Busy, and Done Before after Done', async () => {
		await newCustomer('e1');
		const [event] = await hs.items('event', 'getMany', {
			returnAll: true,
			filters: { eventTypes: 'customer.created' },
		});
		expect(event.type).toBe('customer.created');
		const take = { flow: 'test-flow', eventId: '={{ $json.id }}' };
		const first = await hs.run('event', 'take', take, [event]);
		expect(first.outputs.map((list) => list.length)).toEqual([1, 0, 0]);
		const [taken] = first.json(0);
		expect(taken).toMatchObject({ eventId: event.id, type: 'customer.created' });
		const second = await hs.run('event', 'take', take, [event]);
		expect(second.outputs.map((list) => list.length)).toEqual([0, 1, 0]);
		await hs.one('event', 'done', {
			leaseKey: String(taken.leaseKey),
			owner: String(taken.owner),
		});
		const third = await hs.run('event', 'take', take, [event]);
		expect(third.outputs.map((list) => list.length)).toEqual([0, 0, 1]);
		expect(await hs.one('event', 'redeliver', { eventId: String(event.id) })).toMatchObject({
			id: event.id,
		});
	});

	it('register, change, test and delete a webhook endpoint, never showing its secret', async () => {
		const signingText = 'synthetic-webhook-text-0123456789abcdef';
		const withSecret = healthSailAt(sandbox.healthSailUrl, {
			healthSailApi: { webhookSecret: signingText },
		});
		const endpoint = await withSecret.one('webhookEndpoint', 'create', {
			url: 'http://127.0.0.1:9/hook',
			eventTypes: '["order.*"]',
		});
		const webhookEndpointId = String(endpoint.id);
		const updated = await withSecret.one('webhookEndpoint', 'update', {
			webhookEndpointId,
			version: String(endpoint.version),
			updateFields: { eventTypes: '["order.*","customer.*"]', status: 'disabled' },
		});
		expect(updated).toMatchObject({ status: 'disabled', events: ['order.*', 'customer.*'] });
		const rotated = await withSecret.one('webhookEndpoint', 'rotateSecret', {
			webhookEndpointId,
			version: String(updated.version),
		});
		expect(JSON.stringify([endpoint, rotated])).not.toContain(signingText);
		expect(await withSecret.one('webhookEndpoint', 'test', { webhookEndpointId })).toMatchObject({
			type: 'webhook_endpoint.test',
		});
		const read = await withSecret.one('webhookEndpoint', 'get', { webhookEndpointId });
		expect(await withSecret.items('webhookEndpoint', 'getMany')).toHaveLength(1);
		expect(
			await withSecret.one('webhookEndpoint', 'delete', {
				webhookEndpointId,
				version: String(read.version),
			}),
		).toEqual({ deleted: true });
	});
});

describe('the practice profile', () => {
	it('comes from the vendor credential without a call', async () => {
		const hereafter = healthSailAt('http://127.0.0.1:9/v1', {
			tebraSoapApi: {
				practiceId: '1',
				practiceName: 'Oak Clinic',
				timeZone: 'America/Chicago',
				practiceProfile: '{"cohort":{"rule":"invited"}}',
			},
		});
		const profile = await hereafter.one('practice', 'getProfile', { system: 'tebra' });
		expect(profile).toMatchObject({
			...practice,
			practiceName: 'Oak Clinic',
			timeZone: 'America/Chicago',
			profile: { cohort: { rule: 'invited' }, sync: { pageSize: 500 } },
		});
	});
});
