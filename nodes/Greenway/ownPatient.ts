import type { Patient } from '../../lib/canonical/patient';
import { SafeError } from '../../lib/privacy/errors';
import type { PatientReader } from './patients';
import { readPatient } from './patients';

/** A patient of this practice. Throws SafeError `notFound` for any other. */
export async function ownPatient(reader: PatientReader, patientId: string): Promise<Patient> {
	const found = await readPatient(reader, patientId);
	const { scope, system } = reader.transport.access;
	if (found?.recordPracticeId === scope.practiceId) return found.patient;
	throw new SafeError({
		kind: 'notFound',
		message: 'This practice has no patient of this ID.',
		nextStep: 'Take the ID from a patient item of this node.',
		system,
		operation: 'Patient read',
		fields: ['patientId'],
	});
}
