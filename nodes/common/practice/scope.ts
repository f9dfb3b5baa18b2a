import { requireProfile } from '../../../lib/profile/parse';
import type { PmSystem } from '../../../lib/canonical/externalId';
import type { PracticeScope } from './port';

/** The members every vendor credential has for its practice. */
export interface PracticeCredential {
	readonly practiceId: string;
	readonly practiceName?: string;
	/** IANA zone; empty = the profile's. */
	readonly timeZone?: string;
	/** The practice profile as JSON text; empty = the vendor's defaults. */
	readonly practiceProfile?: string;
}

/**
 * The practice that a vendor credential serves, with its profile read and checked.
 * Throws SafeError `configuration` when the profile has problems.
 */
export function readScope(system: PmSystem, credential: PracticeCredential): PracticeScope {
	const profile = requireProfile(system, credential.practiceProfile);
	const practiceName = credential.practiceName?.trim();
	const timeZone = credential.timeZone?.trim();
	return {
		system,
		practiceId: credential.practiceId,
		...(practiceName && { practiceName }),
		timeZone: timeZone || profile.timeZone,
		profile,
	};
}
