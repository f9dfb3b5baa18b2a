import type { SandboxStage } from './sandboxStage';
import { kindOf, openSandboxStage } from './sandboxStage';

/** Kinds of visits and open times of Tebra's sandbox over loopback HTTP. All people are synthetic. */

let stage: SandboxStage;

beforeAll(async () => {
	stage = await openSandboxStage(5540);
});

afterAll(async () => {
	await stage?.close();
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
