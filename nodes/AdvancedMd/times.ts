import { DateTime } from 'luxon';

import { parseInstant } from '../../lib/values/civilDate';

/** A message time, `M/D/YYYY h:mm:ss AM`: no zone, not checked by the server (sheet 4.0). */
export function messageTime(at: Date, zone: string): string {
	return DateTime.fromJSDate(at, { zone }).setLocale('en-US').toFormat('M/d/yyyy h:mm:ss a');
}

/** An instant (RFC 3339) as a stamp of the server's zone, earlier by some minutes (sheet 5). */
export function serverStamp(
	instant: string,
	zone: string,
	minutesBefore: number,
): string | undefined {
	const time = DateTime.fromISO(instant, { setZone: true }).minus({ minutes: minutesBefore });
	return time.isValid ? messageTime(time.toJSDate(), zone) : undefined;
}

/** A civil date as `MM/DD/YYYY` (sheet 4.0). */
export function usDate(date: string): string {
	const [year, month, day] = date.split('-');
	return `${month}/${day}/${year}`;
}

/** An instant as the wall clock of a zone, `YYYY-MM-DDTHH:mm`, as REST wants it (sheet 4.0). */
export function wallClock(instant: string, zone: string): string | undefined {
	const time = DateTime.fromISO(instant, { setZone: true }).setZone(zone);
	return time.isValid ? time.toFormat("yyyy-MM-dd'T'HH:mm") : undefined;
}

/** Wall-clock time of the practice as an instant; a `Z` behind it is ignored (sheet 4.0). */
export function fromWallClock(text: string, zone: string): string | undefined {
	const time = DateTime.fromISO(text.trim().replace(' ', 'T').replace(/Z$/i, ''), { zone });
	return time.isValid
		? (time.toUTC().toISO({ suppressMilliseconds: true }) ?? undefined)
		: undefined;
}

/** The instant so many minutes later, RFC 3339 UTC. */
export function plusMinutes(instant: string, minutes: number): string {
	return (
		DateTime.fromISO(instant, { zone: 'utc' })
			.plus({ minutes })
			.toISO({ suppressMilliseconds: true }) ?? instant
	);
}

/** Wall-clock time of the practice in US or ISO form as an instant; undefined where it is none. */
export function practiceInstant(text: string | null | undefined, zone: string): string | undefined {
	return parseInstant(text, zone) ?? (text ? fromWallClock(text, zone) : undefined);
}
