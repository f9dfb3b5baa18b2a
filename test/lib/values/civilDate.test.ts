import fc from 'fast-check';
import { DateTime } from 'luxon';

import {
	addDays,
	addMonths,
	civilDateAt,
	civilDateMember,
	parseCivilDate,
	parseInstant,
	startOfDay,
} from '../../../lib/values/civilDate';
import { civilDate } from '../arbitraries';

describe('civil dates', () => {
	it.each([
		['2/24/2026 11:00:00 AM', '2026-02-24'],
		['2/4/1984', '1984-02-04'],
		['1984-02-29', '1984-02-29'],
		['1984-02-29T23:59:59-08:00', '1984-02-29'],
		['1984-02-29T00:00:00', '1984-02-29'],
		['19840229', '1984-02-29'],
		['2/29/2025', undefined],
		['13/1/2025', undefined],
		['0001-01-01T00:00:00', undefined],
		['1/1/1800', undefined],
		['soon', undefined],
		['', undefined],
		[null, undefined],
		[undefined, undefined],
	])('reads %j as %j', (text, expected) => {
		expect(parseCivilDate(text)).toBe(expected);
	});

	it('reads every day in every form alike', () => {
		fc.assert(
			fc.property(civilDate, (date) => {
				const [year, month, day] = date.split('-');
				expect(parseCivilDate(date)).toBe(date);
				expect(parseCivilDate(`${year}${month}${day}`)).toBe(date);
				expect(parseCivilDate(`${Number(month)}/${Number(day)}/${year}`)).toBe(date);
				expect(parseCivilDate(`${Number(month)}/${Number(day)}/${year} 12:00:00 AM`)).toBe(date);
			}),
		);
	});

	it('reads exactly the days that the calendar has', () => {
		const part = (max: number) => fc.integer({ min: 0, max });
		fc.assert(
			fc.property(fc.integer({ min: 1790, max: 2110 }), part(13), part(32), (year, month, day) => {
				const date = DateTime.utc(year, month, day);
				const expected = date.isValid && year > 1800 ? date.toISODate() : undefined;
				expect(parseCivilDate(`${month}/${day}/${year}`)).toBe(expected);
			}),
			{ numRuns: 5000 },
		);
	});

	it('tells absent, empty and unreadable apart for a member', () => {
		expect(civilDateMember(undefined)).toBeUndefined();
		expect(civilDateMember(null)).toBeNull();
		expect(civilDateMember('  ')).toBeNull();
		expect(civilDateMember('1/2/1990')).toBe('1990-01-02');
		expect(civilDateMember('garbage')).toBeUndefined();
	});

	it.each([
		['2/24/2026 11:00:00 AM', 'America/Chicago', '2026-02-24T17:00:00Z'],
		['7/24/2026 11:00:00 AM', 'America/Chicago', '2026-07-24T16:00:00Z'],
		['2/24/2026 12:05:00 AM', 'America/New_York', '2026-02-24T05:05:00Z'],
		['2/24/2026 12:05:00 PM', 'America/New_York', '2026-02-24T17:05:00Z'],
		['2026-02-24T11:00:00', 'America/Chicago', '2026-02-24T17:00:00Z'],
		['2026-02-24T11:00:00Z', 'America/Chicago', '2026-02-24T11:00:00Z'],
		['2026-02-24', 'America/Chicago', '2026-02-24T06:00:00Z'],
		['3/8/2026 2:30:00 AM', 'America/Chicago', '2026-03-08T08:30:00Z'],
		['2/24/2026 13:00:00 AM', 'America/Chicago', undefined],
		['0001-01-01T00:00:00', 'America/Chicago', undefined],
		['', 'America/Chicago', undefined],
		['2026-02-24', 'Not/AZone', undefined],
	])('takes %j in %s as %j', (text, zone, expected) => {
		expect(parseInstant(text, zone)).toBe(expected);
	});

	it('names the day of an instant in the zone of the practice', () => {
		expect(civilDateAt('2026-03-01T03:00:00Z', 'America/Chicago')).toBe('2026-02-28');
		expect(startOfDay('2026-03-01', 'America/Chicago')).toBe('2026-03-01T06:00:00Z');
	});

	it('counts days and months without time zones', () => {
		expect(addDays('2026-03-08', 1)).toBe('2026-03-09');
		expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
		fc.assert(
			fc.property(civilDate, fc.integer({ min: -400, max: 400 }), (date, days) => {
				expect(addDays(addDays(date, days), -days)).toBe(date);
			}),
		);
	});
});
