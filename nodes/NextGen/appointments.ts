import type { Appointment } from '../../lib/canonical/appointment';
import { SafeError } from '../../lib/privacy/errors';
import { addDays } from '../../lib/values/civilDate';
import type { FailedRecord } from '../common/practice/port';
import type {
	AppointmentPage,
	AppointmentPageRequest,
	DateWindow,
	SourceRecord,
} from '../common/practice/records';
import type { AppointmentCursor } from './cursor';
import { cursorAt, readAppointmentCursor } from './cursor';
import { toAppointment } from './mapping/appointment';
import { allOf, guidLiteral, timeLiteral, toWatermark } from './odata';
import { contextOf } from './persons';
import type { Reader } from './read';
import { readAll, readOne, readPages, requireGuid } from './read';
import { readRising } from './rising';
import type { AppointmentRow } from './wire/appointment';
import { appointmentSchema } from './wire/appointment';

const route = { route: '/appointments', operation: '/appointments' } as const;

/** Within these days; without the condition NextGen tells the next seven only (sheet 4.2, 5). */
export function daysCondition({ from, to }: DateWindow): string {
	return allOf(
		`appointmentDate ge ${timeLiteral(`${from}T00:00:00`)}`,
		`appointmentDate lt ${timeLiteral(`${addDays(to, 1)}T00:00:00`)}`,
	);
}

/** On whatever day: changes are told also where a visit was moved out of the days (sheet 5). */
const anyDay = `appointmentDate gt ${timeLiteral('1900-01-01T00:00:00')}`;

/** Appointment rows of one person in some days (sheet 4.2). Throws SafeError. */
export async function readRowsOfPerson(
	reader: Reader,
	personId: string,
	window: DateWindow,
): Promise<AppointmentRow[]> {
	return await readAll(reader, appointmentSchema, {
		...route,
		query: {
			$filter: allOf(daysCondition(window), `personId eq ${guidLiteral(personId)}`),
			$orderby: 'appointmentDate',
		},
	});
}

/** The whole row of one appointment; undefined when NextGen has none. Throws SafeError. */
export async function readRow(reader: Reader, id: string): Promise<AppointmentRow | undefined> {
	return await readOne(reader, appointmentSchema, {
		route: `/appointments/${id}`,
		operation: '/appointments/{id}',
	});
}

/** One appointment (sheet 4.2). Throws SafeError. */
export async function readAppointment(
	reader: Reader,
	id: string,
): Promise<SourceRecord<Appointment> | undefined> {
	const row = await readRow(reader, id);
	return row && toAppointment(row, contextOf(reader));
}

/**
 * One page of appointments: all of some days, or those that changed on whatever day (sheet 4.2, 5).
 * Throws SafeError.
 */
export async function readAppointmentPage(
	reader: Reader,
	request: AppointmentPageRequest,
): Promise<AppointmentPage> {
	const readStartedAt = reader.now().toISOString();
	const cursor = request.cursor ? readAppointmentCursor(request.cursor) : undefined;
	const { rows, nextCursor } =
		request.read === 'changed'
			? await listChanged(reader, request, cursor)
			: await listDays(reader, request, cursor);
	const context = contextOf(reader);
	const appointments: Array<SourceRecord<Appointment>> = [];
	const failed: FailedRecord[] = [];
	for (const row of rows) {
		const appointment = toAppointment(row, context);
		if (appointment !== undefined) appointments.push(appointment);
		else failed.push({ id: idOf(row), error: unreadableTime() });
	}
	return {
		appointments,
		failed,
		readStartedAt,
		...(nextCursor !== undefined && { nextCursor }),
	};
}

interface ListedRows {
	readonly rows: readonly AppointmentRow[];
	readonly nextCursor?: string;
}

function conditionOf({ read, window, patientId }: AppointmentPageRequest): string {
	return allOf(
		read === 'changed' ? anyDay : daysCondition(window),
		patientId === undefined
			? undefined
			: `personId eq ${guidLiteral(requireGuid(patientId, 'patientId'))}`,
	);
}

/** Both the time of change and the day are conditions, else the default window bites (sheet 5). */
async function listChanged(
	reader: Reader,
	request: AppointmentPageRequest,
	cursor: AppointmentCursor | undefined,
): Promise<ListedRows> {
	const from = toWatermark(request.since ?? '', reader.scope.timeZone);
	if (from === undefined) {
		throw new SafeError({
			kind: 'validation',
			message: 'Changed Since is not a time.',
			nextStep: 'Give a time such as 2026-01-31T08:00:00Z.',
			system: 'nextgen',
			fields: ['since'],
		});
	}
	const at = cursor?.list === 'changed' ? cursor : { from };
	const { rows, next } = await readRising(reader, {
		route: route.route,
		schema: appointmentSchema,
		condition: conditionOf(request),
		at,
		limit: request.pageSize,
		rowOf: (row) => ({ key: idOf(row), time: row.modifyTimestamp }),
	});
	return { rows, ...(next !== undefined && { nextCursor: cursorAt('changed', next) }) };
}

/**
 * Rows by day, and within a day by id. NextGen orders by the day only, so a day is read to its end
 * before any of it is handed on: then a page border inside the day is found again by the id.
 */
async function listDays(
	reader: Reader,
	request: AppointmentPageRequest,
	cursor: AppointmentCursor | undefined,
): Promise<ListedRows> {
	const at = cursor?.list === 'days' ? cursor : { day: request.window.from, after: '' };
	const window = { from: at.day, to: request.window.to };
	const rows = new Map<string, AppointmentRow>();
	let lastDay = '';
	let isEnd = true;
	const pages = readPages(reader, appointmentSchema, {
		...route,
		query: { $filter: conditionOf({ ...request, window }), $orderby: 'appointmentDate' },
	});
	for await (const page of pages) {
		for (const row of page) if (isBehind(row, at)) rows.set(idOf(row), row);
		lastDay = page.length > 0 ? dayOf(page[page.length - 1]) : lastDay;
		const complete = [...rows.values()].filter((row) => dayOf(row) < lastDay);
		if (complete.length >= request.pageSize) {
			isEnd = false;
			break;
		}
	}
	const whole = [...rows.values()].filter((row) => isEnd || dayOf(row) < lastDay).sort(inOrder);
	const taken = whole.slice(0, request.pageSize);
	if (isEnd && taken.length === whole.length) return { rows: taken };
	const last = taken[taken.length - 1];
	const nextCursor = JSON.stringify({ list: 'days', day: dayOf(last), after: idOf(last) });
	return { rows: taken, nextCursor };
}

function isBehind(row: AppointmentRow, at: { day: string; after: string }): boolean {
	return dayOf(row) > at.day || (dayOf(row) === at.day && idOf(row) > at.after);
}

function inOrder(left: AppointmentRow, right: AppointmentRow): number {
	const [first, second] = [left, right].map((row) => `${dayOf(row)} ${idOf(row)}`);
	return first < second ? -1 : first > second ? 1 : 0;
}

function dayOf({ appointmentDate }: AppointmentRow): string {
	return appointmentDate.slice(0, 10);
}

/** The schema takes no row without one of the two. */
export function idOf({ id, appointmentId }: AppointmentRow): string {
	return id ?? appointmentId ?? '';
}

function unreadableTime(): SafeError {
	return new SafeError({
		kind: 'wireShape',
		message: 'NextGen tells a day or time of the appointment that cannot be read.',
		nextStep: 'Open the appointment in NextGen. If it looks right there, report this code.',
		system: 'nextgen',
		operation: 'GET /appointments',
		vendorCode: 'UnreadableTime',
		fields: ['appointmentDate', 'beginTime'],
	});
}
