import type { Appointment } from '../../../lib/canonical/appointment';

type WithStatus = Pick<Appointment, 'status'>;

/**
 * Whether the visit is to take place or took place: neither cancelled nor given up for another. A
 * visit that the patient missed stands: it was booked, and is not booked again.
 */
export function stands({ status }: WithStatus): boolean {
	return status !== 'cancelled' && status !== 'rescheduled';
}

/** Whether the visit keeps others from its time: one that the patient missed does so no more. */
export function takesTime(visit: WithStatus): boolean {
	return stands(visit) && visit.status !== 'no_show';
}
