import { z } from 'zod';

import { moneySchema } from './coverage';
import { pmSystemSchema } from './externalId';

/**
 * What a practice system knows of a payer's answer about one policy: at best a stored result, never
 * more than the system tells. `pending` = asked and not answered yet; `requestId` then names the
 * request. Dates are civil dates, times RFC 3339 UTC.
 */
export const eligibilityResultSchema = z.object({
	system: pmSystemSchema,
	practiceId: z.string().min(1),
	patientId: z.string().min(1),
	coverageId: z.string().min(1).nullish(),
	requestId: z.string().min(1).nullish(),
	status: z.enum(['pending', 'active', 'inactive', 'unknown', 'error']),
	/** The system's own word or code. */
	statusText: z.string().nullish(),
	serviceTypeCode: z.string().nullish(),
	checkedAt: z.string().datetime().nullish(),
	copay: moneySchema.nullish(),
	deductible: moneySchema.nullish(),
	deductibleMet: moneySchema.nullish(),
});
export type EligibilityResult = z.infer<typeof eligibilityResultSchema>;
