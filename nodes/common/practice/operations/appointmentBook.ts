import type { Appointment } from '../../../../lib/canonical/appointment';
import { patientIdField } from '../fields';
import type { PracticeCall, PracticeOperation } from '../operation';
import { toItems } from '../operation';
import type { PracticeSystem } from '../port';
import { prepareAllRecords } from '../prepareRecords';
import { bookingFields } from '../recordParameters';
import type { AppointmentBooking } from '../records';
import { requireStanding } from '../standing';
import { unsupportedBy } from '../unsupported';
import { readBooking, referenceTaken, sendOnce, writeAudited, writtenItem } from './booking';
import { idOf } from './readOptions';

const bookedFields = ['locationId', 'patientId', 'providerId', 'startsAt', 'type'] as const;

/**
 * Books a visit. A booking that carries the same reference is looked for first; the write is sent
 * once, and after an unclear answer only looked for.
 */
export const appointmentBook: PracticeOperation = {
	resource: 'appointment',
	operation: 'book',
	name: 'Book',
	action: 'Book appointment',
	description: 'Book a visit for a patient, once per reference',
	capability: 'appointments.book',
	fields: (show) => [patientIdField(show), ...bookingFields(show)],
	async run(call) {
		const { port } = call.session;
		const { appointments } = port;
		if (appointments?.book === undefined) {
			throw unsupportedBy(port.scope.system, 'appointments.book');
		}
		const patientId = idOf(call, 'patientId');
		const booking = readBooking(call, patientId);
		const customer = await requireStanding(call.session, patientId);
		const earlier = await findBooked(call, appointments, booking);
		const { reference } = booking;
		const toItem = (more: object) =>
			toItems([writtenItem(call, patientId, customer, { ...more, reference })]);
		if (earlier !== undefined) {
			// Staff may have moved or cancelled it since: what is told is the visit as it stands now.
			const { id: appointmentId, startsAt, status } = earlier;
			const place = 'schedule';
			return [toItem({ outcome: 'alreadyBooked', appointmentId, place, startsAt, status })];
		}
		const { book } = appointments;
		const written = await writeAudited(
			call,
			patientId,
			customer,
			{ action: 'create', fields: bookedFields, step: 'appointment.book' },
			async () =>
				await sendOnce(
					async () => await book(booking),
					async () => {
						const found = await appointments.findBooked?.(booking);
						return found && { id: found.record.id, place: 'schedule' };
					},
				),
		);
		const { id: appointmentId, place } = written;
		return [toItem({ outcome: 'booked', appointmentId, place, startsAt: booking.startsAt })];
	},
};

/**
 * The booking with this reference, cancelled or not, as far as the system shows it. Reported as a
 * read, since the system was asked about the patient. Throws SafeError `conflict` when it is of another patient.
 */
export async function findBooked(
	{ session }: PracticeCall,
	appointments: NonNullable<PracticeSystem['appointments']>,
	booking: AppointmentBooking,
): Promise<Appointment | undefined> {
	const found = await appointments.findBooked?.(booking);
	if (found === undefined) return undefined;
	await prepareAllRecords(session, 'appointment', [found], { idsOnly: true });
	const { practiceId } = session.port.scope;
	const isOwn = found.recordPracticeId === undefined || found.recordPracticeId === practiceId;
	if (isOwn && found.record.patientId === booking.patientId) return found.record;
	throw referenceTaken(session.port.scope.system);
}
