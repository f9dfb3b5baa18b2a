import type { Appointment } from '../../../../lib/canonical/appointment';
import { patientIdField } from '../fields';
import type { PracticeCall, PracticeOperation } from '../operation';
import { toItems } from '../operation';
import { appointmentIdField, referenceField, textField } from '../recordParameters';
import { requireStanding } from '../standing';
import { unsupportedBy } from '../unsupported';
import { appointmentNotFound } from './appointmentFaults';
import { referenceOf, sendOnce, writeAudited, writtenItem } from './booking';
import { findOwn, requireAppointmentId } from './ownAppointment';
import { idOf } from './readOptions';

/** Cancels an appointment; one that is cancelled already is left alone. */
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
			description:
				'What staff read as the reason, short and general. Where the practice system keeps a list of reasons for cancelling, give one of that list.',
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
	return found?.record;
}
