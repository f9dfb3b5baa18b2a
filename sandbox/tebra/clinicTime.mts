import { DateTime } from 'luxon';
import { practiceZone } from '../practice/schedule.mjs';

const MINUTE = 60_000;

/** The moment, in milliseconds, of a wall clock time of the clinic (`YYYY-MM-DDTHH:mm`). */
export function clinicMoment(wall: string): number {
	return DateTime.fromISO(wall, { zone: practiceZone }).toMillis();
}

/** The clinic's wall clock (`YYYY-MM-DDTHH:mm`) at a moment in milliseconds. */
export function clinicWall(moment: number): string {
	return DateTime.fromMillis(moment, { zone: practiceZone }).toFormat("yyyy-MM-dd'T'HH:mm");
}

/**
 * A wall clock time as milliseconds that count as if the wall clock showed UTC: what list results
 * print and filters compare, neither of which tells a zone (sheet 4.5). With `offsetHours` the wall
 * clock is that of this offset from GMT instead of the clinic's.
 */
export function shownMillis(wall: string, offsetHours?: number): number {
	if (offsetHours === undefined) return Date.parse(`${wall}:00Z`);
	return clinicMoment(wall) + offsetHours * 60 * MINUTE;
}

/** A moment as UTC with a Z, to the second: `2026-02-24T17:00:00Z` (sheet 4.5). */
export function isoUtc(moment: number): string {
	return new Date(moment).toISOString().replace(/\.\d+Z$/, 'Z');
}
