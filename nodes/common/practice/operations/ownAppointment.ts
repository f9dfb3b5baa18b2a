import { SafeError } from '../../../../lib/privacy/errors';
import type { PracticeCall } from '../operation';
import { prepareAllRecords } from '../prepareRecords';
import type { SourceVisit } from '../records';
import { appointmentNotFound, otherPatient } from './appointmentFaults';
import { idOf } from './readOptions';

/** The appointment that is to be changed. Throws SafeError `validation` when it is not named. */
export function requireAppointmentId(call: PracticeCall): string {
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
 * The appointment before it is changed, of this practice and of this patient; undefined where there
 * is none, or it cannot be read singly. Throws SafeError when it is somebody else's.
 */
export async function findOwn(
	{ session }: PracticeCall,
	id: string,
	patientId: string,
): Promise<SourceVisit | undefined> {
	const { scope, appointments } = session.port;
	if (appointments?.get === undefined) return undefined;
	const found = await appointments.get(id);
	if (found === undefined) return undefined;
	const isOwn = found.recordPracticeId === undefined || found.recordPracticeId === scope.practiceId;
	if (!isOwn) throw appointmentNotFound(scope.system);
	await prepareAllRecords(session, 'appointment', [found], { idsOnly: true });
	if (found.record.patientId !== patientId) throw otherPatient(scope.system);
	return found;
}
