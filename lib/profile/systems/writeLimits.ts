import { z } from 'zod';

const length = z.number().int().min(1).max(1000);

/**
 * Most characters of a value that is written to a patient. What is longer goes to staff: a system that
 * publishes no lengths may cut a value without a word.
 */
export const writeLimitsSchema = z
	.object({
		/** First, middle and last name and suffix, each. */
		name: length,
		/** Each line of the street. */
		addressLine: length,
		city: length,
		email: length,
		/** Name of the emergency contact. */
		contactName: length,
	})
	.strict();
export type WriteLimits = z.infer<typeof writeLimitsSchema>;

/** Short enough for forms on paper; no vendor's sheet tells a length. */
export const writeLimits: WriteLimits = {
	name: 50,
	addressLine: 100,
	city: 50,
	email: 100,
	contactName: 100,
};
