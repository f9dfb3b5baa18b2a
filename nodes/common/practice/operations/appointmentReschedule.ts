import type { Appointment } from '../../../../lib/canonical/appointment';
import type { PmSystem } from '../../../../lib/canonical/externalId';
import { SafeError } from '../../../../lib/privacy/errors';
import { patientIdField } from '../fields';
import type { PracticeCall, PracticeOperation } from '../operation';
import { toItems } from '../operation';
import type { PracticeSystem } from '../port';
import { appointmentIdField, bookingFields } from '../recordParameters';
import type { AppointmentBooking } from '../records';
import type { StandingCustomer } from '../standing';
import { requireStanding } from '../standing';
import { unsupportedBy } from '../unsupported';
import { stands } from '../visitStatus';
import { appointmentNotFound } from './appointmentFaults';
import { readBooking, referenceTaken, sendOnce, writeAudited, writtenItem } from './booking';
import type { BookingLease } from './bookingLease';
import { whileBooking } from './bookingLease';
import type { EarlierVisit } from './earlierVisit';
import { earlierVisit, findBooked } from './earlierVisit';
import { findOwn, requireAppointmentId } from './ownAppointment';
import { idOf } from './readOptions';

type Appointments = NonNullable<PracticeSystem['appointments']>;
type Mover = Appointments & Required<Pick<Appointments, 'reschedule'>>;

const place = 'schedule';

/** Where the visit of a move stands, and how the run came to it. */
interface Moved {
	readonly outcome: 'rescheduled' | 'alreadyRescheduled' | 'noLongerStands';
	readonly appointmentId: string | null;
	readonly place: string;
	/** Told where it is not the start that was asked for. */
	readonly startsAt?: string | null;
	readonly status?: Appointment['status'] | null;
}

/**
 * Moves a visit to another time; the answer names the appointment that now stands. Run again after a
 * failure in between, it goes on where both visits stand. A visit that was moved under the reference is
 * told as it stands now, also when staff moved or cancelled it since, and is not moved again. One run
 * at a time works on a reference.
 */
export const appointmentReschedule: PracticeOperation = {
	resource: 'appointment',
	operation: 'reschedule',
	name: 'Reschedule',
	action: 'Reschedule appointment',
	description: 'Move an appointment of a patient to another time, once per reference',
	capability: 'appointments.reschedule',
	fields: (show) => [
		appointmentIdField(show),
		patientIdField(show),
		...bookingFields(
			show,
			'What staff read as the reason, short and general. Where the practice system keeps a list of reasons for moving an appointment, give one of that list.',
		),
	],
	async run(call) {
		const { port } = call.session;
		const { appointments } = port;
		if (appointments?.reschedule === undefined) {
			throw unsupportedBy(port.scope.system, 'appointments.reschedule');
		}
		const mover = { ...appointments, reschedule: appointments.reschedule };
		const patientId = idOf(call, 'patientId');
		const id = requireAppointmentId(call);
		const booking = readBooking(call, patientId);
		const customer = await requireStanding(call.session, patientId);
		const moved = await whileBooking(
			call,
			booking,
			{ operation: 'reschedule', visitId: id },
			async (lease) => await move(call, mover, { id, booking, customer, lease }),
		);
		const { startsAt, reference } = booking;
		const item = writtenItem(call, patientId, customer, {
			startsAt,
			...moved,
			...(moved.appointmentId !== id && { rescheduledFromId: id }),
			reference,
		});
		return [toItems([item])];
	},
};

async function move(
	call: PracticeCall,
	appointments: Mover,
	what: {
		readonly id: string;
		readonly booking: AppointmentBooking;
		readonly customer: StandingCustomer;
		readonly lease: BookingLease;
	},
): Promise<Moved> {
	const { id, booking, customer, lease } = what;
	const { system } = call.session.port.scope;
	const earlier = await findBooked(call, appointments, booking);
	const own = await findOwn(call, id, booking.patientId);
	const before = own?.record;
	const isGivenUp = before?.status === 'rescheduled';
	const isFinished = appointments.finishesMoves === true;
	const isMove = lease.earlier?.operation === 'reschedule';
	// Where an earlier move told no id, a system that marks the old visit can still name the new one.
	const isNameless = isFinished && lease.earlier?.appointmentId === null && isGivenUp;
	if (isMove && (earlier !== undefined || !isNameless)) {
		const visit = await earlierVisit(call, appointments, { booking, lease, found: earlier });
		if (visit !== undefined) return asMoved(visit);
	}
	const isWaiting = own?.awaitsMove === true;
	const isCalledOff =
		earlier !== undefined && !stands(earlier) && !(isWaiting && earlier.id === id);
	const shown = isCalledOff ? earlier : movedTo(earlier, id, booking, before);
	if (shown !== undefined) {
		await lease.keep(shown.id);
		const { id: appointmentId, startsAt, status } = shown;
		return asMoved({ isStanding: !isCalledOff, appointmentId, place, startsAt, status });
	}
	if (before === undefined && appointments.get !== undefined) throw appointmentNotFound(system);
	if (earlier !== undefined && earlier.id !== id && isElsewhere(earlier, booking)) {
		throw referenceTaken(system);
	}
	if (before?.status === 'cancelled') throw cancelledBefore(system);
	// It may be the half of a move of ours only where the system then finishes that.
	if (isGivenUp && !isFinished && !isWaiting) throw movedBefore(system);
	const lookUp = async () => {
		const found = (await appointments.findBooked?.(booking))?.record;
		const old = found === undefined || found.id === id ? undefined : await appointments.get?.(id);
		const now = movedTo(found, id, booking, old?.record);
		return now && { id: now.id, place };
	};
	await lease.prove();
	const written = await writeAudited(
		call,
		booking.patientId,
		customer,
		{ action: 'update', fields: ['startsAt'], step: 'appointment.reschedule' },
		async () =>
			await sendOnce(async () => {
				const sent = await appointments.reschedule(id, booking);
				// Where the visit itself carries the reference, a system may take it for the moved one.
				if (earlier?.id !== id || sent.id !== id || (await lookUp()) !== undefined) return sent;
				throw notMoved(system);
			}, lookUp),
	);
	await lease.keep(written.id);
	return { outcome: 'rescheduled', appointmentId: written.id, place: written.place };
}

function asMoved({ isStanding, ...told }: EarlierVisit): Moved {
	return { outcome: isStanding ? 'alreadyRescheduled' : 'noLongerStands', ...told };
}

function isElsewhere(found: Appointment, { startsAt }: AppointmentBooking): boolean {
	return stands(found) && Date.parse(found.startsAt) !== Date.parse(startsAt);
}

/**
 * The found appointment, if the visit is moved to it: it stands at the asked start and, where it is a
 * new one, the old one stands no longer. `old` undefined = it is not there or cannot be read singly.
 */
function movedTo(
	found: Appointment | undefined,
	id: string,
	booking: AppointmentBooking,
	old: Appointment | undefined,
): Appointment | undefined {
	if (found === undefined || !stands(found) || isElsewhere(found, booking)) return undefined;
	return found.id === id || old === undefined || !stands(old) ? found : undefined;
}

function notMoved(system: PmSystem): SafeError {
	return new SafeError({
		kind: 'conflict',
		message: 'The appointment was not moved: it carried this reference before.',
		nextStep: 'Give the move a reference of its own and run it again.',
		system,
		fields: ['reference'],
	});
}

function movedBefore(system: PmSystem): SafeError {
	return new SafeError({
		kind: 'conflict',
		message: 'The appointment was moved to another time before. Nothing was booked.',
		nextStep: 'Look up the appointment that stands now, and move that one.',
		system,
		fields: ['appointmentId'],
	});
}

function cancelledBefore(system: PmSystem): SafeError {
	return new SafeError({
		kind: 'conflict',
		message: 'The appointment is cancelled. Nothing was booked.',
		nextStep: 'Book a new appointment with a reference of its own.',
		system,
		fields: ['appointmentId'],
	});
}
