import { DateTime } from 'luxon';

/** The slash may come escaped, the offset may be missing, and the number negative (sheet 4.2). */
const form = /^\\?\/Date\((-?\d{1,15})([+-]\d{4})?\)\\?\/$/;

/** An instant as GAPI wants it: `/Date(ms+0000)/`. */
export function toMsDate(instant: string): string {
	return `/Date(${DateTime.fromISO(instant).toMillis()}+0000)/`;
}

/** The civil date of `/Date(ms±hhmm)/` on the clock that its offset names. */
export function msCivilDate(text: string | null | undefined): string | undefined {
	const match = form.exec(text?.trim() ?? '');
	if (match === null) return undefined;
	const [, millis, offset = '+0000'] = match;
	const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3));
	const shifted = Number(millis) + (offset.startsWith('-') ? -minutes : minutes) * 60_000;
	const time = DateTime.fromMillis(shifted, { zone: 'utc' });
	return time.isValid && time.year > 1800 ? (time.toISODate() ?? undefined) : undefined;
}

/** The same as a civil date in the practice's zone, for times of the day. */
export function msDateIn(text: string | null | undefined, zone: string): string | undefined {
	const match = form.exec(text?.trim() ?? '');
	if (match === null) return undefined;
	const time = DateTime.fromMillis(Number(match[1]), { zone });
	return time.isValid && time.year > 1800 ? (time.toISODate() ?? undefined) : undefined;
}
