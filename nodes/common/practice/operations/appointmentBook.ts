import type { Appointment } from '../../../../lib/canonical/appointment';
import { patientIdField } from '../fields';
import type { PracticeCall, PracticeOperation } from '../operation';
import { toItems } from '../operation';
import type { PracticeSystem } from '../port';
import { prepareAllRecords } from '../prepareRecords';
import { bookingFields } from '../recordParameters';
import type { AppointmentBooking, SourceRecord } from '../records';
import type { StandingCustomer } from '../standing';
import { requireStanding } from '../standing';
import { unsupportedBy } from '../unsupported';
import {
	readBooking,
	referenceTaken,
	sendOnce,
	stands,
	writeAudited,
	writtenItem,
} from './booking';
import type { BookingLease } from './bookingLease';
import { whileBooking } from './bookingLease';
import { idOf } from './readOptions';

type Appointments = NonNullable<PracticeSystem['appointments']>;

const bookedFields = ['locationId', 'patientId', 'providerId', 'startsAt', 'type'] as const;

/**
 * Books a visit. One that was booked under the same reference is told as it stands now, also when
 * staff moved or cancelled it since; else the write is sent once, and after an unclear answer only
 * looked for. One run at a time works on a reference.
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
		const { book } = appointments;
		const patientId = idOf(call, 'patientId');
		const booking = readBooking(call, patientId);
		const customer = await requireStanding(call.session, patientId);
		const told = await whileBooking(
			call,
			booking,
			async (lease) =>
				(await findEarlier(call, appointments, booking, lease)) ??
				(await send(call, { ...appointments, book }, { booking, customer, lease })),
		);
		const { reference } = booking;
		return [toItems([writtenItem(call, patientId, customer, { ...told, reference })])];
	},
};

/** Sends the booking once and keeps which visit it became. Throws SafeError. */
async function send(
	call: PracticeCall,
	{ book, findBooked: find }: Appointments & Required<Pick<Appointments, 'book'>>,
	what: {
		readonly booking: AppointmentBooking;
		readonly customer: StandingCustomer;
		readonly lease: BookingLease;
	},
): Promise<object> {
	const { booking, customer, lease } = what;
	await lease.prove();
	const { id: appointmentId, place } = await writeAudited(
		call,
		booking.patientId,
		customer,
		{ action: 'create', fields: bookedFields, step: 'appointment.book' },
		async () =>
			await sendOnce(
				async () => await book(booking),
				async () => {
					const found = await find?.(booking);
					return found && { id: found.record.id, place: 'schedule' };
				},
			),
	);
	await lease.keep(appointmentId);
	return { outcome: 'booked', appointmentId, place, startsAt: booking.startsAt };
}

/**
 * What became of the visit that was booked under the reference, if one was: it stands, where staff
 * may have moved it, or it stands no longer and is neither booked again nor claimed. Throws SafeError.
 */
async function findEarlier(
	call: PracticeCall,
	appointments: Appointments,
	booking: AppointmentBooking,
	lease: BookingLease,
): Promise<object | undefined> {
	const found = await findBooked(call, appointments, booking);
	if (found !== undefined && lease.earlier === undefined) await lease.keep(found.id);
	const keptId = lease.earlier?.appointmentId ?? undefined;
	const isMoved = keptId !== undefined && (found === undefined || !stands(found));
	const kept = isMoved
		? await ownVisit(call, await appointments.get?.(keptId), booking)
		: undefined;
	const visit = [found, kept].find((one) => one !== undefined && stands(one)) ?? found ?? kept;
	if (visit === undefined) {
		return lease.earlier && { outcome: 'noLongerStands', ...lease.earlier, ...unknownVisit };
	}
	const { id: appointmentId, startsAt, status } = visit;
	const outcome = stands(visit) ? 'alreadyBooked' : 'noLongerStands';
	return { outcome, appointmentId, place: 'schedule', startsAt, status };
}

/** Of a visit that the practice system no longer shows. */
const unknownVisit = { place: 'schedule', startsAt: null, status: null } as const;

/**
 * The booking with this reference, cancelled or not, as far as the system shows it. Throws SafeError
 * `conflict` when it is of another patient.
 */
export async function findBooked(
	call: PracticeCall,
	appointments: Appointments,
	booking: AppointmentBooking,
): Promise<Appointment | undefined> {
	return await ownVisit(call, await appointments.findBooked?.(booking), booking);
}

/** Reported as a read, since the system was asked about the patient. */
async function ownVisit(
	{ session }: PracticeCall,
	found: SourceRecord<Appointment> | undefined,
	{ patientId }: AppointmentBooking,
): Promise<Appointment | undefined> {
	if (found === undefined) return undefined;
	await prepareAllRecords(session, 'appointment', [found], { idsOnly: true });
	const { system, practiceId } = session.port.scope;
	const isOwn = found.recordPracticeId === undefined || found.recordPracticeId === practiceId;
	if (isOwn && found.record.patientId === patientId) return found.record;
	throw referenceTaken(system);
}
