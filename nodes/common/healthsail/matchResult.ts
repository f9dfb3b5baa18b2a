import { z } from 'zod';

import { bands, grades } from '../../../lib/identity/decision';

/**
 * What Patient Match says of an item, as member `match`: codes and sentences, no value of the
 * person. `band` decides what may be done with it; the ids name the customer (or, where the
 * candidates are no customers, the record) that it is linked to or that a person has to look at.
 */
export const matchResultSchema = z.object({
	band: z.enum(bands),
	grade: z.enum(grades),
	/** Bits; absent where there is no candidate. */
	score: z.number().optional(),
	customerId: z.string().min(1).optional(),
	version: z.number().int().optional(),
	candidateId: z.string().optional(),
	reasons: z.array(z.string()),
	explanation: z.string().optional(),
	others: z
		.array(
			z.object({
				customerId: z.string().min(1).optional(),
				candidateId: z.string().optional(),
				grade: z.enum(grades),
				score: z.number(),
				reasons: z.array(z.string()),
			}),
		)
		.optional(),
});
export type MatchResult = z.output<typeof matchResultSchema>;
