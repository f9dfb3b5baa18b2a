import { z } from 'zod';

import { outcomeOf } from '../outcome';
import { toDetails } from '../toNodeError';
import type { HealthSailClient, HealthSailRequest, PurposeOfUse } from './client';
import { toRowProblem, wireShapeError } from './errors';
import { chunksOf } from './paging';

/** Most subjects that one audit event names (proposal section 15). */
const subjectsPerEvent = 1000;

/** Most audit events of one bulk call. */
const eventsPerCall = 100;

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
	/** The customer it is about, so that its history can be listed. */
	readonly customerId?: string;
	/** Which step of the flow did it, where the action alone does not tell. */
	readonly workflowStep?: string;
	/** Login or staff ID of the person behind a decision. */
	readonly approvedBy?: string;
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

/**
 * Reports acts that each need an event of their own (a link, a decision), 100 per call.
 *
 * @throws SafeError when HealthSail did not take every event: the acts must then not be done
 */
export async function reportEach(
	client: HealthSailClient,
	reports: readonly AuditReport[],
): Promise<void> {
	for (const part of chunksOf(reports, eventsPerCall)) await reportPart(client, part);
}

/**
 * Reports acts, then does them: what HealthSail does not know of must not exist. When they fail,
 * a second report of each says so; a failure of that one changes nothing, the first stands.
 */
export async function audited<T>(
	client: HealthSailClient,
	reports: readonly AuditReport[],
	act: () => Promise<T>,
): Promise<T> {
	await reportEach(client, reports);
	const outcome = await outcomeOf(act);
	if (outcome.ok) return outcome.value;
	const isUnknown = toDetails(outcome.error).kind === 'outcomeUnknown';
	await reportFailures(client, reports, isUnknown ? 'unknown' : 'failure');
	throw outcome.error;
}

/** Says of acts that were reported before that they did not come about. */
export async function reportFailures(
	client: HealthSailClient,
	reports: readonly AuditReport[],
	outcome: 'failure' | 'unknown' = 'failure',
): Promise<void> {
	await outcomeOf(
		async () =>
			await reportEach(
				client,
				reports.map((report) => ({ ...report, outcome })),
			),
	);
}

/** The workflow's name, for audit records. */
export function flowOf(context: { getWorkflow(): { id?: string; name?: string } }): string {
	const { id, name } = context.getWorkflow();
	return (name || id || 'n8n').slice(0, 100);
}

const bulkAnswerSchema = z.object({
	data: z.array(
		z.object({ index: z.number().int(), result: z.string(), error: z.unknown().optional() }),
	),
});

async function reportPart(client: HealthSailClient, part: readonly AuditReport[]): Promise<void> {
	const operation = 'bulkCreateAuditEvents';
	const at = new Date().toISOString();
	const items = part.map((report) => toEvent(client, report, report.subjects, at));
	const answer = await client.parsed(
		{
			operation,
			method: 'POST',
			path: '/audit-events/bulk',
			purpose: part[0]?.purpose,
			body: { items },
			idempotencySource: {
				id: client.keyedHash(JSON.stringify(items)),
				version: `${client.executionId}|${at}`,
			},
		},
		bulkAnswerSchema,
	);
	const rows = new Map(answer.data.map((row) => [row.index, row]));
	items.forEach((_item, index) => {
		const row = rows.get(index);
		if (row === undefined) throw wireShapeError(operation, undefined, client.correlationId);
		if (row.result === 'error') throw toRowProblem(row.error, operation, client.correlationId);
	});
}

async function reportOnce(
	client: HealthSailClient,
	report: AuditReport,
	subjects: readonly AuditSubject[],
): Promise<string> {
	const at = new Date().toISOString();
	const call: HealthSailRequest = {
		operation: 'createAuditEvent',
		method: 'POST',
		path: '/audit-events',
		purpose: report.purpose,
		body: toEvent(client, report, subjects, at),
		// The time is part of the version: the same page read again later is another event.
		idempotencySource: {
			id: client.keyedHash(subjects.map((subject) => subject.keyedHash).join('|')),
			version: `${client.executionId}|${at}`,
		},
	};
	return (await client.parsed(call, z.object({ id: z.string() }))).id;
}

function toEvent(
	client: HealthSailClient,
	report: AuditReport,
	subjects: readonly AuditSubject[],
	at: string,
) {
	const { action, fields, purpose, flow, outcome = 'success' } = report;
	const { runId, destination, customerId, workflowStep, approvedBy } = report;
	return {
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
		...(customerId !== undefined && { customerId }),
		...(workflowStep !== undefined && { workflowStep }),
		...(approvedBy !== undefined && { approvedBy }),
	};
}
