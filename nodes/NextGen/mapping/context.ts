import { civilDateMember, parseInstant } from '../../../lib/values/civilDate';
import type { PracticeScope } from '../../common/practice/port';
import type { NextGenSettings } from '../../../lib/profile/systems/nextGen';

/** What a mapping needs to know beside the record. */
export interface MappingContext {
	readonly scope: PracticeScope;
	readonly settings: NextGenSettings;
	/** RFC 3339 UTC. */
	readonly now: string;
	/** Civil date in the practice's zone. */
	readonly today: string;
}

/**
 * A time as an instant, RFC 3339 UTC with whole seconds: the UTC member has no Z (sheet 9.9), the
 * other is local time of the server.
 */
export function instantOf(
	utc: string | null | undefined,
	local: string | null | undefined,
	timeZone: string,
): string | undefined {
	return wholeSeconds(parseInstant(utc, 'utc') ?? parseInstant(local, timeZone));
}

function wholeSeconds(instant: string | undefined): string | undefined {
	return instant?.replace(/\.\d+(?=Z$)/, '');
}

/** A date that comes as `…T00:00:00`; one of year 1 was read as none (sheet 4.0). */
export const civilDateOf = civilDateMember;
