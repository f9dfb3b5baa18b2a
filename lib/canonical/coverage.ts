import { z } from 'zod';

import { externalIdSchema } from './externalId';

/** Money in integer minor units (contract 1.3). */
export const moneySchema = z.object({ amount: z.number().int(), currency: z.literal('USD') });
export type Money = z.infer<typeof moneySchema>;

/**
 * One insurance policy of a patient. Dates are civil dates (YYYY-MM-DD). Coverage on file is not a
 * payer's answer: `status` is `unverified` unless the system says it ended.
 */
export const coverageSchema = z.object({
	id: z.string().min(1),
	externalIds: z.array(externalIdSchema),
	priority: z.enum(['primary', 'secondary', 'tertiary']),
	status: z.enum(['active', 'inactive', 'unverified', 'terminated']),
	payer: z.object({ id: z.string().nullish(), name: z.string().nullish() }),
	plan: z.object({
		id: z.string().nullish(),
		name: z.string().nullish(),
		type: z.enum([
			'commercial',
			'medicare',
			'medicare_advantage',
			'medicaid',
			'tricare',
			'workers_comp',
			'auto',
			'other',
		]),
		groupNumber: z.string().nullish(),
	}),
	memberId: z.string().nullish(),
	subscriber: z.object({
		relationship: z.enum(['self', 'spouse', 'child', 'other']),
		givenName: z.string().nullish(),
		familyName: z.string().nullish(),
		birthDate: z.string().nullish(),
	}),
	effectiveFrom: z.string().nullish(),
	effectiveTo: z.string().nullish(),
	copay: moneySchema.nullish(),
	caseId: z.string().nullish(),
	caseName: z.string().nullish(),
});
export type Coverage = z.infer<typeof coverageSchema>;
