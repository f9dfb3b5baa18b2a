import type { Appointment } from '../../lib/canonical/appointment';
import { addDays, civilDateAt } from '../../lib/values/civilDate';
import type { AppointmentBooking, DateWindow, SourceRecord } from '../common/practice/records';
import { idOf, readRow, readRowsOfPerson } from './appointments';
import { startOf, toAppointment } from './mapping/appointment';
import { contextOf } from './persons';
import type { Reader } from './read';
import { requireGuid } from './read';
import type { AppointmentRow } from './wire/appointment';

/** How far from its old day an appointment is looked for that was moved. */
const daysAround = 180;

/**
 * The booking that carries this reference, if there is one: the person's appointments of that day are
 * read one by one, since lists do not show the members of our own (sheet 4.2, 7). One that was moved
 * is told as the one that it became. One that does not stand is told with its status when there is no
 * other, so that it is not booked again. Throws SafeError.
 */
export async function findBooked(
	reader: Reader,
	booking: AppointmentBooking,
): Promise<SourceRecord<Appointment> | undefined> {
	const personId = requireGuid(booking.patientId, 'patientId');
	const day = civilDateAt(booking.startsAt, reader.scope.timeZone) ?? '';
	const rows = await readWhole(reader, personId, { from: day, to: day });
	const ours = rows.filter((row) => carries(row, booking.reference, reader));
	const moved = ours.filter(({ isRescheduled }) => isRescheduled);
	const others = ours.filter(({ isRescheduled }) => !isRescheduled);
	let found = others.find(stands);
	if (found === undefined && moved.length > 0) {
		const window = { from: addDays(day, -daysAround), to: addDays(day, daysAround) };
		const around = await readWhole(reader, personId, window);
		const ends = moved.map((row) => endOfMoves(row, around));
		found = ends.find(stands) ?? others[0] ?? ends[0];
	}
	found ??= others[0];
	return found && toAppointment(found, contextOf(reader));
}

/**
 * The id of the standing appointment that an old one became at the time of the booking: the new one
 * holds the id of the old one, which thin rows do not show (sheet 4.2). Throws SafeError.
 */
export async function findSuccessor(
	reader: Reader,
	oldId: string,
	booking: AppointmentBooking,
): Promise<string | undefined> {
	const { timeZone } = reader.scope;
	const day = civilDateAt(booking.startsAt, timeZone) ?? '';
	const personId = requireGuid(booking.patientId, 'patientId');
	const rows = await readWhole(reader, personId, { from: day, to: day });
	const found = rows.find(
		(row) =>
			row.rescheduledAppointmentId === oldId &&
			stands(row) &&
			Date.parse(startOf(row.appointmentDate, row.beginTime, timeZone) ?? '') ===
				Date.parse(booking.startsAt),
	);
	return found && idOf(found);
}

async function readWhole(
	reader: Reader,
	personId: string,
	window: DateWindow,
): Promise<AppointmentRow[]> {
	const whole: AppointmentRow[] = [];
	for (const row of await readRowsOfPerson(reader, personId, window)) {
		const read = await readRow(reader, idOf(row));
		if (read !== undefined) whole.push(read);
	}
	return whole;
}

/** Where a chain of moves ends; the row itself when no other names it. */
function endOfMoves(row: AppointmentRow, rows: readonly AppointmentRow[]): AppointmentRow {
	const passed = new Set<string>();
	let last = row;
	for (let next: AppointmentRow | undefined = row; next !== undefined; ) {
		const id = idOf(next);
		passed.add(id);
		last = next;
		next = rows.find((entry) => entry.rescheduledAppointmentId === id && !passed.has(idOf(entry)));
	}
	return last;
}

function stands({ isCancelled, isDeleted, isRescheduled }: AppointmentRow): boolean {
	return !isCancelled && !isDeleted && !isRescheduled;
}

function carries(row: AppointmentRow, reference: string, { settings }: Reader): boolean {
	const member = settings.referenceMember;
	const name = `${member.charAt(0).toLowerCase()}${member.slice(1)}` as keyof AppointmentRow;
	return String(row[name] ?? '').trim() === reference;
}
