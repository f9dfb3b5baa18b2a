import { DateTime, IANAZone } from 'luxon';

/** How exact an HL7 time is. */
export type Precision = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

export interface Timestamp {
	readonly precision: Precision;
	/** Civil date as written, when it is exact to the day; never shifted by a zone. */
	readonly date?: string;
	/** RFC 3339 UTC of its begin, when it is exact to the day or better. */
	readonly instant?: string;
}

const form =
	/^(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:\.(\d{1,4}))?)?)?)?)?)?([+-]\d{4})?$/;
const precisions: readonly Precision[] = ['year', 'month', 'day', 'hour', 'minute', 'second'];

/**
 * Reads an HL7 time, `YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]`. Without an offset it is taken
 * on the clock of the zone; in the hour that a clock skips, as the time an hour later. Text that is
 * no time gives undefined.
 */
export function parseTimestamp(text: string | undefined, zone: string): Timestamp | undefined {
	const match = form.exec(text?.trim() ?? '');
	if (match === null) return undefined;
	const parts = match.slice(1, 7).filter((part) => part !== undefined);
	const [year, month = '01', day = '01', hour = '00', minute = '00', second = '00'] = parts;
	const precision = precisions[parts.length - 1];
	const time = DateTime.fromObject(
		{
			year: Number(year),
			month: Number(month),
			day: Number(day),
			hour: Number(hour),
			minute: Number(minute),
			second: Number(second),
			millisecond: Number((match[7] ?? '').padEnd(3, '0').slice(0, 3)),
		},
		{ zone: match[8] === undefined ? zone : `UTC${match[8].slice(0, 3)}:${match[8].slice(3)}` },
	);
	if (!time.isValid || Number(year) < 1801) return undefined;
	if (parts.length < 3) return { precision };
	const instant = time.toUTC().toISO({ suppressMilliseconds: true }) ?? undefined;
	return { precision, date: `${year}-${month}-${day}`, ...(instant && { instant }) };
}

/** An instant (RFC 3339) as HL7 writes it on the clock of the zone, with the offset. */
export function formatTimestamp(instant: string, zone: string): string {
	const time = DateTime.fromISO(instant, { setZone: true }).setZone(
		IANAZone.isValidZone(zone) ? zone : 'utc',
	);
	return time.toFormat('yyyyMMddHHmmssZZZ');
}

/** A civil date as HL7 writes it. */
export function formatDate(date: string): string {
	return date.replaceAll('-', '');
}
