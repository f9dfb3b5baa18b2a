import type { Slot } from '../../lib/canonical/schedule';
import { SafeError } from '../../lib/privacy/errors';
import type { SlotQuery } from '../common/practice/records';
import { daysOf, listRows } from './appointments';
import { statusError } from './faults';
import type { AdvancedMdReader } from './reader';
import type { Setup } from './schedule';
import { findColumns, listTypes } from './schedule';
import { fromWallClock, plusMinutes, wallClock } from './times';
import type { Column, HoldRow } from './wire/schedule';
import { readHolds } from './wire/schedule';

/** Days of one question: holds are asked for per column and day (sheet 4.5). */
const mostDays = 31;

/** Minutes of a day between which something lies. */
interface Span {
	readonly from: number;
	readonly to: number;
}

/**
 * Open slots, computed as AdvancedMD's own interface names only the first opening of a column (sheet
 * 4.5): hours of the column, less appointments and holds. An appointment that overlaps is always
 * refused; several at the same start are taken up to the column's number. Throws SafeError.
 */
export async function listSlots(
	reader: AdvancedMdReader,
	setup: Setup,
	query: SlotQuery,
): Promise<Slot[]> {
	const days = daysOf(query.window);
	if (days.length > mostDays) throw tooLong();
	const columns = findColumns(await setup(), query);
	const minutes = query.durationMinutes ?? (await durationOfType(reader, query.typeId));
	const slots: Slot[] = [];
	for (const day of days) {
		const open = columns.filter((column) => worksOn(column, day, reader));
		if (open.length === 0) continue;
		const rows = await listRows(reader, open, 'day', day);
		for (const column of open) {
			const holds = await listHolds(reader, column, day);
			const taken = rows
				.filter((row) => row.columnid === column.id && stands(row.status, reader))
				.flatMap((row) => spanOf(row.startdatetime, row.duration ?? 0, day));
			slots.push(...slotsOf(reader, column, day, { minutes, taken, holds, typeId: query.typeId }));
		}
	}
	return slots.sort((left, right) => (left.startsAt < right.startsAt ? -1 : 1));
}

async function durationOfType(reader: AdvancedMdReader, typeId: string | undefined) {
	if (typeId === undefined) return undefined;
	const type = (await listTypes(reader)).find(({ id }) => id === typeId);
	return type?.durationMinutes ?? undefined;
}

interface DayState {
	readonly minutes: number | undefined;
	readonly taken: readonly Span[];
	readonly holds: readonly Span[];
	readonly typeId: string | undefined;
}

function slotsOf(
	{ scope }: AdvancedMdReader,
	column: Column,
	day: string,
	{ minutes, taken, holds, typeId }: DayState,
): Slot[] {
	const hours = hoursOf(column);
	const interval = column.columnsetting?.interval ?? 0;
	if (hours === undefined || interval < 1) return [];
	const length = minutes ?? interval;
	// 0 reads as "unlimited", yet a column with 0 refused a second booking (sheet 4.5).
	const capacity = Math.max(1, column.columnsetting?.maxapptsperslot ?? 1);
	const slots: Slot[] = [];
	for (let from = hours.from; from + length <= hours.to; from += interval) {
		const span = { from, to: from + length };
		const atSameStart = taken.filter((other) => other.from === from).length;
		const others = [...taken.filter((other) => other.from !== from), ...holds];
		const remaining = capacity - atSameStart;
		if (remaining < 1 || others.some((other) => overlaps(span, other))) continue;
		const wall = `${day}T${clock(from)}`;
		const startsAt = fromWallClock(wall, scope.timeZone);
		// An hour that the change to summer time leaves out is no time of that day.
		if (startsAt === undefined || wallClock(startsAt, scope.timeZone) !== wall) continue;
		slots.push({
			id: null,
			providerId: column.profile ?? null,
			locationId: column.facility ?? null,
			resourceId: column.id,
			appointmentTypeId: typeId ?? null,
			startsAt,
			endsAt: plusMinutes(startsAt, length),
			timeZone: scope.timeZone,
			capacity,
			remaining,
			origin: 'computed',
		});
	}
	return slots;
}

/** Which of the seven marks is the day's; the first one is Monday or Sunday (sheet 4.5). */
function worksOn({ columnsetting }: Column, day: string, { settings }: AdvancedMdReader): boolean {
	const week = columnsetting?.workweek ?? '';
	const fromSunday = new Date(`${day}T00:00:00Z`).getUTCDay();
	const index = settings.workWeekFirst === 'sunday' ? fromSunday : (fromSunday + 6) % 7;
	return week.length === 7 && week[index] === '1';
}

/** Cancelled, moved and missed visits do not take the time. */
function stands(status: string | null | undefined, { settings }: AdvancedMdReader): boolean {
	const meaning = settings.appointmentStatuses[status ?? ''];
	return meaning !== 'cancelled' && meaning !== 'rescheduled' && meaning !== 'no_show';
}

async function listHolds({ transport }: AdvancedMdReader, column: Column, day: string) {
	const { status, body, facts } = await transport.rest('listBlockHolds', {
		path: 'blockholds',
		query: { columnId: column.id, forView: 'day', startDate: day },
	});
	const error = statusError(facts, status);
	if (error !== undefined) throw error;
	return readHolds(body, facts).flatMap((hold) => holdSpan(hold, day));
}

/**
 * A hold within one day; one that began before or ends after it takes its whole side, and so does one
 * whose start or end is not readable: it was listed for this day.
 */
function holdSpan({ startdatetime, enddatetime }: HoldRow, day: string): Span[] {
	const [start, end] = [stampOf(startdatetime), stampOf(enddatetime)];
	if (start.slice(0, 10) > day || (end !== '' && end.slice(0, 10) < day)) return [];
	return [
		{
			from: start.slice(0, 10) < day ? 0 : minuteOf(start),
			to: end.slice(0, 10) === day ? minuteOf(end) : 1440,
		},
	];
}

/** Day and time to the minute; empty where there is none. */
function stampOf(text: string | null | undefined): string {
	return /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.exec(text ?? '')?.[0] ?? '';
}

function spanOf(start: string | null | undefined, minutes: number, day: string): Span[] {
	if (start?.slice(0, 10) !== day) return [];
	const from = minuteOf(start);
	return [{ from, to: from + minutes }];
}

function hoursOf({ columnsetting }: Column): Span | undefined {
	const from = minuteOfClock(columnsetting?.start);
	const to = minuteOfClock(columnsetting?.end);
	return from === undefined || to === undefined ? undefined : { from, to };
}

/** `0800` or `08:00` (sheet 4.5). */
function minuteOfClock(text: string | null | undefined): number | undefined {
	const match = /^(\d{1,2}):?(\d{2})$/.exec(text?.trim() ?? '');
	return match === null ? undefined : Number(match[1]) * 60 + Number(match[2]);
}

function minuteOf(wall: string): number {
	return minuteOfClock(wall.slice(11, 16)) ?? 0;
}

function overlaps(left: Span, right: Span): boolean {
	return left.from < right.to && right.from < left.to;
}

function clock(minute: number): string {
	return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function tooLong(): SafeError {
	return new SafeError({
		kind: 'validation',
		message: `Open slots can be computed for at most ${mostDays} days at a time.`,
		nextStep: 'Ask for fewer days.',
		system: 'advancedmd',
		fields: ['from', 'to'],
	});
}
