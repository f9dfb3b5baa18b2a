import type { Office } from './scheduleStage';
import {
	bookingAt,
	clearFaults,
	firstSlot,
	nextTuesday,
	scheduleOf,
	startOffice,
	vendorId,
} from './scheduleStage';
import { callsOf, control, lastCall, openPort, profile } from './support';

/** Bookings, cancellations and moves against the sandbox. All data is made up. */

let sandbox: Office['sandbox'];
let loginUrl: Office['loginUrl'];
let port: Office['port'];

beforeAll(async () => {
	({ sandbox, loginUrl, port } = await startOffice(5080));
});

afterAll(async () => {
	await sandbox?.stop();
});

afterEach(async () => {
	await clearFaults(sandbox);
});

test('a booking takes the slot, carries the reference in the comments and is found by it', async () => {
	const slot = await firstSlot(port, nextTuesday(90));
	const booking = bookingAt(slot.startsAt, 'BOOK1');
	expect(await port.appointments?.findBooked?.(booking)).toBeUndefined();
	const written = await port.appointments?.book?.(booking);
	expect(written?.place).toBe('scheduler');
	const entry = (await scheduleOf(sandbox)).find((one) => vendorId(one) === written?.id);
	expect(entry).toMatchObject({
		patientId: 1,
		providerId: 1,
		locationId: 1,
		minutes: 30,
		comment: '[HS:BOOK1]',
	});
	const found = await port.appointments?.findBooked?.(booking);
	expect(found?.record.id).toBe(written?.id);
	expect(found?.record.startsAt).toBe(slot.startsAt);
	expect((await firstSlot(port, nextTuesday(90))).startsAt).not.toBe(slot.startsAt);
});

test('a second booking of the same start, or one that overlaps, is a conflict (sheet 6: 4186, 4101)', async () => {
	const slot = await firstSlot(port, nextTuesday(97));
	await port.appointments?.book?.(bookingAt(slot.startsAt, 'TAKE1'));
	await expect(port.appointments?.book?.(bookingAt(slot.startsAt, 'TAKE2'))).rejects.toMatchObject({
		kind: 'conflict',
		details: { vendorCode: '4186' },
	});
	const within = new Date(Date.parse(slot.startsAt) + 15 * 60_000).toISOString();
	await expect(port.appointments?.book?.(bookingAt(within, 'TAKE3'))).rejects.toMatchObject({
		kind: 'conflict',
		details: { vendorCode: '4101' },
	});
});

test('a booking whose answer was lost is of unknown outcome, and found by its reference', async () => {
	const slot = await firstSlot(port, nextTuesday(111));
	const booking = bookingAt(slot.startsAt, 'LOST1');
	await control(sandbox, 'faults', {
		system: 'advancedmd',
		operation: 'bookAppointment',
		kind: 'dropAfterWrite',
	});
	const before = await lastCall(sandbox);
	await expect(port.appointments?.book?.(booking)).rejects.toMatchObject({
		kind: 'outcomeUnknown',
	});
	expect(
		(await callsOf(sandbox, before)).filter((name) => name === 'bookAppointment'),
	).toHaveLength(1);
	expect((await port.appointments?.findBooked?.(booking))?.record.patientId).toBe('100001');
});

test.each([
	['a server error', { kind: 'status', status: 500 }, 'outcomeUnknown'],
	['an answer that is cut off', { kind: 'truncate' }, 'outcomeUnknown'],
	['a refusal for too many calls, which ends', { kind: 'throttle' }, undefined],
])('a booking that meets %s', async (_words, fault, kind) => {
	const slot = await firstSlot(port, nextTuesday(118));
	const reference = `F${String(kind)}${fault.kind}`.slice(0, 8).toUpperCase();
	await control(sandbox, 'faults', {
		system: 'advancedmd',
		operation: 'bookAppointment',
		...fault,
	});
	const booked = port.appointments?.book?.(bookingAt(slot.startsAt, reference));
	if (kind === undefined) expect((await booked)?.id).toBeTruthy();
	else await expect(booked).rejects.toMatchObject({ kind });
});

/** What staff do on their own screens. */
async function staff(id: string, edit: object): Promise<void> {
	await control(sandbox, 'advancedmd/appointments', { id: Number(id) - 500_000, ...edit });
}

const localStart = async (id: string, start: string) => await staff(id, { start });

test('a cancelled appointment is cancelled, and one that is not there cannot be', async () => {
	const slot = await firstSlot(port, nextTuesday(125));
	const id = (await port.appointments?.book?.(bookingAt(slot.startsAt, 'GONE1')))?.id as string;
	await port.appointments?.cancel?.(id, 'any reason', 'GONE1');
	expect((await port.appointments?.get?.(id))?.record.status).toBe('cancelled');
	await expect(port.appointments?.cancel?.('999999', '', '')).rejects.toMatchObject({
		kind: 'notFound',
	});
});

test('a booking that staff cancelled is told as cancelled where visits carry its id (sheet 4.7, 8)', async () => {
	const own = await openPort(loginUrl, { practiceProfile: profile({ visitIds: 'appointment' }) });
	const slot = await firstSlot(port, nextTuesday(160));
	const booking = bookingAt(slot.startsAt, 'OFF1');
	const id = (await port.appointments?.book?.(booking))?.id as string;
	await staff(id, { status: 'cancelled' });
	expect((await own.appointments?.findBooked?.(booking))?.record).toMatchObject({
		id,
		status: 'cancelled',
	});
	// Another booking of that time is another one.
	const other = bookingAt(slot.startsAt, 'OFF2');
	expect(await own.appointments?.findBooked?.(other)).toBeUndefined();
	// Nothing else ties the hidden one to the reference; the kept id reads it (sheet 4.6).
	expect(await port.appointments?.findBooked?.(booking)).toBeUndefined();
	expect((await port.appointments?.get?.(id))?.record.status).toBe('cancelled');
});

test('a booking that staff moved to another column or month is found by its reference', async () => {
	const slot = await firstSlot(port, nextTuesday(167));
	const booking = bookingAt(slot.startsAt, 'MOVED1');
	const id = (await port.appointments?.book?.(booking))?.id as string;
	await staff(id, { providerId: 2, locationId: 2 });
	expect((await port.appointments?.findBooked?.(booking))?.record).toMatchObject({
		id,
		providerId: '2',
	});
	const month = new Date(Date.parse(slot.startsAt) + 31 * 86_400_000).toISOString().slice(0, 7);
	await localStart(id, `${month}-05T09:15`);
	expect((await port.appointments?.findBooked?.(booking))?.record.id).toBe(id);
	await localStart(id, '2031-01-07T09:15');
	expect(await port.appointments?.findBooked?.(booking)).toBeUndefined();
});

test('a reference that begins like another one is not taken for it', async () => {
	const slot = await firstSlot(port, nextTuesday(174));
	await port.appointments?.book?.(bookingAt(slot.startsAt, 'LONG12'));
	for (const reference of ['LONG1', 'ONG12', 'LONG123']) {
		const booking = bookingAt(slot.startsAt, reference);
		expect(await port.appointments?.findBooked?.(booking)).toBeUndefined();
	}
	const ofAnother = bookingAt(slot.startsAt, 'LONG12', { patientId: '100002' });
	expect(await port.appointments?.findBooked?.(ofAnother)).toBeUndefined();
});

test('a move takes only the visit at its own time for the moved one', async () => {
	const date = nextTuesday(181);
	const slot = await firstSlot(port, date);
	const at = (minutes: number) =>
		new Date(Date.parse(slot.startsAt) + minutes * 60_000).toISOString();
	const old = (await port.appointments?.book?.(bookingAt(at(0), 'ONE1')))?.id as string;
	// Staff moved what an earlier move had booked: it stands, and not where this move wants it.
	const elsewhere = (await port.appointments?.book?.(bookingAt(at(120), 'TWO1')))?.id;
	const moved = await port.appointments?.reschedule?.(old, bookingAt(at(240), 'TWO1'));
	expect(moved?.id).not.toBe(elsewhere);
	expect((await port.appointments?.get?.(moved?.id as string))?.record.startsAt).toBe(
		at(240).replace('.000Z', 'Z'),
	);
	expect((await port.appointments?.get?.(old))?.record.status).toBe('cancelled');
});

test('a move whose new visit staff cancelled is not made again, and the old visit is left alone', async () => {
	const own = await openPort(loginUrl, { practiceProfile: profile({ visitIds: 'appointment' }) });
	const slot = await firstSlot(port, nextTuesday(188));
	const later = bookingAt(new Date(Date.parse(slot.startsAt) + 3_600_000).toISOString(), 'AWAY2');
	const made = (await port.appointments?.book?.(later))?.id as string;
	await staff(made, { status: 'cancelled' });
	const old = (await port.appointments?.book?.(bookingAt(slot.startsAt, 'AWAY1')))?.id as string;
	const before = await lastCall(sandbox);
	await expect(own.appointments?.reschedule?.(old, later)).rejects.toMatchObject({
		kind: 'conflict',
		details: { vendorCode: 'CalledOff' },
	});
	expect((await callsOf(sandbox, before)).filter((name) => /book|cancel/.test(name))).toEqual([]);
	expect((await port.appointments?.get?.(old))?.record.status).toBe('booked');
});

test('an appointment is moved by booking the new one first, then cancelling the old one (sheet 4.6)', async () => {
	const date = nextTuesday(132);
	const slot = await firstSlot(port, date);
	const id = (await port.appointments?.book?.(bookingAt(slot.startsAt, 'OLD1')))?.id as string;
	const later = bookingAt(new Date(Date.parse(slot.startsAt) + 3_600_000).toISOString(), 'NEW1');
	const before = await lastCall(sandbox);
	const moved = await port.appointments?.reschedule?.(id, later);
	const writes = (await callsOf(sandbox, before)).filter((name) => /book|cancel/.test(name));
	expect(writes).toEqual(['bookAppointment', 'cancelAppointment']);
	expect((await port.appointments?.get?.(id))?.record.status).toBe('cancelled');
	expect((await port.appointments?.get?.(moved?.id as string))?.record.startsAt).toBe(
		later.startsAt.replace('.000Z', 'Z'),
	);
});

test('a move whose cancelling failed is finished by running it again, without a second booking', async () => {
	const slot = await firstSlot(port, nextTuesday(139));
	const id = (await port.appointments?.book?.(bookingAt(slot.startsAt, 'OLD2')))?.id as string;
	const later = bookingAt(new Date(Date.parse(slot.startsAt) + 3_600_000).toISOString(), 'NEW2');
	await control(sandbox, 'faults', {
		system: 'advancedmd',
		operation: 'cancelAppointment',
		kind: 'status',
		status: 500,
	});
	await expect(port.appointments?.reschedule?.(id, later)).rejects.toMatchObject({
		kind: 'outcomeUnknown',
		details: { vendorCode: 'OldStillStands' },
	});
	const again = await port.appointments?.reschedule?.(id, later);
	const standing = (await scheduleOf(sandbox)).filter(({ comment }) => comment === '[HS:NEW2]');
	expect(standing.map(vendorId)).toEqual([again?.id]);
	expect((await port.appointments?.get?.(id))?.record.status).toBe('cancelled');
});

test('a move to a time that is taken leaves the old appointment standing', async () => {
	const date = nextTuesday(146);
	const slot = await firstSlot(port, date);
	const id = (await port.appointments?.book?.(bookingAt(slot.startsAt, 'KEEP1')))?.id as string;
	const next = new Date(Date.parse(slot.startsAt) + 3_600_000).toISOString();
	await port.appointments?.book?.(bookingAt(next, 'KEEP2', { patientId: '100002' }));
	await expect(port.appointments?.reschedule?.(id, bookingAt(next, 'KEEP3'))).rejects.toMatchObject(
		{ kind: 'conflict' },
	);
	expect((await port.appointments?.get?.(id))?.record.status).toBe('booked');
});

test.each([
	['no column that fits', { resourceId: '99' }],
	['several columns that fit', { resourceId: undefined, providerId: '1' }],
	['no kind of visit', { typeId: undefined }],
])('a booking with %s is refused before it is sent', async (_words, over) => {
	const before = await lastCall(sandbox);
	await expect(
		port.appointments?.book?.(bookingAt('2027-03-02T15:00:00Z', 'NONE1', over)),
	).rejects.toMatchObject({ kind: 'validation' });
	expect(await callsOf(sandbox, before)).not.toContain('bookAppointment');
});

test('provider and place find the column, and the practice profile can fix the episode', async () => {
	const slot = await firstSlot(port, nextTuesday(153), '21');
	const own = await openPort(loginUrl, { practiceProfile: profile({ episode: 'one' }) });
	const before = await lastCall(sandbox);
	const written = await own.appointments?.book?.(
		bookingAt(slot.startsAt, 'EPI1', { resourceId: undefined, providerId: '2', locationId: '1' }),
	);
	expect(written?.id).toBeTruthy();
	expect(await callsOf(sandbox, before)).not.toContain('getepisodes');
});
