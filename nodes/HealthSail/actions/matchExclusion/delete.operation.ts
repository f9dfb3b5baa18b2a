import { audited, type AuditReport } from '../../../common/healthsail/audit';
import { flowOf } from '../../../common/healthsail/audit';
import { deleteOperation } from '../factories';
import type { Call, ItemOperation } from '../operation';
import { matchExclusionFacts } from './facts';

const plain = deleteOperation(matchExclusionFacts);

/** Lets a pair be proposed again; reported to the audit trail first. */
export const deleteOne: ItemOperation = {
	...plain,
	description: 'Delete a match exclusion, so that the pair may be proposed again',
	async execute(call) {
		return await audited(call.client, [reportOf(call)], async () => await plain.execute(call));
	},
};

/** HealthSail lists exclusions but gives none singly, so the record names the exclusion itself. */
function reportOf({ client, context, param }: Call): AuditReport {
	const id = param<string>('matchExclusionId');
	return {
		action: 'delete',
		subjects: [{ type: 'match_exclusion', keyedHash: client.keyedHash(`match_exclusion|${id}`) }],
		fields: ['matchExclusions'],
		purpose: 'HOPERAT',
		flow: flowOf(context),
		workflowStep: 'matchExclusion.delete',
	};
}
