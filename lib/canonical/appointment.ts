import { z } from 'zod';

import { externalIdSchema } from './externalId';

/** Where a visit stands: the words of the HealthSail contract (section 3). */
export const appointmentStatusSchema = z.enum([
	'booked',
	'confirmed',
	'arrived',
	'in_progress',
	'completed',
	'cancelled',
	'no_show',
	'rescheduled',
	'unknown',
]);
export type AppointmentStatus = z.infer<typeof appointmentStatusSchema>;

/** How patient and provider meet; a visit by phone is `telehealth` (contract section 3). */
export const appointmentModalitySchema = z.enum(['in_person', 'telehealth']);
export type AppointmentModality = z.infer<typeof appointmentModalitySchema>;

const instantSchema = z.string().datetime();

/** The id of an appointment in one practice of one system. */
export const appointmentExternalIdSchema = externalIdSchema.extend({
	type: z.literal('appointment'),
});
export type AppointmentExternalId = z.infer<typeof appointmentExternalIdSchema>;

/**
 * An appointment as every practice system is mapped to it.
 *
 * `patientId`, `providerId`, `locationId` and `type.id` are the ids of that system. `startsAt`,
 * `endsAt` and `sourceAt` (the vendor's own last-modified time) are RFC 3339 UTC; `timeZone` is the
 * IANA zone of the place. A vendor's status that has no word here is `unknown`. `modality` absent or
 * null = the vendor does not tell; it is not guessed. `reason` is the visit reason as staff typed
 * it: patient data of the highest tier, which is never sent to HealthSail.
 */
export const appointmentSchema = z.object({
	system: externalIdSchema.shape.system,
	practiceId: z.string().min(1),
	id: z.string().min(1),
	externalIds: z.array(appointmentExternalIdSchema),
	patientId: z.string().min(1).nullish(),
	providerId: z.string().min(1).nullish(),
	locationId: z.string().min(1).nullish(),
	type: z.object({ id: z.string().min(1).nullish(), name: z.string().min(1).nullish() }),
	startsAt: instantSchema,
	endsAt: instantSchema.nullable(),
	timeZone: z.string().regex(/^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)*$/),
	status: appointmentStatusSchema,
	modality: appointmentModalitySchema.nullish(),
	reason: z.string().nullish(),
	rescheduledFromId: z.string().min(1).nullish(),
	sourceAt: instantSchema.nullish(),
});
export type Appointment = z.infer<typeof appointmentSchema>;
