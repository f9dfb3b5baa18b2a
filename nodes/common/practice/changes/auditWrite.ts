import { pmProtocols } from '../../../../lib/vendors';
import type { AuditReport } from '../../healthsail/audit';
import { auditSubject } from '../auditSubject';
import type { OpenChange } from './openChange';

/**
 * The audit record of a write that staff approved: names of fields, the patient as a keyed hash, the
 * reviewer, the system it goes to. Without a patient yet, it is about the customer or the request.
 */
export function writeReport(
	{ call: { session }, held, subject }: OpenChange,
	words: {
		readonly action: 'create' | 'update' | 'transmit';
		readonly fields: readonly string[];
		readonly step: string;
		readonly protocol?: 'hl7v2';
	},
): AuditReport {
	const { client, flow, port } = session;
	const { system, practiceId } = port.scope;
	const { id, customerId, review } = held.now;
	const other: readonly [string, string] = customerId
		? ['customer', customerId]
		: ['demographic_change_request', id];
	return {
		action: words.action,
		subjects: [
			subject.state === 'patient'
				? auditSubject(session, subject.patientId)
				: { type: other[0], keyedHash: client.keyedHash(other.join('|')) },
		],
		fields: words.fields,
		purpose: 'HOPERAT',
		flow,
		workflowStep: words.step,
		destination: { system, practiceId, protocol: words.protocol ?? pmProtocols[system] },
		...(customerId && { customerId }),
		...(review.reviewer && { approvedBy: review.reviewer.id.slice(0, 100) }),
	};
}

/** The audit record of a decision about these fields. `by`: id of who decided. */
export function decisionReport(
	{ call: { session }, held }: OpenChange,
	fields: readonly string[],
	by: string,
): AuditReport {
	const { id, customerId } = held.now;
	return {
		action: 'decide',
		subjects: [
			{
				type: 'demographic_change_request',
				keyedHash: session.client.keyedHash(['demographic_change_request', id].join('|')),
			},
		],
		fields,
		purpose: 'HOPERAT',
		flow: session.flow,
		workflowStep: 'demographicChange.compare',
		approvedBy: by,
		...(customerId && { customerId }),
	};
}
