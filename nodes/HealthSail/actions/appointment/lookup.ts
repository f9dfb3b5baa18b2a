import { z } from 'zod';

import type { AppointmentExternalId } from '../../../../lib/canonical/appointment';
import type { HealthSailClient } from '../../../common/healthsail/client';
import { wireShapeError } from '../../../common/healthsail/errors';

const operation = 'lookupAppointments';

const rowSchema = z.object({
	externalId: z.object({
		system: z.string(),
		practiceId: z.string(),
		type: z.string(),
		value: z.string(),
	}),
	appointmentId: z.string().optional(),
	version: z.number().int().optional(),
	contentHash: z.string().optional(),
	observedAt: z.string().optional(),
	sourceAt: z.string().nullish(),
});
export type AppointmentRow = z.output<typeof rowSchema>;

const answerSchema = z.object({ data: z.array(rowSchema) });

/**
 * Asks HealthSail which appointments carry these external ids (contract: POST /appointments/lookup).
 *
 * @param externalIds 100 at most; they travel in the body, never in a URL
 * @returns one row per id, in their order; without `appointmentId` nothing is known of it
 * @throws SafeError; `wireShape` when the answer leaves out an id that was asked for
 */
export async function lookupAppointments(
	client: HealthSailClient,
	externalIds: readonly AppointmentExternalId[],
): Promise<AppointmentRow[]> {
	const answer = await client.parsed(
		{
			operation,
			method: 'POST',
			path: '/appointments/lookup',
			body: { externalIds },
			isRepeatable: true,
		},
		answerSchema,
	);
	const rows = new Map(answer.data.map((row) => [keyOf(row.externalId), row]));
	return externalIds.map((externalId) => {
		const row = rows.get(keyOf(externalId));
		if (!row) throw wireShapeError(operation, undefined, client.correlationId);
		return row;
	});
}

/** One text per external id; only ever used in memory. */
export function keyOf(id: AppointmentRow['externalId']): string {
	return JSON.stringify([id.system, id.practiceId, id.type, id.value]);
}
