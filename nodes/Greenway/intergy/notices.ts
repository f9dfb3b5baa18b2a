import type { Patient } from '../../../lib/canonical/patient';
import { SafeError } from '../../../lib/privacy/errors';
import type { GreenwaySettings } from '../../../lib/profile/systems/greenway';
import type { StaffNotice, Written } from '../../common/practice/records';
import { bodyWith, gapiId, subjectWith } from '../gapi';
import { chartNumberOf, initialsOf } from '../secondPatient';
import type { IntergySession } from './session';

/**
 * Puts a task before a person of the practice (sheet 4.3). No link to a patient is known, so the text
 * names the patient by number and initials. Sent once: a lost answer is `outcomeUnknown` (sheet 7).
 * Throws SafeError, `unsupported` for a patient without a number.
 */
export async function createTask(
	session: IntergySession,
	notice: StaffNotice,
	patient: Patient,
	settings: GreenwaySettings['intergy'],
): Promise<Written> {
	if (settings.toUserId === 0) {
		throw new SafeError({
			kind: 'configuration',
			message: 'The practice profile names nobody to whom tasks go.',
			nextStep:
				'Put the Intergy user number of the person who reviews them into the practice profile (greenway.intergy.toUserId).',
			system: 'greenway_intergy',
			operation: settings.operations.task,
			fields: ['practiceProfile'],
		});
	}
	const number = chartNumberOf(patient);
	if (number === undefined) {
		throw new SafeError({
			kind: 'unsupported',
			message:
				'FHIR tells no patient number of this patient, so a task could not say whom it is about.',
			nextStep:
				'Set the identifier system of the patient number in the practice profile (greenway.fhir.patientNumberSystem), or let staff review in HealthSail’s queue.',
			system: 'greenway_intergy',
			operation: settings.operations.task,
			vendorCode: 'NoPatientNumber',
		});
	}
	const answer = await session.call({
		operation: settings.operations.task,
		effect: 'write',
		members: {
			ToUserID: settings.toUserId,
			TaskType: settings.taskType,
			Subject: subjectWith(notice.reference, notice.subject),
			Body: bodyWith(
				notice.reference,
				`Patient no. ${number} (${initialsOf(patient)})\n${notice.body}`,
			),
		},
	});
	return { id: gapiId.safeParse(answer.TaskID).data ?? null, place: 'task' };
}
