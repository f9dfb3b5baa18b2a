import { DateTime } from 'luxon';

/** `YYYY-MM-DD` */
const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/;
/** ISO date with a time behind it, of which a civil date only takes the date. */
const isoDateTime =
	/^(\d{4})-(\d{2})-(\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?$/;
/** A time that says how far it is from UTC. */
const hasOffset = /(Z|[+-]\d{2}(:?\d{2})?)$/i;
/** `20260224` */
const compactDate = /^(\d{4})(\d{2})(\d{2})$/;
/** `2/24/2026` and `2/24/2026 11:00:00 AM` (Tebra sheet 3.3 rule 9). */
const usDate =
	/^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([AP])M)?)?$/i;

/**
 * A birth date or another day as a civil date, `YYYY-MM-DD`. Reads US form, ISO and `YYYYMMDD`; a
 * time behind the date is left off and never shifts the day. Blank text, impossible days and the
 * vendor's empty dates (year 1, 1 January 1800 and before) give `undefined`.
 */
export function parseCivilDate(text: string | null | undefined): string | undefined {
	const value = text?.trim() ?? '';
	const iso = isoDate.exec(value) ?? isoDateTime.exec(value) ?? compactDate.exec(value);
	if (iso !== null) return civil(Number(iso[1]), Number(iso[2]), Number(iso[3]));
	const us = usDate.exec(value);
	return us === null ? undefined : civil(Number(us[3]), Number(us[1]), Number(us[2]));
}

/**
 * For a canonical member: not sent stays absent, blank is `null`, a date is a date, and text that is
 * no date is absent (what cannot be read must not clear a value).
 */
export function civilDateMember(text: string | null | undefined): string | null | undefined {
	if (text === undefined) return undefined;
	if (text === null || text.trim() === '') return null;
	return parseCivilDate(text);
}

/**
 * A vendor's local time as an instant, RFC 3339 UTC with whole seconds. Text that carries an offset
 * or `Z` is taken by it; all other is local time of the zone, of an hour that the clock repeats the
 * first. `undefined` = no readable time.
 *
 * @param zone IANA zone of the practice
 */
export function parseInstant(text: string | null | undefined, zone: string): string | undefined {
	const value = text?.trim() ?? '';
	if (value === '') return undefined;
	const us = usDate.exec(value);
	const time =
		us === null
			? DateTime.fromISO(value.replace(' ', 'T'), { zone })
			: DateTime.fromObject(
					{
						year: Number(us[3]),
						month: Number(us[1]),
						day: Number(us[2]),
						hour: hour24(Number(us[4] ?? 0), us[7]),
						minute: Number(us[5] ?? 0),
						second: Number(us[6] ?? 0),
					},
					{ zone },
				);
	if (!time.isValid || time.year < earliestYear) return undefined;
	// The hour that autumn repeats: the first one, whatever the season in which it is asked.
	const one = us === null && hasOffset.test(value) ? time : time.getPossibleOffsets()[0];
	return one.toUTC().toISO({ suppressMilliseconds: true }) ?? undefined;
}

/** The civil date in the zone at an instant (RFC 3339). */
export function civilDateAt(instant: string, zone: string): string | undefined {
	const time = DateTime.fromISO(instant, { setZone: true }).setZone(zone);
	return time.isValid ? (time.toISODate() ?? undefined) : undefined;
}

/** Midnight at the start of the civil date in the zone, as RFC 3339 UTC. */
export function startOfDay(date: string, zone: string): string | undefined {
	return parseInstant(date, zone);
}

/** The civil date `days` later (or earlier, when negative). */
export function addDays(date: string, days: number): string {
	return shift(date, { days });
}

/** The civil date `months` later; the last day of the month where the day does not exist. */
export function addMonths(date: string, months: number): string {
	return shift(date, { months });
}

const earliestYear = 1801;

function shift(date: string, by: { days?: number; months?: number }): string {
	return DateTime.fromISO(date, { zone: 'utc' }).plus(by).toISODate() ?? date;
}

function civil(year: number, month: number, day: number): string | undefined {
	if (year < earliestYear || month < 1 || month > 12) return undefined;
	if (day < 1 || day > daysIn(year, month)) return undefined;
	return `${year}-${twoDigits(month)}-${twoDigits(day)}`;
}

function daysIn(year: number, month: number): number {
	if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
	return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

function twoDigits(number: number): string {
	return number < 10 ? `0${number}` : String(number);
}

function hour24(hour: number, half: string | undefined): number {
	if (half === undefined) return hour;
	// No hour of a day: luxon then calls the time invalid.
	if (hour < 1 || hour > 12) return 99;
	return (hour % 12) + (half.toUpperCase() === 'P' ? 12 : 0);
}
