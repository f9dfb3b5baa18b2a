import type { Appointment } from '../../../../lib/canonical/appointment';
import { SafeError } from '../../../../lib/privacy/errors';
import { patientIdField } from '../fields';
import type { PracticeCall, PracticeOperation } from '../operation';
import { toItems } from '../operation';
import { prepareAllRecords } from '../prepareRecords';
import { appointmentIdField, bookingFields, referenceField, textField } from '../recordParameters';
import { requireStanding } from '../standing';
import { unsupportedBy } from '../unsupported';
import { findBooked } from './appointmentBook';
import { appointmentNotFound, otherPatient } from './appointmentFaults';
import { readBooking, referenceOf, sendOnce, writeAudited, writtenItem } from './booking';
import { idOf } from './readOptions';

/** Cancels a visit; one that is cancelled already is left alone. */
export const appointmentCancel: PracticeOperation = {
	resource: 'appointment',
	operation: 'cancel',
	name: 'Cancel',
	action: 'Cancel appointment',
	description: 'Cancel an appointment of a patient',
	capability: 'appointments.cancel',
	fields: (show) => [
		appointmentIdField(show),
		patientIdField(show),
		textField(show, {
			displayName: 'Reason',
			name: 'reason',
			placeholder: 'e.g. Patient asked to cancel',
			description: 'What staff read as the reason. Keep it short and general.',
		}),
		referenceField(show),
	],
	async run(call) {
		const { port } = call.session;
		const cancel = port.appointments?.cancel;
		if (cancel === undefined) throw unsupportedBy(port.scope.system, 'appointments.cancel');
		const patientId = idOf(call, 'patientId');
		const id = requireAppointmentId(call);
		const reference = referenceOf(call);
		const customer = await requireStanding(call.session, patientId);
		const before = await readOwn(call, id, patientId);
		const toItem = (outcome: string) =>
			toItems([writtenItem(call, patientId, customer, { outcome, appointmentId: id, reference })]);
		if (before?.status === 'cancelled') return [toItem('alreadyCancelled')];
		await writeAudited(
			call,
			patientId,
			customer,
			{ action: 'update', fields: ['status'], step: 'appointment.cancel' },
			async () =>
				await sendOnce<true>(
					async () => {
						await cancel(id, idOf(call, 'reason'), reference);
						return true;
					},
					async () => {
						const after = await port.appointments?.get?.(id);
						return after?.record.status === 'cancelled' ? true : undefined;
					},
				),
		);
		return [toItem('cancelled')];
	},
};

/** Moves a visit to another time; the answer names the appointment that now stands. */
export const appointmentReschedule: PracticeOperation = {
	resource: 'appointment',
	operation: 'reschedule',
	name: 'Reschedule',
	action: 'Reschedule appointment',
	description: 'Move an appointment of a patient to another time, once per reference',
	capability: 'appointments.reschedule',
	fields: (show) => [appointmentIdField(show), patientIdField(show), ...bookingFields(show)],
	async run(call) {
		const { port } = call.session;
		const { appointments } = port;
		if (appointments?.reschedule === undefined) {
			throw unsupportedBy(port.scope.system, 'appointments.reschedule');
		}
		const patientId = idOf(call, 'patientId');
		const id = requireAppointmentId(call);
		const booking = readBooking(call, patientId);
		const customer = await requireStanding(call.session, patientId);
		const earlier = await findBooked(call, appointments, booking);
		const toItem = (outcome: string, appointmentId: string | null, place: string) =>
			toItems([
				writtenItem(call, patientId, customer, {
					outcome,
					appointmentId,
					...(appointmentId !== id && { rescheduledFromId: id }),
					place,
					startsAt: booking.startsAt,
					reference: booking.reference,
				}),
			]);
		if (earlier !== undefined) return [toItem('alreadyRescheduled', earlier, 'schedule')];
		await readOwn(call, id, patientId);
		const { reschedule } = appointments;
		const written = await writeAudited(
			call,
			patientId,
			customer,
			{ action: 'update', fields: ['startsAt'], step: 'appointment.reschedule' },
			async () =>
				await sendOnce(
					async () => await reschedule(id, booking),
					async () => {
						const found = await appointments.findBooked?.(booking);
						return found && { id: found.record.id, place: 'schedule' };
					},
				),
		);
		return [toItem('rescheduled', written.id, written.place)];
	},
};

function requireAppointmentId(call: PracticeCall): string {
	const id = idOf(call, 'appointmentId');
	if (id !== '') return id;
	throw new SafeError({
		kind: 'validation',
		message: 'The appointment ID is empty.',
		nextStep: 'Fill the Appointment ID parameter.',
		fields: ['appointmentId'],
	});
}

/**
 * The appointment before it is changed, where the system reads one: of this practice and of this
 * patient. Undefined where it cannot be read singly. Throws SafeError.
 */
async function readOwn(
	{ session }: PracticeCall,
	id: string,
	patientId: string,
): Promise<Appointment | undefined> {
	const { scope, appointments } = session.port;
	if (appointments?.get === undefined) return undefined;
	const found = await appointments.get(id);
	const isOwn =
		found !== undefined &&
		(found.recordPracticeId === undefined || found.recordPracticeId === scope.practiceId);
	if (!isOwn) throw appointmentNotFound(scope.system);
	await prepareAllRecords(session, 'appointment', [found], { idsOnly: true });
	if (found.record.patientId !== patientId) throw otherPatient(scope.system);
	return found.record;
}
