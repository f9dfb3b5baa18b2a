import { z } from 'zod';

import { externalIdSchema, pmSystemSchema } from './externalId';

const civilDateSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** A code as the system wrote it, with its system where that is told. */
export const codeSchema = z.object({
	code: z.string().min(1),
	system: z.enum(['icd10', 'cpt', 'hcpcs', 'snomed', 'local']),
	text: z.string().nullish(),
});
export type Code = z.infer<typeof codeSchema>;

/** Something that the provider recommended; `by` is the civil date until which it should happen. */
export const recommendationSchema = z.object({
	kind: z.enum(['plan', 'recall', 'order', 'goal', 'note']),
	text: z.string().nullish(),
	code: codeSchema.nullish(),
	by: civilDateSchema.nullish(),
});
export type ProviderRecommendation = z.infer<typeof recommendationSchema>;

/**
 * A visit that takes or took place. `isComplete` = the provider has signed or closed it, so that its
 * content no longer changes; null = the system does not tell. `isSensitive` = the practice keeps it
 * from the patient's portal. Times are RFC 3339 UTC. An absent list was not read.
 */
export const encounterSchema = z.object({
	system: pmSystemSchema,
	practiceId: z.string().min(1),
	id: z.string().min(1),
	externalIds: z.array(externalIdSchema),
	patientId: z.string().min(1),
	appointmentId: z.string().min(1).nullish(),
	providerId: z.string().min(1).nullish(),
	locationId: z.string().min(1).nullish(),
	status: z.enum(['planned', 'arrived', 'in_progress', 'finished', 'cancelled', 'unknown']),
	isComplete: z.boolean().nullable(),
	isSensitive: z.boolean(),
	startsAt: z.string().datetime().nullish(),
	endsAt: z.string().datetime().nullish(),
	diagnoses: z.array(codeSchema).optional(),
	procedures: z
		.array(
			codeSchema.extend({
				modifiers: z.array(z.string()).optional(),
				units: z.number().positive().nullish(),
			}),
		)
		.optional(),
	recommendations: z.array(recommendationSchema).optional(),
	sourceAt: z.string().datetime().nullish(),
});
export type Encounter = z.infer<typeof encounterSchema>;
