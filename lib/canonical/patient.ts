import { z } from 'zod';

import { coverageSchema } from './coverage';
import { externalIdSchema, pmSystemSchema } from './externalId';

export const phoneUseSchema = z.enum(['mobile', 'home', 'work']);

/** A telephone; `number` is E.164. */
export const phoneSchema = z.object({
	use: phoneUseSchema,
	number: z.string().min(1),
	extension: z.string().optional(),
	preferred: z.boolean().optional(),
});
export type Phone = z.infer<typeof phoneSchema>;

export const addressSchema = z.object({
	use: z.enum(['home', 'mailing', 'shipping', 'billing']),
	line1: z.string().optional(),
	line2: z.string().optional(),
	city: z.string().optional(),
	region: z.string().optional(),
	postalCode: z.string().optional(),
	country: z.string().optional(),
});
export type Address = z.infer<typeof addressSchema>;

export const emergencyContactSchema = z.object({
	name: z.string().min(1),
	relationship: z.string().optional(),
	phones: z.array(phoneSchema),
});
export type EmergencyContact = z.infer<typeof emergencyContactSchema>;

/**
 * A patient as every practice system is mapped to it.
 *
 * Absent is not null: an absent member was not asked for or not sent; `null` is known to be empty.
 * `birthDate` is a civil date (YYYY-MM-DD). `sourceAt` is the vendor's own last-modified time as
 * RFC 3339 UTC where the vendor tells one. `coverages` absent = not read; empty = has none.
 */
export const patientSchema = z.object({
	system: pmSystemSchema,
	practiceId: z.string().min(1),
	id: z.string().min(1),
	externalIds: z.array(externalIdSchema),
	active: z.boolean().optional(),
	deceased: z.boolean().optional(),
	givenName: z.string().nullish(),
	middleName: z.string().nullish(),
	familyName: z.string().nullish(),
	suffix: z.string().nullish(),
	birthDate: z.string().nullish(),
	administrativeSex: z.enum(['male', 'female', 'other', 'unknown']).nullish(),
	email: z.string().nullish(),
	phones: z.array(phoneSchema).optional(),
	addresses: z.array(addressSchema).optional(),
	emergencyContacts: z.array(emergencyContactSchema).optional(),
	coverages: z.array(coverageSchema).optional(),
	primaryProviderId: z.string().nullish(),
	homeLocationId: z.string().nullish(),
	sourceAt: z.string().nullish(),
});
export type Patient = z.infer<typeof patientSchema>;
