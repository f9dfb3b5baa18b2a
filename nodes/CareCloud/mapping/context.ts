import type { ExternalId, ExternalIdType } from '../../../lib/canonical/externalId';
import { careCloudDefaults, type CareCloudSettings } from '../../../lib/profile/systems/careCloud';
import type { PracticeScope } from '../../common/practice/port';

/** What a mapping needs to know beside the record: the practice, and the civil date there. */
export interface MappingContext {
	readonly scope: PracticeScope;
	/** Civil date in the practice's zone; decides whether a policy has ended. */
	readonly today: string;
}

/** The vendor's part of the profile. */
export function settingsOf({ profile }: Pick<PracticeScope, 'profile'>): CareCloudSettings {
	return profile.carecloud ?? careCloudDefaults;
}

/** An id of this practice. */
export function externalId<Type extends ExternalIdType>(
	scope: PracticeScope,
	type: Type,
	value: string,
): ExternalId & { type: Type } {
	return { system: scope.system, practiceId: scope.practiceId, type, value };
}

/**
 * The practice that a record names, in the words of the credential. Records may number practices
 * where the grant names them by a GUID (sheet 9.3): ids that cannot be compared count as not told,
 * and the fence then goes by the name.
 */
export function recordPracticeId(
	told: string | null | undefined,
	scope: PracticeScope,
): string | undefined {
	if (told === undefined || told === null) return undefined;
	if (settingsOf(scope).businessEntityIds.includes(told)) return scope.practiceId;
	const isNumber = (id: string) => /^\d+$/.test(id);
	return isNumber(told) === isNumber(scope.practiceId) ? told : undefined;
}
