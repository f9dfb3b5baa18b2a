import { isPeak } from './zones.mjs';

type Tier = 'tier1' | 'tier2' | 'tier3' | 'login';

/** Calls a minute per office key (sheet 5). */
const perMinute: Readonly<Record<Tier, { peak: number; offPeak: number }>> = {
	tier1: { peak: 1, offPeak: 60 },
	tier2: { peak: 12, offPeak: 120 },
	tier3: { peak: 24, offPeak: 120 },
	login: { peak: 1, offPeak: 1 },
};

const tiers: Readonly<Record<string, Tier>> = {
	login: 'login',
	getupdatedpatients: 'tier1',
	getupdatedvisits: 'tier1',
	getdemographic: 'tier2',
	getdatevisits: 'tier2',
	getehrnotes: 'tier2',
	uploadfile: 'tier2',
	bookAppointment: 'tier2',
	cancelAppointment: 'tier2',
};

const MINUTE = 60_000;

/** The calls of the last minute per tier; what is not listed is tier 3. */
export class Limits {
	private readonly calls = new Map<Tier, number[]>();

	/**
	 * Takes a call at sandbox time `now`; false when there were too many in the minute before.
	 *
	 * @param real time that decides on peak hours: a client cannot follow a clock that hurries
	 */
	take(operation: string, now: number, real: number): boolean {
		const tier = tiers[operation] ?? 'tier3';
		const { peak, offPeak } = perMinute[tier];
		const recent = (this.calls.get(tier) ?? []).filter((at) => at > now - MINUTE);
		this.calls.set(tier, recent);
		if (recent.length >= (isPeak(real) ? peak : offPeak)) return false;
		recent.push(now);
		return true;
	}
}
