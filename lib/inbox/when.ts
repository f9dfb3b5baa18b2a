import { DateTime } from 'luxon';

/** What rows are told in relation to. */
export interface RowFacts {
	/** Milliseconds since 1970. */
	readonly now: number;
	/** IANA name. */
	readonly zone: string;
}

/** The same, with the names of reviewers by their ids. */
export interface NamedFacts extends RowFacts {
	readonly nameOf: (id: string | null | undefined) => string;
}

/** A moment as staff read it, in the time zone of the workflow: `Nov 23, 2026, 10:04 AM`. */
export function momentText(at: string, zone: string): string {
	const time = DateTime.fromISO(at, { zone });
	return time.isValid
		? time.setLocale('en-US').toFormat('LLL d, yyyy, h:mm a')
		: 'at an unknown time';
}

/** How long ago a moment was: `4 minutes ago`. */
export function ageText(at: string, now: number): string {
	const minutes = Math.floor((now - Date.parse(at)) / 60_000);
	if (Number.isNaN(minutes)) return 'at an unknown time';
	if (minutes < 1) return 'just now';
	if (minutes < 60) return `${count(minutes, 'minute')} ago`;
	const hours = Math.floor(minutes / 60);
	if (hours < 48) return `${count(hours, 'hour')} ago`;
	return `${count(Math.floor(hours / 24), 'day')} ago`;
}

/** `1 minute`, `2 minutes`. */
export function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
