import { createHash } from 'crypto';

import { canonicalText } from '../../lib/sync/canonicalForm';
import { foldText } from '../../lib/values/text';

/** Members of a patient that an update of our id changes by itself (sheet 4.1). */
const ownMembers = ['legacy_patient_id', 'updated_at'];

/**
 * A patient's record as it came, as a hash: nothing of it can be read from there. The order of members
 * and upper and lower case do not count (sheet 4.1); our id and the time of change are left out.
 */
export function imageOf(raw: unknown): string {
	const members = Object.entries(raw as Readonly<Record<string, unknown>>);
	const others = members.filter(([name]) => !ownMembers.includes(name));
	const text = foldText(canonicalText(Object.fromEntries(others)));
	return createHash('sha256').update(text).digest('hex');
}
