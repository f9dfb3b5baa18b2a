import { z } from 'zod';

/**
 * A vendor field that keeps a patient out of the sync. Text is compared without regard to case and
 * repeated spaces; `reason` is the word stored with the exclusion, so it is a code and not prose.
 */
export const flagRuleSchema = z
	.object({
		field: z.string().min(1),
		match: z.enum(['contains', 'equals']),
		value: z.string().trim().min(1),
		reason: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, {
			message: 'must be a code of lower-case letters, digits and underscores',
		}),
	})
	.strict();
export type FlagRule = z.infer<typeof flagRuleSchema>;
