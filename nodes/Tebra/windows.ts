import { z } from 'zod';

import { SafeError } from '../../lib/privacy/errors';
import { addDays, civilDateAt } from '../../lib/values/civilDate';
import { cursorValue, wrongCursor } from '../common/practice/cursor';

/**
 * A span of days asked for at once, as civil dates in the practice's zone. `until` is the last day of
 * the whole read. Tebra filters by day, and whether its "To" is inclusive is not known (sheet 5): the
 * next span begins on the day where this one ends.
 */
export interface ChangeWindow {
	readonly from: string;
	readonly to: string;
	readonly until: string;
	/** Patients up to this id are done. */
	readonly afterId?: string;
}

const civilDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const patientId = z.string().regex(/^\d{1,18}$/);
const changedCursor = z
	.object({ from: civilDate, to: civilDate, until: civilDate, afterId: patientId.optional() })
	.strict();
const allCursor = z.object({ startKey: patientId }).strict();

/**
 * The first span of a change read, from the day of `since` to tomorrow. Whose midnight Tebra means by
 * a date is not known (sheet 5): the days are the widest of the practice's zone and UTC, else changes
 * of an evening in America would be left for the next day.
 */
export function firstWindow(
	since: string,
	now: string,
	timeZone: string,
	windowDays: number,
): ChangeWindow {
	const [from] = daysAt(since, timeZone);
	const [today, latest] = daysAt(now, timeZone);
	if (from === undefined || today === undefined || latest === undefined) {
		throw new SafeError({
			kind: 'validation',
			message: 'Changed Since is not a time.',
			nextStep: 'Give a time such as 2026-01-31T08:00:00Z.',
			system: 'tebra',
			fields: ['since'],
		});
	}
	const until = addDays(latest, 1);
	const start = from < until ? from : today;
	return { from: start, to: endOf(start, until, windowDays), until };
}

/** The day in the practice's zone and in UTC, the earlier one first; none = not a time. */
function daysAt(instant: string, timeZone: string): string[] {
	const days = [civilDateAt(instant, timeZone), civilDateAt(instant, 'UTC')];
	return days.filter((day) => day !== undefined).sort();
}

/** The span after this one, or undefined when the read is at its end. */
export function nextWindow(window: ChangeWindow, windowDays: number): ChangeWindow | undefined {
	if (window.to >= window.until) return undefined;
	return {
		from: window.to,
		to: endOf(window.to, window.until, windowDays),
		until: window.until,
	};
}

/** At most `windowDays` days whether or not the last one counts, and at least one step forward. */
function endOf(from: string, until: string, windowDays: number): string {
	const to = addDays(from, Math.max(1, windowDays - 1));
	return to < until ? to : until;
}

/**
 * Reads the cursor of a read by spans; undefined = it is one of a read by start key, from before the
 * profile chose another cohort. Throws SafeError `validation` when it is neither.
 */
export function parseWindow(cursor: string): ChangeWindow | undefined {
	return parseCursor(changedCursor, allCursor, cursor);
}

/**
 * Reads the cursor of a read by start key (GetAllPatients); undefined = it is one of a read by spans.
 * Throws SafeError `validation` when it is neither.
 */
export function parseStartKey(cursor: string): string | undefined {
	return parseCursor(allCursor, changedCursor, cursor)?.startKey;
}

function parseCursor<Schema extends z.ZodTypeAny>(
	schema: Schema,
	otherKind: z.ZodTypeAny,
	cursor: string,
): z.output<Schema> | undefined {
	const value = cursorValue(cursor);
	const result = schema.safeParse(value);
	if (result.success) return result.data as z.output<Schema>;
	if (otherKind.safeParse(value).success) return undefined;
	throw wrongCursor('tebra');
}
