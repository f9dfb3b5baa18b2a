import { z } from 'zod';

/** The practice-management systems a record can come from (contract 1.3). */
export const pmSystemSchema = z.enum([
	'tebra',
	'advancedmd',
	'carecloud',
	'nextgen',
	'greenway_intergy',
	'greenway_prime_suite',
]);
export type PmSystem = z.infer<typeof pmSystemSchema>;

/** What the value of an external id names (contract sections 2 and 15). */
export const externalIdTypeSchema = z.enum([
	'patient',
	'chart',
	'case',
	'person',
	'fhir',
	'gapi',
	'hl7',
	'policy',
	'provider',
	'location',
	'carrier',
]);
export type ExternalIdType = z.infer<typeof externalIdTypeSchema>;

/** One record's id in one practice of one system; unique on all four members. */
export const externalIdSchema = z.object({
	system: pmSystemSchema,
	practiceId: z.string().min(1),
	type: externalIdTypeSchema,
	value: z.string().min(1),
});
export type ExternalId = z.infer<typeof externalIdSchema>;
