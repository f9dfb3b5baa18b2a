import type { Appointment } from '../../lib/canonical/appointment';
import { addDays, civilDateAt } from '../../lib/values/civilDate';
import { parseWire } from '../common/parseWire';
import type { AppointmentBooking, DateWindow, SourceRecord } from '../common/practice/records';
import { stands } from '../common/practice/visitStatus';
import { listSpan, spansOf } from './appointmentLists';
import { pathId } from './ids';
import { toAppointment } from './mapping/appointment';
import type { CareCloudReader } from './patients';
import { appointmentSchema } from './wire/appointment';

type Found = SourceRecord<Appointment>;

/** Our reference as it stands in comments (sheet 7). */
export const marker = (reference: string) => `HS-REF:${reference}`;

/** How far from its day a booking is looked for, since staff may have moved it. */
const daysAround = 30;

/**
 * The appointment of this patient that carries our reference in its comments (sheet 7): CareCloud has
 * no idempotency key, so it is looked for before each booking, on its day first and then around it.
 * One that was called off is told with its status where none stands, so that it is not booked again.
 * Throws SafeError.
 */
export async function findBooked(
	reader: CareCloudReader,
	booking: AppointmentBooking,
): Promise<Found | undefined> {
	const day = civilDateAt(booking.startsAt, reader.scope.timeZone);
	if (day === undefined) return undefined;
	const { windowDays } = reader.scope.profile.sync;
	const spans = [
		{ from: day, to: day },
		...spansOf({ from: addDays(day, 1), to: addDays(day, daysAround) }, windowDays),
		...spansOf({ from: addDays(day, -daysAround), to: addDays(day, -1) }, windowDays),
	];
	const off: Found[] = [];
	for (const span of spans) {
		const ours = await listOurs(reader, span, booking);
		const standing = ours.filter(({ record }) => stands(record));
		if (standing.length > 0) return atStart(standing, booking);
		off.push(...ours);
	}
	return atStart(off, booking);
}

/** Of several with one reference, the one at the asked time comes first. */
function atStart(found: readonly Found[], { startsAt }: AppointmentBooking): Found | undefined {
	return (
		found.find(({ record }) => Date.parse(record.startsAt) === Date.parse(startsAt)) ?? found.at(0)
	);
}

async function listOurs(
	reader: CareCloudReader,
	span: DateWindow,
	{ patientId, reference }: AppointmentBooking,
): Promise<Found[]> {
	const patientIds = [pathId(patientId, 'patientId')];
	const { rows, facts } = await listSpan(reader, span, { patientIds });
	return rows
		.map((row) => parseWire(appointmentSchema, row, facts))
		.filter(
			({ patient, comments }) =>
				patient?.id?.toLowerCase() === patientId.toLowerCase() &&
				(comments ?? '').split(/\s+/).includes(marker(reference)),
		)
		.map((wire) => toAppointment(wire, reader.scope));
}
