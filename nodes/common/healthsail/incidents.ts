import { z } from 'zod';

import type { PmSystem } from '../../../lib/canonical/externalId';
import { SafeError } from '../../../lib/privacy/errors';
import { subjectOf } from './audit';
import type { HealthSailClient, IdempotencySource, PurposeOfUse } from './client';
import { readList } from './paging';

const text = z.string().nullish();

/**
 * A write that changed more in the practice system than it should (contract section 15). What else
 * the record has, such as the hash of its patient, stays on it.
 */
export const incidentSchema = z
	.object({
		id: z.string(),
		version: z.number().int(),
		pmSystem: z.string(),
		practiceId: z.string(),
		kind: z.string(),
		fields: z.array(z.string()),
		state: z.string(),
		at: z.string(),
		by: text,
		releasedBy: text,
		releasedAt: text,
		comment: text,
	})
	.passthrough();
export type PmIncident = z.output<typeof incidentSchema>;

interface PracticeKey {
	readonly system: PmSystem;
	readonly practiceId: string;
}

/** Incidents of a practice in a state; of all practices where none is named. Throws SafeError. */
export async function listIncidents(
	client: HealthSailClient,
	state: 'open' | 'released',
	practice?: PracticeKey,
	limit?: number,
): Promise<PmIncident[]> {
	const rows = await readList(client, {
		path: '/pm-incidents',
		query: {
			state,
			...(practice && { pmSystem: practice.system, practiceId: practice.practiceId }),
		},
		limit,
	});
	return z.array(incidentSchema).parse(rows);
}

/**
 * To be called before each write to patients of a practice. Throws SafeError `conflict` (OpenIncident)
 * while a person has not released an earlier write that changed more than it should (design 11).
 */
export async function requireNoIncident(
	client: HealthSailClient,
	practice: PracticeKey,
): Promise<void> {
	const open = await listIncidents(client, 'open', practice, 1);
	if (open.length === 0) return;
	throw new SafeError({
		kind: 'conflict',
		vendorCode: 'OpenIncident',
		message: 'Writes to this practice are stopped: an earlier write changed more than it should.',
		nextStep:
			'Have staff compare the patient of the incident in the review inbox with the chart, then release the incident there.',
		system: practice.system,
	});
}

export interface NewIncident {
	readonly kind: 'unexpected_change' | 'write_mismatch' | 'other';
	readonly patientId: string;
	readonly fields: readonly string[];
	/** The request whose delivery it was. */
	readonly requestId?: string;
	readonly runId?: string;
	readonly purpose?: PurposeOfUse;
	/** Absent = the same request, kind and fields are the same incident. */
	readonly idempotencySource?: IdempotencySource;
}

/** Stops the writes to a practice until a person releases the incident. Names of members only. */
export async function createIncident(
	client: HealthSailClient,
	practice: PracticeKey,
	incident: NewIncident,
): Promise<PmIncident> {
	const { system, practiceId } = practice;
	const { kind, patientId, requestId, runId, purpose } = incident;
	const fields = [...new Set(incident.fields)].slice(0, 100).map((name) => name.slice(0, 100));
	const source = incident.idempotencySource ?? {
		id: `pmIncident|${requestId ?? patientId}|${kind}`,
		version: fields.join('|'),
	};
	return await client.parsed(
		{
			operation: 'createPmIncident',
			method: 'POST',
			path: '/pm-incidents',
			body: {
				pmSystem: system,
				practiceId,
				kind,
				subject: subjectOf(client, { type: 'patient', system, practiceId, id: patientId }),
				fields,
				...(requestId && { by: requestId }),
				...(runId && { runId }),
			},
			purpose,
			idempotencySource: source,
		},
		incidentSchema,
	);
}

/** Lets writes go on. Throws SafeError `conflict` when somebody released it already. */
export async function releaseIncident(
	client: HealthSailClient,
	{ id, version }: Pick<PmIncident, 'id' | 'version'>,
	body: { readonly by: string; readonly comment?: string },
): Promise<PmIncident> {
	return await client.parsed(
		{
			operation: 'releasePmIncident',
			method: 'POST',
			path: `/pm-incidents/${encodeURIComponent(id)}/release`,
			ifMatch: version,
			body,
			idempotencySource: { id: `releasePmIncident|${id}`, version: `${version}|${body.by}` },
		},
		incidentSchema,
	);
}
