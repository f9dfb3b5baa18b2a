import { DateTime } from 'luxon';

import { guidForm } from './wire/members';

/** Options of a list or a read (sheet 5); names are sent as they stand here. */
export interface QueryOptions {
	readonly $filter?: string;
	readonly $orderby?: string;
	readonly $expand?: string;
	readonly $top?: number;
	readonly [name: string]: string | number | boolean | undefined;
}

/** The query as text: names as they are, values encoded with %20 for a space. Empty = no query. */
export function queryText(options: QueryOptions): string {
	return Object.entries(options)
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
		.join('&');
}

/** A GUID literal. Only ids of that form come here: what is no GUID is a fault of this pack. */
export function guidLiteral(id: string): string {
	if (!guidForm.test(id)) throw new TypeError('This is not a GUID.');
	return `guid'${id}'`;
}

/** A time literal from local text without offset (`2026-03-04T13:05:11.25`). */
export function timeLiteral(localText: string): string {
	if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?$/.test(localText)) {
		throw new TypeError('This is not a local time.');
	}
	return `datetime'${localText}'`;
}

/** Conditions that all hold. */
export function allOf(...conditions: ReadonlyArray<string | undefined>): string {
	return conditions.filter((condition) => condition !== undefined).join(' and ');
}

/** An instant on the server's clock, as NextGen writes times: local, without offset (sheet 4.0). */
export function toLocalText(instant: string, timeZone: string): string | undefined {
	const time = DateTime.fromISO(instant, { setZone: true }).setZone(timeZone);
	return time.isValid ? time.toFormat("yyyy-MM-dd'T'HH:mm:ss") : undefined;
}

/**
 * The same for a watermark: two hours earlier, since an hour of local time comes twice when daylight
 * saving ends, and what changed in its second pass has an earlier text (sheet 5).
 */
export function toWatermark(instant: string, timeZone: string): string | undefined {
	const time = DateTime.fromISO(instant, { setZone: true }).minus({ hours: 2 });
	return time.isValid ? toLocalText(time.toISO(), timeZone) : undefined;
}

/** Begins before any record of a practice: without a filter lists tell seven days only (sheet 5). */
export const beginningOfTime = '1900-01-01T00:00:00';
