import type { AuditSubject } from '../healthsail/audit';
import type { Session } from './session';

/** A patient in an audit record: a keyed hash, since a patient's id is patient data too. */
export function auditSubject(
	{ port: { scope }, client }: Session,
	patientId: string,
): AuditSubject {
	return {
		type: 'patient',
		keyedHash: client.keyedHash(['patient', scope.system, scope.practiceId, patientId].join('|')),
	};
}
