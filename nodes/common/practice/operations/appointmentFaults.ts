import { SafeError } from '../../../../lib/privacy/errors';

/** One of another practice, and blocked time, are told like one that does not exist. */
export function appointmentNotFound(system: string): SafeError {
	return new SafeError({
		kind: 'notFound',
		message:
			'This practice has no patient’s appointment with this ID, or its login may not see it.',
		nextStep: 'Check the appointment ID, and that it belongs to the practice of the credential.',
		system,
		fields: ['appointmentId'],
	});
}

/** The refusal of an appointment whose patient is no included customer: nothing of it is told. */
export function appointmentKeptOut(system: string): SafeError {
	return new SafeError({
		kind: 'permission',
		message: 'The patient of this appointment is not in HealthSail, or is kept out of it.',
		nextStep: 'Leave the appointment out of this flow, or run the demographic sync first.',
		system,
	});
}

/** The refusal of a change when the appointment is another patient's than the flow says. */
export function otherPatient(system: string): SafeError {
	return new SafeError({
		kind: 'conflict',
		message: 'The appointment is not one of this patient. Nothing was changed.',
		nextStep: 'Check the appointment ID and the patient ID.',
		system,
		fields: ['appointmentId', 'patientId'],
	});
}
