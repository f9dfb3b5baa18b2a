import { z } from 'zod';

/** Wall clock of the practice, `HH:mm`; 24:00 is the end of the day. */
const timeOfDay = z
	.string()
	.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time of day such as 08:30');

const openTimes = z.array(
	z
		.object({ from: timeOfDay, to: timeOfDay })
		.strict()
		.refine(({ from, to }) => from < to, { message: 'must open before it closes' }),
);

export const weekdays = [
	'monday',
	'tuesday',
	'wednesday',
	'thursday',
	'friday',
	'saturday',
	'sunday',
] as const;

/** Opening hours by weekday, on the practice's clock; an empty list = closed. */
export const openingHoursSchema = z
	.object({
		monday: openTimes,
		tuesday: openTimes,
		wednesday: openTimes,
		thursday: openTimes,
		friday: openTimes,
		saturday: openTimes,
		sunday: openTimes,
	})
	.strict();
export type OpeningHours = z.infer<typeof openingHoursSchema>;

/** How appointments are read, and how open times are computed where a vendor has no call for them. */
export const scheduleSettingsSchema = z
	.object({
		/** Days before today that a read without From begins. */
		windowDaysBack: z.number().int().min(0).max(366),
		/** Days after today that a read without To ends. */
		windowDaysAhead: z.number().int().min(0).max(366),
		hours: openingHoursSchema,
		/** Minutes between the starts of two computed open times. */
		slotStepMinutes: z.number().int().min(5).max(240),
	})
	.strict();
export type ScheduleSettings = z.infer<typeof scheduleSettingsSchema>;

/** Office hours of a plain weekday practice; each practice sets its own. */
export function defaultSchedule(): ScheduleSettings {
	const open = () => [{ from: '08:00', to: '17:00' }];
	return {
		windowDaysBack: 7,
		windowDaysAhead: 60,
		hours: {
			monday: open(),
			tuesday: open(),
			wednesday: open(),
			thursday: open(),
			friday: open(),
			saturday: [],
			sunday: [],
		},
		slotStepMinutes: 15,
	};
}
