// What the stock flow and the bare script ask of CareCloud (vendor sheet 3, 4, 5). CareCloud lists no
// patients: they are met in appointments.
import type { Wire } from '../../mapping.mjs';

/** Zone of the sandbox's practice. */
export const TIME_ZONE = 'America/Chicago';

/** Patients per page, in all forms. */
export const PAGE_SIZE = 500;

export interface Span {
	from: string;
	to: string;
}

/**
 * The spans of 30 days in which appointments are looked for: three years back and one ahead, as the
 * pack does by default; the last span first.
 */
export function spansAround(today: string): Span[] {
	const day = 86_400_000;
	const dayOf = (millis: number) => new Date(millis).toISOString().slice(0, 10);
	const now = Date.parse(today);
	const first = now - 3 * 365 * day;
	const spans: Span[] = [];
	for (let to = now + 365 * day; to >= first; to -= 30 * day)
		spans.push({ from: dayOf(Math.max(first, to - 29 * day)), to: dayOf(to) });
	return spans;
}

/** The patients of appointments at this practice, each once. */
export function patientsMet(rows: readonly Wire[], practiceId: string): string[] {
	const ids = rows.flatMap((row) => {
		const appointment = (row.appointment ?? row) as {
			patient?: { id: string };
			business_entity_id?: unknown;
		};
		const isOwn = String(appointment.business_entity_id) === practiceId;
		return isOwn && appointment.patient ? [appointment.patient.id] : [];
	});
	return [...new Set(ids)];
}
