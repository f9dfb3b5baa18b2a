import { z } from 'zod';

import { wireFlag, wireId, wireReference, wireText } from './members';

/** What a read of patients by appointments needs of a row (sheet 5). */
export const meetingSchema = z.object({
	id: wireId,
	patient: z.object({ id: wireReference }).nullish(),
	updated_at: wireText,
	business_entity_id: wireReference,
});

/** An appointment of the list or of the single read (sheet 4.2). */
export const appointmentSchema = meetingSchema.extend({
	appointment_status: z.object({ id: wireReference, name: wireText }).nullish(),
	location: z.object({ id: wireReference }).nullish(),
	cancellation_details: z.object({ detail: wireText }).nullish(),
	chief_complaint: wireText,
	comments: wireText,
	is_confirmed: wireFlag,
	arrived_at: wireText,
	departed_at: wireText,
	visit_reason_id: wireReference,
	resource_id: wireReference,
	provider_id: wireReference,
	start_time: z.string().min(1),
	end_time: wireText,
});
export type CareCloudAppointment = z.output<typeof appointmentSchema>;
