import type { Appointment } from '../../../lib/canonical/appointment';
import type { ExternalId } from '../../../lib/canonical/externalId';
import type { Patient } from '../../../lib/canonical/patient';

/** A record that could not be read; the others go on. */
export interface FailedRecord {
	readonly id: string;
	readonly error: unknown;
}

/**
 * A record about a patient (appointment, encounter, charge) as a port hands it over.
 * `recordPracticeId` is what the record itself says; undefined = it does not say, and the port
 * answers for it, because it asked for one practice.
 */
export interface SourceRecord<Content> {
	readonly record: Content;
	readonly recordPracticeId: string | undefined;
}

/**
 * One visit as it stands in the practice system. `awaitsMove`: it was taken off its time and is still
 * to be given another, where the system tells that from a visit that was moved.
 */
export interface SourceVisit extends SourceRecord<Appointment> {
	readonly awaitsMove?: true;
}

/** Civil dates, both ends included, on the practice's clock. */
export interface DateWindow {
	readonly from: string;
	readonly to: string;
}

export interface AppointmentPageRequest {
	/**
	 * `window`: all of these days. `changed`: those that changed since `since`, on whatever day they
	 * stand now, since one that left the days is a change too.
	 */
	readonly read: 'window' | 'changed';
	/** For `changed` only where the system has no changed-since: its port answers these days. */
	readonly window: DateWindow;
	/** RFC 3339 UTC; required for `changed`. */
	readonly since?: string;
	readonly patientId?: string;
	/** Opaque; absent = first page. */
	readonly cursor?: string;
	readonly pageSize: number;
}

export interface AppointmentPage {
	readonly appointments: ReadonlyArray<SourceRecord<Appointment>>;
	readonly failed: readonly FailedRecord[];
	/** Absent = this was the last page. */
	readonly nextCursor?: string;
	/** RFC 3339 UTC: where the next `changed` read starts. */
	readonly readStartedAt: string;
}

/** A visit to be booked. `startsAt` RFC 3339 UTC; `reference` is our short reference. */
export interface AppointmentBooking {
	readonly patientId: string;
	readonly providerId?: string;
	readonly locationId?: string;
	/** The column, room or other thing that is booked, where the system books such a thing. */
	readonly resourceId?: string;
	readonly typeId?: string;
	readonly startsAt: string;
	readonly durationMinutes: number;
	readonly reason?: string;
	readonly reference: string;
}

export interface SlotQuery {
	readonly window: DateWindow;
	readonly providerId?: string;
	readonly locationId?: string;
	readonly resourceId?: string;
	readonly typeId?: string;
	/** Needed where slots are computed and the kind of visit tells no duration. */
	readonly durationMinutes?: number;
}

/** Two records that the practice made one. */
export interface SourceMerge {
	readonly survivorId: string;
	readonly loserId: string;
	/** RFC 3339 UTC; null where the system does not tell. */
	readonly mergedAt: string | null;
}

/**
 * A patient as a second interface of the same vendor shows it (design 19): `id` is of type fhir or
 * gapi, and `patient.externalIds` names it beside the numbers that the second interface tells.
 */
export interface SecondRecord {
	readonly id: ExternalId;
	readonly patient: Patient;
}

/** Something for staff to read: a task, message, memo or note. Plain text. */
export interface StaffNotice {
	readonly patientId: string;
	readonly subject: string;
	readonly body: string;
	/** Our short reference; the port puts it where the sheet says. */
	readonly reference: string;
}

/** A file for the patient's record. */
export interface PatientDocument {
	readonly patientId: string;
	readonly name: string;
	readonly mimeType: string;
	/** Base64. */
	readonly content: string;
	readonly label?: string;
	readonly notes?: string;
	readonly reference: string;
}

/** What a write made: the vendor's id where it tells one, and where people find it. */
export interface Written {
	readonly id: string | null;
	/** In words of the vendor's own screens, such as `memo` or `task`. */
	readonly place: string;
}
