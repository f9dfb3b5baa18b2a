import type { IDataObject } from 'n8n-workflow';

import type { Appointment } from '../../../../lib/canonical/appointment';
import { stageOf, visit } from './bookingStage';
import { appointment, source } from './stage';

jest.mock('../../../../lib/vendors', () => ({
	...jest.requireActual<object>('../../../../lib/vendors'),
	offers: () => true,
}));

/** Moves that are refused, and what sets them apart from those that are not. All people are invented. */

const asked = { ...visit, appointmentId: '9001', reference: 'HS-5' };
const laterOn = '2027-03-02T15:00:00Z';

/** A practice of two visits of one patient, whose system books a new visit and cancels the old one. */
async function renewing() {
	const visits = new Map<string, Appointment>([
		['9001', appointment({ startsAt: '2026-11-30T15:00:00Z' })],
		['9500', appointment({ id: '9500', startsAt: '2026-12-07T15:00:00Z' })],
	]);
	const opened = await stageOf({
		async get(id) {
			const record = visits.get(id);
			return await Promise.resolve(record && source(record));
		},
		reschedule: async (id, { startsAt }) => {
			visits.set(id, appointment({ id, status: 'cancelled' }));
			visits.set('9200', appointment({ id: '9200', startsAt }));
			return await Promise.resolve({ id: '9200', place: 'schedule' });
		},
	});
	return { visits, ...opened };
}

describe('A reference that moved a visit', () => {
	it.each([
		['another visit', { appointmentId: '9500' }],
		['another start', { startsAt: '2026-12-03T09:00:00' }],
	])('is refused for a move with %s, also where staff moved the visit on', async (_case, other) => {
		const { visits, stage, sent } = await renewing();
		await stage.run('appointment.reschedule', asked);
		const asOther = async () => {
			const { error } = await stage.run('appointment.reschedule', { ...asked, ...other });
			expect(error?.context?.failure).toMatchObject({ kind: 'conflict', fields: ['reference'] });
		};
		await asOther();
		visits.set('9200', appointment({ id: '9200', startsAt: laterOn }));
		await asOther();
		expect(sent.filter((call) => call === 'reschedule')).toHaveLength(1);
		// The refusals did not make the move forgotten.
		const { json } = await stage.run('appointment.reschedule', asked);
		expect(json()).toMatchObject([
			{ outcome: 'alreadyRescheduled', appointmentId: '9200', rescheduledFromId: '9001' },
		]);
	});

	it('is known for the same move when its start is written in another zone', async () => {
		const { stage } = await renewing();
		await stage.run('appointment.reschedule', asked);
		const again = { ...asked, startsAt: '2026-12-01T15:00:00Z' };
		expect((await stage.run('appointment.reschedule', again)).json()).toMatchObject([
			{ outcome: 'alreadyRescheduled', appointmentId: '9200' },
		]);
	});

	it('is refused for another move also when a booking of the reference came between', async () => {
		const { visits, stage, sent } = await renewing();
		await stage.run('appointment.reschedule', asked);
		visits.set('9200', appointment({ id: '9200', startsAt: laterOn }));
		await stage.run('appointment.book', { ...visit, reference: 'HS-5' });
		const { error } = await stage.run('appointment.reschedule', {
			...asked,
			appointmentId: '9500',
		});
		expect(error?.context?.failure).toMatchObject({ kind: 'conflict', fields: ['reference'] });
		expect(sent.filter((call) => call === 'reschedule')).toHaveLength(1);
	});

	it('keeps what was asked for only as a keyed hash', async () => {
		const { stage } = await renewing();
		await stage.run('appointment.reschedule', asked);
		let kept = '';
		stage.fakes.rewriteLeases((cursor) => (kept = cursor));
		expect(JSON.parse(kept)).toMatchObject({ operation: 'reschedule', appointmentId: '9200' });
		expect((JSON.parse(kept) as { asked?: string }).asked).toMatch(/^[0-9a-f]{64}$/);
		expect(kept).not.toMatch(/9001|2026-12-01|501/);
	});

	it('is read from a lease of before, which did not keep what was asked for', async () => {
		const { stage, sent } = await renewing();
		await stage.run('appointment.reschedule', asked);
		stage.fakes.rewriteLeases((cursor) => {
			const { v, patient, appointmentId, operation } = JSON.parse(cursor) as IDataObject;
			return JSON.stringify({ v, patient, appointmentId, operation });
		});
		expect((await stage.run('appointment.reschedule', asked)).json()).toMatchObject([
			{ outcome: 'alreadyRescheduled', appointmentId: '9200' },
		]);
		expect(sent.filter((call) => call === 'reschedule')).toHaveLength(1);
	});
});

describe('A visit that staff gave up for another', () => {
	const givenUp = source(appointment({ status: 'rescheduled' }));

	it('is refused, and no second visit is booked beside the one that staff made', async () => {
		const { stage, sent } = await stageOf({ get: async () => await Promise.resolve(givenUp) });
		const { error } = await stage.run('appointment.reschedule', asked);
		expect(error?.context?.failure).toMatchObject({
			kind: 'conflict',
			message: 'The appointment was moved to another time before. Nothing was booked.',
			nextStep: 'Look up the appointment that stands now, and move that one.',
			fields: ['appointmentId'],
		});
		expect(sent).toEqual(['find', 'get']);
	});

	it('is left to a system that finishes the half of a move', async () => {
		const { stage } = await stageOf({
			finishesMoves: true,
			get: async () => await Promise.resolve(givenUp),
		});
		expect((await stage.run('appointment.reschedule', asked)).json()).toMatchObject([
			{ outcome: 'rescheduled', appointmentId: '9101' },
		]);
	});

	it('is moved where the system says that it waits for its new time', async () => {
		const { stage } = await stageOf({
			get: async () => await Promise.resolve({ ...givenUp, awaitsMove: true as const }),
		});
		expect((await stage.run('appointment.reschedule', asked)).json()).toMatchObject([
			{ outcome: 'rescheduled', appointmentId: '9101' },
		]);
	});

	it('is moved where it waits for its new time and was booked under this same reference', async () => {
		let now = { ...givenUp, awaitsMove: true as true | undefined };
		const { stage } = await stageOf({
			findBooked: async () => await Promise.resolve(source(now.record)),
			get: async () => await Promise.resolve(now),
			reschedule: async (id, { startsAt }) => {
				now = { ...source(appointment({ startsAt })), awaitsMove: undefined };
				return await Promise.resolve({ id, place: 'schedule' });
			},
		});
		expect((await stage.run('appointment.reschedule', asked)).json()).toMatchObject([
			{ outcome: 'rescheduled', appointmentId: '9001' },
		]);
	});

	it('is told as moved when it was moved under this reference', async () => {
		const { stage, sent } = await stageOf({
			findBooked: async () => await Promise.resolve(source(appointment({ id: '9200' }))),
			get: async () => await Promise.resolve(givenUp),
		});
		expect((await stage.run('appointment.reschedule', asked)).json()).toMatchObject([
			{ outcome: 'alreadyRescheduled', appointmentId: '9200' },
		]);
		expect(sent).toEqual(['find', 'get']);
	});

	it('is not moved again where an earlier move told no ID and the system cannot tell it either', async () => {
		let now = source(appointment());
		const { stage, sent } = await stageOf({
			get: async () => await Promise.resolve(now),
			reschedule: async () => {
				now = givenUp;
				return await Promise.resolve({ id: null, place: 'schedule' });
			},
		});
		await stage.run('appointment.reschedule', asked);
		const { error } = await stage.run('appointment.reschedule', asked);
		expect(error?.context?.failure).toMatchObject({
			kind: 'outcomeUnknown',
			message: 'An earlier run booked or moved this, but the system does not show it.',
			nextStep:
				'Look at the patient in the practice system. If the visit is not there, run it again with a new reference.',
		});
		expect(sent.filter((call) => call === 'reschedule')).toHaveLength(1);
	});
});
