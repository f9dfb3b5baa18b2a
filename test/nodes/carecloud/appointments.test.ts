import type { Appointment } from '../../../lib/canonical/appointment';
import type { PracticeSystem } from '../../../nodes/common/practice/port';
import type { AppointmentPage } from '../../../nodes/common/practice/records';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { callsSince, control, lastCall, openPort, profile, start } from './support';

/** Appointments, slots and bookings (sheet 4.2, 4.3, 7). */

let sandbox: SandboxProcess;
let port: PracticeSystem;

beforeAll(async () => {
	sandbox = await start(5280, '--patients', '150', '--seed', '9');
	port = await openPort(sandbox.url('carecloud'));
});

afterAll(async () => {
	await sandbox?.stop();
});

afterEach(async () => {
	await control(sandbox, 'faults', undefined, 'DELETE');
});

const day = (offset: number) =>
	new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

async function listAll(pageSize: number, more: object = {}, on = port) {
	const found: Appointment[] = [];
	let cursor: string | undefined;
	do {
		const page = (await on.appointments?.page({
			read: 'window',
			window: { from: day(-370), to: day(70) },
			pageSize,
			...more,
			...(cursor !== undefined && { cursor }),
		})) as AppointmentPage;
		expect(page.appointments.length).toBeLessThanOrEqual(pageSize);
		expect(page.failed).toEqual([]);
		found.push(
			...page.appointments
				.filter(({ recordPracticeId }) => recordPracticeId === '1')
				.map(({ record }) => record),
		);
		cursor = page.nextCursor;
	} while (cursor !== undefined);
	return found;
}

test('every appointment of a window comes once, whatever the size of the page (sheet 5)', async () => {
	const all = await listAll(1000);
	expect(all.length).toBeGreaterThan(100);
	expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
	expect((await listAll(13)).map(({ id }) => id)).toEqual(all.map(({ id }) => id));
	const narrow = await openPort(sandbox.url('carecloud'), profile({}, { sync: { windowDays: 3 } }));
	expect((await listAll(50, {}, narrow)).length).toBe(all.length);
});

test('times are instants, statuses go by their names, and a no-show by its reason (sheet 4.2)', async () => {
	const all = await listAll(1000);
	const words = new Set(all.map(({ status }) => status));
	for (const word of ['booked', 'confirmed', 'completed', 'cancelled', 'no_show']) {
		expect(words).toContain(word);
	}
	for (const { startsAt, endsAt, timeZone, sourceAt, type } of all) {
		expect(startsAt).toMatch(/Z$/);
		const minutes = (Date.parse(endsAt as string) - Date.parse(startsAt)) / 60_000;
		expect([20, 30, 45, 60]).toContain(minutes);
		expect(timeZone).toBe('America/Chicago');
		expect(sourceAt).toMatch(/Z$/);
		expect(type.id).toMatch(/^11900\d$/);
	}
});

test('visits begin between 8 and 17 o’clock on both sides of the change of the clocks', async () => {
	const hours = new Intl.DateTimeFormat('en-US', {
		timeZone: 'America/Chicago',
		hour: 'numeric',
		hourCycle: 'h23',
		timeZoneName: 'short',
	});
	const told = (await listAll(1000)).map(({ startsAt }) => hours.format(new Date(startsAt)));
	for (const text of told) expect(Number(text.slice(0, 2))).toBeGreaterThanOrEqual(8);
	for (const text of told) expect(Number(text.slice(0, 2))).toBeLessThan(17);
	expect(told.some((text) => text.includes('CST'))).toBe(true);
	expect(told.some((text) => text.includes('CDT'))).toBe(true);
});

test('a read of changes leaves out what is older, and one patient’s are only theirs', async () => {
	const since = new Date(Date.now() - 3_600_000).toISOString();
	expect(await listAll(100, { read: 'changed', since })).toEqual([]);
	const [first] = await listAll(1000);
	const theirs = await listAll(100, { patientId: first.patientId as string });
	expect(theirs.length).toBeGreaterThan(0);
	expect(new Set(theirs.map((one) => one.patientId))).toEqual(new Set([first.patientId]));
});

test('one appointment is read by its ID, and one that is not there is undefined', async () => {
	const [first] = await listAll(1000);
	expect((await port.appointments?.get?.(first.id))?.record).toEqual(first);
	expect(await port.appointments?.get?.('11111111-2222-4333-8444-555555555555')).toBeUndefined();
});

test('the kinds of visits are the visit reasons (sheet 4.3)', async () => {
	expect(await port.schedule?.types?.()).toContainEqual({
		id: '119002',
		name: 'Follow-up Visit',
		active: true,
	});
});

test('more than 100 open slots are asked for again from the last day on (sheet 4.3)', async () => {
	const window = { from: day(5), to: day(18) };
	const before = await lastCall(sandbox);
	const slots = (await port.schedule?.slots?.({ window, typeId: '119002' })) ?? [];
	const asked = (await callsSince(sandbox, before)).filter(
		({ operation }) => operation === 'listAvailability',
	);
	expect(asked.length).toBeGreaterThan(1);
	expect(slots.length).toBeGreaterThan(200);
	const keys = slots.map(({ startsAt, resourceId }) => `${startsAt} ${resourceId}`);
	expect(new Set(keys).size).toBe(keys.length);
	const weekdays = new Set(slots.map(({ startsAt }) => startsAt.slice(0, 10)));
	// Ten weekdays, whichever day it is today.
	expect(weekdays.size).toBe(10);
	expect(slots.every(({ origin, remaining }) => origin === 'pm_slot' && remaining === 1)).toBe(
		true,
	);
	const mine = await port.schedule?.slots?.({ window, typeId: '119002', providerId: '40002' });
	expect(mine?.every(({ resourceId }) => resourceId === '37002')).toBe(true);
	expect(mine?.length).toBe(slots.filter(({ providerId }) => providerId === '40002').length);
});

test('slots without a kind of visit are refused, and so is a provider without a column', async () => {
	const window = { from: day(5), to: day(6) };
	await expect(port.schedule?.slots?.({ window })).rejects.toMatchObject({ kind: 'validation' });
	await expect(
		port.schedule?.slots?.({ window, typeId: '119002', providerId: '40003' }),
	).rejects.toMatchObject({ kind: 'notFound' });
});

test('charges, payments and balance add up to what the practice charged (sheet 4.7)', async () => {
	const done = (await listAll(1000)).filter(({ status }) => status === 'completed');
	const window = { from: day(-370), to: day(1) };
	let payments = 0;
	for (const { patientId: whose, startsAt } of done.slice(0, 12)) {
		const id = whose as string;
		const charges = (await port.ledger?.charges?.(window, id)) ?? [];
		expect(charges.length).toBeGreaterThan(0);
		for (const { record } of charges) {
			expect(record.amount.amount).toBeGreaterThan(0);
			expect(record.isVoided).toBe(false);
			expect(record.procedureCode).toBeUndefined();
		}
		const paid = (await port.ledger?.payments?.(window, id)) ?? [];
		for (const { record } of paid) {
			expect(record.kind).toBe('payment');
			expect(record.amount.amount).toBeGreaterThan(0);
			expect(['patient', 'insurance']).toContain(record.payer);
		}
		payments += paid.length;
		const balance = await port.ledger?.balance?.(id);
		const total = [...charges].reduce((sum, { record }) => sum + record.amount.amount, 0);
		const credit = paid.reduce((sum, { record }) => sum + record.amount.amount, 0);
		expect(balance?.total?.amount).toBe(total - credit);
		// Windows without an end would answer the past 30 days (sheet 4.7): ours say both.
		const day1 = startsAt.slice(0, 10);
		expect((await port.ledger?.charges?.({ from: day1, to: day1 }, id))?.length).toBeGreaterThan(0);
	}
	expect(payments).toBeGreaterThan(3);
	await expect(port.ledger?.charges?.(window)).rejects.toMatchObject({ kind: 'unsupported' });
});
