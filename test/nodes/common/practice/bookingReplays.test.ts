import { SafeError } from '../../../../lib/privacy/errors';
import { stageOf, unknownOutcome, visit } from './bookingStage';
import { appointment, included, source } from './stage';

jest.mock('../../../../lib/vendors', () => ({
	...jest.requireActual<object>('../../../../lib/vendors'),
	offers: () => true,
}));

/** A booking that is run again, and two runs of one booking at once. */

const failureOf = (error?: { context?: unknown }) =>
	(error?.context as { failure?: object } | undefined)?.failure;

/** Holds up whoever comes to it until it is opened. */
function gate() {
	let open = () => {};
	let reach = () => {};
	const isOpen = new Promise<void>((resolve) => (open = resolve));
	const isReached = new Promise<void>((resolve) => (reach = resolve));
	const pass = async () => {
		reach();
		await isOpen;
	};
	return { isReached, open: () => open(), pass };
}

describe('a booking that is run again', () => {
	it.each(['cancelled', 'rescheduled'] as const)(
		'is told as one that no longer stands when it is %s, and not sent again',
		async (status) => {
			const { stage, sent } = await stageOf({
				findBooked: async () => await Promise.resolve(source(appointment({ status }))),
			});
			const { json } = await stage.run('appointment.book', visit);
			expect(json()).toMatchObject([{ outcome: 'noLongerStands', appointmentId: '9001', status }]);
			expect(sent).toEqual(['find']);
		},
	);

	it('is found by its ID where staff moved it out of what is searched', async () => {
		const { stage, sent } = await stageOf({
			get: async (id) =>
				await Promise.resolve(source(appointment({ id, startsAt: '2027-05-04T15:00:00Z' }))),
		});
		expect((await stage.run('appointment.book', visit)).json()).toMatchObject([
			{ outcome: 'booked', appointmentId: '9100' },
		]);
		expect((await stage.run('appointment.book', visit)).json()).toMatchObject([
			{ outcome: 'alreadyBooked', appointmentId: '9100', startsAt: '2027-05-04T15:00:00Z' },
		]);
		expect(sent).toEqual(['find', 'book', 'find', 'get']);
	});

	it('is not sent again when the system does not show it any more', async () => {
		const { stage, sent } = await stageOf({});
		await stage.run('appointment.book', visit);
		expect((await stage.run('appointment.book', visit)).json()).toMatchObject([
			{ outcome: 'noLongerStands', appointmentId: '9100', startsAt: null, status: null },
		]);
		expect(sent).toEqual(['find', 'book', 'find', 'get']);
	});

	it('is known by its ID also when only the search found it the time before', async () => {
		let isShown = true;
		const { stage, sent } = await stageOf({
			findBooked: async () => await Promise.resolve(isShown ? source(appointment()) : undefined),
			get: async () => await Promise.resolve(source(appointment({ status: 'cancelled' }))),
		});
		await stage.run('appointment.book', visit);
		isShown = false;
		expect((await stage.run('appointment.book', visit)).json()).toMatchObject([
			{ outcome: 'noLongerStands', appointmentId: '9001', status: 'cancelled' },
		]);
		expect(sent).toEqual(['find', 'find', 'get']);
	});

	it('is of unknown outcome when nothing can tell what became of it', async () => {
		const { stage, sent } = await stageOf({
			book: async () => await Promise.resolve({ id: null, place: 'schedule' }),
		});
		await stage.run('appointment.book', visit);
		const { error } = await stage.run('appointment.book', visit);
		expect(failureOf(error)).toMatchObject({ kind: 'outcomeUnknown' });
		expect(sent).toEqual(['find', 'book', 'find']);
	});

	it('is of unknown outcome when it is not found and the system reads no single visit', async () => {
		const { stage, sent } = await stageOf({}, undefined, { isGetOffered: false });
		await stage.run('appointment.book', visit);
		const { error } = await stage.run('appointment.book', visit);
		expect(failureOf(error)).toMatchObject({ kind: 'outcomeUnknown' });
		expect(sent).toEqual(['find', 'book', 'find']);
	});

	it('whose ID was not told is known by the one that is found later', async () => {
		let isShown = false;
		const { stage, sent } = await stageOf({
			book: async () => await Promise.resolve({ id: null, place: 'schedule' }),
			findBooked: async () => await Promise.resolve(isShown ? source(appointment()) : undefined),
		});
		await stage.run('appointment.book', visit);
		isShown = true;
		await stage.run('appointment.book', visit);
		isShown = false;
		expect((await stage.run('appointment.book', visit)).json()).toMatchObject([
			{ outcome: 'noLongerStands', appointmentId: '9001' },
		]);
		expect(sent).toEqual(['find', 'book', 'find', 'find', 'get']);
	});

	it('is refused when the same reference is given for another patient', async () => {
		const { stage, sent } = await stageOf(
			{},
			{ 501: included('cus_501'), 502: included('cus_502') },
		);
		await stage.run('appointment.book', visit);
		const { error } = await stage.run('appointment.book', { ...visit, patientId: '502' });
		expect(failureOf(error)).toMatchObject({ kind: 'conflict', fields: ['reference'] });
		expect(sent).toEqual(['find', 'book']);
	});

	it('is sent when the time before ended in a refusal', async () => {
		let isTaken = true;
		const { stage, sent } = await stageOf({
			book: async () => {
				if (!isTaken) return await Promise.resolve({ id: '9100', place: 'schedule' });
				throw new SafeError({ kind: 'conflict', message: 'Taken.', nextStep: 'Choose another.' });
			},
		});
		expect((await stage.run('appointment.book', visit)).error).toBeDefined();
		isTaken = false;
		expect((await stage.run('appointment.book', visit)).json()).toMatchObject([
			{ outcome: 'booked' },
		]);
		expect(sent).toEqual(['find', 'book', 'find', 'book']);
	});
});

describe('two runs of one reference at once', () => {
	it('book once: the second is refused while the first works, and told the booking afterwards', async () => {
		const search = gate();
		const { stage, sent } = await stageOf({
			findBooked: async () => {
				await search.pass();
				return undefined;
			},
			get: async (id) => await Promise.resolve(source(appointment({ id }))),
		});
		const first = stage.run('appointment.book', visit);
		await search.isReached;
		const second = await stage.run('appointment.book', visit);
		expect(failureOf(second.error)).toMatchObject({ kind: 'conflict', fields: ['reference'] });
		search.open();
		expect((await first).json()).toMatchObject([{ outcome: 'booked' }]);
		expect((await stage.run('appointment.book', visit)).json()).toMatchObject([
			{ outcome: 'alreadyBooked', appointmentId: '9100' },
		]);
		expect(sent).toEqual(['find', 'book', 'find', 'get']);
	});

	it('do not both move a visit', async () => {
		const search = gate();
		const { stage, sent } = await stageOf({
			findBooked: async () => {
				await search.pass();
				return undefined;
			},
			get: async () => await Promise.resolve(source(appointment())),
		});
		const asked = { ...visit, appointmentId: '9001' };
		const first = stage.run('appointment.reschedule', asked);
		await search.isReached;
		const second = await stage.run('appointment.reschedule', asked);
		expect(failureOf(second.error)).toMatchObject({ kind: 'conflict' });
		search.open();
		expect((await first).json()).toMatchObject([{ outcome: 'rescheduled' }]);
		expect(sent).toEqual(['find', 'get', 'reschedule']);
	});

	it.each([
		['appointment.book', ['find']],
		['appointment.reschedule', ['find', 'get']],
	])('send nothing by %s when the other took the reference over', async (operation, expected) => {
		const { stage, sent } = await stageOf({
			findBooked: async () => {
				stage.fakes.takeLeasesOver();
				return await Promise.resolve(undefined);
			},
			get: async () => await Promise.resolve(source(appointment())),
		});
		const { error } = await stage.run(operation, { ...visit, appointmentId: '9001' });
		expect(failureOf(error)).toMatchObject({
			kind: 'conflict',
			message: 'Another run is working on the booking of this reference. Nothing was sent.',
			fields: ['reference'],
		});
		expect(sent).toEqual(expected);
	});

	it('give the reference back when one of them fails', async () => {
		let fails = true;
		const { stage } = await stageOf({
			book: async () => {
				if (fails) throw unknownOutcome();
				return await Promise.resolve({ id: '9100', place: 'schedule' });
			},
		});
		expect((await stage.run('appointment.book', visit)).error).toBeDefined();
		fails = false;
		expect((await stage.run('appointment.book', visit)).json()).toMatchObject([
			{ outcome: 'booked' },
		]);
	});
});

test('a move whose visit was cancelled since is told, and not made again', async () => {
	const moved = appointment({
		id: '9200',
		startsAt: '2026-12-01T15:00:00Z',
		status: 'cancelled',
	});
	const { stage, sent } = await stageOf({
		findBooked: async () => await Promise.resolve(source(moved)),
		get: async () => await Promise.resolve(source(appointment({ status: 'rescheduled' }))),
	});
	const { json } = await stage.run('appointment.reschedule', { ...visit, appointmentId: '9001' });
	expect(json()).toMatchObject([
		{
			outcome: 'noLongerStands',
			appointmentId: '9200',
			rescheduledFromId: '9001',
			status: 'cancelled',
		},
	]);
	expect(sent).toEqual(['find', 'get']);
});
