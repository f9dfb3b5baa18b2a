import { SafeError } from '../../../../lib/privacy/errors';
import { patientIdField } from '../fields';
import type { PracticeCall, PracticeOperation } from '../operation';
import { toItems } from '../operation';
import type { PracticeSystem } from '../port';
import { prepareAllRecords } from '../prepareRecords';
import { bookingFields } from '../recordParameters';
import type { AppointmentBooking } from '../records';
import { requireStanding } from '../standing';
import { unsupportedBy } from '../unsupported';
import { readBooking, sendOnce, writeAudited, writtenItem } from './booking';
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
		const toItem = (outcome: string, appointmentId: string | null, place: string) =>
			toItems([
				writtenItem(call, patientId, customer, {
					outcome,
					appointmentId,
					place,
					startsAt: booking.startsAt,
					reference: booking.reference,
				}),
			]);
		if (earlier !== undefined) return [toItem('alreadyBooked', earlier, 'schedule')];
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
		return [toItem('booked', written.id, written.place)];
	},
};

/**
 * The id of the standing booking with this reference. Reported as a read, since the system was asked
 * about the patient. Throws SafeError `conflict` when it is of another patient.
 */
export async function findBooked(
	{ session }: PracticeCall,
	appointments: NonNullable<PracticeSystem['appointments']>,
	booking: AppointmentBooking,
): Promise<string | undefined> {
	const found = await appointments.findBooked?.(booking);
	if (found === undefined) return undefined;
	await prepareAllRecords(session, 'appointment', [found], { idsOnly: true });
	const { practiceId } = session.port.scope;
	const isOwn = found.recordPracticeId === undefined || found.recordPracticeId === practiceId;
	if (isOwn && found.record.patientId === booking.patientId) return found.record.id;
	throw new SafeError({
		kind: 'conflict',
		message: 'Another appointment carries this reference. Nothing was booked.',
		nextStep: 'Give each booking a reference of its own.',
		system: session.port.scope.system,
		fields: ['reference'],
	});
}
