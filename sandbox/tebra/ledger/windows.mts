import { DAY } from '../../people/dates.mjs';
import type { Read } from '../deserialize.mjs';
import { filterText, RefusedFilter } from '../filters.mjs';
import { readDate } from '../format.mjs';

/** Days that a single From or To stands for, and the most that a window may span (sheet 4.8). */
const LONE_DAYS = 7;
const MOST_DAYS = 60;

export interface LedgerWindow {
	from: number;
	/** Exclusive. */
	to: number;
	/** Wider than the service answers. */
	tooWide: boolean;
}

function readEnd(filter: Read, name: string): number | undefined {
	const text = filterText(filter, name);
	const time = text === undefined ? undefined : readDate(text);
	if (text !== undefined && time === undefined) {
		throw new RefusedFilter('String was not recognized as a valid DateTime.');
	}
	return time;
}

/**
 * A window of the ledger: a single From or To stands for seven days. Throws RefusedFilter for a
 * posting window of more than 60 days; other wide ones are answered with no rows (sheet 4.8).
 */
export function ledgerWindow(filter: Read, name: string): LedgerWindow | undefined {
	const from = readEnd(filter, `From${name}`);
	const to = readEnd(filter, `To${name}`);
	if (from === undefined && to === undefined) return undefined;
	const window = {
		from: from ?? to! - LONE_DAYS * DAY,
		to: to ?? from! + LONE_DAYS * DAY,
	};
	const tooWide = window.to - window.from > MOST_DAYS * DAY;
	if (tooWide && /^Post/.test(name)) {
		throw new RefusedFilter(`The ${name} range must not be longer than ${MOST_DAYS} days.`);
	}
	return { ...window, tooWide };
}

/** Whether a moment is within; `slack` milliseconds past either end also count. */
export function isWithin(window: LedgerWindow | undefined, time: number, slack = 0): boolean {
	if (!window) return true;
	return !window.tooWide && time >= window.from - slack && time < window.to + slack;
}

/** The start of a civil date, as filters compare it. */
export function dayStart(date: string): number {
	return Date.parse(`${date}T00:00:00Z`);
}
