import { SafeError } from '../../../../lib/privacy/errors';
import type { PracticeSystem } from '../../../../nodes/common/practice/port';
import { included, openStage } from './stage';

/** A schedule made of plain functions for the tests of bookings. All people are invented. */

let close: (() => Promise<void>) | undefined;

afterEach(async () => {
	await close?.();
	close = undefined;
});

export const unknownOutcome = () =>
	new SafeError({ kind: 'outcomeUnknown', message: 'No answer.', nextStep: 'Look.' });

type Appointments = NonNullable<PracticeSystem['appointments']>;

/** Opens a practice whose schedule notes in `sent` what was asked of it; closed after each test. */
export async function stageOf(
	part: Partial<Appointments>,
	known: Parameters<typeof openStage>[1] = { 501: included('cus_501') },
	{
		isGetOffered = true,
		...options
	}: Parameters<typeof openStage>[2] & { isGetOffered?: boolean } = {},
) {
	const sent: string[] = [];
	const note = (what: string) => {
		sent.push(what);
		stage.order.push(what);
	};
	const schedule: Appointments = {
		...(part.finishesMoves && { finishesMoves: true }),
		page: async () => await Promise.resolve({ appointments: [], failed: [], readStartedAt: '' }),
		async get(id) {
			note('get');
			return await part.get?.(id);
		},
		async findBooked(booking) {
			note('find');
			return await part.findBooked?.(booking);
		},
		async book(booking) {
			note('book');
			return (await part.book?.(booking)) ?? { id: '9100', place: 'schedule' };
		},
		async cancel(id, reason, reference) {
			note('cancel');
			await part.cancel?.(id, reason, reference);
		},
		async reschedule(id, booking) {
			note('reschedule');
			return (await part.reschedule?.(id, booking)) ?? { id: '9101', place: 'schedule' };
		},
	};
	const stage = await openStage(
		{ appointments: isGetOffered ? schedule : { ...schedule, get: undefined } },
		known,
		options,
	);
	close = async () => await stage.fakes.close();
	return { stage, sent };
}

export const visit = {
	patientId: '501',
	startsAt: '2026-12-01T09:00:00',
	durationMinutes: 20,
	providerId: '2',
	reference: 'HS-1',
};
