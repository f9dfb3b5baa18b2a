import type { Appointment } from '../../../../lib/canonical/appointment';
import { SafeError } from '../../../../lib/privacy/errors';
import { wrongCursor } from '../../../../nodes/common/practice/cursor';
import type { AppointmentPageRequest } from '../../../../nodes/common/practice/records';
import type { KnownCustomer } from '../../../support/fakeSystems';
import { appointment, included, openStage, source } from './stage';

jest.mock('../../../../lib/vendors', () => ({
	...jest.requireActual<object>('../../../../lib/vendors'),
	offers: () => true,
}));

let close: (() => Promise<void>) | undefined;

afterEach(async () => {
	await close?.();
	close = undefined;
});

const later = '2090-01-01T15:00:00Z';
const earlier = '2020-01-01T15:00:00Z';

async function open(
	records: Record<string, Partial<Appointment>>,
	includeRecord = false,
	more: { untimed?: true } = {},
) {
	const known: Record<string, KnownCustomer> = {
		501: included('cus_501'),
		502: { ...included('cus_502'), syncState: 'left' },
	};
	const requests: AppointmentPageRequest[] = [];
	const stage = await openStage(
		{
			appointments: {
				...more,
				async page(request) {
					requests.push(request);
					return await Promise.resolve({
						appointments: Object.entries(records).map(([id, over]) =>
							source(appointment({ id, ...over })),
						),
						failed: [],
						readStartedAt: '2026-11-22T12:00:00Z',
					});
				},
			},
		},
		known,
	);
	close = async () => await stage.fakes.close();
	return {
		stage,
		known,
		requests,
		trigger: stage.poller({ event: 'appointmentChanged', includeRecord }),
	};
}

test('the first poll marks the start, the next ones tell each change once and thinly', async () => {
	const records: Record<string, Partial<Appointment>> = {
		1: { sourceAt: earlier },
		2: { sourceAt: later },
	};
	const { trigger, requests, stage } = await open(records);
	expect(await trigger.poll()).toBeNull();
	expect(requests).toEqual([]);
	expect((await trigger.poll())?.map(({ json }) => json)).toEqual([
		{
			recordId: '2',
			kind: 'appointment',
			version: expect.stringMatching(/^[0-9a-f]{20}$/) as unknown,
			at: later,
			syncState: 'included',
		},
	]);
	expect(await trigger.poll()).toBeNull();
	records[1] = { sourceAt: earlier, status: 'cancelled' };
	expect((await trigger.poll())?.map(({ json }) => json.recordId)).toEqual(['1']);
	expect(requests[0]).toMatchObject({ read: 'changed', pageSize: 100 });
	expect(stage.audits().map(({ fields }) => fields)).toEqual([['id'], ['id']]);
});

test('a change of what may not leave the node is no change', async () => {
	const records: Record<string, Partial<Appointment>> = { 2: { sourceAt: later } };
	const { trigger } = await open(records);
	await trigger.poll();
	expect(await trigger.poll()).toHaveLength(1);
	records[2] = { sourceAt: '2090-01-02T15:00:00Z', reason: 'Another MARKERREASON' };
	expect(await trigger.poll()).toBeNull();
});

test('blocked time and appointments of patients who are kept out are not told', async () => {
	const { trigger } = await open({
		2: { sourceAt: later, patientId: null },
		3: { sourceAt: later, patientId: '502' },
		4: { sourceAt: later },
	});
	await trigger.poll();
	expect((await trigger.poll())?.map(({ json }) => json.recordId)).toEqual(['4']);
});

test('the visit of a patient whom HealthSail does not know yet is told once it does', async () => {
	const { trigger, known } = await open({ 5: { sourceAt: later, patientId: '503' } });
	await trigger.poll();
	expect(await trigger.poll()).toBeNull();
	known[503] = included('cus_503');
	expect((await trigger.poll())?.map(({ json }) => json.recordId)).toEqual(['5']);
	expect(await trigger.poll()).toBeNull();
});

test('nothing of an appointment is kept between polls, and the record comes only when asked for', async () => {
	const { trigger } = await open({ 2: { sourceAt: later, reason: 'MARKERREASON' } }, true);
	await trigger.poll();
	const items = await trigger.poll();
	expect(items?.[0].json.record).toMatchObject({ id: '2', status: 'booked', patientId: '501' });
	expect(JSON.stringify([items, trigger.staticData])).not.toContain('MARKERREASON');
	expect(JSON.stringify(trigger.staticData)).not.toContain('cus_501');
	expect(Object.keys(trigger.staticData).sort()).toEqual([
		'event',
		'seen',
		'since',
		'watchingFrom',
	]);
});

test('a kept place that no longer fits fails one poll, and the next one reads all since the mark', async () => {
	const records: Record<string, Partial<Appointment>> = { 2: { sourceAt: later } };
	const { trigger, stage, requests } = await open(records);
	const { appointments } = stage.port();
	const page = appointments?.page;
	if (appointments === undefined || page === undefined) throw new Error('There is no page.');
	await trigger.poll();
	const { since } = trigger.staticData;
	expect(await trigger.poll()).toHaveLength(1);
	const { seen } = trigger.staticData;
	// The sweep under way has told visit 2, and stopped at a place of another way of reading.
	Object.assign(trigger.staticData, {
		since,
		seen: {},
		seenNow: seen,
		sweep: { startedAt: '2026-11-22T12:00:00Z', cursor: 'place' },
	});
	records[3] = { sourceAt: later };
	appointments.page = async (request) => {
		if (request.cursor !== undefined) throw wrongCursor('tebra');
		return await page(request);
	};
	await expect(trigger.poll()).rejects.toMatchObject({
		message: expect.stringContaining('the last poll stopped') as unknown,
	});
	expect(trigger.staticData).toMatchObject({ since });
	expect((await trigger.poll())?.map(({ json }) => json.recordId)).toEqual(['3']);
	expect(requests.map(({ cursor }) => cursor)).toEqual([undefined, undefined]);
	expect(await trigger.poll()).toBeNull();
});

test('a refusal that is not about the place leaves the sweep where it was', async () => {
	const { trigger, stage } = await open({ 2: { sourceAt: later } });
	const { appointments } = stage.port();
	if (appointments === undefined) throw new Error('There are no appointments.');
	await trigger.poll();
	const sweep = { startedAt: '2026-11-22T12:00:00Z', cursor: 'place' };
	Object.assign(trigger.staticData, { sweep, seenNow: {} });
	appointments.page = async () => await Promise.reject(refusedSince());
	await expect(trigger.poll()).rejects.toThrow();
	expect(trigger.staticData).toMatchObject({ sweep, seenNow: {} });
});

const refusedSince = () =>
	new SafeError({
		kind: 'validation',
		message: 'Refused.',
		nextStep: 'Wait.',
		system: 'tebra',
		fields: ['since'],
	});

test('a trigger that was set to another event begins anew', async () => {
	const { stage, trigger } = await open({ 2: { sourceAt: later } });
	Object.assign(trigger.staticData, { since: '2026-01-01T00:00:00Z', seen: { old: 'x' } });
	expect(await trigger.poll()).toBeNull();
	expect(trigger.staticData).toMatchObject({ event: 'appointmentChanged', seen: {} });
	expect(await trigger.poll()).toHaveLength(1);
	expect(stage.order.filter((path) => path.endsWith('/audit-events'))).toHaveLength(1);
});

test('a manual poll shows one appointment and leaves the cursor alone', async () => {
	const { trigger, requests } = await open({ 2: { sourceAt: later }, 3: { sourceAt: later } });
	expect((await trigger.poll('manual'))?.map(({ json }) => json.recordId)).toEqual(['2']);
	expect(trigger.staticData).toEqual({});
	expect(requests.map(({ read }) => read)).toEqual(['window']);
});

describe('where rows do not tell when they were changed', () => {
	const untimed = { sourceAt: null };

	test('the first poll learns how they stand, and the next ones tell what became otherwise or is new', async () => {
		const records: Record<string, Partial<Appointment>> = { 1: untimed, 2: untimed };
		const { trigger, stage } = await open(records, false, { untimed: true });
		expect(await trigger.poll()).toBeNull();
		expect(await trigger.poll()).toBeNull();
		expect(stage.audits()).toEqual([]);
		records[2] = { ...untimed, status: 'cancelled' };
		records[3] = untimed;
		const items = await trigger.poll();
		expect(items?.map(({ json }) => [json.recordId, json.at])).toEqual([
			['2', null],
			['3', null],
		]);
		expect(await trigger.poll()).toBeNull();
		expect(Object.keys(trigger.staticData).sort()).toEqual([
			'event',
			'seen',
			'since',
			'watchingFrom',
		]);
	});

	test('a first poll that broke off is not taken for how they stand', async () => {
		const { trigger, stage } = await open({ 1: untimed, 2: untimed }, false, { untimed: true });
		const { appointments } = stage.port();
		const page = appointments?.page;
		if (appointments === undefined || page === undefined) throw new Error('There is no page.');
		appointments.page = async () => await Promise.reject(new Error('It broke off.'));
		await expect(trigger.poll()).rejects.toThrow();
		appointments.page = page;
		expect(await trigger.poll()).toBeNull();
		expect(await trigger.poll()).toBeNull();
	});
});
