import { openTebra } from '../../../nodes/Tebra/port';
import type { SandboxStage } from './sandboxStage';
import { kindOf, openSandboxStage } from './sandboxStage';

/** Bookings in Tebra's sandbox over loopback HTTP. All people are synthetic. */

let stage: SandboxStage;

beforeAll(async () => {
	stage = await openSandboxStage(5530, ['--second-practice', '6'], {
		7: { customerId: 'cus_7', version: 1, syncState: 'left' },
	});
});

afterAll(async () => {
	await stage?.close();
});

/** A day on which the practice is open and nobody has an appointment in the far future. */
const farDay = '2027-06-01';

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

	it('that was cancelled is neither booked again by a replay nor told as standing (sheet 7)', async () => {
		const first = { ...visit, startsAt: `${farDay}T15:00:00`, reference: 'HS-H1' };
		const appointmentId = String(
			(await stage.run('appointment.book', first)).json()[0].appointmentId,
		);
		const cancel = { appointmentId, patientId: '5', reason: 'Asked', reference: 'HS-H2' };
		expect((await stage.run('appointment.cancel', cancel)).error).toBeUndefined();
		expect((await stage.run('appointment.book', first)).json()).toMatchObject([
			{ outcome: 'noLongerStands', appointmentId, status: 'cancelled' },
		]);
	});

	it('that staff moved to another month is found by the notes of what was made lately (sheet 4.5, 7)', async () => {
		const first = { ...visit, startsAt: `${farDay}T16:00:00`, reference: 'HS-I1' };
		const appointmentId = String(
			(await stage.run('appointment.book', first)).json()[0].appointmentId,
		);
		const moved = await stage.run('appointment.reschedule', {
			...first,
			appointmentId,
			startsAt: '2027-10-05T09:00:00',
			reference: 'HS-I2',
		});
		expect(moved.error).toBeUndefined();
		const { appointments } = await openTebra(stage.context());
		const found = await appointments?.findBooked?.({
			...first,
			startsAt: '2027-06-01T21:00:00Z',
		});
		expect(found?.record).toMatchObject({
			id: appointmentId,
			startsAt: '2027-10-05T14:00:00Z',
			status: 'booked',
		});
		expect((await stage.run('appointment.book', first)).json()).toMatchObject([
			{ outcome: 'alreadyBooked', appointmentId, startsAt: '2027-10-05T14:00:00Z' },
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
