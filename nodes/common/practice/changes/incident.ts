import { outcomeOf } from '../../outcome';
import { createIncident, requireNoIncident } from '../../healthsail/incidents';
import { toDetails } from '../../toNodeError';
import type { Session } from '../session';

/**
 * Whether writes to the practice are stopped by an incident that nobody released. Throws SafeError for
 * everything else that keeps it from being known.
 */
export async function isStopped({ client, port }: Session): Promise<boolean> {
	const asked = await outcomeOf(async () => await requireNoIncident(client, port.scope));
	if (asked.ok) return false;
	if (toDetails(asked.error).vendorCode === 'OpenIncident') return true;
	throw asked.error;
}

/**
 * Stops the writes to the practice where something went wrong; tells whether it did. `attempt`: the
 * same damage by a later write of the request is another incident.
 */
export async function raise(
	{ client, port }: Session,
	about: { readonly patientId: string; readonly requestId: string; readonly attempt: number },
	found: { readonly unexpected: readonly string[]; readonly mismatched: readonly string[] },
): Promise<boolean> {
	const { patientId, requestId, attempt } = about;
	const incidents = [
		{ kind: 'unexpected_change', fields: found.unexpected },
		{ kind: 'write_mismatch', fields: found.mismatched },
	] as const;
	const raised = incidents.filter(({ fields }) => fields.length > 0);
	for (const { kind, fields } of raised) {
		await createIncident(client, port.scope, {
			kind,
			fields,
			patientId,
			requestId,
			idempotencySource: {
				id: `pmIncident|${requestId}|${kind}|${attempt}`,
				version: fields.join('|'),
			},
		});
	}
	return raised.length > 0;
}
