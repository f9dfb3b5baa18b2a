import { z } from 'zod';

import type { Appointment } from '../../lib/canonical/appointment';
import { addDays, addMonths, civilDateAt } from '../../lib/values/civilDate';
import { readCursor } from '../common/practice/cursor';
import type { FailedRecord } from '../common/practice/port';
import type {
	AppointmentPage,
	AppointmentPageRequest,
	DateWindow,
	SourceRecord,
} from '../common/practice/records';
import { readEach } from '../common/practice/readEach';
import { statusError } from './faults';
import { toAppointment } from './mapping/appointment';
import type { AdvancedMdReader } from './reader';
import { mappingContext } from './reader';
import type { Setup } from './schedule';
import { advancedMdConcurrency } from './throttle';
import { wallClock } from './times';
import { listChangedVisits } from './visits';
import type { AppointmentRow, Column } from './wire/schedule';
import { readAppointments } from './wire/schedule';

type Found = SourceRecord<Appointment>;

const cursorSchema = z
	.object({
		/** First day of the month that is read, or of the whole window when changes are read. */
		month: z.string().regex(/^\d{4}-\d{2}-01$/),
		/** Appointments up to this start and id are done. */
		after: z.object({ startsAt: z.string(), id: z.string().regex(/^\d+$/) }).optional(),
	})
	.strict();
type WindowCursor = z.output<typeof cursorSchema>;

/** Visits up to this id are done. */
const visitCursorSchema = z.object({ afterVisit: z.string().regex(/^\d+$/) });

/** Months without a fitting appointment that one page passes over. */
const monthsPerPage = 13;

/**
 * Appointments of a window, a month of all columns at a time (sheet 4.6). The list hides some
 * statuses; where the profile says that visits carry the ids of appointments, a change read asks the
 * list of changed visits and reads each one, whatever its status. Throws SafeError.
 */
export async function readAppointmentPage(
	reader: AdvancedMdReader,
	setup: Setup,
	request: AppointmentPageRequest,
): Promise<AppointmentPage> {
	const readStartedAt = reader.now().toISOString();
	if (request.read === 'changed' && reader.settings.visitIds === 'appointment' && request.since) {
		return await readChangedVisits(reader, request, request.since, readStartedAt);
	}
	const { window, pageSize } = request;
	const { columns } = await setup();
	let at: WindowCursor | undefined = request.cursor
		? readCursor(cursorSchema, request.cursor, reader.scope.system)
		: { month: monthOf(window.from) };
	for (let months = 0; at !== undefined && months < monthsPerPage; months++) {
		const place: WindowCursor = at;
		const all = await listMonth(reader, columns, place.month);
		const due = all.filter((entry) => fits(entry, request, reader) && isAfter(entry, place));
		const page = due.slice(0, pageSize);
		const next = monthAfter(place.month, window);
		if (due.length > page.length) {
			const { startsAt, id } = page[page.length - 1].record;
			return pageOf(page, readStartedAt, { month: place.month, after: { startsAt, id } });
		}
		if (page.length > 0) return pageOf(page, readStartedAt, next);
		at = next;
	}
	return pageOf([], readStartedAt, at);
}

function pageOf(
	appointments: readonly Found[],
	readStartedAt: string,
	next: object | undefined,
	failed: readonly FailedRecord[] = [],
): AppointmentPage {
	return {
		appointments,
		failed,
		readStartedAt,
		...(next !== undefined && { nextCursor: JSON.stringify(next) }),
	};
}

/** All appointments of some columns in the month of a day, by start and id (sheet 4.6). */
export async function listMonth(
	reader: AdvancedMdReader,
	columns: readonly Column[],
	day: string,
): Promise<Found[]> {
	const rows = await listRows(reader, columns, 'month', monthOf(day));
	const context = mappingContext(reader);
	const found = new Map<string, Found>();
	for (const row of rows) {
		const entry = toAppointment(row, context);
		// Blocked time has no patient: it is no appointment.
		if (entry !== undefined && row.patientid) found.set(row.id, entry);
	}
	return [...found.values()].sort((left, right) => compare(left.record, right.record));
}

/** Rows of some columns for a day or a month; the call needs at least one column (sheet 4.6). */
export async function listRows(
	{ transport }: AdvancedMdReader,
	columns: readonly Column[],
	forView: 'day' | 'month',
	startDate: string,
): Promise<AppointmentRow[]> {
	if (columns.length === 0) return [];
	const { status, body, facts } = await transport.rest('listAppointments', {
		path: 'appointments',
		query: {
			columnId: columns.map(({ id }) => id).join('-'),
			forView,
			startDate,
			isLegacy: true,
		},
	});
	const error = statusError(facts, status);
	if (error !== undefined) throw error;
	return readAppointments(body, facts);
}

/** One appointment of any status; undefined = AdvancedMD has none of this id. Throws SafeError. */
export async function fetchAppointment(
	reader: AdvancedMdReader,
	id: string,
): Promise<Found | undefined> {
	const row = await fetchRow(reader, id);
	return row && toAppointment(row, mappingContext(reader));
}

/** The same as AdvancedMD writes it. */
export async function fetchRow(
	{ scope, transport, now }: AdvancedMdReader,
	id: string,
): Promise<AppointmentRow | undefined> {
	const { status, body, facts } = await transport.rest('getAppointment', {
		path: `Appointments/${id}`,
		query: {
			includeDetail: true,
			clientDateTime: wallClock(now().toISOString(), scope.timeZone) ?? '',
		},
	});
	if (status === 404) return undefined;
	const error = statusError(facts, status);
	if (error !== undefined) throw error;
	return readAppointments(body, facts).find((entry) => entry.id === id);
}

/** Visits that changed, each read as the appointment of its id; by page of ids (sheet 4.7). */
async function readChangedVisits(
	reader: AdvancedMdReader,
	request: AppointmentPageRequest,
	since: string,
	readStartedAt: string,
): Promise<AppointmentPage> {
	const { afterVisit: afterId } = request.cursor
		? readCursor(visitCursorSchema, request.cursor, reader.scope.system)
		: { afterVisit: '0' };
	const ids = (await listChangedVisits(reader, since)).filter((id) => BigInt(id) > BigInt(afterId));
	const page = ids.slice(0, request.pageSize);
	const { found, failed } = await readEach(page, {
		concurrency: advancedMdConcurrency,
		idOf: (id) => id,
		read: async (id) => await fetchAppointment(reader, id),
	});
	// Whatever day they stand on now: one that left the days of the read is a change as well.
	const appointments = found.filter(
		({ record }) => request.patientId === undefined || record.patientId === request.patientId,
	);
	const isMore = ids.length > page.length;
	const next = isMore ? { afterVisit: page[page.length - 1] } : undefined;
	return pageOf(appointments, readStartedAt, next, failed);
}

function fits(
	{ record }: Found,
	{ window, patientId }: AppointmentPageRequest,
	{ scope }: AdvancedMdReader,
): boolean {
	const day = civilDateAt(record.startsAt, scope.timeZone) ?? '';
	return (
		day >= window.from &&
		day <= window.to &&
		(patientId === undefined || record.patientId === patientId)
	);
}

function isAfter({ record }: Found, { after }: WindowCursor): boolean {
	return after === undefined || compare(record, after) > 0;
}

type Place = Pick<Appointment, 'startsAt' | 'id'>;

function compare(left: Place, right: Place): number {
	if (left.startsAt !== right.startsAt) return left.startsAt < right.startsAt ? -1 : 1;
	return BigInt(left.id) < BigInt(right.id) ? -1 : BigInt(left.id) > BigInt(right.id) ? 1 : 0;
}

function monthOf(day: string): string {
	return `${day.slice(0, 7)}-01`;
}

function monthAfter(month: string, { to }: DateWindow): WindowCursor | undefined {
	const next = addMonths(month, 1);
	return next <= to ? { month: next } : undefined;
}

/** Days of a window, both ends included. */
export function daysOf({ from, to }: DateWindow): string[] {
	const days: string[] = [];
	for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
	return days;
}
