import { DateTime } from 'luxon';
import { z } from 'zod';

import { SafeError } from '../../lib/privacy/errors';
import { civilDateAt, parseInstant } from '../../lib/values/civilDate';
import { outcomeOf } from '../common/outcome';
import type { AppointmentBooking, Written } from '../common/practice/records';
import { stands, takesTime } from '../common/practice/visitStatus';
import { listSpan } from './appointmentLists';
import { fetchAppointment } from './appointments';
import { findBooked, marker } from './booked';
import { listLocations } from './directory';
import { shapeError, unclearError } from './faults';
import { statusOf } from './mapping/appointment';
import type { CareCloudReader } from './patients';
import type { Column, Columns } from './resources';
import { appointmentSchema } from './wire/appointment';

const createdSchema = z.object({ appointment: z.string().min(1) });

/**
 * Books a visit (sheet 4.2) and reads it again. The column is looked at before it is sent, since the
 * server may book a taken time. Throws SafeError: `conflict` when it is taken, `outcomeUnknown` when
 * the answer was lost or cannot be read, or the visit cannot be read again, and it is not found.
 */
export async function book(
	reader: CareCloudReader,
	columns: Columns,
	booking: AppointmentBooking,
): Promise<Written> {
	if (booking.typeId === undefined) throw incomplete('typeId');
	const column = await columnOf(columns, booking);
	const locationId = booking.locationId ?? (await onlyLocation(reader));
	if (await isTaken(reader, column, booking)) throw taken();
	const sent = await outcomeOf(
		async () =>
			await reader.transport.call({
				operation: 'createAppointment',
				path: '/appointments',
				body: { appointment: bodyOf(reader, booking, column, locationId) },
			}),
	);
	if (!sent.ok) {
		const { error } = sent;
		const kind = error instanceof SafeError ? error.kind : undefined;
		if (kind === 'outcomeUnknown') return await lookUp(reader, booking, error);
		// How a taken slot is answered is not published (sheet 11.5): the schedule tells.
		if (kind === 'validation' && (await isTaken(reader, column, booking))) throw taken();
		throw error;
	}
	const { body, facts } = sent.value;
	const created = createdSchema.safeParse(body);
	if (!created.success) return await lookUp(reader, booking, unclearError(facts, 'NoId'));
	const { appointment: id } = created.data;
	const stored = await outcomeOf(async () => await fetchAppointment(reader, id));
	if (!stored.ok || stored.value === undefined) {
		return await lookUp(reader, booking, unclearError(facts, 'NotReadAgain'));
	}
	const { record } = stored.value;
	const isSame =
		record.patientId?.toLowerCase() === booking.patientId.toLowerCase() &&
		Date.parse(record.startsAt) === Date.parse(booking.startsAt);
	if (isSame) return written(id);
	throw shapeError(
		facts,
		'BookedOtherwise',
		'CareCloud booked the appointment, but shows it for another time or patient than was asked for.',
	);
}

/** The visit by its reference, when the answer to the booking did not tell; else throws `unclear`. */
async function lookUp(
	reader: CareCloudReader,
	booking: AppointmentBooking,
	unclear: unknown,
): Promise<Written> {
	const found = await outcomeOf(async () => await findBooked(reader, booking));
	if (found.ok && found.value !== undefined && stands(found.value.record)) {
		return written(found.value.record.id);
	}
	throw unclear;
}

const written = (id: string): Written => ({ id, place: 'appointment' });

function dayOf({ scope }: CareCloudReader, instant: string): string {
	const day = civilDateAt(instant, scope.timeZone);
	if (day === undefined) throw incomplete('startsAt');
	return day;
}

async function columnOf(
	columns: Columns,
	{ resourceId, providerId }: AppointmentBooking,
): Promise<Column> {
	if (resourceId === undefined && providerId === undefined) throw incomplete('resourceId');
	// The provider of a named column may be another one than the column's usual provider.
	const [column] = await columns.find(resourceId === undefined ? { providerId } : { resourceId });
	return { id: column.id, providerId: providerId ?? column.providerId };
}

async function onlyLocation(reader: CareCloudReader): Promise<string> {
	const locations = await listLocations(reader);
	if (locations.length === 1) return locations[0].id;
	throw incomplete('locationId');
}

function bodyOf(
	{ scope }: CareCloudReader,
	booking: AppointmentBooking,
	column: Column,
	locationId: string,
): object {
	const start = DateTime.fromISO(booking.startsAt, { zone: scope.timeZone });
	const end = start.plus({ minutes: booking.durationMinutes });
	// With its offset: a time without one would be ambiguous (sheet 4.2).
	const text = (time: DateTime) => time.toISO({ suppressMilliseconds: true });
	return {
		start_time: text(start),
		end_time: text(end),
		location_id: numberOrText(locationId),
		...(column.providerId !== undefined && { provider_id: numberOrText(column.providerId) }),
		resource_id: numberOrText(column.id),
		visit_reason_id: numberOrText(booking.typeId ?? ''),
		...(booking.reason !== undefined && { chief_complaint: booking.reason }),
		comments: marker(booking.reference),
		patient: { id: booking.patientId },
	};
}

/** These ids are whole numbers on the wire (sheet 4). */
function numberOrText(id: string): number | string {
	return /^\d{1,15}$/.test(id) ? Number(id) : id;
}

/** What tells whether an appointment or blocked time stands in the way. */
const standingSchema = appointmentSchema.partial({ id: true, start_time: true });

/**
 * Whether another standing visit or blocked time lies in that time in the same column. A row that
 * cannot be read counts as one: nobody is booked on top of what is not known.
 */
async function isTaken(
	reader: CareCloudReader,
	{ id }: Column,
	{ startsAt, durationMinutes }: AppointmentBooking,
): Promise<boolean> {
	const day = dayOf(reader, startsAt);
	const { rows } = await listSpan(reader, { from: day, to: day }, { resourceId: id });
	const from = Date.parse(startsAt);
	const to = from + durationMinutes * 60_000;
	const { scope } = reader;
	return rows.some((row) => {
		const { success, data: wire } = standingSchema.safeParse(row);
		if (!success) return true;
		// The server may not know the filter; a row without a column may be of this one.
		if (wire.resource_id != null && wire.resource_id !== id) return false;
		if (!takesTime({ status: statusOf({ ...wire, id: '', start_time: '' }, scope) })) return false;
		const begin = parseInstant(wire.start_time, scope.timeZone);
		if (begin === undefined) return true;
		const end = parseInstant(wire.end_time, scope.timeZone);
		// A visit without an end is under way from its beginning on.
		return Date.parse(begin) < to && (end === undefined || from < Date.parse(end));
	});
}

function taken(): SafeError {
	return new SafeError({
		kind: 'conflict',
		vendorCode: 'SlotTaken',
		message: 'The time is taken in the schedule of CareCloud.',
		nextStep: 'Get the open slots again and choose another one.',
		system: 'carecloud',
		operation: 'createAppointment',
		fields: ['startsAt'],
	});
}

function incomplete(field: string): SafeError {
	return new SafeError({
		kind: 'validation',
		message:
			'CareCloud books an appointment only with its type, its location and its column or provider.',
		nextStep: 'Fill the field named here, for example from an open slot.',
		system: 'carecloud',
		operation: 'createAppointment',
		fields: [field],
	});
}
