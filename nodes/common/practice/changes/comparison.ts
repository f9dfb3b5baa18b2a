import type { Patient } from '../../../../lib/canonical/patient';
import type { ChangeVerdict } from '../../../../lib/changes/compare';
import { settleConflict, verdictOf } from '../../../../lib/changes/compare';
import type { FieldChange } from '../../../../lib/changes/field';
import { changeFields } from '../../../../lib/changes/field';
import { readField } from '../../../../lib/changes/readField';
import { hashPatient } from '../../../../lib/sync/customerHash';
import type { ChangeComparison } from '../../healthsail/changeRequests';
import type { OpenChange } from './openChange';

export interface ComparedChange {
	readonly change: FieldChange;
	readonly verdict: ChangeVerdict;
}

export interface Comparison {
	readonly body: ChangeComparison;
	readonly compared: readonly ComparedChange[];
}

/**
 * What the practice has now beside each of these changes, for staff. A field that the practice keeps
 * from HealthSail, or that its system does not tell, is unreadable.
 */
export function comparePatient(
	{ call: { session }, held }: OpenChange,
	patient: Patient | undefined,
	changes: readonly FieldChange[],
	unknown: readonly string[],
): Comparison {
	const { policy } = session.port.scope.profile.changes;
	const { submittedAt } = held.now;
	const now = changes.map((change) => {
		const value = patient && readField(patient, change.field);
		return { change, value: value ?? null, verdict: verdictOf(change, value) };
	});
	return {
		compared: now,
		body: {
			readAt: new Date().toISOString(),
			...(patient && {
				pmContentHash: hashPatient(patient, session.client.keyedHash).contentHash,
			}),
			changes: [
				...now.map(({ change, value, verdict }) => {
					const rule = policy[changeFields[change.field].group];
					const facts = { verdict, submittedAt, sourceAt: patient?.sourceAt };
					const isUnmarked = verdict === 'changed' && settleConflict(rule, facts) === 'ask';
					return {
						changeId: change.changeId,
						value,
						verdict,
						...(isUnmarked && { isConflict: false as const }),
					};
				}),
				...unknown.map((changeId) => ({
					changeId,
					value: null,
					verdict: 'unreadable' as const,
				})),
			],
		},
	};
}
