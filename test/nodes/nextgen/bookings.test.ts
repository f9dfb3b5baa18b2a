import type { AppointmentBooking } from '../../../nodes/common/practice/records';
import type { PracticeSystem } from '../../../nodes/common/practice/port';
import { startSandbox } from '../../support/sandboxProcess';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { controlOf, failureOf, idOf, openPort, profileWith } from './support';

/** Bookings, moves and notices through the port against the sandbox (all synthetic). */

let sandbox: SandboxProcess;
let base: string;
let control: ReturnType<typeof controlOf>;

beforeAll(async () => {
	sandbox = await startSandbox(5150, [
		...['--systems', 'nextgen', '--patients', '60', '--seed', '11'],
		...['--second-practice', '10', '--opted-out', '1', '--flagged', '1'],
	]);
	base = sandbox.url('nextgen');
	control = controlOf(sandbox);
});

afterAll(async () => {
	await sandbox?.stop();
});

afterEach(async () => {
	await control.clearFaults();
	await control.nextgen('build', { build: 'current' });
});

const day = (offset: number) =>
	new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const nextWeek = { from: day(3), to: day(12) };

type Appointments = NonNullable<PracticeSystem['appointments']>;

async function open(
	settings: object = {},
): Promise<PracticeSystem & { appointments: Appointments }> {
	const port = await openPort(base, { practiceProfile: profileWith(settings) });
	return port as PracticeSystem & { appointments: Appointments };
}

async function bookingFor(reference: string, nth = 0): Promise<AppointmentBooking> {
	const port = await open();
	const slots =
		(await port.schedule?.slots?.({ window: nextWeek, providerId: idOf('04', 1) })) ?? [];
	const slot = slots[nth];
	const [patient] = await control.truth('included');
	return {
		patientId: patient.vendorId,
		typeId: idOf('07', 2),
		locationId: slot.locationId as string,
		resourceId: slot.resourceId as string,
		startsAt: slot.startsAt,
		durationMinutes: 20,
		reason: 'Synthetic reason',
		reference,
	};
}

test('a booking is made once, is found by its reference, and takes the time (sheet 4.2, 7)', async () => {
	const port = await open();
	const booking = await bookingFor('HS-APT-1', 2);
	expect(await port.appointments.findBooked?.(booking)).toBeUndefined();
	const written = await port.appointments.book?.(booking);
	const found = await port.appointments.findBooked?.(booking);
	expect(found?.record).toMatchObject({
		id: written?.id,
		startsAt: booking.startsAt,
		status: 'booked',
		patientId: booking.patientId,
	});
	expect(
		await failureOf(port.appointments.book!({ ...booking, reference: 'HS-APT-2' })),
	).toMatchObject({
		details: { kind: 'conflict' },
	});
});

test('a provider stands for the resource that is booked (sheet 4.2)', async () => {
	const port = await open();
	const booking = { ...(await bookingFor('HS-APT-3', 5)), resourceId: undefined };
	const written = await port.appointments.book?.({ ...booking, providerId: idOf('04', 1) });
	const found = await port.appointments.get?.(written?.id as string);
	expect(found?.record.providerId).toBe(idOf('04', 1));
});

test.each(['typeId', 'locationId'])(
	'a booking without %s is refused before it is sent',
	async (member) => {
		const port = await open();
		const booking = { ...(await bookingFor('HS-APT-4')), [member]: undefined };
		const before = port.calls();
		expect(await failureOf(port.appointments.book!(booking))).toMatchObject({
			details: { kind: 'validation', fields: [member] },
		});
		expect(port.calls()).toBe(before);
	},
);

test('a booking whose answer is lost is of unknown outcome, sent once, and found afterwards', async () => {
	const port = await open();
	const booking = await bookingFor('HS-APT-5', 8);
	const before = await control.calls('appointments.book');
	await control.fault({ operation: 'appointments.book', kind: 'dropAfterWrite', count: 1 });
	expect(await failureOf(port.appointments.book!(booking))).toMatchObject({
		details: { kind: 'outcomeUnknown' },
	});
	expect((await control.calls('appointments.book')) - before).toBe(1);
	expect((await port.appointments.findBooked?.(booking))?.record.status).toBe('booked');
});

test('a cancelled appointment is cancelled with a reason of the list, and twice does no harm', async () => {
	const port = await open();
	const written = await port.appointments.book?.(await bookingFor('HS-APT-6', 11));
	const id = written?.id as string;
	expect(await failureOf(port.appointments.cancel!(id, 'Because', 'HS-6'))).toMatchObject({
		details: { kind: 'validation', fields: ['reason'] },
	});
	await port.appointments.cancel?.(id, 'patient asked to CANCEL', 'HS-6');
	await port.appointments.cancel?.(id, 'Patient asked to cancel', 'HS-6');
	expect((await port.appointments.get?.(id))?.record.status).toBe('cancelled');
});

test('the usual reason of the profile stands in for one that NextGen does not know', async () => {
	const port = await open({ cancelReason: 'Provider not available' });
	const written = await port.appointments.book?.(await bookingFor('HS-APT-7', 13));
	await port.appointments.cancel?.(written?.id as string, 'Because', 'HS-7');
	expect((await port.appointments.get?.(written?.id as string))?.record.status).toBe('cancelled');
});

test.each(['current', 'old'])(
	'a move makes a new appointment and marks the old one, build %s (sheet 4.2)',
	async (build) => {
		const settings = { rescheduleReason: 'Patient asked for another time' };
		const port = await open(settings);
		const booking = await bookingFor(`HS-MOVE-${build}`, build === 'old' ? 20 : 16);
		const old = (await port.appointments.book?.(booking))?.id as string;
		await control.nextgen('build', { build });
		const later = await bookingFor(`HS-MOVE-${build}`, 30);
		const moved = await port.appointments.reschedule?.(old, { ...later, reason: undefined });
		expect(moved?.id).not.toBe(old);
		expect((await port.appointments.get?.(moved?.id as string))?.record).toMatchObject({
			rescheduledFromId: old,
			startsAt: later.startsAt,
		});
		expect((await port.appointments.get?.(old))?.record.status).toBe('rescheduled');
	},
);

test('a move that is asked for twice is made once, and to another time it is a conflict', async () => {
	const port = await open({ rescheduleReason: 'Patient asked for another time' });
	const booking = await bookingFor('HS-TWICE', 22);
	const old = (await port.appointments.book?.(booking))?.id as string;
	const later = { ...(await bookingFor('HS-TWICE', 31)), reason: undefined };
	const before = await control.calls('appointments.reschedule');
	const moved = await port.appointments.reschedule?.(old, later);
	expect(await port.appointments.reschedule?.(old, later)).toEqual(moved);
	const other = { ...(await bookingFor('HS-TWICE', 33)), reason: undefined };
	expect(await failureOf(port.appointments.reschedule!(old, other))).toMatchObject({
		details: { kind: 'conflict', vendorCode: 'MovedAlready' },
	});
	// What the shared operation goes by when it hands on a visit that was moved.
	expect(port.appointments.finishesMoves).toBe(true);
	expect((await control.calls('appointments.reschedule')) - before).toBe(1);
	expect((await port.appointments.findBooked?.(booking))?.record).toMatchObject({
		id: moved?.id,
		status: 'booked',
	});
});

test('a cancelled booking is told as cancelled until another with its reference stands', async () => {
	const port = await open();
	const booking = await bookingFor('HS-GONE', 24);
	const first = (await port.appointments.book?.(booking))?.id as string;
	await port.appointments.cancel?.(first, 'Patient asked to cancel', 'HS-GONE');
	expect((await port.appointments.findBooked?.(booking))?.record).toMatchObject({
		id: first,
		status: 'cancelled',
	});
	const second = (await port.appointments.book?.(booking))?.id;
	expect((await port.appointments.findBooked?.(booking))?.record).toMatchObject({
		id: second,
		status: 'booked',
	});
});

test('changed appointments are those that changed, page by page', async () => {
	const port = await open();
	const since = new Date(Date.now() - 5_000).toISOString();
	const written = await port.appointments.book?.(await bookingFor('HS-APT-8', 34));
	const ids: string[] = [];
	let cursor: string | undefined;
	do {
		const page: Awaited<ReturnType<Appointments['page']>> = await port.appointments.page({
			read: 'changed',
			since,
			window: { from: day(-10), to: day(100) },
			pageSize: 2,
			...(cursor !== undefined && { cursor }),
		});
		ids.push(...page.appointments.map(({ record }) => record.id));
		cursor = page.nextCursor;
	} while (cursor !== undefined && ids.length < 500);
	expect(ids).toContain(written?.id);
	expect(new Set(ids).size).toBe(ids.length);
	expect(ids.length).toBeLessThan(30);
});

test('a notice for staff is put behind what stands on the next appointment, once (sheet 4.7 B)', async () => {
	const port = await open();
	const booking = await bookingFor('HS-APT-9', 38);
	const patient = (await control.truth('included'))[1];
	const written = await port.appointments.book?.({ ...booking, patientId: patient.vendorId });
	const notice = {
		patientId: patient.vendorId,
		subject: 'Change requested',
		body: 'See HealthSail',
		reference: 'HS-DC-1',
	};
	const left = await port.staff?.notice?.(notice);
	expect(left?.place).toBe('appointment note');
	await port.staff?.notice?.(notice);
	const text = (await port.appointments.get?.(left?.id as string))?.record.reason ?? '';
	expect(text.match(/HS-DC-1/g)).toHaveLength(1);
	expect(written?.id).not.toBeNull();
});

test('a notice is left though a longer reference stands there already', async () => {
	const port = await open();
	const patient = (await control.truth('included'))[2];
	const booking = { ...(await bookingFor('HS-APT-10', 36)), patientId: patient.vendorId };
	await port.appointments.book?.(booking);
	const notice = { patientId: patient.vendorId, subject: 'Change requested', body: '' };
	await port.staff?.notice?.({ ...notice, reference: 'HS-DC-34' });
	const left = await port.staff?.notice?.({ ...notice, reference: 'HS-DC-3' });
	const text = (await port.appointments.get?.(left?.id as string))?.record.reason ?? '';
	expect(text).toContain('(HS-DC-34)');
	expect(text).toContain('(HS-DC-3)');
});

test('a notice for a patient without a coming appointment names the other channel', async () => {
	const port = await open();
	const { appointments } = await port.appointments.page({
		read: 'window',
		window: { from: day(0), to: day(200) },
		pageSize: 500,
	});
	const own = appointments.map(({ record }) => record);
	const busy = new Set(own.map(({ patientId }) => patientId));
	const patient = (await control.truth('included')).find(({ vendorId }) => !busy.has(vendorId));
	const error = await failureOf(
		port.staff!.notice!({
			patientId: patient?.vendorId as string,
			subject: 'S',
			body: 'B',
			reference: 'HS-DC-2',
		}),
	);
	expect(error).toMatchObject({ details: { kind: 'unsupported', vendorCode: 'NoAppointment' } });
	expect(error.details.nextStep).toContain('queue in HealthSail');
});
