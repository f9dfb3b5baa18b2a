import type { WatchedSystem } from '../../support/appointmentChanges';
import { describeAppointmentChanges, told, wallClock } from '../../support/appointmentChanges';
import { credential, profile } from './support';

/** Appointment Changed of AdvancedMD, in both ways of reading changes (sheet 4.6, 4.7). */

const alike = {
	key: 'advancedmd',
	nodeType: 'advancedMdTrigger',
	patientId: (record: number) => String(100_000 + record),
	appointmentId: (record: number) => String(500_000 + record),
	practiceId: '990001',
	tellsTimes: false,
} satisfies Partial<WatchedSystem>;

describe('as it is shipped', () => {
	describeAppointmentChanges({
		...alike,
		title: 'AdvancedMD by windows',
		port: 5740,
		credentials: async (sandbox) =>
			await Promise.resolve({ advancedMdApi: credential(sandbox.url('advancedmd')) }),
		tellsCancelled: false,
		tellsMovedAway: false,
		midway: { operation: 'listAppointments', kind: 'malformed' },
	});
});

describe('where visits carry the ids of appointments', () => {
	const watch = describeAppointmentChanges({
		...alike,
		title: 'AdvancedMD by changed visits',
		port: 5750,
		credentials: async (sandbox) =>
			await Promise.resolve({
				advancedMdApi: credential(sandbox.url('advancedmd'), {
					practiceProfile: profile({ visitIds: 'appointment' }),
				}),
			}),
		tellsCancelled: true,
		tellsMovedAway: true,
		midway: { operation: 'getAppointment', kind: 'status', status: 403 },
	});

	test('a visit that cannot be read holds up no other, and is told once it can', async () => {
		const [first, second] = [
			await watch().staff({ patientId: 1, start: wallClock(20, '08:00') }),
			await watch().staff({ patientId: 2, start: wallClock(20, '09:00') }),
		].map(({ id }) => String(500_000 + id));
		const trigger = await watch().marked();
		for (const id of [first, second]) {
			await watch().staff({ id: Number(id) - 500_000, status: 'confirmed' });
		}
		// The visits of the tests before are read with them, and the two are the last.
		const { length } = (await watch().visits()).filter(
			({ practiceId, changedAt }) => practiceId === 1 && changedAt > Date.now() - 86_400_000,
		);
		const fault = { operation: 'getAppointment', kind: 'status', status: 400 };
		await watch().fault({ ...fault, after: length - 2 });
		const before = await told(trigger);
		const after = await told(trigger);
		expect([before.length, after.length]).toEqual([1, 1]);
		expect([...before, ...after].sort()).toEqual([first, second]);
		expect(await told(trigger)).toEqual([]);
	});

	test('a visit that was told, and once cannot be read, is not told again', async () => {
		const trigger = await watch().marked();
		await watch().fault({ operation: 'getAppointment', kind: 'status', status: 400, count: 0 });
		expect(await told(trigger)).toEqual([]);
		await watch().clearFaults();
		expect(await told(trigger)).toEqual([]);
	});
});
