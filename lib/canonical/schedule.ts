import { z } from 'zod';

const instantSchema = z.string().datetime();

/** A kind of visit that the practice offers; `durationMinutes` where the system tells one. */
export const appointmentTypeSchema = z.object({
	id: z.string().min(1),
	name: z.string().nullish(),
	durationMinutes: z.number().int().positive().nullish(),
	active: z.boolean(),
});
export type AppointmentType = z.infer<typeof appointmentTypeSchema>;

/**
 * Time in which a visit can begin. `resourceId` is what is booked where the system books a column or
 * a room and not a provider. `startsAt` and `endsAt` are RFC 3339 UTC. `origin`: the system's own
 * answer, or computed by this pack from schedule and opening hours.
 */
export const slotSchema = z.object({
	id: z.string().min(1).nullish(),
	providerId: z.string().min(1).nullish(),
	locationId: z.string().min(1).nullish(),
	resourceId: z.string().min(1).nullish(),
	appointmentTypeId: z.string().min(1).nullish(),
	startsAt: instantSchema,
	endsAt: instantSchema,
	timeZone: z.string().min(1),
	capacity: z.number().int().min(1),
	remaining: z.number().int().min(0),
	origin: z.enum(['pm_slot', 'computed']),
});
export type Slot = z.infer<typeof slotSchema>;
