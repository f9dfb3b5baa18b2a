import { z } from 'zod';

import type { ExternalId } from '../../../lib/canonical/externalId';
import { SafeError } from '../../../lib/privacy/errors';
import { mapBounded } from '../mapBounded';
import type { HealthSailClient } from './client';
import { chunksOf } from './paging';

const cohortListSchema = z.enum(['invited', 'portal', 'opted_out']);

const lookupRowSchema = z.object({
	externalId: z.object({
		system: z.string(),
		practiceId: z.string(),
		type: z.string(),
		value: z.string(),
	}),
	customerId: z.string().nullish(),
	version: z.number().int().nullish(),
	contentHash: z.string().nullish(),
	fieldHashes: z.record(z.string()).nullish(),
	sourceAt: z.string().nullish(),
	syncState: z.string().nullish(),
	cohort: z
		.array(z.object({ list: z.string(), reason: z.string().nullish() }))
		.nullish()
		.transform((entries) => (entries ?? []).flatMap(toCohortEntry)),
});

const lookupAnswerSchema = z.object({ data: z.array(lookupRowSchema) });

/** A practice's word on one patient, kept in HealthSail. */
export interface CohortMark {
	readonly list: z.infer<typeof cohortListSchema>;
	readonly reason?: string;
}

/** What HealthSail knows of one external id: the customer, its hashes, and the cohort lists. */
export interface LookupRow {
	readonly externalId: z.infer<typeof lookupRowSchema>['externalId'];
	readonly customerId?: string;
	readonly version?: number;
	readonly contentHash?: string;
	readonly fieldHashes?: Readonly<Record<string, string>>;
	readonly sourceAt?: string;
	/** `included`, `left` or `excluded`; another word of a later contract is passed on. */
	readonly syncState?: string;
	readonly cohort: readonly CohortMark[];
}

/** The customer of a row as vendor nodes put it on their items; null = unknown to HealthSail. */
export interface CustomerLink {
	readonly customerId: string;
	readonly version: number;
	readonly contentHash?: string;
	readonly fieldHashes?: Readonly<Record<string, string>>;
	readonly syncState?: string;
}

/** Most external ids that one look-up takes (proposal section 2). */
const idsPerLookup = 100;

/** Look-ups under way at the same time. */
const lookupConcurrency = 3;

/**
 * Asks HealthSail about external ids, 100 per call (proposal section 2).
 *
 * @returns one row per id, keyed by the id's value; ids of one system, practice and type only
 * @throws SafeError; `wireShape` when the answer leaves out an id that was asked for
 */
export async function lookupCustomers(
	client: HealthSailClient,
	externalIds: readonly ExternalId[],
): Promise<Map<string, LookupRow>> {
	const rows = await lookupRows(client, externalIds);
	return new Map(rows.map((row) => [row.externalId.value, row]));
}

/** The same for ids of any mix of systems, practices and types: a row per id, in their order. */
export async function lookupRows(
	client: HealthSailClient,
	externalIds: readonly ExternalId[],
): Promise<LookupRow[]> {
	const answers = await mapBounded(
		chunksOf(externalIds, idsPerLookup),
		lookupConcurrency,
		async (ids) => await lookUpOnce(client, ids),
	);
	return answers.flat();
}

async function lookUpOnce(
	client: HealthSailClient,
	externalIds: readonly ExternalId[],
): Promise<LookupRow[]> {
	const answer = await client.parsed(
		{
			operation: 'lookupCustomers',
			method: 'POST',
			path: '/customers/lookup',
			body: { externalIds },
			isRepeatable: true,
		},
		lookupAnswerSchema,
	);
	const byKey = new Map(answer.data.map((row) => [keyOf(row.externalId), row]));
	return externalIds.map((externalId) => {
		const row = byKey.get(keyOf(externalId));
		// No row says nothing about opt-outs; it must not read as "nobody opted out".
		if (row === undefined) throw missingRow(client.correlationId);
		return withoutNulls(row);
	});
}

function keyOf({ system, practiceId, type, value }: LookupRow['externalId']): string {
	return JSON.stringify([system, practiceId, type, value]);
}

function missingRow(correlationId: string): SafeError {
	return new SafeError({
		kind: 'wireShape',
		message: 'HealthSail left out a patient that was asked for, so opt-outs are not known.',
		nextStep: 'Run it again. If it stays, report the operation and the correlation ID.',
		system: 'healthsail',
		operation: 'lookupCustomers',
		correlationId,
		fields: ['data'],
	});
}

/** The link part of a row, or null when HealthSail does not know the patient. */
export function toCustomerLink(row: LookupRow | undefined): CustomerLink | null {
	if (row?.customerId === undefined) return null;
	const { customerId, version, contentHash, fieldHashes, syncState } = row;
	return {
		customerId,
		version: version ?? 0,
		...(contentHash !== undefined && { contentHash }),
		...(fieldHashes !== undefined && { fieldHashes }),
		...(syncState !== undefined && { syncState }),
	};
}

function withoutNulls(row: z.output<typeof lookupRowSchema>): LookupRow {
	return {
		externalId: row.externalId,
		...(row.customerId != null && { customerId: row.customerId }),
		...(row.version != null && { version: row.version }),
		...(row.contentHash != null && { contentHash: row.contentHash }),
		...(row.fieldHashes != null && { fieldHashes: row.fieldHashes }),
		...(row.sourceAt != null && { sourceAt: row.sourceAt }),
		...(row.syncState != null && { syncState: row.syncState }),
		cohort: row.cohort,
	};
}

function toCohortEntry(entry: { list: string; reason?: string | null }): CohortMark[] {
	const list = cohortListSchema.safeParse(entry.list);
	// A list of a later contract says nothing that this pack could act on (proposal 1.1).
	if (!list.success) return [];
	return [{ list: list.data, ...(entry.reason != null && { reason: entry.reason }) }];
}
