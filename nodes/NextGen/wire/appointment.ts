import { z } from 'zod';

import {
	wireCount,
	wireFlag,
	wireGuid,
	wireObject,
	wireReference,
	wireText,
	wireTime,
} from './members';

/**
 * An appointment, as listed or as read (sheet 4.2). `id` and `appointmentId` are two names of the same
 * thing (sheet 9.10).
 */
export const appointmentSchema = wireObject({
	id: wireReference,
	appointmentId: wireReference,
	eventId: wireReference,
	eventName: wireText,
	appointmentDate: z.string(),
	beginTime: wireText,
	endTime: wireText,
	duration: wireCount,
	isCancelled: wireFlag,
	isRescheduled: wireFlag,
	rescheduledAppointmentId: wireReference,
	isDeleted: wireFlag,
	isKept: wireFlag,
	isNoShow: wireFlag,
	appointmentConfirmed: wireFlag,
	encounterId: wireReference,
	locationId: wireReference,
	practiceId: wireText,
	renderingProviderId: wireReference,
	resourceIds: z.array(wireReference).nullish(),
	personId: wireReference,
	details: wireText,
	description: wireText,
	virtualVisitLink: wireText,
	modifyTimestamp: wireTime,
	modifyTimestampUtc: wireTime,
	userDefined1: wireText,
	userDefined2: wireText,
	userDefined3: wireText,
	userDefined4: wireText,
	userDefined5: wireText,
	userDefined6: wireText,
	userDefined7: wireText,
	userDefined8: wireText,
}).refine((row) => Boolean(row.id ?? row.appointmentId), { path: ['id'] });
/** An appointment as read. */
export type AppointmentRow = z.output<typeof appointmentSchema>;

/** A thin row of /persons/{id}/appointments (sheet 4.2): no begin time, not always the old id. */
export const thinAppointmentSchema = wireObject({
	appointmentId: wireGuid,
	appointmentDate: z.string(),
	isCancelled: wireFlag,
	isRescheduled: wireFlag,
	isDeleted: wireFlag,
	isKept: wireFlag,
});

/** A slot of a schedule template (sheet 4.2); timeSlotCount is another spelling (sheet 9.10). */
export const slotSchema = wireObject({
	categoryId: wireReference,
	locationId: wireReference,
	resourceId: wireReference,
	startDate: z.string(),
	beginTime: wireText,
	duration: wireCount,
	appointmentCount: wireCount,
	timeslotCount: wireCount,
});
/** A slot as read. */
export type SlotRow = z.output<typeof slotSchema>;
