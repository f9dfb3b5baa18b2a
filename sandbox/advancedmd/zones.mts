import { DateTime } from 'luxon';

/** A moment as the wall clock of a zone, `M/D/YYYY h:mm:ss AM` (sheet 4.0). */
export function usStamp(milliseconds: number, zone: string): string {
	return DateTime.fromMillis(milliseconds, { zone })
		.setLocale('en-US')
		.toFormat('M/d/yyyy h:mm:ss a');
}

/** A civil date as `MM/DD/YYYY`; empty for none. */
export function usDate(date: string | undefined): string {
	if (date === undefined) return '';
	const [year, month, day] = date.slice(0, 10).split('-');
	return `${month}/${day}/${year}`;
}

/** Reads `M/D/YYYY`, with or without a time, as wall clock of a zone; undefined when it is none. */
export function readUsStamp(text: string, zone: string): number | undefined {
	for (const format of ['M/d/yyyy h:mm:ss a', 'M/d/yyyy']) {
		const time = DateTime.fromFormat(text.trim(), format, { zone, locale: 'en-US' });
		if (time.isValid) return time.toMillis();
	}
	return undefined;
}

/** The civil date `YYYY-MM-DD` of `M/D/YYYY`; undefined when it is none. */
export function civilOf(text: string): string | undefined {
	const time = DateTime.fromFormat(text.trim(), 'M/d/yyyy', { zone: 'utc' });
	return time.isValid ? (time.toISODate() ?? undefined) : undefined;
}

/** Monday to Friday, 6:00 to 18:00 in Denver (sheet 5). */
export function isPeak(milliseconds: number): boolean {
	const { weekday, hour } = DateTime.fromMillis(milliseconds, { zone: 'America/Denver' });
	return weekday <= 5 && hour >= 6 && hour < 18;
}
