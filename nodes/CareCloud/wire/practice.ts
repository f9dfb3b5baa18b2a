import { z } from 'zod';

import { wireId, wireList, wireReference, wireText } from './members';

/** What a token opens (sheet 3). The practice's id is a text here, a number on records (9.3). */
export const authorizationSchema = z.object({
	scopes: z.array(z.string()).nullish(),
	business_entity: z.object({ id: wireId, name: wireText }),
});

const specialtySchema = z.object({ name: wireText, taxonomy: wireText }).nullish();

/** A provider of the list (sheet 4.3). */
export const providerSchema = z.object({
	id: wireId,
	npi: wireText,
	name: wireText,
	first_name: wireText,
	last_name: wireText,
	specialty: specialtySchema,
});
export type CareCloudProvider = z.output<typeof providerSchema>;

/** A location of the list (sheet 4.3). */
export const locationSchema = z.object({
	id: wireId,
	name: wireText,
	place_of_service_code: wireText,
	address: z
		.object({
			line1: wireText,
			line2: wireText,
			city: wireText,
			zip_code: wireText,
			state_name: wireText,
			state_code: wireText,
		})
		.nullish(),
	phones: wireList(z.object({ phone_number: wireText, is_primary: z.boolean().nullish() })),
});
export type CareCloudLocation = z.output<typeof locationSchema>;

/** A column of the schedule; only the single read tells its provider (sheet 4.3). */
export const resourceSchema = z.object({
	id: wireId,
	default_provider: z.object({ id: wireReference }).nullish(),
});

/** A kind of visit (sheet 4.3). */
export const visitReasonSchema = z.object({ id: wireId, name: wireText });

/** A reason for a cancellation (sheet 4.2). */
export const cancelReasonSchema = z.object({
	id: wireId,
	name: wireText,
	is_default: z.boolean().nullish(),
});

/** Open time of one column (sheet 4.3). */
export const availabilitySchema = z.object({
	location: z.object({ id: wireReference }).nullish(),
	visit_reason: z.object({ id: wireReference }).nullish(),
	resource: z.object({ id: wireReference }).nullish(),
	slots: z.array(z.object({ start_time: z.string(), end_time: z.string() })),
});
