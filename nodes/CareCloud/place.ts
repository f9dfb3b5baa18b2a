import { z } from 'zod';

import { SafeError } from '../../lib/privacy/errors';

const civilDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/**
 * How far a read of patients has come. With `known`, it is still at the patients whom HealthSail
 * holds: at this place of HealthSail's list, ids up to `afterId` of that part done. Then it goes
 * through the appointments of `from` to `until` from the last days to the first: `to` is the end of
 * the span under way, and patients up to `afterId` of that span are done.
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
		known: z
			.object({
				cursor: z.string().max(2000).optional(),
				/** Customers that a part of the list has. */
				limit: z.number().int().min(1),
				/** Not a count: a customer who left meanwhile would move the others up. */
				afterId: z.string().min(1).max(64).optional(),
			})
			.strict()
			.optional(),
	})
	.strict();
export type Place = z.infer<typeof placeSchema>;

/** Reads a cursor. Throws SafeError `validation` when it is not one of this kind of read. */
export function parsePlace(cursor: string, read: Place['read']): Place {
	const result = placeSchema.safeParse(parseJson(cursor));
	if (result.success && result.data.read === read) return result.data;
	throw wrongCursor();
}

/** The refusal of a cursor that another operation made. */
export function wrongCursor(): SafeError {
	return new SafeError({
		kind: 'validation',
		message: 'The cursor is not one of this operation.',
		nextStep:
			'Give the cursor from the Page output of the same operation, or leave it empty to start at the first page.',
		system: 'carecloud',
		fields: ['cursor'],
	});
}

/** The value of a JSON text; undefined when it is none. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}
