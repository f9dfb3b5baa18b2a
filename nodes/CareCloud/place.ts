import { z } from 'zod';

import { readCursor, wrongCursor } from '../common/practice/cursor';

const civilDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/**
 * How far a read of patients has come. With `known`, it is still at the patients whom HealthSail
 * holds: at this place of HealthSail's list. Then it goes through the appointments of `from` to `until`
 * from the last days to the first: `to` is the end of the span under way, and patients up to `afterId`
 * of that span are done.
 */
export const placeSchema = z
	.object({
		read: z.enum(['all', 'changed']),
		/** RFC 3339 UTC. */
		startedAt: z.string().datetime(),
		from: civilDate,
		until: civilDate,
		to: civilDate,
		afterId: z.string().min(1).max(64).optional(),
		/** What an earlier version wrote beside it is passed over: the part is then read from its start. */
		known: z
			.object({
				cursor: z.string().max(2000).optional(),
				/** Customers that a part of the list has. */
				limit: z.number().int().min(1),
			})
			.optional(),
	})
	.strict();
export type Place = z.infer<typeof placeSchema>;

/** Reads a cursor. Throws SafeError `validation` when it is not one of this kind of read. */
export function parsePlace(cursor: string, read: Place['read']): Place {
	const place = readCursor(placeSchema, cursor, 'carecloud');
	if (place.read !== read) throw wrongCursor('carecloud');
	return place;
}
