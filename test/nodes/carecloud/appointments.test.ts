import type { Appointment } from '../../../lib/canonical/appointment';
import type { PracticeSystem } from '../../../nodes/common/practice/port';
import type { AppointmentBooking, AppointmentPage } from '../../../nodes/common/practice/records';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { callsSince, control, lastCall, openPort, profile, start, truthOf } from './support';

/** Appointments, slots and bookings (sheet 4.2, 4.3, 7). */

let sandbox: SandboxProcess;
let port: PracticeSystem;
let patientId: string;

beforeAll(async () => {
	sandbox = await start(5280, '--patients', '150', '--seed', '9');
	port = await openPort(sandbox.url('carecloud'));
	patientId = (await truthOf(sandbox, 'included'))[0].vendorId;
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

async function freeBooking(reference: string, nth = 0): Promise<AppointmentBooking> {
	const window = { from: day(20), to: day(26) };
	const slots = (await port.schedule?.slots?.({ window, typeId: '119002' })) ?? [];
	const slot = slots[nth];
	return {
		patientId,
		locationId: '55001',
		resourceId: slot.resourceId as string,
		typeId: '119002',
		startsAt: slot.startsAt,
		durationMinutes: 20,
		reason: 'Knee pain',
		reference,
	};
}

test('a visit is booked, found by its reference, and its time is taken then', async () => {
	const booking = await freeBooking('ord_8812');
	expect(await port.appointments?.findBooked?.(booking)).toBeUndefined();
	const written = await port.appointments?.book?.(booking);
	expect(written?.place).toBe('appointment');
	const stored = (await port.appointments?.get?.(written?.id as string))?.record;
	expect(stored).toMatchObject({ patientId, status: 'booked', reason: 'Knee pain' });
	expect(Date.parse(stored?.startsAt as string)).toBe(Date.parse(booking.startsAt));
	expect((await port.appointments?.findBooked?.(booking))?.record.id).toBe(written?.id);
	const other = { ...booking, reference: 'ord_88' };
	expect(await port.appointments?.findBooked?.(other)).toBeUndefined();
	const before = await lastCall(sandbox);
	await expect(port.appointments?.book?.(other)).rejects.toMatchObject({
		details: { kind: 'conflict', vendorCode: 'SlotTaken' },
	});
	const calls = await callsSince(sandbox, before);
	expect(calls.map(({ operation }) => operation)).not.toContain('createAppointment');
	const since = new Date(Date.now() - 60_000).toISOString();
	expect((await listAll(100, { read: 'changed', since })).map(({ id }) => id)).toContain(
		written?.id,
	);
});

test('a lost answer of a booking is looked up, and no answer is an unknown outcome (sheet 7)', async () => {
	const booking = await freeBooking('ord_lost', 4);
	await control(sandbox, 'faults', {
		system: 'carecloud',
		operation: 'createAppointment',
		kind: 'dropAfterWrite',
	});
	const written = await port.appointments?.book?.(booking);
	expect((await port.appointments?.findBooked?.(booking))?.record.id).toBe(written?.id);
	await control(sandbox, 'faults', {
		system: 'carecloud',
		operation: 'createAppointment',
		kind: 'status',
		status: 504,
	});
	const before = await lastCall(sandbox);
	await expect(port.appointments?.book?.(await freeBooking('ord_504', 8))).rejects.toMatchObject({
		kind: 'outcomeUnknown',
	});
	const posts = (await callsSince(sandbox, before)).filter(
		({ operation }) => operation === 'createAppointment',
	);
	expect(posts).toHaveLength(1);
});

test('a cancellation is done once, a second one counts as done, and a past visit blocks it', async () => {
	const booking = await freeBooking('ord_cancel', 12);
	const { id } = (await port.appointments?.book?.(booking)) as { id: string };
	await port.appointments?.cancel?.(id, 'Provider not available', 'ord_cancel');
	expect((await port.appointments?.get?.(id))?.record.status).toBe('cancelled');
	await port.appointments?.cancel?.(id, 'Provider not available', 'ord_cancel');
	const done = (await listAll(1000)).find(({ status }) => status === 'completed');
	await expect(
		port.appointments?.cancel?.(done?.id as string, 'x', 'ord_cancel'),
	).rejects.toMatchObject({ kind: 'conflict' });
});

test('a visit is moved by booking the new one first (sheet 4.2)', async () => {
	const first = await freeBooking('ord_move_1', 16);
	const { id } = (await port.appointments?.book?.(first)) as { id: string };
	const before = await lastCall(sandbox);
	const second = await freeBooking('ord_move_2', 20);
	const moved = await port.appointments?.reschedule?.(id, second);
	expect(moved?.id).not.toBe(id);
	expect((await port.appointments?.get?.(id))?.record.status).toBe('cancelled');
	expect((await port.appointments?.get?.(moved?.id as string))?.record.status).toBe('booked');
	const writes = (await callsSince(sandbox, before)).filter(({ effect }) => effect === 'write');
	expect(writes.map(({ operation }) => operation)).toEqual([
		'createAppointment',
		'cancelAppointment',
	]);
});

test('a move whose second half fails says that both visits stand, and run again cancels the old one', async () => {
	const first = await freeBooking('ord_both_1', 24);
	const { id } = (await port.appointments?.book?.(first)) as { id: string };
	await control(sandbox, 'carecloud/permission', {
		operation: 'cancelAppointment',
		granted: false,
	});
	const second = await freeBooking('ord_both_2', 28);
	const move = port.appointments?.reschedule?.(id, second);
	await expect(move).rejects.toMatchObject({ details: { vendorCode: 'BothStand' } });
	await control(sandbox, 'carecloud/permission', { operation: 'cancelAppointment', granted: true });
	const standing = await port.appointments?.findBooked?.(second);
	const before = await lastCall(sandbox);
	const again = await port.appointments?.reschedule?.(id, second);
	expect(again?.id).toBe(standing?.record.id);
	expect((await port.appointments?.get?.(id))?.record.status).toBe('cancelled');
	const writes = (await callsSince(sandbox, before)).filter(({ effect }) => effect === 'write');
	expect(writes.map(({ operation }) => operation)).toEqual(['cancelAppointment']);
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
