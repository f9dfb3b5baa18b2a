import type { Appointment } from '../../../../lib/canonical/appointment';
import type { PmSystem } from '../../../../lib/canonical/externalId';
import { SafeError } from '../../../../lib/privacy/errors';
import type { PracticeCall } from '../operation';
import type { PracticeSystem } from '../port';
import { prepareAllRecords } from '../prepareRecords';
import type { AppointmentBooking, SourceRecord } from '../records';
import { stands } from '../visitStatus';
import { referenceTaken } from './booking';
import type { BookingLease } from './bookingLease';

type Appointments = NonNullable<PracticeSystem['appointments']>;

/** The visit of a reference as it stands now; nulls where the practice system no longer shows it. */
export interface EarlierVisit {
	readonly isStanding: boolean;
	readonly appointmentId: string;
	readonly place: 'schedule';
	readonly startsAt: string | null;
	readonly status: Appointment['status'] | null;
}

/**
 * What became of the visit that an earlier run booked or moved under the reference, if one did: it
 * stands, where staff may have moved it, or it stands no longer. `found` is what the search by
 * reference gave. Throws SafeError `outcomeUnknown` when an earlier run wrote a visit, but nothing can
 * tell what became of it.
 */
export async function earlierVisit(
	call: PracticeCall,
	appointments: Appointments,
	{
		booking,
		lease,
		found,
	}: {
		readonly booking: AppointmentBooking;
		readonly lease: BookingLease;
		readonly found: Appointment | undefined;
	},
): Promise<EarlierVisit | undefined> {
	const { get } = appointments;
	const keptId = lease.earlier?.appointmentId ?? undefined;
	const isRead =
		keptId !== undefined && get !== undefined && (found === undefined || !stands(found));
	const kept = isRead ? await ownVisit(call, await get(keptId), booking) : undefined;
	const visit = [found, kept].find((one) => one !== undefined && stands(one)) ?? found ?? kept;
	const place = 'schedule';
	if (visit !== undefined) {
		const { id: appointmentId, startsAt, status } = visit;
		return { isStanding: stands(visit), appointmentId, place, startsAt, status };
	}
	if (lease.earlier === undefined) return undefined;
	if (!isRead) throw notShown(call.session.port.scope.system);
	return { isStanding: false, appointmentId: keptId, place, startsAt: null, status: null };
}

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

function notShown(system: PmSystem): SafeError {
	return new SafeError({
		kind: 'outcomeUnknown',
		message: 'An earlier run booked or moved this, but the system does not show it.',
		nextStep:
			'Look at the patient in the practice system. If the visit is not there, run it again with a new reference.',
		system,
		fields: ['reference'],
	});
}
