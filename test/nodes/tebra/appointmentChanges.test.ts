import type { SandboxStage } from './sandboxStage';
import { kindOf, openSandboxStage } from './sandboxStage';

/** Changes of appointments in Tebra's sandbox over loopback HTTP. All people are synthetic. */

let stage: SandboxStage;

beforeAll(async () => {
	stage = await openSandboxStage(5550);
});

afterAll(async () => {
	await stage?.close();
});

const visit = {
	patientId: '9',
	durationMinutes: 20,
	providerId: '1',
	locationId: '1',
	typeId: '2',
};

async function book(startsAt: string, reference: string): Promise<string> {
	const { json, error } = await stage.run('appointment.book', { ...visit, startsAt, reference });
	expect(error).toBeUndefined();
	return String(json()[0].appointmentId);
}

async function changedIds(since: string, more: object = {}): Promise<unknown[]> {
	const { json, error } = await stage.run('appointment.getChanged', { since, ...more });
	expect(error).toBeUndefined();
	return json(0).map(({ id }) => id);
}

test('what changed since a time is read, and a cursor of another operation is refused', async () => {
	const before = new Date(Date.now() - 60_000).toISOString();
	const id = await book('2027-06-04T09:30:00', 'HS-G1');
	expect(await changedIds(before)).toContain(id);
	const wrong = await stage.run('appointment.getAll', { cursor: '{"startKey":"5"}' });
	expect(kindOf(wrong.error)).toBe('validation');
});

test('a visit that was moved out of the days that a flow follows is told as changed, with its new day (sheet 4.5, 5)', async () => {
	const before = new Date(Date.now() - 60_000).toISOString();
	const followed = { from: '2027-06-07', to: '2027-06-11' };
	const appointmentId = await book('2027-06-08T09:30:00', 'HS-G2');
	const moved = await stage.run('appointment.reschedule', {
		...visit,
		appointmentId,
		startsAt: '2027-09-14T09:30:00',
		reference: 'HS-G3',
	});
	expect(moved.error).toBeUndefined();
	const { json } = await stage.run('appointment.getChanged', { ...followed, since: before });
	expect(json(0).find(({ id }) => id === appointmentId)).toMatchObject({
		startsAt: '2027-09-14T14:30:00Z',
		status: 'booked',
	});
});

test('a visit that was cancelled is told as changed (sheet 4.5)', async () => {
	const before = new Date(Date.now() - 60_000).toISOString();
	const appointmentId = await book('2027-06-09T09:30:00', 'HS-G4');
	const cancelled = await stage.run('appointment.cancel', {
		appointmentId,
		patientId: '9',
		reason: 'Asked',
		reference: 'HS-G5',
	});
	expect(cancelled.error).toBeUndefined();
	const { json } = await stage.run('appointment.getChanged', { since: before });
	expect(json(0).find(({ id }) => id === appointmentId)).toMatchObject({ status: 'cancelled' });
});

test('changes of one patient hold nobody else’s (sheet 3.3 rule 1)', async () => {
	const before = new Date(Date.now() - 60_000).toISOString();
	const own = await book('2027-06-10T09:30:00', 'HS-G6');
	const others = await stage.run('appointment.book', {
		...visit,
		patientId: '10',
		startsAt: '2027-06-10T11:30:00',
		reference: 'HS-G7',
	});
	const ids = await changedIds(before, { patientId: '9' });
	expect(ids).toContain(own);
	expect(ids).not.toContain(others.json()[0].appointmentId);
});
