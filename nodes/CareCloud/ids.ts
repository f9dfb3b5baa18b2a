import { SafeError } from '../../lib/privacy/errors';

/**
 * An id as part of a path. Patients and appointments have GUIDs (sheet 4). Throws SafeError
 * `validation` for anything else: it would make another path of it.
 */
export function pathId(id: string, field: 'patientId' | 'appointmentId'): string {
	if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return id;
	const what = field === 'patientId' ? 'A patient ID' : 'An appointment ID';
	throw new SafeError({
		kind: 'validation',
		message: `${what} of CareCloud is a GUID such as 11111111-2222-4333-8444-555555555555.`,
		nextStep: 'Take the ID from an item of this node.',
		system: 'carecloud',
		fields: [field],
	});
}
