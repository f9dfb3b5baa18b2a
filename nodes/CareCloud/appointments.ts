import { z } from 'zod';

import type { Appointment } from '../../lib/canonical/appointment';
import { SafeError } from '../../lib/privacy/errors';
import { addDays, parseInstant } from '../../lib/values/civilDate';
import { outcomeOf } from '../common/outcome';
import { parseWire } from '../common/parseWire';
import { readCursor } from '../common/practice/cursor';
import type { FailedRecord } from '../common/practice/port';
import type {
	AppointmentPage,
	AppointmentPageRequest,
	DateWindow,
	SourceRecord,
} from '../common/practice/records';
import type { AppointmentFilter } from './appointmentLists';
import { listSpan } from './appointmentLists';
import { pathId } from './ids';
import { toAppointment } from './mapping/appointment';
import type { CareCloudReader } from './patients';
import { callIfThere } from './transport';
import { recordOf } from './unwrap';
import { appointmentSchema } from './wire/appointment';

const civilDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** The span under way begins on `from`; appointments up to `afterKey` of it are done. */
const cursorSchema = z
	.object({ from: civilDate, afterKey: z.string().max(120).optional() })
	.strict();
type Cursor = z.infer<typeof cursorSchema>;

/** Spans that one page goes through at most. */
const spansPerPage = 24;

type Entry = SourceRecord<Appointment>;

/** In the order of time; the id parts those that begin together. */
const keyOf = ({ record }: Entry) => `${record.startsAt}|${record.id}`;

/**
 * One page of the appointments of a window (sheet 4.2, 5), span by span. CareCloud has no
 * changed-since: a read of changes leaves out those whose time of change is before `since`. Throws
 * SafeError.
 */
export async function readAppointments(
	reader: CareCloudReader,
	request: AppointmentPageRequest,
): Promise<AppointmentPage> {
	const readStartedAt = reader.now().toISOString();
	const { window, patientId, pageSize } = request;
	const filter = patientId === undefined ? {} : { patientIds: [pathId(patientId, 'patientId')] };
	const appointments: Entry[] = [];
	const failed: FailedRecord[] = [];
	let place: Cursor | undefined = request.cursor
		? readCursor(cursorSchema, request.cursor, reader.scope.system)
		: { from: window.from };
	for (let spans = 0; place !== undefined && spans < spansPerPage; spans++) {
		const days: number = reader.scope.profile.sync.windowDays;
		const end: string = addDays(place.from, days - 1);
		const span: DateWindow = { from: place.from, to: end < window.to ? end : window.to };
		const read = await readSpan(reader, span, filter, request);
		const { afterKey } = place;
		// What could not be read is told once, with the first page of its span.
		if (afterKey === undefined) failed.push(...read.failed);
		const open = read.entries.filter((entry) => afterKey === undefined || keyOf(entry) > afterKey);
		const taken = open.slice(0, pageSize - appointments.length);
		appointments.push(...taken);
		if (open.length > taken.length) {
			const last: Entry | undefined = taken[taken.length - 1];
			place = last === undefined ? place : { from: place.from, afterKey: keyOf(last) };
			break;
		}
		place = span.to < window.to ? { from: addDays(span.to, 1) } : undefined;
		if (appointments.length >= pageSize) break;
	}
	return {
		appointments,
		failed,
		readStartedAt,
		...(place && { nextCursor: JSON.stringify(place) }),
	};
}

async function readSpan(
	reader: CareCloudReader,
	span: { from: string; to: string },
	filter: AppointmentFilter,
	{ read, since, patientId }: AppointmentPageRequest,
): Promise<{ entries: Entry[]; failed: FailedRecord[] }> {
	const changedFrom = read === 'changed' ? parseInstant(since, reader.scope.timeZone) : undefined;
	if (read === 'changed' && changedFrom === undefined) throw noTime();
	const { entries, failed } = await listAppointments(reader, span, filter);
	return {
		failed,
		entries: entries.filter(({ record: { sourceAt, patientId: whose } }) => {
			const isOfPatient =
				patientId === undefined || whose?.toLowerCase() === patientId.toLowerCase();
			return isOfPatient && (changedFrom === undefined || !sourceAt || sourceAt >= changedFrom);
		}),
	};
}

/** The appointments of a span in order, with those that cannot be read beside them. Throws SafeError. */
export async function listAppointments(
	reader: CareCloudReader,
	span: { from: string; to: string },
	filter: AppointmentFilter,
): Promise<{ entries: Entry[]; failed: FailedRecord[] }> {
	const { rows, facts } = await listSpan(reader, span, filter);
	const entries: Entry[] = [];
	const failed: FailedRecord[] = [];
	for (const row of rows) {
		const outcome = await outcomeOf(async () =>
			toAppointment(parseWire(appointmentSchema, row, facts), reader.scope),
		);
		if (outcome.ok) {
			// Blocked time names no patient: it is no visit.
			if (outcome.value.record.patientId) entries.push(outcome.value);
		} else {
			failed.push({ id: idOf(row), error: outcome.error });
		}
	}
	entries.sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
	return { entries, failed };
}

function idOf(row: unknown): string {
	const id = (row as { id?: unknown } | null)?.id;
	return typeof id === 'string' || typeof id === 'number' ? String(id) : 'unknown';
}

/** One appointment; undefined = CareCloud does not show one of this id. Throws SafeError. */
export async function fetchAppointment(
	reader: CareCloudReader,
	id: string,
): Promise<Entry | undefined> {
	const answer = await callIfThere(reader.transport, {
		operation: 'getAppointment',
		path: `/appointments/${pathId(id, 'appointmentId')}`,
	});
	if (answer === undefined) return undefined;
	const wire = parseWire(appointmentSchema, recordOf(answer, 'appointment'), answer.facts);
	return toAppointment(wire, reader.scope);
}

function noTime(): SafeError {
	return new SafeError({
		kind: 'validation',
		message: 'Changed Since is not a time.',
		nextStep: 'Give a time such as 2026-01-31T08:00:00Z.',
		system: 'carecloud',
		fields: ['since'],
	});
}
