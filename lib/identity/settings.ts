import { z } from 'zod';

/**
 * Thresholds of the matcher; part of the practice profile. Scores are in bits: log2 of the odds that
 * two records are the same person, the prior included.
 */
export const identitySettingsSchema = z
	.object({
		/** From this score on a pair is probable and is linked, unless a guard stops it. */
		linkScore: z.number().min(0).max(60),
		/** From this score on a pair is possible and goes to a person. */
		reviewScore: z.number().min(-20).max(60),
		/** `certain`: only own identifiers and approved combinations link. */
		linkAt: z.enum(['probable', 'certain']),
		/**
		 * Persons the candidates were picked from, for the prior, where the matcher sees candidates
		 * only and not the whole list.
		 */
		populationSize: z.number().int().min(1).max(100_000_000),
	})
	.strict();
export type IdentitySettings = z.infer<typeof identitySettingsSchema>;
