import { z } from 'zod';

import { externalIdsSchema } from '../healthsail/externalIds';
import type { LookupRow } from '../healthsail/lookup';
import { lookupCustomers } from '../healthsail/lookup';
import { parseWire } from '../parseWire';
import type { KnownPatientIds } from './port';
import type { Session } from './session';

/** A patient of this practice that HealthSail knows: the customer with this id. */
export interface KnownPatient {
	readonly id: string;
	readonly customerId: string;
	readonly version: number;
}

/** Largest page that the contract serves (proposal 1.4). */
const pageSize = 200;

const rowSchema = z.object({
	id: z.string().min(1),
	version: z.number().int(),
	status: z.string().nullish(),
	syncState: z.string().nullish(),
	externalIds: externalIdsSchema,
});

/** Members of a customer that tell which patients of a practice it holds data of. */
const fields = 'status,syncState,externalIds';

/**
 * The patients of this system and practice that HealthSail holds data of, page by page of its list of
 * customers. Left out are merged customers, those that were stripped, and ids that are not verified.
 * Throws SafeError.
 */
export async function* knownPatients(session: Session): AsyncGenerator<KnownPatient, void, void> {
	for await (const page of session.client.list('/customers', { limit: pageSize, fields })) {
		for (const row of page) yield* patientsOf(session, row);
	}
}

function patientsOf({ client, port: { scope } }: Session, row: unknown): KnownPatient[] {
	const { id, version, status, syncState, externalIds } = parseWire(rowSchema, row, {
		system: 'healthsail',
		operation: 'listCustomers',
		correlationId: client.correlationId,
	});
	if (status === 'merged' || syncState === 'left' || syncState === 'excluded') return [];
	return (externalIds ?? [])
		.filter(
			(externalId) =>
				externalId.system === scope.system &&
				externalId.practiceId === scope.practiceId &&
				externalId.type === 'patient' &&
				externalId.verification === 'verified',
		)
		.map(({ value }) => ({ id: value, customerId: id, version }));
}

const listSchema = z.object({
	data: z.array(z.unknown()),
	page: z.object({ nextCursor: z.string().nullish() }).nullish(),
});

/** The same patients for a port that reads them singly, a part of the list at a time. */
export function knownPatientIds(session: Session): KnownPatientIds {
	const { client, port } = session;
	const { system, practiceId } = port.scope;
	return {
		async page(limit, cursor) {
			const { data, page } = await client.parsed(
				{
					operation: 'listCustomers',
					method: 'GET',
					path: '/customers',
					query: { limit: Math.min(limit, pageSize), fields, ...(cursor && { cursor }) },
				},
				listSchema,
			);
			const nextCursor = page?.nextCursor;
			return {
				ids: data.flatMap((row) => patientsOf(session, row)).map(({ id }) => id),
				...(nextCursor && { nextCursor }),
			};
		},
		async among(ids) {
			const rows = await lookupCustomers(
				client,
				ids.map((value) => ({ system, practiceId, type: 'patient' as const, value })),
			);
			return new Set(ids.filter((id) => isStored(rows.get(id))));
		},
	};
}

/** A customer without a hash of its content was perhaps not stored to its end. */
function isStored(row: LookupRow | undefined): boolean {
	return (
		row?.customerId !== undefined &&
		row.contentHash !== undefined &&
		row.syncState !== 'left' &&
		row.syncState !== 'excluded'
	);
}

const reviewSchema = z.object({
	pair: z.object({ externalId: z.object({ value: z.string() }), customerId: z.string() }),
});

/**
 * Of patients that are gone, those about whom nobody has decided yet. Where a person looked at a
 * vanished patient and let the link stay, that word holds: the review was decided with `link`.
 * Throws SafeError.
 */
export async function notAccepted(
	{ client, port: { scope } }: Session,
	gone: readonly KnownPatient[],
): Promise<readonly KnownPatient[]> {
	if (gone.length === 0) return gone;
	const accepted = new Set<string>();
	const query = {
		limit: pageSize,
		state: 'decided',
		decision: 'link',
		kind: 'vanished',
		pmSystem: scope.system,
		practiceId: scope.practiceId,
		fields: 'pair',
	};
	for await (const page of client.list('/match-reviews', query)) {
		for (const row of page) {
			const { pair } = parseWire(reviewSchema, row, {
				system: 'healthsail',
				operation: 'listMatchReviews',
				correlationId: client.correlationId,
			});
			accepted.add(keyOf(pair.externalId.value, pair.customerId));
		}
	}
	return gone.filter(({ id, customerId }) => !accepted.has(keyOf(id, customerId)));
}

function keyOf(patientId: string, customerId: string): string {
	return JSON.stringify([patientId, customerId]);
}
