import { SafeError } from '../../lib/privacy/errors';
import { addDays, civilDateAt, parseInstant } from '../../lib/values/civilDate';
import { outcomeOf } from '../common/outcome';
import type { DateWindow } from '../common/practice/records';
import { pageSizes, readPages } from './paging';
import type { CareCloudReader } from './patients';
import type { CareCloudAnswer } from './transport';

/** Filters of the list (sheet 4.2); each row is looked at again here. */
export interface AppointmentFilter {
	readonly patientIds?: readonly string[];
	readonly resourceId?: string;
}

export interface AppointmentRows {
	readonly rows: readonly unknown[];
	/** For errors about a row. */
	readonly facts: CareCloudAnswer['facts'];
}

/** Spans of at most `days` days that make up a window, the oldest first. */
export function spansOf({ from, to }: DateWindow, days: number): DateWindow[] {
	const spans: DateWindow[] = [];
	for (let start = from; start <= to; start = addDays(start, days)) {
		const end = addDays(start, days - 1);
		spans.push({ from: start, to: end < to ? end : to });
	}
	return spans;
}

/**
 * All appointments of one span (sheet 4.2). Both dates are always sent: without them the list holds
 * today only. A span that CareCloud refuses is halved down to a day, since the longest one allowed
 * is not published. Throws SafeError.
 */
export async function listSpan(
	reader: CareCloudReader,
	span: DateWindow,
	filter: AppointmentFilter = {},
): Promise<AppointmentRows> {
	const outcome = await outcomeOf(
		async () =>
			await readPages(
				reader.transport,
				{
					operation: 'listAppointments',
					path: '/appointments',
					query: {
						start_date: span.from,
						end_date: span.to,
						...(filter.patientIds && { patient_ids: filter.patientIds.join(',') }),
						...(filter.resourceId !== undefined && { resource_id: filter.resourceId }),
					},
				},
				pageSizes.appointments,
				'appointments',
				'appointment',
			),
	);
	if (outcome.ok) {
		const { rows, last } = outcome.value;
		return { rows: rows.filter((row) => isWithin(row, span, reader)), facts: last.facts };
	}
	const isRefused = outcome.error instanceof SafeError && outcome.error.kind === 'validation';
	if (!isRefused || span.from === span.to) throw outcome.error;
	const [first, second] = halves(span);
	const one = await listSpan(reader, first, filter);
	const other = await listSpan(reader, second, filter);
	return { rows: [...one.rows, ...other.rows], facts: other.facts };
}

/** The two halves of a span of more than one day. */
export function halves({ from, to }: DateWindow): [DateWindow, DateWindow] {
	const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
	const middle = addDays(from, Math.floor(days / 2));
	return [
		{ from, to: middle },
		{ from: addDays(middle, 1), to },
	];
}

/** A row from outside of the span is left out; one without a readable time is kept, for its error. */
function isWithin(row: unknown, { from, to }: DateWindow, { scope }: CareCloudReader): boolean {
	const start = (row as { start_time?: unknown } | null)?.start_time;
	const instant = typeof start === 'string' ? parseInstant(start, scope.timeZone) : undefined;
	const day = instant === undefined ? undefined : civilDateAt(instant, scope.timeZone);
	return day === undefined || (day >= from && day <= to);
}
