import { z } from 'zod';

import { parseWire } from '../parseWire';
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
	externalIds: z
		.array(
			z.object({
				system: z.string(),
				practiceId: z.string(),
				type: z.string(),
				value: z.string(),
				verification: z.string().nullish(),
			}),
		)
		.nullish(),
});

/**
 * The patients of this system and practice that HealthSail holds data of, page by page of its list of
 * customers. Left out are merged customers, those that were stripped, and ids that are not verified.
 * Throws SafeError.
 */
export async function* knownPatients({
	client,
	port: { scope },
}: Session): AsyncGenerator<KnownPatient, void, void> {
	const query = { limit: pageSize, fields: 'status,syncState,externalIds' };
	for await (const page of client.list('/customers', query)) {
		for (const row of page) {
			const { id, version, status, syncState, externalIds } = parseWire(rowSchema, row, {
				system: 'healthsail',
				operation: 'listCustomers',
				correlationId: client.correlationId,
			});
			if (status === 'merged' || syncState === 'left' || syncState === 'excluded') continue;
			for (const externalId of externalIds ?? []) {
				const isOwn =
					externalId.system === scope.system &&
					externalId.practiceId === scope.practiceId &&
					externalId.type === 'patient' &&
					externalId.verification === 'verified';
				if (isOwn) yield { id: externalId.value, customerId: id, version };
			}
		}
	}
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
