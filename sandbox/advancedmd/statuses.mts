import type { AppointmentStatus, PracticeAppointment } from '../practice/schedule.mjs';

/** Status numbers (sheet 4.6); 12 is read as a no-show in one note and otherwise in another. */
const codes: Readonly<Record<AppointmentStatus, number>> = {
	booked: 0,
	confirmed: 0,
	arrived: 1,
	completed: 3,
	cancelled: 10,
	no_show: 12,
	rescheduled: 5,
};

export const statusCode = ({ status }: PracticeAppointment): number => codes[status];

/** Cancelled and moved ones are hidden from the scheduler's lists (sheet 4.6, 8). */
export const isHidden = ({ status }: PracticeAppointment): boolean =>
	status === 'cancelled' || status === 'rescheduled';
