import { z } from 'zod';

import type { XmlElement } from '../../../lib/values/xml';
import { child, children, textMembers } from '../../../lib/values/xml';
import type { WireFacts } from '../../common/parseWire';
import { parseWire } from '../../common/parseWire';
import { wireId, wireReference, wireText } from './members';

/** A doctor among the things that an appointment takes; 2 is a room or a device (sheet 4.5). */
const doctor = '1';
const places = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

const rowSchema = z.object({
	ID: wireId,
	PatientID: wireReference,
	PracticeID: wireReference,
	PracticeName: wireText,
	Type: wireText,
	ConfirmationStatus: wireText,
	StartDate: wireText,
	EndDate: wireText,
	ServiceLocationID: wireReference,
	AppointmentReasonID1: wireReference,
	AppointmentReason1: wireText,
	Notes: wireText,
	LastModifiedDate: wireText,
});

/** A row of GetAppointments as read (sheet 4.5), with the providers whose time it takes. */
export interface TebraAppointmentRow extends z.output<typeof rowSchema> {
	readonly providerIds: readonly string[];
	/** Whether the row tells at least one thing that is taken; accounts before 2024 tell names alone. */
	readonly namesResources: boolean;
}

/** Reads an AppointmentData row. Throws SafeError `wireShape`. */
export function readAppointmentRow(element: XmlElement, facts: WireFacts): TebraAppointmentRow {
	const members = textMembers(element);
	const resources = places.flatMap((place) => {
		const id = members[`ResourceID${place}`]?.trim();
		const type = members[`ResourceTypeID${place}`]?.trim();
		return id && id !== '0' ? [{ id, type }] : [];
	});
	return {
		...parseWire(rowSchema, members, facts),
		providerIds: resources.filter(({ type }) => !type || type === doctor).map(({ id }) => id),
		namesResources: resources.length > 0,
	};
}

const detailSchema = z.object({
	AppointmentId: wireId,
	AppointmentMode: wireText,
	AppointmentName: wireText,
	AppointmentReasonId: wireReference,
	AppointmentStatus: wireText,
	AppointmentType: wireText,
	EndTime: wireText,
	InsurancePolicyAuthorizationId: wireReference,
	IsGroupAppointment: wireText,
	IsRecurring: wireText,
	MaxAttendees: wireReference,
	Notes: wireText,
	OccurrenceId: wireReference,
	PatientCaseId: wireReference,
	PracticeId: wireReference,
	ProviderId: wireReference,
	ResourceId: wireReference,
	ServiceLocationId: wireReference,
	StartTime: wireText,
});

/** What GetAppointment answers (sheet 4.5): all that an update has to send back. */
export interface TebraAppointment extends z.output<typeof detailSchema> {
	readonly patientId: string | null | undefined;
	readonly resourceIds: readonly string[];
}

/** Reads the Appointment of an answer. Throws SafeError `wireShape`. */
export function readAppointment(element: XmlElement, facts: WireFacts): TebraAppointment {
	const summary = child(element, 'PatientSummary');
	const list = child(element, 'ResourceIds');
	const { PatientId } = parseWire(
		z.object({ PatientId: wireReference }),
		summary === undefined ? {} : textMembers(summary),
		facts,
	);
	return {
		...parseWire(detailSchema, textMembers(element), facts),
		patientId: PatientId,
		resourceIds: (list === undefined ? [] : children(list, 'long'))
			.map(({ text }) => text.trim())
			.filter((text) => /^\d{1,18}$/.test(text)),
	};
}

/** AppointmentReasonData (sheet 4.5). */
export const reasonSchema = z.object({
	AppointmentReasonId: wireId,
	Name: wireText,
	DefaultDurationMinutes: wireText,
});
