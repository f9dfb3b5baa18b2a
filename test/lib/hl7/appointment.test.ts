import { appointmentSchema } from '../../../lib/canonical/appointment';
import { toAppointment } from '../../../lib/hl7/mapping/appointment';
import type { InterfaceSettings } from '../../../lib/hl7/settings';
import { context, read, s12, refusalOf } from './messages';

function appointmentOf(text: string, settings: Partial<InterfaceSettings> = {}, event = 'S12') {
	return toAppointment(read(text).message, event, context(settings));
}

describe('the appointment of an SIU message', () => {
	it('is the canonical appointment', () => {
		const appointment = appointmentOf(s12);
		expect(appointmentSchema.parse(appointment)).toEqual(appointment);
		expect(appointment).toEqual({
			system: 'greenway_intergy',
			practiceId: '1',
			id: '9001',
			externalIds: [
				{ system: 'greenway_intergy', practiceId: '1', type: 'appointment', value: '9001' },
			],
			patientId: '501',
			providerId: '2',
			locationId: '1',
			type: { id: '2', name: 'Follow-up Visit' },
			startsAt: '2026-04-01T19:30:00Z',
			endsAt: '2026-04-01T19:50:00Z',
			timeZone: 'America/Chicago',
			status: 'booked',
			modality: null,
			reason: 'Knee pain',
			sourceAt: '2026-03-04T16:55:30Z',
		});
	});

	it.each([
		['S12', 'Booked', 'booked'],
		['S13', 'Booked', 'booked'],
		['S14', 'Complete', 'completed'],
		['S14', 'Started', 'in_progress'],
		['S14', 'NOSHOW', 'no_show'],
		['S14', 'Walked out', 'unknown'],
		['S14', '', 'unknown'],
		['S12', '', 'booked'],
		['S15', 'Booked', 'cancelled'],
		['S17', '', 'cancelled'],
		['S26', 'Booked', 'no_show'],
	])('of %s with the status "%s" is %s', (event, word, status) => {
		const text = s12.replace(/Booked\r/, `${word}\r`);
		expect(appointmentOf(text, {}, event).status).toBe(status);
	});

	it('has the number of the side that the practice names', () => {
		expect(appointmentOf(s12, { appointmentNumber: 'placer' }).id).toBe('PL-1');
	});

	it('names no provider and no place when the practice leaves them out', () => {
		expect(appointmentOf(s12, { providers: 'leaveOut', locations: 'leaveOut' })).toMatchObject({
			providerId: null,
			locationId: null,
		});
	});

	it.each([
		['SCH-11', (text: string) => text.replace(/AIS.*\r/, '')],
		[
			'AIP-6',
			(text: string) =>
				text
					.replace(/AIS.*\r/, '')
					.replace('^^20^20260401143000-0500', '')
					.replace('AIP|1||2^Example^Ben', 'AIP|1||2^Example^Ben|||20260401143000-0500'),
		],
	])('begins when %s says where AIS-4 is missing', (_name, edit) => {
		expect(appointmentOf(edit(s12)).startsAt).toBe('2026-04-01T19:30:00Z');
	});

	it('ends by its duration, by SCH-11.5, or not told', () => {
		const bare = s12.replace('|||20|min\r', '\r').replace('|20|MIN|', '|||');
		expect(appointmentOf(bare).endsAt).toBeNull();
		expect(appointmentOf(s12.replace('|||20|min\r', '|||1|HR\r')).endsAt).toBe(
			'2026-04-01T20:30:00Z',
		);
		const told = bare.replace(
			'^^20^20260401143000-0500',
			'^^20^20260401143000-0500^20260401150000-0500',
		);
		expect(appointmentOf(told).endsAt).toBe('2026-04-01T20:00:00Z');
	});

	it.each([
		['20260308013000', '2026-03-08T07:30:00Z'],
		['20260308033000', '2026-03-08T08:30:00Z'],
		['20261101003000', '2026-11-01T05:30:00Z'],
		['20261101033000', '2026-11-01T09:30:00Z'],
	])(
		'at %s on the clock of the practice is right on the days when the clock changes',
		(at, instant) => {
			const text = s12.replaceAll('20260401143000-0500', at);
			expect(appointmentOf(text).startsAt).toBe(instant);
		},
	);

	it.each([
		['SCH', s12.replace(/SCH.*\r/, ''), '100', 'SCH'],
		['PID', s12.replace(/PID.*\r/, ''), '100', 'PID'],
		['SCH-2', s12.replace('9001^OAKPM', ''), '101', 'SCH'],
		['a time to begin', s12.replaceAll('20260401143000-0500', '20260401'), '101', 'AIS'],
	])('without %s is an error that names the place', (_name, text, condition, segment) => {
		expect(refusalOf(() => appointmentOf(text))).toMatchObject({
			code: 'AE',
			condition,
			place: { segment },
		});
	});
});
