import { SafeError } from '../../../lib/privacy/errors';
import type { PracticeProfile } from '../../../lib/profile/schema';

/** The page size of a call; 0 = that of the practice profile. Throws SafeError `validation`. */
export function pageSizeOf(value: number, profile: Pick<PracticeProfile, 'sync'>): number {
	if (value === 0) return profile.sync.pageSize;
	if (Number.isInteger(value) && value >= 1 && value <= 1000) return value;
	throw new SafeError({
		kind: 'validation',
		message:
			'Page Size must be a whole number from 1 to 1000, or 0 for that of the practice profile.',
		nextStep: 'Correct the Page Size parameter.',
		fields: ['pageSize'],
	});
}
