import type { Appointment } from '../../../lib/canonical/appointment';
import type { PracticeSystem } from '../../../nodes/common/practice/port';
import type { AppointmentBooking } from '../../../nodes/common/practice/records';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { callsSince, control, lastCall, openPort, start, truthOf } from './support';

/** Bookings, cancellations and moves (sheet 4.2, 7). */

let sandbox: SandboxProcess;
let port: PracticeSystem;
let patientId: string;

beforeAll(async () => {
	sandbox = await start(5200, '--patients', '150', '--seed', '9');
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

async function listAll(more: object = {}): Promise<Appointment[]> {
	const page = await port.appointments?.page({
		read: 'window',
		window: { from: day(-370), to: day(70) },
		pageSize: 1000,
		...more,
	});
	return (page?.appointments ?? []).map(({ record }) => record);
}

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
	expect((await listAll({ read: 'changed', since })).map(({ id }) => id)).toContain(written?.id);
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
	const done = (await listAll()).find(({ status }) => status === 'completed');
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

test('a booking answers an ID only, so that the visit is read after it (sheet 9.2)', async () => {
	const booking = await freeBooking('ord_reread', 48);
	const before = await lastCall(sandbox);
	await port.appointments?.book?.(booking);
	const calls = (await callsSince(sandbox, before)).map(({ operation }) => operation);
	expect(calls.slice(calls.indexOf('createAppointment'))).toEqual([
		'createAppointment',
		'getAppointment',
	]);
});

/** What staff do on their own screens. */
async function staff(id: string, edit: object): Promise<void> {
	const number = Number.parseInt(id.slice(-12), 16);
	await control(sandbox, 'carecloud/appointments', { id: number, ...edit });
}

test('a booking that staff cancelled is told as cancelled, and stands for nobody else', async () => {
	const booking = await freeBooking('ord_off', 32);
	const { id } = (await port.appointments?.book?.(booking)) as { id: string };
	await port.appointments?.cancel?.(id, 'Provider not available', 'other');
	expect((await port.appointments?.findBooked?.(booking))?.record).toMatchObject({
		id,
		status: 'cancelled',
	});
	const other = { ...booking, reference: 'ord_off_2' };
	expect(await port.appointments?.findBooked?.(other)).toBeUndefined();
	// A second visit under the reference that stands is told before the one that does not.
	const again = (await port.appointments?.book?.(booking)) as { id: string };
	expect((await port.appointments?.findBooked?.(booking))?.record.id).toBe(again.id);
});

test('a booking that staff moved to another day is found by its reference', async () => {
	const booking = await freeBooking('ord_moved', 36);
	const { id } = (await port.appointments?.book?.(booking)) as { id: string };
	await staff(id, { start: `${day(45)}T09:20` });
	expect((await port.appointments?.findBooked?.(booking))?.record.id).toBe(id);
	await staff(id, { start: `${day(3)}T09:20` });
	expect((await port.appointments?.findBooked?.(booking))?.record.id).toBe(id);
	await staff(id, { start: `${day(400)}T09:20` });
	expect(await port.appointments?.findBooked?.(booking)).toBeUndefined();
});

test('a move whose new visit staff cancelled is not made again, and the old visit is left alone', async () => {
	const first = await freeBooking('ord_away_1', 40);
	const { id } = (await port.appointments?.book?.(first)) as { id: string };
	const second = await freeBooking('ord_away_2', 44);
	const made = (await port.appointments?.book?.(second)) as { id: string };
	await port.appointments?.cancel?.(made.id, 'Provider not available', 'other');
	const before = await lastCall(sandbox);
	await expect(port.appointments?.reschedule?.(id, second)).rejects.toMatchObject({
		details: { kind: 'conflict', vendorCode: 'CalledOff' },
	});
	const writes = (await callsSince(sandbox, before)).filter(({ effect }) => effect === 'write');
	expect(writes).toEqual([]);
	expect((await port.appointments?.get?.(id))?.record.status).toBe('booked');
});
