import type { Appointment } from '../../../../lib/canonical/appointment';
import type { PmSystem } from '../../../../lib/canonical/externalId';
import { SafeError } from '../../../../lib/privacy/errors';
import { patientIdField } from '../fields';
import type { PracticeCall, PracticeOperation } from '../operation';
import { toItems } from '../operation';
import { prepareAllRecords } from '../prepareRecords';
import { appointmentIdField, bookingFields, referenceField, textField } from '../recordParameters';
import type { AppointmentBooking } from '../records';
import { requireStanding } from '../standing';
import { unsupportedBy } from '../unsupported';
import { findBooked } from './appointmentBook';
import { appointmentNotFound, otherPatient } from './appointmentFaults';
import {
	readBooking,
	referenceOf,
	referenceTaken,
	sendOnce,
	writeAudited,
	writtenItem,
} from './booking';
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

/**
 * Moves a visit to another time; the answer names the appointment that now stands. Run again after a
 * failure in between, it goes on where both visits stand.
 */
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
		const before = await findOwn(call, id, patientId);
		const moved = movedTo(earlier, id, booking, before);
		if (moved !== undefined) return [toItem('alreadyRescheduled', moved.id, 'schedule')];
		if (before === undefined && appointments.get !== undefined) {
			throw appointmentNotFound(port.scope.system);
		}
		if (earlier !== undefined && earlier.id !== id && isElsewhere(earlier, booking)) {
			throw referenceTaken(port.scope.system);
		}
		const lookUp = async () => {
			const found = (await appointments.findBooked?.(booking))?.record;
			const old = found === undefined || found.id === id ? undefined : await appointments.get?.(id);
			const now = movedTo(found, id, booking, old?.record);
			return now && { id: now.id, place: 'schedule' };
		};
		const { reschedule } = appointments;
		const written = await writeAudited(
			call,
			patientId,
			customer,
			{ action: 'update', fields: ['startsAt'], step: 'appointment.reschedule' },
			async () =>
				await sendOnce(async () => {
					const done = await reschedule(id, booking);
					// Where the visit itself carries the reference, a system may take it for the moved one.
					if (earlier?.id !== id || done.id !== id || (await lookUp()) !== undefined) return done;
					throw notMoved(port.scope.system);
				}, lookUp),
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

const stands = ({ status }: Appointment) => status !== 'cancelled' && status !== 'rescheduled';

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

/**
 * The appointment before it is changed, where the system reads one: of this practice and of this
 * patient. Undefined where it cannot be read singly. Throws SafeError.
 */
async function readOwn(
	call: PracticeCall,
	id: string,
	patientId: string,
): Promise<Appointment | undefined> {
	const { scope, appointments } = call.session.port;
	const found = await findOwn(call, id, patientId);
	if (found === undefined && appointments?.get !== undefined) {
		throw appointmentNotFound(scope.system);
	}
	return found;
}

/** The same, undefined also where there is none. Throws SafeError when it is somebody else's. */
async function findOwn(
	{ session }: PracticeCall,
	id: string,
	patientId: string,
): Promise<Appointment | undefined> {
	const { scope, appointments } = session.port;
	if (appointments?.get === undefined) return undefined;
	const found = await appointments.get(id);
	if (found === undefined) return undefined;
	const isOwn = found.recordPracticeId === undefined || found.recordPracticeId === scope.practiceId;
	if (!isOwn) throw appointmentNotFound(scope.system);
	await prepareAllRecords(session, 'appointment', [found], { idsOnly: true });
	if (found.record.patientId !== patientId) throw otherPatient(scope.system);
	return found.record;
}
