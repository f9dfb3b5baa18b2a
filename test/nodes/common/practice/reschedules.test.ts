import { stageOf, unknownOutcome, visit } from './bookingStage';
import { appointment, source } from './stage';

jest.mock('../../../../lib/vendors', () => ({
	...jest.requireActual<object>('../../../../lib/vendors'),
	offers: () => true,
}));

describe('Reschedule', () => {
	const asked = { ...visit, appointmentId: '9001', reference: 'HS-3' };

	it('names the appointment that now stands and the one it was', async () => {
		const { stage, sent } = await stageOf({
			get: async () => await Promise.resolve(source(appointment())),
		});
		const { json } = await stage.run('appointment.reschedule', asked);
		expect(json()).toMatchObject([
			{ outcome: 'rescheduled', appointmentId: '9101', rescheduledFromId: '9001' },
		]);
		expect(sent).toEqual(['find', 'get', 'reschedule']);
	});

	it('sends nothing when the visit was moved under this reference before', async () => {
		const { stage, sent } = await stageOf({
			findBooked: async () =>
				await Promise.resolve(
					source(appointment({ id: '9200', startsAt: '2026-12-01T15:00:00Z' })),
				),
			get: async () => await Promise.resolve(source(appointment({ status: 'cancelled' }))),
		});
		const { json } = await stage.run('appointment.reschedule', asked);
		expect(json()).toMatchObject([{ outcome: 'alreadyRescheduled', appointmentId: '9200' }]);
		expect(sent).toEqual(['find', 'get']);
	});

	it('goes on where the new visit stands and the old one does too', async () => {
		const { stage, sent } = await stageOf({
			findBooked: async () => await Promise.resolve(source(appointment({ id: '9200' }))),
			get: async () => await Promise.resolve(source(appointment())),
			reschedule: async () => await Promise.resolve({ id: '9200', place: 'schedule' }),
		});
		const { json } = await stage.run('appointment.reschedule', asked);
		expect(json()).toMatchObject([{ outcome: 'rescheduled', appointmentId: '9200' }]);
		expect(sent).toEqual(['find', 'get', 'reschedule']);
	});

	it('moves a visit that carries the reference at another time', async () => {
		let startsAt = '2026-12-01T20:30:00Z';
		const { stage, sent } = await stageOf({
			findBooked: async () => await Promise.resolve(source(appointment({ startsAt }))),
			get: async () => await Promise.resolve(source(appointment({ startsAt }))),
			reschedule: async (id, booking) => {
				startsAt = booking.startsAt;
				return await Promise.resolve({ id, place: 'schedule' });
			},
		});
		const { json } = await stage.run('appointment.reschedule', asked);
		expect(json()).toMatchObject([{ outcome: 'rescheduled', appointmentId: '9001' }]);
		expect(sent).toEqual(['find', 'get', 'reschedule', 'find']);
	});

	it('is an error when the system takes the visit itself for the moved one', async () => {
		const unmoved = appointment({ startsAt: '2026-12-01T20:30:00Z' });
		const { stage } = await stageOf({
			findBooked: async () => await Promise.resolve(source(unmoved)),
			get: async () => await Promise.resolve(source(unmoved)),
			reschedule: async (id) => await Promise.resolve({ id, place: 'schedule' }),
		});
		const { error } = await stage.run('appointment.reschedule', asked);
		expect(error?.context?.failure).toMatchObject({ kind: 'conflict', fields: ['reference'] });
	});

	it('is refused when another visit at another time carries the reference', async () => {
		const { stage, sent } = await stageOf({
			findBooked: async () =>
				await Promise.resolve(
					source(appointment({ id: '9200', startsAt: '2026-12-01T20:30:00Z' })),
				),
			get: async () => await Promise.resolve(source(appointment())),
		});
		const { error } = await stage.run('appointment.reschedule', asked);
		expect(error?.context?.failure).toMatchObject({ kind: 'conflict', fields: ['reference'] });
		expect(sent).toEqual(['find', 'get']);
	});

	it.each([
		['only the new visit stands', '2026-12-01T15:00:00Z', 'cancelled', 'rescheduled'],
		['both visits stand', '2026-12-01T15:00:00Z', 'booked', undefined],
		['the new visit stands at another time', '2026-12-01T20:30:00Z', 'cancelled', undefined],
	] as const)('after an unclear answer, finds that %s', async (_case, startsAt, old, outcome) => {
		let isSent = false;
		const { stage } = await stageOf({
			findBooked: async () =>
				await Promise.resolve(isSent ? source(appointment({ id: '9200', startsAt })) : undefined),
			get: async () =>
				await Promise.resolve(source(appointment({ status: isSent ? old : 'booked' }))),
			reschedule: async () => {
				isSent = true;
				return await Promise.reject(unknownOutcome());
			},
		});
		const { json, error } = await stage.run('appointment.reschedule', asked);
		if (outcome === undefined) {
			expect(error?.context?.failure).toMatchObject({ kind: 'outcomeUnknown' });
		} else {
			expect(json()).toMatchObject([{ outcome, appointmentId: '9200' }]);
		}
	});
});
