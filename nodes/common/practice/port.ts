import type { PmSystem } from '../../../lib/canonical/externalId';
import type { Patient } from '../../../lib/canonical/patient';
import type { Location, Practice, Provider } from '../../../lib/canonical/practice';
import type { PracticeProfile } from '../../../lib/profile/schema';

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

/** A record that could not be read; the others go on. */
export interface FailedRecord {
	readonly id: string;
	readonly error: unknown;
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
}

export interface PatientPage {
	readonly patients: readonly SourcePatient[];
	readonly failed: readonly FailedRecord[];
	/** Absent = this was the last page. */
	readonly nextCursor?: string;
	/** The vendor's or our clock when the read began, RFC 3339 UTC: where the next `changed` read starts. */
	readonly readStartedAt: string;
}

export interface PatientSearch {
	readonly familyName?: string;
	readonly givenName?: string;
	/** Civil date. */
	readonly birthDate?: string;
	readonly externalId?: string;
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
		/** One page; never more than `pageSize` patients. */
		page(request: PatientPageRequest): Promise<PatientPage>;
		/**
		 * Ids of every patient of the practice, list by list, with as few other members as the system
		 * lets leave out. Ends when the system says that there are no more; throws when it breaks off.
		 */
		ids(): AsyncIterable<readonly string[]>;
		search(query: PatientSearch, limit: number): Promise<readonly SourcePatient[]>;
	};
	readonly practices: { list(): Promise<readonly Practice[]> };
	readonly providers: { list(): Promise<readonly Provider[]> };
	readonly locations: { list(): Promise<readonly Location[]> };
	readonly externalIds?: {
		/** Writes our id beside the vendor's patient id; returns what the vendor stored. */
		set(patientId: string, value: string): Promise<{ stored: string; vendorId: string }>;
	};
}
