import type { Appointment } from '../../lib/canonical/appointment';
import { SafeError } from '../../lib/privacy/errors';
import { addMonths, civilDateAt } from '../../lib/values/civilDate';
import type { AppointmentBooking, SourceRecord } from '../common/practice/records';
import { stands } from '../common/practice/visitStatus';
import { fetchRow, listRows } from './appointments';
import { toAppointment } from './mapping/appointment';
import type { AdvancedMdReader } from './reader';
import { mappingContext } from './reader';
import type { Setup } from './schedule';
import { practiceInstant } from './times';
import { listPatientVisits } from './visits';
import type { AppointmentRow } from './wire/schedule';
import type { PatientVisit } from './wire/visit';

type Found = SourceRecord<Appointment>;

/** Our short reference as it stands in the comments: there is no field for it (sheet 4.6, 7). */
export function referenceTag(reference: string): string {
	return `[HS:${reference}]`;
}

/** Whether it begins when the booking asks for. */
export function isAtStart({ record }: Found, { startsAt }: AppointmentBooking): boolean {
	return Date.parse(record.startsAt) === Date.parse(startsAt);
}

/** Months in which a booking is looked for, its own one first: staff may have moved it. */
const monthsAround = [0, 1, -1];

/**
 * The booking of this patient that carries the reference, in whatever column it is now. Lists hide
 * cancelled and moved ones (sheet 4.6, 8): where none is listed and the profile says that visits carry
 * the ids of appointments, the patient's visits tell of one, which is read singly and told with its
 * status, so that it is not booked again. Without that, only who kept its id can read it. Throws
 * SafeError.
 */
export async function findBooked(
	reader: AdvancedMdReader,
	setup: Setup,
	booking: AppointmentBooking,
): Promise<Found | undefined> {
	const day = civilDateAt(booking.startsAt, reader.scope.timeZone);
	if (day === undefined) return undefined;
	const { columns } = await setup();
	const ours: Found[] = [];
	for (const offset of monthsAround) {
		const month = addMonths(`${day.slice(0, 7)}-01`, offset);
		ours.push(...toOurs(reader, await listRows(reader, columns, 'month', month), booking));
		const standing = ours.filter(({ record }) => stands(record));
		if (standing.length > 0) return best(standing, booking);
	}
	return best(ours, booking) ?? (await findCalledOff(reader, booking));
}

/** Of several with one reference, the one at the asked time comes first. */
function best(found: readonly Found[], booking: AppointmentBooking): Found | undefined {
	return found.find((entry) => isAtStart(entry, booking)) ?? found.at(0);
}

function toOurs(
	reader: AdvancedMdReader,
	rows: readonly AppointmentRow[],
	{ patientId, reference }: AppointmentBooking,
): Found[] {
	const tag = referenceTag(reference).toUpperCase();
	const context = mappingContext(reader);
	return rows
		.filter(
			(row) => row.patientid === patientId && (row.comments ?? '').toUpperCase().includes(tag),
		)
		.map((row) => toAppointment(row, context) ?? unreadable());
}

/** A row that carries our reference was booked by us: it must not be passed over and booked again. */
function unreadable(): never {
	throw new SafeError({
		kind: 'wireShape',
		message: 'AdvancedMD shows the appointment of this reference without a start that can be read.',
		nextStep: 'Look the appointment up in AdvancedMD and correct its start, then run it again.',
		system: 'advancedmd',
		operation: 'listAppointments',
		vendorCode: 'NoStart',
	});
}

/** The visit that was called off at the time of the booking, if it is the one of this reference. */
async function findCalledOff(
	reader: AdvancedMdReader,
	booking: AppointmentBooking,
): Promise<Found | undefined> {
	if (reader.settings.visitIds !== 'appointment') return undefined;
	const visits = (await listPatientVisits(reader, booking.patientId)).filter((visit) =>
		isCalledOffThen(visit, reader, booking),
	);
	const rows: AppointmentRow[] = [];
	for (const { id } of visits) {
		const row = await fetchRow(reader, id);
		if (row !== undefined) rows.push(row);
	}
	return best(toOurs(reader, rows, booking), booking);
}

function isCalledOffThen(
	{ apptstatus, visitstartdatetime, date }: PatientVisit,
	{ scope, settings }: AdvancedMdReader,
	{ startsAt }: AppointmentBooking,
): boolean {
	const status = settings.appointmentStatuses[apptstatus ?? ''];
	if (status !== 'cancelled' && status !== 'rescheduled') return false;
	const start = practiceInstant(visitstartdatetime, scope.timeZone);
	if (start !== undefined) return Date.parse(start) === Date.parse(startsAt);
	const day = practiceInstant(date, scope.timeZone);
	const dayOf = (instant: string) => civilDateAt(instant, scope.timeZone);
	return day !== undefined && dayOf(day) === dayOf(startsAt);
}
