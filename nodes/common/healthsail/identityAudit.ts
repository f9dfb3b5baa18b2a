import type { AuditReport, AuditSubject } from './audit';
import { flowOf, subjectOf } from './audit';
import type { HealthSailClient, PurposeOfUse } from './client';

/** An id of a practice system, as it stands in pairs and on customers. */
export interface PracticeRecordId {
	readonly system: string;
	readonly practiceId: string;
	readonly type: string;
	readonly value: string;
}

/** One act on who is who; each has an audit event of its own. */
export interface IdentityAct {
	readonly action: 'link' | 'unlink' | 'exclude' | 'merge' | 'decide' | 'delete';
	/** Operation of the node, e.g. `matchReview.reopen`: tells an act from the one that undoes it. */
	readonly step: string;
	/** Names of the members that the act touches. */
	readonly fields: readonly string[];
	readonly externalId?: PracticeRecordId;
	/** The first is the one whose history shows the act. */
	readonly customerIds: readonly string[];
	/** Absent = the name of the workflow. */
	readonly flow?: string;
	readonly runId?: string;
	/** Person who decided. */
	readonly by?: string;
	readonly purpose?: PurposeOfUse;
}

/** The audit record of an act: keyed hashes and names of members, no value. */
export function identityReport(
	context: Parameters<typeof flowOf>[0],
	client: HealthSailClient,
	act: IdentityAct,
): AuditReport {
	const { action, step, fields, externalId, customerIds, flow, runId, by, purpose } = act;
	const [customerId] = customerIds;
	const subjects: AuditSubject[] = [
		...(externalId ? [externalIdSubject(client, externalId)] : []),
		...customerIds.map((id) => ({
			type: 'customer',
			keyedHash: client.keyedHash(['customer', id].join('|')),
		})),
	];
	return {
		action,
		subjects,
		fields,
		purpose: purpose ?? 'HOPERAT',
		flow: flow || flowOf(context),
		workflowStep: step,
		...(customerId !== undefined && { customerId }),
		...(runId && { runId }),
		...(by && { approvedBy: by.slice(0, 100) }),
	};
}

/** A patient has the same hash here as in the audit record of the page it was read with. */
function externalIdSubject(
	client: HealthSailClient,
	{ system, practiceId, type, value }: PracticeRecordId,
): AuditSubject {
	return subjectOf(client, { type, system, practiceId, id: value });
}
