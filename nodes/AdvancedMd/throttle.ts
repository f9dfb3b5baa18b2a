import { DateTime } from 'luxon';

import type { AdvancedMdSettings } from '../../lib/profile/systems/advancedMd';
import type { WindowLimit } from '../common/transport/windowThrottle';

type Tier = keyof AdvancedMdSettings['limits'];

/** Calls that are not of tier 3 (sheet 5): REST reads count as tier 3, REST writes as tier 2. */
const tiers: Readonly<Record<string, Tier>> = {
	getupdatedpatients: 'tier1',
	getupdatedvisits: 'tier1',
	getdemographic: 'tier2',
	getehrnotes: 'tier2',
	uploadfile: 'tier2',
	bookAppointment: 'tier2',
	cancelAppointment: 'tier2',
};

/** The limits of an office key a minute; peak is Monday to Friday, 6:00 to 18:00 in Denver (sheet 5). */
export function limitOf(
	limits: AdvancedMdSettings['limits'],
	operation: string,
	now: number,
): WindowLimit {
	const bucket = tiers[operation] ?? 'tier3';
	const { peak, offPeak } = limits[bucket];
	return { bucket, calls: isPeak(now) ? peak : offPeak, perMs: 60_000 };
}

/** Whether AdvancedMD's peak limits hold: 6 a.m. to 6 p.m. Mountain time on workdays (sheet 5). */
export function isPeak(now: number): boolean {
	const { weekday, hour } = DateTime.fromMillis(now, { zone: 'America/Denver' });
	return weekday <= 5 && hour >= 6 && hour < 18;
}

/** Single reads under way at the same time; the throttle decides how often one starts. */
export const advancedMdConcurrency = 4;
