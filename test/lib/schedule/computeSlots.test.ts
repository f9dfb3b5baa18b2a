import fc from 'fast-check';
import { DateTime } from 'luxon';

import type { OpeningHours } from '../../../lib/profile/schedule';
import { weekdays } from '../../../lib/profile/schedule';
import type { SlotPlan } from '../../../lib/schedule/computeSlots';
import { computeSlots } from '../../../lib/schedule/computeSlots';

const closed = Object.fromEntries(weekdays.map((day) => [day, []])) as unknown as OpeningHours;

/** 2026-11-23 is a Monday; Chicago is six hours behind UTC then. */
const plan = (over: Partial<SlotPlan> = {}): SlotPlan => ({
	window: { from: '2026-11-23', to: '2026-11-23' },
	timeZone: 'America/Chicago',
	hours: { ...closed, monday: [{ from: '08:00', to: '10:00' }] },
	stepMinutes: 30,
	durationMinutes: 30,
	busy: [],
	notBefore: '2026-11-01T00:00:00Z',
	of: { providerId: '2', locationId: '1' },
	...over,
});
const starts = (over: Partial<SlotPlan> = {}) =>
	computeSlots(plan(over)).map((one) => one.startsAt);

describe('computed open times', () => {
	it('fill the opening hours, end at closing time and name whose time it is', () => {
		expect(computeSlots(plan({ durationMinutes: 45 }))).toEqual([
			{
				providerId: '2',
				locationId: '1',
				startsAt: '2026-11-23T14:00:00Z',
				endsAt: '2026-11-23T14:45:00Z',
				timeZone: 'America/Chicago',
				capacity: 1,
				remaining: 1,
				origin: 'computed',
			},
			expect.objectContaining({ startsAt: '2026-11-23T14:30:00Z' }),
			expect.objectContaining({
				startsAt: '2026-11-23T15:00:00Z',
				endsAt: '2026-11-23T15:45:00Z',
			}),
		]);
	});

	it('leave out what is busy, to the minute', () => {
		const busy = [{ startsAt: '2026-11-23T14:30:00Z', endsAt: '2026-11-23T15:00:00Z' }];
		expect(starts({ busy })).toEqual([
			'2026-11-23T14:00:00Z',
			'2026-11-23T15:00:00Z',
			'2026-11-23T15:30:00Z',
		]);
		const oneMinute = [{ startsAt: '2026-11-23T14:29:00Z', endsAt: '2026-11-23T14:30:00Z' }];
		expect(starts({ busy: oneMinute })).not.toContain('2026-11-23T14:00:00Z');
		expect(starts({ busy: oneMinute })).toContain('2026-11-23T14:30:00Z');
	});

	it('leave out what is over, and days on which the practice is closed', () => {
		expect(starts({ notBefore: '2026-11-23T15:01:00Z' })).toEqual(['2026-11-23T15:30:00Z']);
		expect(starts({ window: { from: '2026-11-24', to: '2026-11-29' } })).toEqual([]);
		expect(starts({ window: { from: '2026-11-24', to: '2026-11-30' } })).toHaveLength(4);
	});

	it('exist once on the day on which the clock is put back, and skip the hour that is left out', () => {
		const sunday = { ...closed, sunday: [{ from: '00:00', to: '04:00' }] };
		const autumn = starts({
			window: { from: '2026-11-01', to: '2026-11-01' },
			hours: sunday,
			stepMinutes: 60,
			durationMinutes: 60,
		});
		expect(autumn).toEqual([
			'2026-11-01T05:00:00Z',
			'2026-11-01T06:00:00Z',
			'2026-11-01T07:00:00Z',
			'2026-11-01T08:00:00Z',
			'2026-11-01T09:00:00Z',
		]);
		const spring = starts({
			window: { from: '2026-03-08', to: '2026-03-08' },
			hours: sunday,
			stepMinutes: 60,
			durationMinutes: 60,
			notBefore: '2026-01-01T00:00:00Z',
		});
		expect(spring).toEqual([
			'2026-03-08T06:00:00Z',
			'2026-03-08T07:00:00Z',
			'2026-03-08T08:00:00Z',
		]);
	});

	it('last until midnight where the day ends at 24:00', () => {
		const hours = { ...closed, monday: [{ from: '23:00', to: '24:00' }] };
		expect(starts({ hours })).toEqual(['2026-11-24T05:00:00Z', '2026-11-24T05:30:00Z']);
	});

	it('never lie outside the hours, in busy time or in the past, whatever the practice', () => {
		const minute = fc.integer({ min: 0, max: 7 * 24 * 60 });
		const busyTime = fc.tuple(minute, fc.integer({ min: 1, max: 600 })).map(([at, length]) => ({
			startsAt: iso(at),
			endsAt: iso(at + length),
		}));
		fc.assert(
			fc.property(
				fc.array(busyTime, { maxLength: 12 }),
				fc.integer({ min: 5, max: 120 }),
				fc.integer({ min: 5, max: 120 }),
				minute,
				fc.constantFrom('America/Chicago', 'America/New_York', 'Pacific/Honolulu'),
				(busy, stepMinutes, durationMinutes, from, timeZone) => {
					const open = [
						{ from: '08:00', to: '12:00' },
						{ from: '13:00', to: '17:00' },
					];
					const slots = computeSlots(
						plan({
							window: { from: '2026-10-30', to: '2026-11-04' },
							hours: { ...closed, friday: open, sunday: open, monday: open },
							timeZone,
							busy,
							stepMinutes,
							durationMinutes,
							notBefore: iso(from),
						}),
					);
					for (const { startsAt, endsAt } of slots) {
						const start = DateTime.fromISO(startsAt, { zone: timeZone });
						const end = DateTime.fromISO(endsAt, { zone: timeZone });
						expect(end.diff(start, 'minutes').minutes).toBe(durationMinutes);
						expect([1, 5, 7]).toContain(start.weekday);
						const clock = [start, end].map((time) => time.hour * 60 + time.minute);
						expect(
							open.some(
								(hours) => clock[0] >= minutesOf(hours.from) && clock[1] <= minutesOf(hours.to),
							),
						).toBe(true);
						expect(startsAt >= iso(from)).toBe(true);
						expect(busy.some((one) => one.startsAt < endsAt && startsAt < one.endsAt)).toBe(false);
					}
					const sorted = slots.map(({ startsAt }) => startsAt);
					expect(sorted).toEqual([...new Set(sorted)].sort());
				},
			),
			{ numRuns: 60 },
		);
	});
});

/** Minutes after the Friday on which the property's window begins. */
function iso(minutes: number): string {
	return DateTime.fromISO('2026-10-30T00:00:00Z')
		.plus({ minutes })
		.toUTC()
		.toISO({ suppressMilliseconds: true }) as string;
}

function minutesOf(clock: string): number {
	const [hours, minutes] = clock.split(':').map(Number);
	return hours * 60 + minutes;
}
