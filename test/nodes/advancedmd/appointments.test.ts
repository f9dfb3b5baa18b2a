import type { AppointmentPageRequest } from '../../../nodes/common/practice/records';
import type { Entry, Office } from './scheduleStage';
import {
	bookingAt,
	clearFaults,
	day,
	firstSlot,
	nextTuesday,
	scheduleOf,
	startOffice,
	vendorId,
} from './scheduleStage';
import { control, openPort, profile } from './support';

/** Appointments and the schedule against the sandbox. All data is made up. */

let sandbox: Office['sandbox'];
let loginUrl: Office['loginUrl'];
let port: Office['port'];

beforeAll(async () => {
	({ sandbox, loginUrl, port } = await startOffice(5030));
});

afterAll(async () => {
	await sandbox?.stop();
});

afterEach(async () => {
	await clearFaults(sandbox);
});

const schedule = async () => await scheduleOf(sandbox);
/** What the office has with a patient; cancelled and moved ones are hidden from lists. */
const visible = async () =>
	(await schedule()).filter(
		({ practiceId, patientId, status }) =>
			practiceId === 1 && patientId && status !== 'cancelled' && status !== 'rescheduled',
	);

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

test('a changed appointment is told where it stands now, also outside of the days that were asked for', async () => {
	const own = await openPort(loginUrl, { practiceProfile: profile({ visitIds: 'appointment' }) });
	const [entry] = (await visible()).filter(({ status }) => status === 'booked');
	const since = new Date(Date.now() - 1000).toISOString();
	await control(sandbox, 'advancedmd/appointments', { id: entry.id, start: '2031-02-04T09:15' });
	const window = { from: day(-30), to: day(30) };
	const told = await pages({ read: 'changed', window, since, pageSize: 500 }, own);
	const found = told.find(({ record }) => record.id === vendorId(entry));
	expect(found?.record.startsAt).toBe('2031-02-04T15:15:00Z');
	await control(sandbox, 'advancedmd/appointments', { id: entry.id, start: entry.start });
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

test('a column that takes two at a start says how many are left', async () => {
	const date = nextTuesday(104);
	const slot = await firstSlot(port, date, '12');
	expect([slot.capacity, slot.remaining]).toEqual([2, 2]);
	await port.appointments?.book?.(bookingAt(slot.startsAt, 'PAIR1', { resourceId: '12' }));
	expect((await firstSlot(port, date, '12')).remaining).toBe(1);
	await port.appointments?.book?.(
		bookingAt(slot.startsAt, 'PAIR2', { resourceId: '12', patientId: '100002' }),
	);
	expect((await firstSlot(port, date, '12')).startsAt).not.toBe(slot.startsAt);
});
