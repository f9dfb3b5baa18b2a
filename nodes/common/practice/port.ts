import type { Appointment } from '../../../lib/canonical/appointment';
import type { EligibilityResult } from '../../../lib/canonical/eligibility';
import type { Encounter } from '../../../lib/canonical/encounter';
import type { PmSystem } from '../../../lib/canonical/externalId';
import type { Balance, Charge, LedgerPayment } from '../../../lib/canonical/ledger';
import type { Patient } from '../../../lib/canonical/patient';
import type { FieldChange } from '../../../lib/changes/field';
import type { RefusedChange } from '../../../lib/changes/refusal';
import type { Location, Practice, Provider } from '../../../lib/canonical/practice';
import type { AppointmentType, Slot } from '../../../lib/canonical/schedule';
import type { PracticeProfile } from '../../../lib/profile/schema';
import type {
	AppointmentBooking,
	AppointmentPage,
	AppointmentPageRequest,
	DateWindow,
	FailedRecord,
	PatientDocument,
	SecondRecord,
	SlotQuery,
	SourceMerge,
	SourceRecord,
	SourceVisit,
	StaffNotice,
	Written,
} from './records';

export type { FailedRecord } from './records';

/** The practice one credential serves; everything else is fenced off (design 10). */
export interface PracticeScope {
	readonly system: PmSystem;
	readonly practiceId: string;
	readonly practiceName?: string;
	/** IANA zone of the practice. */
	readonly timeZone: string;
	readonly profile: PracticeProfile;
}

/**
 * A record as a vendor port hands it over, before the shared operations fence, filter and audit it.
 * `practiceId` is what the record itself says (undefined = it does not say): the fence compares it.
 * `flags` are the vendor's own fields that the profile's flag rules look at (Tebra: Alert,
 * CollectionCategoryName); `lastVisitOn` is a civil date for the cohort rule.
 */
export interface SourcePatient {
	readonly patient: Patient;
	readonly recordPracticeId: string | undefined;
	readonly recordPracticeName: string | undefined;
	readonly flags: Readonly<Record<string, string | undefined>>;
	readonly lastVisitOn: string | null | undefined;
}

/**
 * The patients of this practice whom HealthSail holds data of, for a system that lists no patients: so
 * a read of all can look at those whom its own lists do not meet.
 */
export interface KnownPatientIds {
	/** Ids of about `limit` customers from a place of HealthSail's list on. Throws SafeError. */
	page(limit: number, cursor?: string): Promise<{ ids: readonly string[]; nextCursor?: string }>;
	/** Which of these were read and stored whole before. Throws SafeError. */
	among(ids: readonly string[]): Promise<ReadonlySet<string>>;
}

export interface PatientPageRequest {
	/** `changed`: since `since`; `all`: the whole practice. */
	readonly read: 'changed' | 'all';
	/** RFC 3339 UTC; required for `changed`. */
	readonly since?: string;
	/** Opaque; absent = first page. */
	readonly cursor?: string;
	readonly pageSize: number;
	/** Civil date, with `all` only: list just the patients seen since then, where the vendor can. */
	readonly visitedSince?: string;
	/** With `all` only. */
	readonly known?: KnownPatientIds;
}

/** Patients of the practice that this way of reading cannot meet. */
export interface Unreached {
	/** A code such as `noAppointment`; the vendor's documentation says what it means. */
	readonly code: string;
	/** How many, where that can be told. */
	readonly count: number | null;
}

export interface PatientPage {
	readonly patients: readonly SourcePatient[];
	readonly failed: readonly FailedRecord[];
	/** Absent = this was the last page. */
	readonly nextCursor?: string;
	/** Who is not reached by a read of all patients (design, first load), told on its last page. */
	readonly unreached?: readonly Unreached[];
	/** The vendor's or our clock when the read began, RFC 3339 UTC: where the next `changed` read starts. */
	readonly readStartedAt: string;
}

export interface PatientSearch {
	readonly familyName?: string;
	readonly givenName?: string;
	/** Civil date. */
	readonly birthDate?: string;
	readonly externalId?: string;
	/** The practice's own number of the patient. */
	readonly chartNumber?: string;
}

/**
 * A patient's record before or after a write. `members`: every member of the vendor's record as text,
 * by a path of the vendor's own names, but those that move by themselves (time of change, who changed
 * it); it is compared and never handed on.
 */
export interface PatientImage {
	readonly source: SourcePatient;
	readonly members: Readonly<Record<string, string>>;
}

/** What a write of approved changes would do. Making it sends nothing. */
export interface UpdatePlan {
	/** Those that `send` writes. */
	readonly changes: readonly FieldChange[];
	/** Those that the system cannot take; staff are told of them. */
	readonly refused: readonly RefusedChange[];
	/** Whether this member of the image may differ after the write. */
	touches(member: string): boolean;
	/**
	 * Sends the write once. Throws SafeError: `outcomeUnknown` when it cannot be told whether it was
	 * done, else a refusal after which nothing was written.
	 */
	send(): Promise<void>;
}

/** A person who is to become a patient; no member is null. */
export interface NewPatient extends Pick<Patient, 'phones' | 'addresses' | 'emergencyContacts'> {
	readonly givenName: string;
	readonly middleName?: string;
	readonly familyName: string;
	readonly suffix?: string;
	/** Civil date. */
	readonly birthDate: string;
	readonly administrativeSex?: 'male' | 'female' | 'other' | 'unknown';
	readonly email?: string;
	/** Our short reference; the port puts it where the sheet says, if anywhere. */
	readonly reference: string;
}

export interface ConnectionReport {
	readonly ok: boolean;
	readonly practices: readonly Practice[];
}

/**
 * What a vendor supplies. The operations, the poll trigger, the fence, cohort, audit and paging are
 * written once in nodes/common/practice and call only this. What a vendor lacks is not implemented
 * here but told by its row in lib/vendors.ts.
 */
export interface PracticeSystem {
	readonly scope: PracticeScope;
	/** Vendor calls made so far through this port. */
	readonly calls: () => number;
	readonly connection: { test(): Promise<ConnectionReport> };
	readonly patients: {
		get(id: string): Promise<SourcePatient | undefined>;
		/** One page of `pageSize` patients, or a few more where ids of one customer belong together. */
		page(request: PatientPageRequest): Promise<PatientPage>;
		/**
		 * Ids of every patient of the practice, list by list, with as few other members as the system
		 * lets leave out. Ends when the system says that there are no more; throws when it breaks off.
		 */
		ids(): AsyncIterable<readonly string[]>;
		search(query: PatientSearch, limit: number): Promise<readonly SourcePatient[]>;
		/** Patients that staff merged since a time (RFC 3339 UTC), the oldest first. */
		merges?(since: string): Promise<readonly SourceMerge[]>;
		/**
		 * Records of a second interface that may be this patient (design 19). The port only looks;
		 * lib/identity decides, and nothing clinical is read through an id that is not linked.
		 */
		second?(patient: SourcePatient): Promise<readonly SecondRecord[]>;
		/** The whole record, read anew; undefined when there is none. Throws SafeError. */
		image?(id: string): Promise<PatientImage | undefined>;
		/** What a write of these changes to this record would do. Throws SafeError. */
		planUpdate?(image: PatientImage, changes: readonly FieldChange[]): Promise<UpdatePlan>;
		/** The patient that carries this reference, where the system keeps it; never a guess. */
		findCreated?(patient: NewPatient): Promise<SourcePatient | undefined>;
		/** Adds a patient; sends once. Throws SafeError as `send` of a plan does. */
		create?(patient: NewPatient): Promise<{ readonly id: string }>;
	};
	readonly practices: { list(): Promise<readonly Practice[]> };
	readonly providers: { list(): Promise<readonly Provider[]> };
	readonly locations: { list(): Promise<readonly Location[]> };
	readonly externalIds?: {
		/** Writes our id beside the vendor's patient id; returns what the vendor stored. */
		set(patientId: string, value: string): Promise<{ stored: string; vendorId: string }>;
	};
	readonly appointments?: {
		/**
		 * Rows do not tell when they were changed, so a trigger has to know how they stood before it can
		 * tell a change.
		 */
		readonly untimed?: true;
		/**
		 * A move of a visit that is marked as moved finds the new visit or is refused, and never makes
		 * another. Without it, such a visit is not moved unless an earlier run of ours moved it.
		 */
		readonly finishesMoves?: true;
		page(request: AppointmentPageRequest): Promise<AppointmentPage>;
		get?(id: string): Promise<SourceVisit | undefined>;
		/** The booking that carries this reference, if there is one: looked for before each booking. */
		findBooked?(booking: AppointmentBooking): Promise<SourceRecord<Appointment> | undefined>;
		/**
		 * Sends the booking once. Throws SafeError: `conflict` when the time is taken, `outcomeUnknown`
		 * when it cannot be told whether it was booked.
		 */
		book?(booking: AppointmentBooking): Promise<Written>;
		cancel?(id: string, reason: string, reference: string): Promise<void>;
		/** Answers the appointment that now stands: of another id where the system makes a new one. */
		reschedule?(id: string, booking: AppointmentBooking): Promise<Written>;
	};
	readonly schedule?: {
		types?(): Promise<readonly AppointmentType[]>;
		slots?(query: SlotQuery): Promise<readonly Slot[]>;
	};
	readonly encounters?: {
		/**
		 * Those of one patient that began in the window. `fhirId` is the patient's linked id of the
		 * second interface, where what is read lies there.
		 */
		ofPatient(
			patientId: string,
			window: DateWindow,
			fhirId?: string,
		): Promise<ReadonlyArray<SourceRecord<Encounter>>>;
	};
	readonly ledger?: {
		/** Of one patient; without one, of the practice, where the system can list that. */
		charges?(window: DateWindow, patientId?: string): Promise<ReadonlyArray<SourceRecord<Charge>>>;
		payments?(
			window: DateWindow,
			patientId?: string,
		): Promise<ReadonlyArray<SourceRecord<LedgerPayment>>>;
		balance?(patientId: string): Promise<Balance | undefined>;
	};
	readonly eligibility?: {
		/** The results that the system keeps for a patient, the newest first. */
		last?(patientId: string): Promise<readonly EligibilityResult[]>;
		/** Asks the payer through the system and waits as long as the practice profile says. */
		request?(
			patientId: string,
			coverageId: string,
			serviceTypeCode: string,
		): Promise<EligibilityResult>;
	};
	readonly staff?: {
		notice?(notice: StaffNotice): Promise<Written>;
		document?(document: PatientDocument): Promise<Written>;
	};
	/** Ends what a run holds at the vendor, such as a session that takes a licence seat. */
	close?(): Promise<void>;
}
