import { z } from 'zod';

import type { HealthSailClient, HealthSailRequest, PurposeOfUse } from './client';
import { chunksOf } from './paging';

/** Most subjects that one audit event names (proposal section 15). */
const subjectsPerEvent = 1000;

export interface AuditSubject {
	/** `patient`, `customer`, … */
	readonly type: string;
	/** HMAC of the record's id with the credential's hash key. */
	readonly keyedHash: string;
}

/** A record by its place in a practice system; the same record always has the same hash. */
export function subjectOf(
	client: Pick<HealthSailClient, 'keyedHash'>,
	record: { type: string; system: string; practiceId: string; id: string },
): AuditSubject {
	const { type, system, practiceId, id } = record;
	return { type, keyedHash: client.keyedHash([type, system, practiceId, id].join('|')) };
}

/** What happened to one page of records; names of fields, never values. */
export interface AuditReport {
	readonly action:
		| 'create'
		| 'read'
		| 'update'
		| 'delete'
		| 'export'
		| 'escalate'
		| 'transmit'
		| 'link'
		| 'unlink'
		| 'exclude'
		| 'merge'
		| 'decide';
	readonly subjects: readonly AuditSubject[];
	readonly fields: readonly string[];
	readonly purpose: PurposeOfUse;
	readonly flow: string;
	readonly runId?: string;
	readonly destination?: {
		readonly system: string;
		readonly practiceId: string;
		readonly protocol: 'soap' | 'rest' | 'fhir' | 'hl7v2' | 'file';
	};
	readonly outcome?: 'success' | 'denied' | 'failure' | 'unknown';
}

/**
 * Reports one page to HealthSail's audit trail; call it before the items are handed on.
 * A page of up to 1,000 subjects is one event, also when it is empty of subjects.
 *
 * @returns ids of the audit events
 * @throws SafeError: the caller must then not hand the page on (design 10)
 */
export async function reportPage(client: HealthSailClient, report: AuditReport): Promise<string[]> {
	const parts = report.subjects.length > 0 ? chunksOf(report.subjects, subjectsPerEvent) : [[]];
	const ids: string[] = [];
	for (const subjects of parts) ids.push(await reportOnce(client, report, subjects));
	return ids;
}

async function reportOnce(
	client: HealthSailClient,
	{ action, fields, purpose, flow, runId, destination, outcome = 'success' }: AuditReport,
	subjects: readonly AuditSubject[],
): Promise<string> {
	const at = new Date().toISOString();
	const call: HealthSailRequest = {
		operation: 'createAuditEvent',
		method: 'POST',
		path: '/audit-events',
		purpose,
		body: {
			at,
			class: 'integration',
			action,
			subjects,
			count: subjects.length,
			fields,
			purposeOfUse: purpose,
			outcome,
			flow,
			correlationId: client.correlationId,
			...(runId !== undefined && { runId }),
			...(destination && { destination }),
		},
		// The time is part of the version: the same page read again later is another event.
		idempotencySource: {
			id: client.keyedHash(subjects.map((subject) => subject.keyedHash).join('|')),
			version: `${client.executionId}|${at}`,
		},
	};
	return (await client.parsed(call, z.object({ id: z.string() }))).id;
}
