import type { PracticeSystem } from '../common/practice/port';

/** What one product's GAPI adds to what FHIR serves. */
export interface ProductParts
	extends Pick<
		PracticeSystem,
		'appointments' | 'schedule' | 'ledger' | 'eligibility' | 'staff' | 'close'
	> {
	readonly second: NonNullable<PracticeSystem['patients']['second']>;
	/** Calls made at the GAPI. */
	calls(): number;
}
