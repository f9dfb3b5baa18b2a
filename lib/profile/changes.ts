import { z } from 'zod';

import { policyGroups } from '../changes/field';

/**
 * What happens when the practice changed a field after the patient's proposal was made from it.
 * `ask`: staff see both, marked as a conflict. `healthsail_proposes`: staff see the proposal unmarked.
 * `pm_wins`: the proposal is closed as superseded. `newest_wins`: the same when the practice's record
 * is the younger one; where its age is not told, staff are asked. Nothing is written unapproved.
 */
export const conflictPolicySchema = z.enum([
	'ask',
	'healthsail_proposes',
	'newest_wins',
	'pm_wins',
]);
export type ConflictPolicy = z.infer<typeof conflictPolicySchema>;

/**
 * Ways of an approved change into the practice: `direct` write, `notice` for staff (task, message,
 * memo, note or document, as the system has it), `hl7` ADT A31, `manual`: the review inbox lists it.
 */
export const deliveryChannelSchema = z.enum(['direct', 'notice', 'hl7', 'manual']);
export type DeliveryChannel = z.infer<typeof deliveryChannelSchema>;

const policies = Object.fromEntries(
	policyGroups.map((group) => [group, conflictPolicySchema]),
) as Record<(typeof policyGroups)[number], typeof conflictPolicySchema>;

/** How proposals of patients reach the practice (design 11, 20). */
export const changeSettingsSchema = z
	.object({
		policy: z.object(policies).strict(),
		/** In this order; what the system cannot do is passed over. */
		channels: z.array(deliveryChannelSchema).min(1).max(4),
		/** Days without an answer after which staff are reminded, once. */
		remindAfterDays: z.number().int().min(1).max(90),
		/** Days after which a request that staff did not act on is closed as unanswered. */
		unansweredAfterDays: z.number().int().min(1).max(365),
	})
	.strict();
export type ChangeSettings = z.infer<typeof changeSettingsSchema>;

/** Staff are asked about every conflict. A fresh copy each call. */
export function defaultChanges(): ChangeSettings {
	return {
		policy: {
			name: 'ask',
			birthDate: 'ask',
			administrativeSex: 'ask',
			email: 'ask',
			phone: 'ask',
			address: 'ask',
			emergencyContact: 'ask',
			coverage: 'ask',
		},
		channels: ['direct', 'notice', 'manual'],
		remindAfterDays: 3,
		unansweredAfterDays: 14,
	};
}
