import type { Encounter } from '../../../lib/canonical/encounter';
import { civilDateAt } from '../../../lib/values/civilDate';

/** Civil dates of the practice, both included; an open end may lie on any day. */
export interface VisitDays {
	readonly from: string | undefined;
	readonly to: string | undefined;
}

/** Visits of these need no end to be over, and are then taken for visits of one day. */
const settled: ReadonlyArray<Encounter['status']> = ['planned', 'finished', 'cancelled'];

/**
 * The days on which a visit may be. Made for what is kept back, so in doubt they are more: without a
 * start every day until the end, and without an end every day from the start on, unless its status
 * says that it lasts no longer.
 */
export function possibleDays(visit: Encounter, zone: string): VisitDays {
	const from = dayOf(visit.startsAt, zone);
	const end = dayOf(visit.endsAt, zone);
	if (from === undefined) return { from, to: end };
	if (end !== undefined) return { from, to: end < from ? from : end };
	return { from, to: settled.includes(visit.status) ? from : undefined };
}

/** The days that a visit tells itself; without a start they may be any. */
export function toldDays({ startsAt, endsAt }: Encounter, zone: string): VisitDays {
	const from = dayOf(startsAt, zone);
	const end = dayOf(endsAt, zone);
	if (from === undefined) return { from, to: undefined };
	return { from, to: end === undefined || end < from ? from : end };
}

/** Whether two have, or may have, a day in common. */
export function overlap(one: VisitDays, other: VisitDays): boolean {
	return startsBy(one, other.to) && startsBy(other, one.to);
}

const startsBy = ({ from }: VisitDays, day: string | undefined) =>
	from === undefined || day === undefined || from <= day;

const dayOf = (instant: Encounter['startsAt'], zone: string) =>
	instant ? civilDateAt(instant, zone) : undefined;
