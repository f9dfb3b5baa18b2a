import { z } from 'zod';

import { externalIdSchema } from './externalId';

/** A practice (tenant) inside a vendor account. */
export const practiceSchema = z.object({
	id: z.string().min(1),
	name: z.string().nullish(),
	npi: z.string().nullish(),
	active: z.boolean().optional(),
});
export type Practice = z.infer<typeof practiceSchema>;

export const providerSchema = z.object({
	id: z.string().min(1),
	externalIds: z.array(externalIdSchema),
	givenName: z.string().nullish(),
	familyName: z.string().nullish(),
	credentials: z.string().nullish(),
	npi: z.string().nullish(),
	specialty: z.string().nullish(),
	active: z.boolean(),
});
export type Provider = z.infer<typeof providerSchema>;

export const locationSchema = z.object({
	id: z.string().min(1),
	externalIds: z.array(externalIdSchema),
	name: z.string().nullish(),
	line1: z.string().nullish(),
	line2: z.string().nullish(),
	city: z.string().nullish(),
	region: z.string().nullish(),
	postalCode: z.string().nullish(),
	phone: z.string().nullish(),
	placeOfServiceCode: z.string().nullish(),
	timeZone: z.string().optional(),
});
export type Location = z.infer<typeof locationSchema>;
