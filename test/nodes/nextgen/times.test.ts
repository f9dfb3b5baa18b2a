import { readNextGenCredential } from '../../../nodes/NextGen/credential';
import { toAppointment } from '../../../nodes/NextGen/mapping/appointment';
import { instantOf } from '../../../nodes/NextGen/mapping/context';
import { toWatermark } from '../../../nodes/NextGen/odata';
import { appointmentSchema } from '../../../nodes/NextGen/wire/appointment';
import { nextGenCredential } from './support';

/** Server-local times, daylight saving and the odd ways in which times come (sheet 4.0, 5, 9). */

const { scope, settings } = readNextGenCredential(nextGenCredential('http://127.0.0.1:9/api'));
const context = { scope, settings, now: '2026-06-01T12:00:00Z', today: '2026-06-01' };

function appointment(over: object) {
	const row = appointmentSchema.parse({
		id: '3F0C2B1E-0009-4000-8000-000000000001',
		appointmentDate: '2026-06-10T00:00:00',
		beginTime: '0920',
		duration: 20,
		isNoShow: false,
		practiceId: '0001',
		...over,
	});
	return toAppointment(row, context)?.record;
}

test.each([
	['a winter day', '2026-01-15', '0920', '2026-01-15T15:20:00Z'],
	['a summer day', '2026-06-10', '0920', '2026-06-10T14:20:00Z'],
	['three digits', '2026-06-10', '800', '2026-06-10T13:00:00Z'],
	['the hour before daylight saving begins', '2026-03-08', '0130', '2026-03-08T07:30:00Z'],
	['the hour after it has begun', '2026-03-08', '0300', '2026-03-08T08:00:00Z'],
	['the day it ends, in the morning', '2026-11-01', '0800', '2026-11-01T14:00:00Z'],
	['the hour that comes twice: the first', '2026-11-01', '0130', '2026-11-01T06:30:00Z'],
])('%s is read on the clock of the practice', (_name, day, beginTime, startsAt) => {
	expect(appointment({ appointmentDate: `${day}T00:00:00`, beginTime })?.startsAt).toBe(startsAt);
});

test('a visit over the change of the clock lasts as long as it lasts', () => {
	const over = { appointmentDate: '2026-11-01T00:00:00', beginTime: '0130', duration: 90 };
	expect(appointment(over)?.endsAt).toBe('2026-11-01T08:00:00Z');
});

test.each(['', '25', '9am', '0975'])('a begin time "%s" is no time', (beginTime) => {
	expect(appointment({ beginTime })).toBeUndefined();
});

test('UTC members have no Z and win over local ones (sheet 9.9)', () => {
	expect(instantOf('2026-03-04T19:05:11.25', '2026-03-04T13:05:11.25', 'America/Chicago')).toBe(
		'2026-03-04T19:05:11Z',
	);
	expect(instantOf(undefined, '2026-03-04T13:05:11', 'America/Chicago')).toBe(
		'2026-03-04T19:05:11Z',
	);
	expect(instantOf(null, null, 'America/Chicago')).toBeUndefined();
});

test('a watermark reaches back two hours, so that the repeated hour hides no change (sheet 5)', () => {
	// 01:50 daylight time; what changes 30 minutes later is stamped 01:20, which is an earlier text.
	expect(toWatermark('2026-11-01T06:50:00Z', 'America/Chicago')).toBe('2026-10-31T23:50:00');
	expect(toWatermark('2026-06-01T12:00:00Z', 'America/Chicago')).toBe('2026-06-01T05:00:00');
	expect(toWatermark('yesterday', 'America/Chicago')).toBeUndefined();
});

test.each([
	['all false', {}, 'booked'],
	['confirmed', { appointmentConfirmed: true }, 'confirmed'],
	['kept and not over', { isKept: true }, 'arrived'],
	['kept and over', { isKept: true, appointmentDate: '2026-05-01T00:00:00' }, 'completed'],
	['cancelled', { isCancelled: true }, 'cancelled'],
	['deleted', { isDeleted: true }, 'cancelled'],
	['rescheduled', { isRescheduled: true, isCancelled: true }, 'rescheduled'],
	['no show', { isNoShow: true }, 'no_show'],
	[
		'past on an old build',
		{ isNoShow: undefined, appointmentDate: '2026-05-01T00:00:00' },
		'no_show',
	],
	[
		'today on an old build',
		{ isNoShow: undefined, appointmentDate: '2026-06-01T00:00:00' },
		'booked',
	],
	['a workflow text that says something else', { workflowStatus: 'KEPT' }, 'booked'],
])('flags: %s (sheet 4.2)', (_name, flags, status) => {
	expect(appointment(flags)?.status).toBe(status);
});

test('an all-zero GUID is none, a link to a video room makes a visit telehealth (sheet 4.0)', () => {
	expect(
		appointment({
			personId: '00000000-0000-0000-0000-000000000000',
			virtualVisitLink: 'https://video.example/1',
		}),
	).toMatchObject({
		patientId: null,
		modality: 'telehealth',
		id: '3f0c2b1e-0009-4000-8000-000000000001',
	});
	expect(appointment({ virtualVisitLink: '' })?.modality).toBeUndefined();
});
