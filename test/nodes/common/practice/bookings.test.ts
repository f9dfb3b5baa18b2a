import { stageOf, unknownOutcome, visit } from './bookingStage';
import { appointment, included, source } from './stage';

jest.mock('../../../../lib/vendors', () => ({
	...jest.requireActual<object>('../../../../lib/vendors'),
	offers: () => true,
}));

describe('Book', () => {
	it('looks for the reference, reports, and only then sends once', async () => {
		let booked: unknown;
		const { stage } = await stageOf({
			book: async (booking) => {
				booked = booking;
				return await Promise.resolve({ id: '9100', place: 'schedule' });
			},
		});
		const { json, error } = await stage.run('appointment.book', {
			...visit,
			reason: ' Follow-up ',
		});
		expect(error).toBeUndefined();
		expect(json()).toEqual([
			{
				system: 'tebra',
				practiceId: '1',
				patientId: '501',
				outcome: 'booked',
				appointmentId: '9100',
				place: 'schedule',
				// Nine o'clock in Chicago, which is the zone of the practice.
				startsAt: '2026-12-01T15:00:00Z',
				reference: 'HS-1',
				healthsail: { customerId: 'cus_501', version: 3 },
			},
		]);
		expect(booked).toEqual({
			patientId: '501',
			startsAt: '2026-12-01T15:00:00Z',
			durationMinutes: 20,
			providerId: '2',
			reason: 'Follow-up',
			reference: 'HS-1',
		});
		expect(stage.order).toEqual([
			'/v1/customers/lookup',
			'/v1/leases',
			'find',
			'/v1/leases/{key}',
			'/v1/pm-incidents',
			'/v1/audit-events/bulk',
			'book',
			'/v1/leases/{key}',
			'/v1/leases/{key}/release',
		]);
		expect(stage.audits()).toMatchObject([
			{ action: 'create', outcome: 'success', count: 1, workflowStep: 'appointment.book' },
		]);
	});

	it('sends nothing when a booking with the reference stands', async () => {
		const { stage, sent } = await stageOf({
			findBooked: async () => await Promise.resolve(source(appointment())),
		});
		const { json } = await stage.run('appointment.book', visit);
		expect(json()).toMatchObject([{ outcome: 'alreadyBooked', appointmentId: '9001' }]);
		expect(sent).toEqual(['find']);
	});

	it('tells the time to which staff moved the booking, not the one that was asked for', async () => {
		const { stage, sent } = await stageOf({
			findBooked: async () =>
				await Promise.resolve(source(appointment({ startsAt: '2026-12-01T20:30:00Z' }))),
		});
		const { json } = await stage.run('appointment.book', visit);
		expect(json()).toMatchObject([
			{ outcome: 'alreadyBooked', startsAt: '2026-12-01T20:30:00Z', status: 'booked' },
		]);
		expect(sent).toEqual(['find']);
	});

	it('is refused when the reference is on the appointment of somebody else', async () => {
		const { stage, sent } = await stageOf({
			findBooked: async () => await Promise.resolve(source(appointment({ patientId: '502' }))),
		});
		const { error } = await stage.run('appointment.book', visit);
		expect(error?.context?.failure).toMatchObject({ kind: 'conflict' });
		expect(sent).toEqual(['find']);
	});

	it('is looked for after an unclear answer, and not sent again', async () => {
		let asked = 0;
		const { stage, sent } = await stageOf({
			findBooked: async () =>
				await Promise.resolve(asked++ === 0 ? undefined : source(appointment({ id: '9105' }))),
			book: async () => await Promise.reject(unknownOutcome()),
		});
		const { json } = await stage.run('appointment.book', visit);
		expect(json()).toMatchObject([{ outcome: 'booked', appointmentId: '9105' }]);
		expect(sent).toEqual(['find', 'book', 'find']);
	});

	it('stays unknown when it is not found after an unclear answer', async () => {
		const { stage, sent } = await stageOf({
			book: async () => await Promise.reject(unknownOutcome()),
		});
		const { error } = await stage.run('appointment.book', visit);
		expect(error?.context?.failure).toMatchObject({ kind: 'outcomeUnknown' });
		expect(sent).toEqual(['find', 'book', 'find']);
		expect(stage.audits().map(({ outcome }) => outcome)).toEqual(['success', 'unknown']);
	});

	it('is not sent when HealthSail does not take the report', async () => {
		const { stage, sent } = await stageOf({}, undefined, { auditStatus: 403 });
		const { error } = await stage.run('appointment.book', visit);
		expect(error).toBeDefined();
		expect(sent).toEqual(['find']);
	});

	it('is refused for a patient who opted out, before the system is asked', async () => {
		const { stage, sent } = await stageOf(
			{},
			{ 501: { ...included('cus_501'), cohort: [{ list: 'opted_out' }] } },
		);
		const { error } = await stage.run('appointment.book', visit);
		expect(error?.context?.failure).toMatchObject({ kind: 'permission' });
		expect(sent).toEqual([]);
	});

	it.each([
		['a long reference', { reference: 'x'.repeat(21) }, ['reference']],
		['a reference with blanks', { reference: 'a b' }, ['reference']],
		['no duration', { durationMinutes: 0 }, ['durationMinutes']],
		['no time', { startsAt: 'tomorrow' }, ['startsAt']],
		['no patient', { patientId: ' ' }, ['patientId']],
	])('is refused with %s', async (_case, wrong, fields) => {
		const { stage, sent } = await stageOf({});
		const { error } = await stage.run('appointment.book', { ...visit, ...wrong });
		expect(error?.context?.failure).toMatchObject({ kind: 'validation', fields });
		expect(sent).toEqual([]);
	});
});

describe('Cancel', () => {
	const asked = { appointmentId: '9001', patientId: '501', reason: 'Moved', reference: 'HS-2' };

	it('reads the appointment, reports and cancels', async () => {
		let cancelled: unknown;
		const { stage, sent } = await stageOf({
			get: async () => await Promise.resolve(source(appointment())),
			cancel: async (...given) => {
				cancelled = given;
				await Promise.resolve();
			},
		});
		const { json } = await stage.run('appointment.cancel', asked);
		expect(json()).toMatchObject([{ outcome: 'cancelled', appointmentId: '9001' }]);
		expect(cancelled).toEqual(['9001', 'Moved', 'HS-2']);
		expect(sent).toEqual(['get', 'cancel']);
		expect(stage.audits()).toMatchObject([
			{ action: 'read', fields: ['id'] },
			{ action: 'update', fields: ['status'] },
		]);
	});

	it.each([
		['of another patient', appointment({ patientId: '502' }), undefined, 'conflict'],
		['of another practice', appointment(), '2', 'notFound'],
	])('changes nothing when the appointment is %s', async (_case, record, practiceId, kind) => {
		const { stage, sent } = await stageOf({
			get: async () => await Promise.resolve(source(record, practiceId)),
		});
		const { error } = await stage.run('appointment.cancel', asked);
		expect(error?.context?.failure).toMatchObject({ kind });
		expect(sent).toEqual(['get']);
	});

	it('leaves one alone that is cancelled already', async () => {
		const { stage, sent } = await stageOf({
			get: async () => await Promise.resolve(source(appointment({ status: 'cancelled' }))),
		});
		const { json } = await stage.run('appointment.cancel', asked);
		expect(json()).toMatchObject([{ outcome: 'alreadyCancelled' }]);
		expect(sent).toEqual(['get']);
	});

	it('believes only what it reads after an unclear answer', async () => {
		let status: 'booked' | 'cancelled' = 'booked';
		let tookEffect = true;
		const { stage, sent } = await stageOf({
			get: async () => await Promise.resolve(source(appointment({ status }))),
			cancel: async () => {
				if (tookEffect) status = 'cancelled';
				await Promise.reject(unknownOutcome());
			},
		});
		expect((await stage.run('appointment.cancel', asked)).json()).toMatchObject([
			{ outcome: 'cancelled' },
		]);
		status = 'booked';
		tookEffect = false;
		const { error } = await stage.run('appointment.cancel', asked);
		expect(error?.context?.failure).toMatchObject({ kind: 'outcomeUnknown' });
		expect(sent).toEqual(['get', 'cancel', 'get', 'get', 'cancel', 'get']);
	});
});
