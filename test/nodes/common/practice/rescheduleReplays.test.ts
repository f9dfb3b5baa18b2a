import type { Appointment } from '../../../../lib/canonical/appointment';
import { stageOf, visit } from './bookingStage';
import { appointment, source } from './stage';

jest.mock('../../../../lib/vendors', () => ({
	...jest.requireActual<object>('../../../../lib/vendors'),
	offers: () => true,
}));

/** A move that is run again after staff worked on the visit. All people are invented. */

const asked = { ...visit, appointmentId: '9001', reference: 'HS-4' };
const laterOn = '2027-03-02T15:00:00Z';

/** A practice that shows what `visits` holds when a single visit is read, and `found` by reference. */
async function scheduleWith(
	visits: Map<string, Appointment>,
	found: () => Appointment | undefined,
	move: (id: string, startsAt: string) => string | null,
	more: Parameters<typeof stageOf>[0] = {},
) {
	return await stageOf({
		...more,
		async findBooked() {
			const record = found();
			return await Promise.resolve(record && source(record));
		},
		async get(id) {
			const record = visits.get(id);
			return await Promise.resolve(record && source(record));
		},
		reschedule: async (id, { startsAt }) =>
			await Promise.resolve({ id: move(id, startsAt), place: 'schedule' }),
	});
}

/** A system that books a new visit and cancels the old one. */
async function renewing() {
	const visits = new Map([['9001', appointment({ startsAt: '2026-11-30T15:00:00Z' })]]);
	const opened = await scheduleWith(
		visits,
		() => undefined,
		(id, startsAt) => {
			visits.set(id, appointment({ id, status: 'cancelled' }));
			visits.set('9200', appointment({ id: '9200', startsAt }));
			return '9200';
		},
	);
	return { visits, ...opened };
}

it('tells the visit where staff moved it, out of what is searched, and books no second one', async () => {
	const { visits, stage, sent } = await renewing();
	expect((await stage.run('appointment.reschedule', asked)).json()).toMatchObject([
		{ outcome: 'rescheduled', appointmentId: '9200' },
	]);
	visits.set('9200', appointment({ id: '9200', startsAt: laterOn, status: 'confirmed' }));
	expect((await stage.run('appointment.reschedule', asked)).json()).toMatchObject([
		{
			outcome: 'alreadyRescheduled',
			appointmentId: '9200',
			rescheduledFromId: '9001',
			startsAt: laterOn,
			status: 'confirmed',
		},
	]);
	expect(sent.filter((call) => call === 'reschedule')).toHaveLength(1);
});

it.each([
	['cancelled', appointment({ id: '9200', status: 'cancelled' }), 'cancelled'],
	['took out of the system', undefined, null],
] as const)('books no second visit when staff %s the new one', async (_case, now, status) => {
	const { visits, stage, sent } = await renewing();
	await stage.run('appointment.reschedule', asked);
	if (now === undefined) visits.delete('9200');
	else visits.set('9200', now);
	expect((await stage.run('appointment.reschedule', asked)).json()).toMatchObject([
		{ outcome: 'noLongerStands', appointmentId: '9200', status },
	]);
	expect(sent.filter((call) => call === 'reschedule')).toHaveLength(1);
});

it('leaves a visit where staff moved it on, in a system that moves it in place', async () => {
	let now = appointment({ startsAt: '2026-11-30T15:00:00Z' });
	let isTagged = false;
	const { stage, sent } = await stageOf({
		findBooked: async () => await Promise.resolve(isTagged ? source(now) : undefined),
		get: async () => await Promise.resolve(source(now)),
		reschedule: async (id, { startsAt }) => {
			now = appointment({ startsAt });
			isTagged = true;
			return await Promise.resolve({ id, place: 'schedule' });
		},
	});
	await stage.run('appointment.reschedule', asked);
	now = appointment({ startsAt: laterOn });
	expect((await stage.run('appointment.reschedule', asked)).json()).toMatchObject([
		{ outcome: 'alreadyRescheduled', appointmentId: '9001', startsAt: laterOn },
	]);
	expect(sent.filter((call) => call === 'reschedule')).toHaveLength(1);
});

it('remembers a move also when only the search found it done', async () => {
	const visits = new Map([['9001', appointment({ status: 'cancelled' })]]);
	let found: Appointment | undefined = appointment({ id: '9200' });
	const { stage, sent } = await scheduleWith(
		visits,
		() => found,
		() => '9300',
	);
	await stage.run('appointment.reschedule', asked);
	found = undefined;
	visits.set('9200', appointment({ id: '9200', startsAt: laterOn }));
	expect((await stage.run('appointment.reschedule', asked)).json()).toMatchObject([
		{ outcome: 'alreadyRescheduled', appointmentId: '9200', startsAt: laterOn },
	]);
	expect(sent).not.toContain('reschedule');
});

it('moves a visit that was booked under the same reference, once', async () => {
	const visits = new Map([['9100', appointment({ id: '9100' })]]);
	const { stage, sent } = await scheduleWith(
		visits,
		() => undefined,
		() => '9200',
	);
	await stage.run('appointment.book', { ...visit, reference: 'HS-4' });
	const move = { ...asked, appointmentId: '9100', startsAt: '2026-12-03T09:00:00' };
	expect((await stage.run('appointment.reschedule', move)).json()).toMatchObject([
		{ outcome: 'rescheduled', appointmentId: '9200' },
	]);
	visits.set('9200', appointment({ id: '9200', startsAt: laterOn }));
	// A booking of the reference tells the visit, and does not make the move forgotten.
	expect(
		(await stage.run('appointment.book', { ...visit, reference: 'HS-4' })).json(),
	).toMatchObject([{ outcome: 'alreadyBooked', appointmentId: '9200' }]);
	expect((await stage.run('appointment.reschedule', move)).json()).toMatchObject([
		{ outcome: 'alreadyRescheduled', appointmentId: '9200', startsAt: laterOn },
	]);
	expect(sent.filter((call) => call === 'reschedule')).toHaveLength(1);
});

it('finishes a move whose ID was not told, where the system marks the old visit', async () => {
	const visits = new Map([['9001', appointment({ startsAt: '2026-11-30T15:00:00Z' })]]);
	let told: string | null = null;
	const { stage } = await scheduleWith(
		visits,
		() => undefined,
		(id) => {
			visits.set(id, appointment({ id, status: 'rescheduled' }));
			return told;
		},
		{ finishesMoves: true },
	);
	await stage.run('appointment.reschedule', asked);
	told = '9200';
	expect((await stage.run('appointment.reschedule', asked)).json()).toMatchObject([
		{ outcome: 'rescheduled', appointmentId: '9200' },
	]);
});

it('is refused for a visit that is cancelled, and books no new one', async () => {
	const { stage, sent } = await stageOf({
		get: async () => await Promise.resolve(source(appointment({ status: 'cancelled' }))),
	});
	const { error } = await stage.run('appointment.reschedule', asked);
	expect(error?.context?.failure).toMatchObject({
		kind: 'conflict',
		message: 'The appointment is cancelled. Nothing was booked.',
		fields: ['appointmentId'],
	});
	expect(sent).toEqual(['find', 'get']);
});
