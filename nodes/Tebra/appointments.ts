import { DateTime } from 'luxon';
import { z } from 'zod';

import type { Appointment } from '../../lib/canonical/appointment';
import { SafeError } from '../../lib/privacy/errors';
import { tebraDefaults } from '../../lib/profile/systems/tebra';
import { addDays, civilDateAt } from '../../lib/values/civilDate';
import { child, isNil, textOf } from '../../lib/values/xml';
import { readCursor } from '../common/practice/cursor';
import type {
	AppointmentPage,
	AppointmentPageRequest,
	FailedRecord,
	SourceRecord,
	SourceVisit,
} from '../common/practice/records';
import { takesTime } from '../common/practice/visitStatus';
import type { RequestValues } from './envelope';
import { rowsOf, tebraError } from './faults';
import { listFields } from './fields';
import { listZone, rowToAppointment, toAppointment } from './mapping/appointment';
import type { PatientReader } from './patients';
import type { Span } from './spans';
import { asked, spansOf } from './spans';
import type { TebraAppointment, TebraAppointmentRow } from './wire/appointment';
import { readAppointment, readAppointmentRow } from './wire/appointment';

/** Days that one appointment or block is taken to last at most: longer ones are not looked for. */
const longestBlockDays = 31;

/** Days of one call that looks for taken time; wider ones give faults or no rows (sheet 4.8). */
const busyWindowDays = 30;

/** Empty spans that one page passes over before it hands back its cursor. */
const spansPerPage = 12;

const cursorSchema = z
	.object({
		from: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
		afterId: z
			.string()
			.regex(/^\d{1,18}$/)
			.optional(),
	})
	.strict();

/**
 * GetAppointments for this practice (sheet 4.5). The windows that Tebra puts in place of missing
 * dates never apply: dates are always sent in pairs. Throws SafeError.
 */
export async function listAppointments(
	reader: PatientReader,
	filter: RequestValues,
): Promise<TebraAppointmentRow[]> {
	const { scope } = reader;
	const mode = scope.profile.tebra?.appointmentListTimes ?? tebraDefaults.appointmentListTimes;
	const { result, facts } = await reader.transport.call('GetAppointments', {
		Fields: listFields(scope, 'GetAppointments'),
		Filter: {
			...filter,
			PracticeName: scope.practiceName,
			...(mode === 'offset' && { TimeZoneOffsetFromGMT: 0 }),
		},
	});
	return rowsOf(result, 'AppointmentData').map((row) => readAppointmentRow(row, facts));
}

/** Appointments that begin on the days of a span, whatever was answered beside them. */
export async function listDays(
	reader: PatientReader,
	span: Span,
	filter: RequestValues = {},
): Promise<TebraAppointmentRow[]> {
	const { from, to } = asked(span, listZone(reader.scope));
	const rows = await listAppointments(reader, { ...filter, StartDate: from, EndDate: to });
	return rows.filter((row) => isWithin(row, span, reader));
}

/** Appointments that were made on the days of a span, whatever day they stand on now (sheet 4.5). */
export async function listMade(
	reader: PatientReader,
	{ from, to }: Span,
	filter: RequestValues,
): Promise<TebraAppointmentRow[]> {
	const rows: TebraAppointmentRow[] = [];
	for (const span of spansOf(from, to, reader.scope.profile.sync.windowDays)) {
		const dates = { FromCreatedDate: span.from, ToCreatedDate: addDays(span.to, 1) };
		rows.push(...(await listAppointments(reader, { ...filter, ...dates })));
	}
	return rows;
}

/** A row that takes time, and the time it takes (RFC 3339 UTC). */
export interface BusyRow {
	readonly row: TebraAppointmentRow;
	readonly time: { readonly startsAt: string; readonly endsAt: string };
}

/**
 * What takes time on the days of a span, also where it began before: a list shows a vacation only on
 * its first day (sheet 4.5). A row whose end cannot be read takes an hour. Throws SafeError.
 */
export async function listBusy(reader: PatientReader, { from, to }: Span): Promise<BusyRow[]> {
	const { scope } = reader;
	const days = Math.min(busyWindowDays, scope.profile.sync.windowDays);
	const busy: BusyRow[] = [];
	for (const span of spansOf(addDays(from, -longestBlockDays), to, days)) {
		for (const row of await listDays(reader, span)) {
			const record = rowToAppointment(row, scope)?.record;
			if (record === undefined || !takesTime(record)) continue;
			const { startsAt } = record;
			const endsAt = record.endsAt ?? hourAfter(startsAt);
			if ((civilDateAt(endsAt, scope.timeZone) ?? to) < from) continue;
			busy.push({ row, time: { startsAt, endsAt } });
		}
	}
	return busy;
}

function hourAfter(instant: string): string {
	const end = DateTime.fromISO(instant, { zone: 'utc' }).plus({ hours: 1 });
	return end.toISO({ suppressMilliseconds: true }) ?? instant;
}

function isWithin(row: TebraAppointmentRow, { from, to }: Span, { scope }: PatientReader): boolean {
	const found = rowToAppointment(row, scope);
	// A row whose time cannot be read is told as failed and not left out.
	if (found === undefined) return true;
	const day = civilDateAt(found.record.startsAt, scope.timeZone) ?? '';
	return day >= from && day <= to;
}

/**
 * One page of the appointments of some days, or of all that changed, on whatever day they stand now:
 * one that was moved out of the days is a change as well. Tebra has no paging here: spans of days are asked for, and paged by appointment id. Throws SafeError.
 */
export async function readAppointmentPage(
	reader: PatientReader,
	request: AppointmentPageRequest,
): Promise<AppointmentPage> {
	const readStartedAt = reader.now().toISOString();
	const place =
		request.cursor === undefined
			? undefined
			: readCursor(cursorSchema, request.cursor, reader.scope.system);
	const { from, to } = daysOf(reader, request);
	const spans = spansOf(place?.from ?? from, to, reader.scope.profile.sync.windowDays);
	let afterId = place?.afterId;
	for (const [index, span] of spans.slice(0, spansPerPage).entries()) {
		const rows = await listSpan(reader, request, span, afterId);
		afterId = undefined;
		const page = rows.slice(0, request.pageSize);
		const next = spans.at(index + 1);
		if (rows.length > page.length) {
			const nextCursor = JSON.stringify({ from: span.from, afterId: page[page.length - 1].ID });
			return { ...toRecords(reader, page), readStartedAt, nextCursor };
		}
		if (page.length > 0) {
			return {
				...toRecords(reader, page),
				readStartedAt,
				...(next && { nextCursor: JSON.stringify({ from: next.from }) }),
			};
		}
	}
	const next = spans.at(spansPerPage);
	return {
		appointments: [],
		failed: [],
		readStartedAt,
		...(next && { nextCursor: JSON.stringify({ from: next.from }) }),
	};
}

/** The days that are walked: of the visits, or of the changes up to tomorrow (sheet 5). */
function daysOf(reader: PatientReader, { read, window, since }: AppointmentPageRequest): Span {
	if (read === 'window') return window;
	const { timeZone } = reader.scope;
	const from = civilDateAt(since ?? '', timeZone);
	const today = civilDateAt(reader.now().toISOString(), timeZone);
	if (from === undefined || today === undefined) {
		throw new SafeError({
			kind: 'validation',
			message: 'Changed Since is not a time.',
			nextStep: 'Give a time such as 2026-01-31T08:00:00Z.',
			system: 'tebra',
			fields: ['since'],
		});
	}
	// The zone of the change times is not told, so that the day before belongs to the read.
	return { from: addDays(from < today ? from : today, -1), to: addDays(today, 1) };
}

async function listSpan(
	reader: PatientReader,
	{ read, patientId }: AppointmentPageRequest,
	span: Span,
	afterId: string | undefined,
): Promise<TebraAppointmentRow[]> {
	const filter = { ...(patientId !== undefined && { PatientID: patientId }) };
	const rows =
		read === 'window'
			? await listDays(reader, span, filter)
			: await listAppointments(reader, {
					...filter,
					FromLastModifiedDate: span.from,
					ToLastModifiedDate: addDays(span.to, 1),
				});
	const after = afterId === undefined ? -1n : BigInt(afterId);
	const byId = new Map(
		rows
			.filter((row) => BigInt(row.ID) > after && isOf(row, patientId))
			.map((row) => [row.ID, row] as const),
	);
	return [...byId.values()].sort((left, right) => (BigInt(left.ID) < BigInt(right.ID) ? -1 : 1));
}

/** Filters again, since Tebra may drop a filter without a word (sheet 3.3 rule 1). */
export function isOf(row: TebraAppointmentRow, patientId: string | undefined): boolean {
	return patientId === undefined || row.PatientID === patientId;
}

function toRecords(
	{ scope }: PatientReader,
	rows: readonly TebraAppointmentRow[],
): { appointments: Array<SourceRecord<Appointment>>; failed: FailedRecord[] } {
	const appointments: Array<SourceRecord<Appointment>> = [];
	const failed: FailedRecord[] = [];
	for (const row of rows) {
		const found = rowToAppointment(row, scope);
		if (found !== undefined) appointments.push(found);
		else failed.push({ id: row.ID, error: unreadableTime() });
	}
	return { appointments, failed };
}

function unreadableTime(): SafeError {
	return new SafeError({
		kind: 'wireShape',
		message: 'Tebra lists an appointment whose time cannot be read.',
		nextStep: 'Look at the appointment in Tebra; if it is in order, report the operation.',
		system: 'tebra',
		operation: 'GetAppointments',
		vendorCode: 'UnreadableTime',
		fields: ['StartDate'],
	});
}

/**
 * GetAppointment (sheet 4.5): all that an update has to send back; undefined when there is none.
 * Throws SafeError; `wireShape` when Tebra answers with another appointment than the asked one.
 */
export async function fetchAppointment(
	reader: PatientReader,
	id: string,
): Promise<TebraAppointment | undefined> {
	const { result, facts } = await reader.transport.call('GetAppointment', {
		Appointment: { AppointmentId: id },
	});
	const element = child(result, 'Appointment');
	if (element === undefined || isNil(element)) return undefined;
	if ((textOf(element, 'AppointmentId') ?? '').trim() === '') return undefined;
	const wire = readAppointment(element, facts);
	if (BigInt(wire.AppointmentId) === BigInt(id)) return wire;
	throw tebraError(facts, {
		kind: 'wireShape',
		vendorCode: 'OtherAppointment',
		message: 'Tebra answered with another appointment than the one that was asked for.',
		nextStep: 'Run it again. If it stays, report the operation and this code.',
	});
}

/** One appointment by its id, or undefined. Throws SafeError. */
export async function getAppointment(
	reader: PatientReader,
	id: string,
): Promise<SourceVisit | undefined> {
	const wire = await fetchAppointment(reader, id);
	if (wire === undefined) return undefined;
	const found = toAppointment(wire, reader.scope);
	if (found === undefined) throw unreadableTime();
	return found;
}
