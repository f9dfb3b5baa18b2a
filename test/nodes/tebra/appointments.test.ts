import type { IDataObject } from 'n8n-workflow';

import type { SandboxStage } from './sandboxStage';
import { openSandboxStage } from './sandboxStage';

/** Appointments against Tebra's sandbox over loopback HTTP. All people are synthetic. */

let stage: SandboxStage;

beforeAll(async () => {
	stage = await openSandboxStage(5500, ['--second-practice', '6'], {
		7: { customerId: 'cus_7', version: 1, syncState: 'left' },
	});
});

afterAll(async () => {
	await stage?.close();
});

const year = { from: '2025-11-01', to: '2027-03-01' };
/** A day on which the practice is open and nobody has an appointment in the far future. */
const farDay = '2027-06-01';

const kindOf = (error: unknown) =>
	((error as { context?: IDataObject } | undefined)?.context?.failure as IDataObject | undefined)
		?.kind;

async function listAll(pageSize: number, profile: object = {}) {
	const items: IDataObject[] = [];
	const counts = { read: 0, fenced: 0, withoutPatient: 0, excluded: 0, failed: 0 };
	let cursor: string | null = '';
	for (let page = 0; cursor !== null && page < 200; page++) {
		const { json, error } = await stage.run(
			'appointment.getAll',
			{ ...year, pageSize, cursor },
			{ profile },
		);
		expect(error).toBeUndefined();
		items.push(...json(0));
		const summary = json(1)[0] as { counts: typeof counts; nextCursor: string | null };
		for (const key of Object.keys(counts) as Array<keyof typeof counts>) {
			counts[key] += summary.counts[key];
		}
		cursor = summary.nextCursor;
	}
	expect(cursor).toBeNull();
	return { items, counts };
}

test.each([1, 3, 500])(
	'a year is read page by page with up to %i each, every appointment once (sheet 4.5, 5)',
	async (pageSize) => {
		const { items, counts } = await listAll(pageSize);
		const ids = items.map(({ id }) => id);
		expect(ids.length).toBeGreaterThan(20);
		expect(new Set(ids).size).toBe(ids.length);
		expect(counts.failed).toBe(0);
		// Two staff meetings are blocked time: they are counted and never come out.
		expect(counts.withoutPatient).toBe(2);
		expect(counts.excluded).toBeGreaterThan(0);
		expect(counts.read).toBe(ids.length + counts.fenced + counts.withoutPatient + counts.excluded);
		expect(JSON.stringify(items)).not.toMatch(/Staff meeting|"reason"/);
	},
);

test('a listed time, which is local to the clinic, is the UTC time of the single read, on both sides of the clock change (sheet 4.5)', async () => {
	const { items } = await listAll(500);
	const offsets = new Set<string>();
	for (const item of items) {
		const single = await stage.run('appointment.get', { appointmentId: String(item.id) });
		const { startsAt, endsAt, status, patientId, providerId } = single.json()[0];
		expect({ startsAt, endsAt, status, patientId, providerId }).toEqual({
			startsAt: item.startsAt,
			endsAt: item.endsAt,
			status: item.status,
			patientId: item.patientId,
			providerId: item.providerId,
		});
		const hour = new Intl.DateTimeFormat('en-US', {
			timeZone: 'America/Chicago',
			hour: 'numeric',
			hourCycle: 'h23',
		}).format(new Date(String(item.startsAt)));
		offsets.add(String(new Date(String(item.startsAt)).getUTCHours() - Number(hour)));
		expect(Number(hour)).toBeGreaterThanOrEqual(8);
	}
	// Central standard and daylight time are both among them.
	expect([...offsets].filter((offset) => offset === '5' || offset === '6').sort()).toEqual([
		'5',
		'6',
	]);
});

test('with an offset asked for, the same appointments have the same times (sheet 4.5)', async () => {
	const local = await listAll(500);
	const offset = await listAll(500, { tebra: { appointmentListTimes: 'offset' } });
	const times = ({ items }: typeof local) =>
		items.map(({ id, startsAt }) => `${String(id)} ${String(startsAt)}`).sort();
	expect(times(offset)).toEqual(times(local));
});

test('a status word that the profile does not know is told as unknown, not guessed (sheet 4.5)', async () => {
	const { items } = await listAll(500);
	const statuses = new Set(items.map(({ status }) => status));
	expect([...statuses].sort()).toEqual(
		expect.arrayContaining(['booked', 'cancelled', 'completed', 'confirmed', 'no_show']),
	);
	expect(statuses).not.toContain('unknown');
	const mapped = await listAll(500, {
		tebra: { appointmentStatus: { 'Check-out': 'in_progress' } },
	});
	const words = new Set(mapped.items.map(({ status }) => status));
	expect(words).toContain('in_progress');
	expect(words).not.toContain('completed');
});

test('explicit column toggles give the same rows as an empty Fields (sheet 3.3 rule 6)', async () => {
	const empty = await listAll(500);
	const explicit = await listAll(500, { tebra: { fieldsMode: 'explicit' } });
	expect(explicit.items).toEqual(empty.items);
});

test('the windows that Tebra puts in place of missing dates never cut a read short (sheet 4.5)', async () => {
	const { items } = await listAll(500);
	const [first] = items;
	const { json } = await stage.run('appointment.getMany', {
		...year,
		patientId: String(first.patientId),
		returnAll: true,
	});
	expect(json().map(({ id }) => id)).toEqual(
		items.filter(({ patientId }) => patientId === first.patientId).map(({ id }) => id),
	);
});

test('a read that is wider than the server stands is asked for in spans (sheet 5)', async () => {
	const post = async (days: number) =>
		await fetch(`${stage.sandbox.status}/control/tebra/widest-window`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({ days }),
		});
	expect((await post(30)).ok).toBe(true);
	const { error } = await stage.run('appointment.getMany', { ...year, returnAll: true });
	await post(60);
	expect(error).toBeUndefined();
});

test('appointments of another practice of the account do not come out, alone or in a list', async () => {
	const { items } = await listAll(500);
	expect(new Set(items.map(({ practiceId }) => practiceId))).toEqual(new Set(['1']));
	const fenced: string[] = [];
	for (let id = 1; id <= 80; id++) {
		const { json, error } = await stage.run('appointment.get', { appointmentId: String(id) });
		if (error === undefined) expect(json()[0].practiceId).toBe('1');
		else if (kindOf(error) === 'notFound') fenced.push(String(id));
	}
	expect(fenced.length).toBeGreaterThan(1);
	expect(items.filter(({ id }) => fenced.includes(String(id)))).toEqual([]);
});

describe('a visit', () => {
	const visit = {
		patientId: '5',
		startsAt: `${farDay}T09:00:00`,
		durationMinutes: 20,
		providerId: '2',
		locationId: '1',
		typeId: '2',
		reason: 'Follow-up',
		reference: 'HS-A1',
	};
	const day = { from: farDay, to: '2027-06-02', patientId: '5', returnAll: true };

	it('is booked once per reference, moved and cancelled (sheet 4.5, 7)', async () => {
		const booked = await stage.run('appointment.book', visit);
		expect(booked.json()).toMatchObject([
			{ outcome: 'booked', startsAt: '2027-06-01T14:00:00Z', place: 'calendar' },
		]);
		const id = String(booked.json()[0].appointmentId);
		const again = await stage.run('appointment.book', visit);
		expect(again.json()).toMatchObject([{ outcome: 'alreadyBooked', appointmentId: id }]);

		const moved = await stage.run('appointment.reschedule', {
			...visit,
			appointmentId: id,
			startsAt: '2027-06-02T10:00:00',
			reference: 'HS-A2',
		});
		expect(moved.json()).toMatchObject([{ outcome: 'rescheduled', appointmentId: id }]);
		expect((await stage.run('appointment.getMany', day)).json()).toMatchObject([
			{ id, startsAt: '2027-06-02T15:00:00Z', endsAt: '2027-06-02T15:20:00Z', status: 'booked' },
		]);

		const cancel = { appointmentId: id, patientId: '5', reason: 'Asked', reference: 'HS-A3' };
		expect((await stage.run('appointment.cancel', cancel)).json()).toMatchObject([
			{ outcome: 'cancelled' },
		]);
		expect((await stage.run('appointment.cancel', cancel)).json()).toMatchObject([
			{ outcome: 'alreadyCancelled' },
		]);
	});

	it('that was cancelled is not booked again by a replay (sheet 7)', async () => {
		const first = { ...visit, startsAt: `${farDay}T15:00:00`, reference: 'HS-H1' };
		const appointmentId = String(
			(await stage.run('appointment.book', first)).json()[0].appointmentId,
		);
		const cancel = { appointmentId, patientId: '5', reason: 'Asked', reference: 'HS-H2' };
		expect((await stage.run('appointment.cancel', cancel)).error).toBeUndefined();
		expect((await stage.run('appointment.book', first)).json()).toMatchObject([
			{ outcome: 'alreadyBooked', appointmentId, status: 'cancelled' },
		]);
	});

	it('is not booked over another one, which Tebra itself would let through (sheet 7)', async () => {
		const first = { ...visit, startsAt: `${farDay}T11:00:00`, reference: 'HS-B1' };
		expect((await stage.run('appointment.book', first)).error).toBeUndefined();
		const { error } = await stage.run('appointment.book', {
			...first,
			patientId: '6',
			startsAt: `${farDay}T11:10:00`,
			reference: 'HS-B2',
		});
		expect(kindOf(error)).toBe('conflict');
		const beside = { ...first, patientId: '6', providerId: '1', reference: 'HS-B3' };
		expect((await stage.run('appointment.book', beside)).error).toBeUndefined();
	});

	it('whose answer is lost is looked up and not booked twice (sheet 6, 7)', async () => {
		await stage.fault({ system: 'tebra', operation: 'CreateAppointment', kind: 'dropAfterWrite' });
		const lost = { ...visit, startsAt: `${farDay}T13:00:00`, reference: 'HS-C1' };
		const { json, error } = await stage.run('appointment.book', lost);
		expect(error).toBeUndefined();
		expect(json()).toMatchObject([{ outcome: 'booked' }]);
		const { json: listed } = await stage.run('appointment.getMany', day);
		expect(listed().filter(({ startsAt }) => startsAt === '2027-06-01T18:00:00Z')).toHaveLength(1);
	});

	it('without provider, place and kind is refused before anything is sent', async () => {
		const { error } = await stage.run('appointment.book', {
			...visit,
			typeId: '',
			reference: 'HS-D1',
		});
		expect(kindOf(error)).toBe('validation');
	});

	it('of a patient who left the sync is refused', async () => {
		const { error } = await stage.run('appointment.book', {
			...visit,
			patientId: '7',
			reference: 'HS-E1',
		});
		expect(kindOf(error)).toBe('permission');
	});
});

test('kinds of visit are the appointment reasons, with their durations (sheet 4.5)', async () => {
	const { json } = await stage.run('appointmentType.getMany', { returnAll: true });
	expect(json().map(({ name, durationMinutes }) => [name, durationMinutes])).toEqual([
		['New Patient Visit', 45],
		['Follow-up Visit', 20],
		['Physical Therapy', 30],
		['Telehealth Visit', 20],
		['Wellness Exam', 60],
	]);
});

test('open times are opening hours less appointments and blocked time, in the zone of the practice (sheet 4.5)', async () => {
	const hours = Object.fromEntries(
		['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => [
			day,
			[{ from: '09:00', to: '10:00' }],
		]),
	);
	const parameters = { providerId: '1', typeId: '3', from: '2027-06-03', to: '2027-06-03' };
	const profile = { schedule: { hours, slotStepMinutes: 30 } };
	const starts = async () =>
		(await stage.run('slot.getMany', parameters, { profile }))
			.json()
			.map(({ startsAt }) => startsAt);
	expect(await starts()).toEqual(['2027-06-03T14:00:00Z', '2027-06-03T14:30:00Z']);
	await stage.run('appointment.book', {
		patientId: '5',
		startsAt: '2027-06-03T09:30:00',
		durationMinutes: 20,
		providerId: '1',
		locationId: '1',
		typeId: '2',
		reference: 'HS-F1',
	});
	expect(await starts()).toEqual(['2027-06-03T14:00:00Z']);
});

test('a duration that is not known is asked for, and a search of a year is refused', async () => {
	const nothing = await stage.run('slot.getMany', { from: '2027-06-03', to: '2027-06-03' });
	expect(kindOf(nothing.error)).toBe('validation');
	const year366 = { from: '2027-01-01', to: '2027-12-31', durationMinutes: 20 };
	expect(kindOf((await stage.run('slot.getMany', year366)).error)).toBe('validation');
});

test('what changed since a time is read, and a cursor of another operation is refused', async () => {
	const before = new Date(Date.now() - 60_000).toISOString();
	await stage.run('appointment.book', {
		patientId: '9',
		startsAt: '2027-06-04T09:30:00',
		durationMinutes: 20,
		providerId: '1',
		locationId: '1',
		typeId: '2',
		reference: 'HS-G1',
	});
	const window = { from: '2027-06-04', to: '2027-06-04' };
	const { json } = await stage.run('appointment.getChanged', { ...window, since: before });
	expect(json(0)).toMatchObject([{ patientId: '9', status: 'booked' }]);
	const wrong = await stage.run('appointment.getAll', { ...window, cursor: '{"startKey":"5"}' });
	expect(kindOf(wrong.error)).toBe('validation');
});
