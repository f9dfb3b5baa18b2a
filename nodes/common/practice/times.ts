import { DateTime } from 'luxon';

import { SafeError } from '../../../lib/privacy/errors';
import { addDays, civilDateAt, parseCivilDate } from '../../../lib/values/civilDate';
import type { PracticeScope } from './port';
import type { DateWindow } from './records';

/** Most days of one window; what a vendor can answer at once is its port's matter. */
const longestWindowDays = 732;

/** A date parameter comes as text, or from an expression as a luxon DateTime or a Date. */
export function toCivilDate(value: unknown, timeZone: string): string | undefined {
	if (DateTime.isDateTime(value)) return value.toISODate() ?? undefined;
	if (value instanceof Date) return civilDateAt(value.toISOString(), timeZone);
	return parseCivilDate(String(value ?? ''));
}

/**
 * The days of a read from its From and To. Left empty they are those of the practice profile, counted
 * from today on the practice's clock. Throws SafeError `validation`.
 */
export function readWindow(
	param: <T>(name: string, fallback?: unknown) => T,
	{ timeZone, profile }: Pick<PracticeScope, 'timeZone' | 'profile'>,
	now: Date,
): DateWindow {
	const today = civilDateAt(now.toISOString(), timeZone) ?? '';
	const { windowDaysBack, windowDaysAhead } = profile.schedule;
	const from = dateOf(param('from', ''), 'from', timeZone) ?? addDays(today, -windowDaysBack);
	const to = dateOf(param('to', ''), 'to', timeZone) ?? addDays(today, windowDaysAhead);
	if (to < from) throw wrongWindow('To must not be before From.', ['from', 'to']);
	if (addDays(from, longestWindowDays) < to) {
		throw wrongWindow('The days from From to To must not be more than two years.', ['from', 'to']);
	}
	return { from, to };
}

function dateOf(value: unknown, field: string, timeZone: string): string | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const date = toCivilDate(value, timeZone);
	if (date !== undefined) return date;
	throw wrongWindow(`${field === 'from' ? 'From' : 'To'} is not a date.`, [field]);
}

function wrongWindow(message: string, fields: readonly string[]): SafeError {
	return new SafeError({
		kind: 'validation',
		message,
		nextStep: 'Give dates such as 2026-01-31, or leave both empty for those of the profile.',
		fields,
	});
}

/**
 * A time parameter as RFC 3339 UTC; text without a zone is taken in `timeZone`.
 * Throws SafeError `validation` with the label.
 */
export function toInstant(
	value: unknown,
	timeZone: string,
	{ label, field }: { readonly label: string; readonly field: string },
): string {
	const time = DateTime.isDateTime(value)
		? value
		: value instanceof Date
			? DateTime.fromJSDate(value)
			: DateTime.fromISO(
					String(value ?? '')
						.trim()
						.replace(' ', 'T'),
					{ zone: timeZone },
				);
	const text = time.isValid ? time.toUTC().toISO({ suppressMilliseconds: true }) : null;
	if (text !== null) return text;
	throw new SafeError({
		kind: 'validation',
		message: `${label} is not a time.`,
		nextStep: 'Give a time such as 2026-01-31T08:00:00Z.',
		fields: [field],
	});
}
