import { z } from 'zod';

/**
 * The external ids of a HealthSail record as it answers them (contract section 15). `verification`
 * absent = the record is of a kind whose ids are not verified.
 */
export const externalIdsSchema = z
	.array(
		z.object({
			system: z.string(),
			practiceId: z.string(),
			type: z.string(),
			value: z.string(),
			verification: z.string().nullish(),
		}),
	)
	.nullish();
