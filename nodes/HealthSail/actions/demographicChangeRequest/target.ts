import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import type { AuditReport } from '../../../common/healthsail/audit';
import { flowOf } from '../../../common/healthsail/audit';
import type {
	RequestVersion,
	StoredChangeRequest,
} from '../../../common/healthsail/changeRequests';
import { pathOf } from '../factories';
import type { Call } from '../operation';
import { readVersion } from '../version';
import { changeRequestFacts } from './facts';

const { idField, path } = changeRequestFacts;

const targetSchema = z.object({
	customerId: z.string().nullish(),
	changes: z.array(z.object({ id: z.string(), path: z.string(), decision: z.string() })),
});
export type Target = z.output<typeof targetSchema>;

/** Reads whom a request is about and its paths, without a value. Throws SafeError `notFound`. */
export async function readTarget(call: Call, id: string): Promise<Target> {
	return await call.client.parsed(
		{
			operation: 'getDemographicChangeRequest',
			method: 'GET',
			path: pathOf(path, id),
			fields: 'customerId,changes(id,path,decision)',
		},
		targetSchema,
	);
}

/** The request and the version that the node was told. Throws SafeError `validation`. */
export function readRequest(call: Call): RequestVersion {
	return { id: call.param<string>(idField.name).trim(), version: readVersion(call) };
}

/** The audit record of an act on a request: keyed hashes and names of members, no value. */
export function requestReport(
	{ client, context, param }: Call,
	id: string,
	act: Pick<AuditReport, 'action' | 'fields' | 'workflowStep' | 'approvedBy'> & {
		readonly customerId?: string | null;
	},
): AuditReport {
	const { flow, runId } = param<{ flow?: string; runId?: string }>('options', {});
	const { customerId, ...rest } = act;
	const hashed = (type: string, value: string) => ({
		type,
		keyedHash: client.keyedHash([type, value].join('|')),
	});
	return {
		...rest,
		subjects: [
			hashed('demographic_change_request', id),
			...(customerId ? [hashed('customer', customerId)] : []),
		],
		purpose: 'HOPERAT',
		flow: flow !== undefined && flow !== '' ? flow : flowOf(context),
		...(customerId && { customerId }),
		...(runId && { runId }),
	};
}

/** A request as an item: ids and states. What is proposed and what the practice has stay out of it. */
export function toStates(request: StoredChangeRequest): IDataObject {
	const { id, version, customerId, kind, pmSystem, practiceId } = request;
	const { changes, review, delivery, shortRef, closedAs } = request;
	return {
		...{ id, version, kind, pmSystem, practiceId, shortRef },
		...(customerId && { customerId }),
		reviewState: review.state,
		deliveryState: delivery.state,
		...(delivery.channel && { channel: delivery.channel }),
		attempts: delivery.attempts,
		...(closedAs && { closedAs }),
		changes: changes.map((change) => ({
			id: change.id,
			path: change.path,
			decision: change.decision,
			...(change.outcome && { outcome: change.outcome }),
			...(change.outcomeCode && { outcomeCode: change.outcomeCode }),
		})),
	};
}
