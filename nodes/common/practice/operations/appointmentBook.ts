import { patientIdField } from '../fields';
import type { PracticeCall, PracticeOperation } from '../operation';
import { toItems } from '../operation';
import type { PracticeSystem } from '../port';
import { bookingFields } from '../recordParameters';
import type { AppointmentBooking } from '../records';
import type { StandingCustomer } from '../standing';
import { requireStanding } from '../standing';
import { unsupportedBy } from '../unsupported';
import { readBooking, sendOnce, writeAudited, writtenItem } from './booking';
import type { BookingLease } from './bookingLease';
import { whileBooking } from './bookingLease';
import { earlierVisit, findBooked } from './earlierVisit';
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
	description: 'Book an appointment for a patient, once per reference',
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
			{ operation: 'book' },
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

/** What became of the visit of the reference, if there was one. Throws SafeError. */
async function findEarlier(
	call: PracticeCall,
	appointments: Appointments,
	booking: AppointmentBooking,
	lease: BookingLease,
): Promise<object | undefined> {
	const found = await findBooked(call, appointments, booking);
	if (found !== undefined && (lease.earlier?.appointmentId ?? null) === null) {
		await lease.keep(found.id);
	}
	const visit = await earlierVisit(call, appointments, { booking, lease, found });
	if (visit === undefined) return undefined;
	const { isStanding, ...told } = visit;
	return { outcome: isStanding ? 'alreadyBooked' : 'noLongerStands', ...told };
}
