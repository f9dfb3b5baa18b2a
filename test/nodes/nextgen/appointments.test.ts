import type { Appointment } from '../../../lib/canonical/appointment';
import type { AppointmentPage } from '../../../nodes/common/practice/records';
import type { PracticeSystem } from '../../../nodes/common/practice/port';
import { startSandbox } from '../../support/sandboxProcess';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { controlOf, idOf, openPort, profileWith } from './support';

/** Appointments, slots and bookings through the port against the sandbox (all synthetic). */

let sandbox: SandboxProcess;
let base: string;
let control: ReturnType<typeof controlOf>;

beforeAll(async () => {
	sandbox = await startSandbox(5120, [
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
const wide = { from: day(-400), to: day(100) };

type Appointments = NonNullable<PracticeSystem['appointments']>;

async function readAll(
	appointments: Appointments,
	pageSize: number,
	request: object = {},
): Promise<{ pages: AppointmentPage[]; own: Appointment[] }> {
	const pages: AppointmentPage[] = [];
	let cursor: string | undefined;
	do {
		const page: AppointmentPage = await appointments.page({
			read: 'window',
			window: wide,
			pageSize,
			...request,
			...(cursor !== undefined && { cursor }),
		});
		pages.push(page);
		cursor = page.nextCursor;
	} while (cursor !== undefined && pages.length < 200);
	const own = pages
		.flatMap((page) => page.appointments)
		.filter(({ recordPracticeId }) => recordPracticeId === '0001')
		.map(({ record }) => record);
	return { pages, own };
}

async function open(
	settings: object = {},
): Promise<PracticeSystem & { appointments: Appointments }> {
	const port = await openPort(base, { practiceProfile: profileWith(settings) });
	return port as PracticeSystem & { appointments: Appointments };
}

test.each([1, 9, 500])(
	'a page size of %i meets every appointment of the window once',
	async (pageSize) => {
		const { own, pages } = await readAll((await open({ top: 20 })).appointments, pageSize);
		const whole = await readAll((await open()).appointments, 1000);
		expect(own.map(({ id }) => id).sort()).toEqual(whole.own.map(({ id }) => id).sort());
		expect(new Set(own.map(({ id }) => id)).size).toBe(own.length);
		expect(own.length).toBeGreaterThan(40);
		expect(pages.every(({ appointments }) => appointments.length <= pageSize)).toBe(true);
	},
);

test('the silent seven days are made explicit: a past window is read too (sheet 4.2, 9.5)', async () => {
	const { own } = await readAll((await open()).appointments, 500, {
		window: { from: day(-360), to: day(-30) },
	});
	expect(own.length).toBeGreaterThan(10);
	expect(own.every(({ startsAt }) => startsAt < new Date().toISOString())).toBe(true);
});

test('appointments of the other practice come with their practice, for the fence', async () => {
	const { pages } = await readAll((await open()).appointments, 500);
	const practices = pages.flatMap(({ appointments }) =>
		appointments.map(({ recordPracticeId }) => recordPracticeId),
	);
	expect(new Set(practices)).toEqual(new Set(['0001', '0002']));
});

test('the status is the combination of flags, and not the workflow text (sheet 4.2)', async () => {
	const { own } = await readAll((await open()).appointments, 500);
	const past = own.filter(({ startsAt }) => startsAt < new Date().toISOString());
	expect(new Set(past.map(({ status }) => status))).toEqual(
		new Set(['completed', 'cancelled', 'no_show']),
	);
	const coming = own.filter(({ startsAt }) => startsAt > new Date().toISOString());
	expect(new Set(coming.map(({ status }) => status))).toEqual(
		new Set(['booked', 'confirmed', 'cancelled']),
	);
});

test('an old build tells no "no show": a past day without a note is one (sheet 9.20)', async () => {
	const states = async () =>
		Object.fromEntries(
			(await readAll((await open()).appointments, 500)).own.map(({ id, status }) => [id, status]),
		);
	const current = await states();
	await control.nextgen('build', { build: 'old' });
	expect(await states()).toEqual(current);
});

test('one appointment is read whole, and one that is none is none', async () => {
	const port = await open();
	const { own } = await readAll(port.appointments, 500);
	const [first] = own;
	expect((await port.appointments.get?.(first.id.toUpperCase()))?.record).toMatchObject({
		id: first.id,
		startsAt: first.startsAt,
		patientId: first.patientId,
	});
	expect(await port.appointments.get?.(idOf('09', 99_999))).toBeUndefined();
});

test('those of one patient are read by the patient', async () => {
	const port = await open();
	const { own } = await readAll(port.appointments, 500);
	const patientId = own.find((entry) => entry.patientId)?.patientId as string;
	const { own: found } = await readAll(port.appointments, 500, { patientId });
	expect(found.map(({ id }) => id).sort()).toEqual(
		own
			.filter((entry) => entry.patientId === patientId)
			.map(({ id }) => id)
			.sort(),
	);
});

test('kinds of visits are the events of the practice (sheet 4.2)', async () => {
	const types = await (await open()).schedule?.types?.();
	expect(types?.map(({ name, durationMinutes }) => [name, durationMinutes])).toEqual([
		['New Patient Visit', 45],
		['Follow-up Visit', 20],
		['Physical Therapy', 30],
		['Telehealth Visit', 20],
		['Wellness Exam', 60],
	]);
});

const nextWeek = { from: day(3), to: day(12) };

test('open slots leave out lunch, the other practice and what is taken (sheet 4.2)', async () => {
	const slots = (await (await open()).schedule?.slots?.({ window: nextWeek })) ?? [];
	expect(slots.length).toBeGreaterThan(20);
	expect(new Set(slots.map(({ resourceId }) => resourceId))).toEqual(
		new Set([idOf('05', 1), idOf('05', 2)]),
	);
	const clock = new Intl.DateTimeFormat('en-US', {
		timeZone: 'America/Chicago',
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23',
	});
	expect(slots.map(({ startsAt }) => clock.format(new Date(startsAt)))).not.toContain('12:00');
	expect(slots.every(({ remaining, origin }) => remaining > 0 && origin === 'pm_slot')).toBe(true);
});

test('a slot with room is open or not as the profile says (sheet 4.2)', async () => {
	const read = async (slotRule: string) =>
		(await (
			await open({ slotRule })
		).schedule?.slots?.({
			window: { from: day(1), to: day(60) },
			providerId: idOf('04', 2),
		})) ?? [];
	const withRoom = await read('room');
	const empty = await read('empty');
	expect(withRoom.length).toBeGreaterThan(empty.length);
	expect(empty.every(({ capacity, remaining }) => capacity === remaining)).toBe(true);
});
