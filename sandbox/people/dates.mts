/** Milliseconds of a day. */
export const DAY = 86_400_000;

/** The civil date (YYYY-MM-DD) of a moment, in UTC. */
export function civilDate(moment: Date | number): string {
	return new Date(moment).toISOString().slice(0, 10);
}

/** The civil date `days` after (or, negative, before) another. */
export function addDays(date: string, days: number): string {
	return civilDate(Date.parse(`${date}T00:00:00Z`) + days * DAY);
}
