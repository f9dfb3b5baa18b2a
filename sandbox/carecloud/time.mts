import { DateTime } from 'luxon';

import { practiceZone } from '../practice/schedule.mjs';

/** A wall clock time of the practice with its offset and without seconds, as lists tell it (sheet 4.2). */
export function localTime(start: string, plusMinutes = 0): string {
	return DateTime.fromISO(start, { zone: practiceZone })
		.plus({ minutes: plusMinutes })
		.toFormat("yyyy-MM-dd'T'HH:mmZZ");
}

/** A moment on the practice's clock. */
export function localMoment(milliseconds: number): string {
	return DateTime.fromMillis(milliseconds, { zone: practiceZone }).toFormat(
		"yyyy-MM-dd'T'HH:mm:ssZZ",
	);
}

/** An ISO time as wall clock of the practice; one without an offset is taken as local. */
export function wallClock(text: unknown): string | undefined {
	if (typeof text !== 'string') return undefined;
	const time = DateTime.fromISO(text, { zone: practiceZone });
	return time.isValid ? time.toFormat("yyyy-MM-dd'T'HH:mm") : undefined;
}

/** Minutes from one wall clock time to another. */
export function minutesBetween(start: string, end: string): number {
	return (Date.parse(`${end}:00Z`) - Date.parse(`${start}:00Z`)) / 60_000;
}

/** Whether a text is a civil date that exists. */
export function isDate(text: string | undefined): text is string {
	return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text).isValid;
}

/** The civil date on the practice's clock. */
export function today(now: Date): string {
	return DateTime.fromJSDate(now, { zone: practiceZone }).toISODate() ?? '';
}
