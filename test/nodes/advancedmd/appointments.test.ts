import type { AppointmentPageRequest } from '../../../nodes/common/practice/records';
import type { PracticeSystem } from '../../../nodes/common/practice/port';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';
import { callsOf, control, lastCall, openPort, profile } from './support';

/** Appointments and the schedule against the sandbox. All data is made up. */

interface Entry {
	id: number;
	patientId?: number;
	practiceId: number;
	providerId: number;
	locationId: number;
	typeId: number;
	start: string;
	minutes: number;
	status: string;
	comment?: string;
}

let sandbox: SandboxProcess;
let loginUrl: string;
let port: PracticeSystem;

beforeAll(async () => {
	sandbox = await startSandbox(5030, [
		...['--systems', 'advancedmd', '--patients', '60', '--seed', '7', '--no-limits'],
		...['--second-practice', '12', '--opted-out', '0', '--flagged', '0'],
	]);
	loginUrl = sandbox.url('advancedmd');
	port = await openPort(loginUrl);
});

afterAll(async () => {
	await sandbox?.stop();
});

afterEach(async () => {
	await fetch(`${sandbox.status}/control/faults`, { method: 'DELETE' });
});

const day = (offset: number) =>
	new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const schedule = async () =>
	(await control<{ appointments: Entry[] }>(sandbox, 'advancedmd/written')).appointments;
/** What the office has with a patient; cancelled and moved ones are hidden from lists. */
const visible = async () =>
	(await schedule()).filter(
		({ practiceId, patientId, status }) =>
			practiceId === 1 && patientId && status !== 'cancelled' && status !== 'rescheduled',
	);
const vendorId = ({ id }: Entry) => String(500_000 + id);

async function pages(request: AppointmentPageRequest, from = port) {
	const found = [];
	let cursor: string | undefined;
	do {
		const page = await from.appointments?.page({ ...request, ...(cursor && { cursor }) });
		if (page === undefined) throw new Error('The port has no appointments.');
		expect(page.failed).toEqual([]);
		expect(page.appointments.length).toBeLessThanOrEqual(request.pageSize);
		found.push(...page.appointments);
		cursor = page.nextCursor;
	} while (cursor !== undefined);
	return found;
}

test.each([1, 4, 200])('a window is read once each by pages of %i', async (pageSize) => {
	const window = { from: day(-400), to: day(90) };
	const expected = (await visible()).map(vendorId).sort();
	expect(expected.length).toBeGreaterThan(30);
	const read = await pages({ read: 'window', window, pageSize });
	expect(read.map(({ record }) => record.id).sort()).toEqual(expected);
});

test('an appointment has provider, place, kind and times on the clock of the practice', async () => {
	const entry = (await visible()).find(({ status }) => status === 'confirmed') as Entry;
	const found = await port.appointments?.get?.(vendorId(entry));
	const local = new Intl.DateTimeFormat('sv-SE', {
		timeZone: 'America/Chicago',
		dateStyle: 'short',
		timeStyle: 'short',
	}).format(new Date(found?.record.startsAt ?? ''));
	expect(local.replace(' ', 'T')).toBe(entry.start);
	expect(found?.record).toMatchObject({
		system: 'advancedmd',
		practiceId: '990001',
		patientId: String(100_000 + (entry.patientId ?? 0)),
		providerId: String(entry.providerId),
		locationId: String(entry.locationId),
		timeZone: 'America/Chicago',
		status: 'confirmed',
	});
	expect(found?.record.type.id).toBe(String(entry.typeId));
	const minutes =
		(Date.parse(found?.record.endsAt ?? '') - Date.parse(found?.record.startsAt ?? '')) / 60_000;
	expect(minutes).toBe(entry.minutes);
	expect(found?.recordPracticeId).toBe('990001');
});

test('statuses are told as the sheet reads them, and what it contradicts itself on is unknown (sheet 4.6)', async () => {
	const wanted: Record<string, string> = {
		booked: 'booked',
		confirmed: 'confirmed',
		completed: 'completed',
		cancelled: 'cancelled',
		no_show: 'unknown',
	};
	const all = (await schedule()).filter(
		({ practiceId, patientId }) => practiceId === 1 && patientId,
	);
	for (const [status, told] of Object.entries(wanted)) {
		const entry = all.find((one) => one.status === status) as Entry;
		expect((await port.appointments?.get?.(vendorId(entry)))?.record.status).toBe(told);
	}
	const missed = all.find(({ status }) => status === 'no_show') as Entry;
	const own = await openPort(loginUrl, {
		practiceProfile: profile({ appointmentStatuses: { '12': 'no_show' } }),
	});
	expect((await own.appointments?.get?.(vendorId(missed)))?.record.status).toBe('no_show');
});

test('an appointment that does not exist, or is of the other office, is not there', async () => {
	expect(await port.appointments?.get?.('999999')).toBeUndefined();
	const other = (await schedule()).find(({ practiceId }) => practiceId === 2) as Entry;
	expect(await port.appointments?.get?.(vendorId(other))).toBeUndefined();
});

test('a window without appointments is empty, and one day or one patient can be asked for', async () => {
	expect(
		await pages({ read: 'window', window: { from: day(200), to: day(230) }, pageSize: 5 }),
	).toEqual([]);
	const [entry] = await visible();
	const patientId = String(100_000 + (entry.patientId ?? 0));
	const date = entry.start.slice(0, 10);
	const window = { from: date, to: date };
	const ofDay = await pages({ read: 'window', window, pageSize: 50 });
	expect(ofDay.map(({ record }) => record.id).sort()).toEqual(
		(await visible())
			.filter(({ start }) => start.startsWith(date))
			.map(vendorId)
			.sort(),
	);
	const ofPatient = await pages({ read: 'window', window, patientId, pageSize: 50 });
	expect(ofPatient.every(({ record }) => record.patientId === patientId)).toBe(true);
	expect(ofPatient.map(({ record }) => record.id)).toContain(vendorId(entry));
});

test('where visits carry the ids of appointments, changes are read singly and show cancelled ones', async () => {
	const own = await openPort(loginUrl, { practiceProfile: profile({ visitIds: 'appointment' }) });
	const window = { from: day(-400), to: day(90) };
	const since = new Date(Date.now() - 400 * 86_400_000).toISOString();
	const expected = (await schedule())
		.filter(({ practiceId, patientId }) => practiceId === 1 && patientId)
		.map(vendorId)
		.sort();
	for (const pageSize of [7, 500]) {
		const read = await pages({ read: 'changed', window, since, pageSize }, own);
		expect(read.map(({ record }) => record.id).sort()).toEqual(expected);
		expect(read.some(({ record }) => record.status === 'cancelled')).toBe(true);
	}
	const nothing = await pages(
		{ read: 'changed', window, since: new Date(Date.now() + 3_600_000).toISOString(), pageSize: 5 },
		own,
	);
	expect(nothing).toEqual([]);
});

test('by default a change read answers the whole window, since nothing ties visits to appointments', async () => {
	const window = { from: day(-400), to: day(90) };
	const since = new Date(Date.now() + 3_600_000).toISOString();
	const read = await pages({ read: 'changed', window, since, pageSize: 100 });
	expect(read.map(({ record }) => record.id).sort()).toEqual(
		(await visible()).map(vendorId).sort(),
	);
});

test('kinds of visits are listed with their minutes', async () => {
	expect(await port.schedule?.types?.()).toEqual([
		{ id: '1', name: 'NEW PATIENT VISIT', durationMinutes: 45, active: true },
		{ id: '2', name: 'FOLLOW-UP VISIT', durationMinutes: 20, active: true },
		{ id: '3', name: 'PHYSICAL THERAPY', durationMinutes: 30, active: true },
		{ id: '4', name: 'TELEHEALTH VISIT', durationMinutes: 20, active: true },
		{ id: '5', name: 'WELLNESS EXAM', durationMinutes: 60, active: true },
	]);
});

/** The next day that is a Tuesday, far enough ahead to be free of seeded appointments. */
function nextTuesday(after: number): string {
	for (let offset = after; ; offset++) {
		if (new Date(`${day(offset)}T12:00:00Z`).getUTCDay() === 2) return day(offset);
	}
}

async function firstSlot(date: string, resourceId = '11') {
	const slots = await port.schedule?.slots?.({
		window: { from: date, to: date },
		resourceId,
		typeId: '3',
	});
	if (!slots?.length) throw new Error('There is no open slot.');
	return slots[0];
}

function bookingAt(startsAt: string, reference: string, over: object = {}) {
	return {
		patientId: '100001',
		resourceId: '11',
		typeId: '3',
		startsAt,
		durationMinutes: 30,
		reference,
		...over,
	};
}

test('open slots leave out weekends, appointments, holds and what runs past closing', async () => {
	const monday = nextTuesday(80);
	const week = {
		from: monday,
		to: new Date(Date.parse(monday) + 6 * 86_400_000).toISOString().slice(0, 10),
	};
	const slots =
		(await port.schedule?.slots?.({ window: week, resourceId: '11', typeId: '3' })) ?? [];
	const weekdays = new Set(slots.map(({ startsAt }) => new Date(startsAt).getUTCDay()));
	expect([...weekdays].sort()).toEqual([1, 2, 3, 4, 5]);
	// 08:00 to 17:00 by quarters, 30 minutes each: 35 starts a day.
	expect(slots).toHaveLength(5 * 35);
	expect(slots[0]).toMatchObject({
		providerId: '1',
		locationId: '1',
		resourceId: '11',
		appointmentTypeId: '3',
		origin: 'computed',
		capacity: 1,
		remaining: 1,
	});
	const meeting = (await schedule()).find(
		({ patientId, providerId }) => !patientId && providerId === 1,
	) as Entry;
	const date = meeting.start.slice(0, 10);
	const around =
		(await port.schedule?.slots?.({
			window: { from: date, to: date },
			resourceId: '11',
			durationMinutes: 15,
		})) ?? [];
	const local = around.map(({ startsAt }) =>
		new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Chicago', timeStyle: 'short' }).format(
			new Date(startsAt),
		),
	);
	expect(local).not.toContain('12:00');
	expect(local).not.toContain('12:45');
	expect(local).toContain('13:00');
});

test('a work week that begins with Sunday is read so when the profile says it (sheet 4.5)', async () => {
	const own = await openPort(loginUrl, { practiceProfile: profile({ workWeekFirst: 'sunday' }) });
	const from = nextTuesday(80);
	const to = new Date(Date.parse(from) + 6 * 86_400_000).toISOString().slice(0, 10);
	const slots = await own.schedule?.slots?.({
		window: { from, to },
		resourceId: '11',
		durationMinutes: 60,
	});
	const weekdays = new Set(slots?.map(({ startsAt }) => new Date(startsAt).getUTCDay()));
	expect([...weekdays].sort()).toEqual([0, 1, 2, 3, 4]);
});

test('too many days of slots at once are refused', async () => {
	await expect(
		port.schedule?.slots?.({ window: { from: day(0), to: day(40) } }),
	).rejects.toMatchObject({ kind: 'validation' });
});

test('a booking takes the slot, carries the reference in the comments and is found by it', async () => {
	const slot = await firstSlot(nextTuesday(90));
	const booking = bookingAt(slot.startsAt, 'BOOK1');
	expect(await port.appointments?.findBooked?.(booking)).toBeUndefined();
	const written = await port.appointments?.book?.(booking);
	expect(written?.place).toBe('scheduler');
	const entry = (await schedule()).find((one) => vendorId(one) === written?.id);
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
	expect((await firstSlot(nextTuesday(90))).startsAt).not.toBe(slot.startsAt);
});

test('a second booking of the same start, or one that overlaps, is a conflict (sheet 6: 4186, 4101)', async () => {
	const slot = await firstSlot(nextTuesday(97));
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

test('a column that takes two at a start says how many are left', async () => {
	const date = nextTuesday(104);
	const slot = await firstSlot(date, '12');
	expect([slot.capacity, slot.remaining]).toEqual([2, 2]);
	await port.appointments?.book?.(bookingAt(slot.startsAt, 'PAIR1', { resourceId: '12' }));
	expect((await firstSlot(date, '12')).remaining).toBe(1);
	await port.appointments?.book?.(
		bookingAt(slot.startsAt, 'PAIR2', { resourceId: '12', patientId: '100002' }),
	);
	expect((await firstSlot(date, '12')).startsAt).not.toBe(slot.startsAt);
});

test('a booking whose answer was lost is of unknown outcome, and found by its reference', async () => {
	const slot = await firstSlot(nextTuesday(111));
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
	const slot = await firstSlot(nextTuesday(118));
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

test('a cancelled appointment is cancelled, and its booking not found any more', async () => {
	const slot = await firstSlot(nextTuesday(125));
	const booking = bookingAt(slot.startsAt, 'GONE1');
	const id = (await port.appointments?.book?.(booking))?.id as string;
	await port.appointments?.cancel?.(id, 'any reason', 'GONE1');
	expect((await port.appointments?.get?.(id))?.record.status).toBe('cancelled');
	expect(await port.appointments?.findBooked?.(booking)).toBeUndefined();
	await expect(port.appointments?.cancel?.('999999', '', '')).rejects.toMatchObject({
		kind: 'notFound',
	});
});

test('an appointment is moved by booking the new one first, then cancelling the old one (sheet 4.6)', async () => {
	const date = nextTuesday(132);
	const slot = await firstSlot(date);
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
	const slot = await firstSlot(nextTuesday(139));
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
	const standing = (await schedule()).filter(({ comment }) => comment === '[HS:NEW2]');
	expect(standing.map(vendorId)).toEqual([again?.id]);
	expect((await port.appointments?.get?.(id))?.record.status).toBe('cancelled');
});

test('a move to a time that is taken leaves the old appointment standing', async () => {
	const date = nextTuesday(146);
	const slot = await firstSlot(date);
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
	const slot = await firstSlot(nextTuesday(153), '21');
	const own = await openPort(loginUrl, { practiceProfile: profile({ episode: 'one' }) });
	const before = await lastCall(sandbox);
	const written = await own.appointments?.book?.(
		bookingAt(slot.startsAt, 'EPI1', { resourceId: undefined, providerId: '2', locationId: '1' }),
	);
	expect(written?.id).toBeTruthy();
	expect(await callsOf(sandbox, before)).not.toContain('getepisodes');
});
