import type { Appointment } from '../../../lib/canonical/appointment';
import { SafeError } from '../../../lib/privacy/errors';
import { addDays, civilDateAt } from '../../../lib/values/civilDate';
import type { DateWindow, SourceRecord } from '../../common/practice/records';
import { toAppointmentRecord } from './appointments';
import type { PatientLinks } from './link';
import type { RowReader } from './rows';
import { allPages, weekDays } from './rows';

/** The days that are searched when no day is named: around today, as the profile says (sheet 5). */
export function searchWindow({ scope, settings }: RowReader, now: Date): DateWindow {
	const today = civilDateAt(now.toISOString(), scope.timeZone) ?? '';
	return {
		from: addDays(today, -settings.searchDaysBack),
		to: addDays(today, settings.searchDaysAhead),
	};
}

/** The same days week by week, the nearest first: from today on, then by turns before and after. */
export function weeksAround(reader: RowReader, now: Date): DateWindow[] {
	const { from, to } = searchWindow(reader, now);
	const today = addDays(from, reader.settings.searchDaysBack);
	const weeks: DateWindow[] = [];
	for (let week = 0; ; week++) {
		const ahead = addDays(today, week * weekDays);
		const back = addDays(today, -1 - week * weekDays);
		if (ahead > to && back < from) return weeks;
		if (ahead <= to) weeks.push({ from: ahead, to: earlier(addDays(ahead, weekDays - 1), to) });
		if (back >= from) weeks.push({ from: later(addDays(back, 1 - weekDays), from), to: back });
	}
}

/**
 * One appointment. No call reads it by its number, which tells no day either, so the day lists around
 * today are gone through until it is met (sheet 4.2, 5). Throws SafeError: `notFound` when they do not
 * have it, which says nothing of other days.
 */
export async function findAppointment(
	reader: RowReader,
	links: PatientLinks,
	id: string,
	now: Date,
): Promise<SourceRecord<Appointment>> {
	if (!/^\d{1,18}$/.test(id)) throw notANumber();
	for (const window of weeksAround(reader, now)) {
		for await (const { rows, failed } of allPages(reader, window)) {
			const unreadable = failed.find((entry) => entry.id === id);
			if (unreadable !== undefined) throw unreadable.error;
			const row = rows.find(({ AppointmentID }) => AppointmentID === id);
			if (row === undefined) continue;
			const found = await toAppointmentRecord(row, reader, links);
			if ('error' in found) throw found.error;
			return found;
		}
	}
	throw notListed(searchWindow(reader, now));
}

function earlier(left: string, right: string): string {
	return left < right ? left : right;
}

function later(left: string, right: string): string {
	return left > right ? left : right;
}

function notANumber(): SafeError {
	return new SafeError({
		kind: 'validation',
		message: 'An appointment ID of Prime Suite is a number.',
		nextStep: 'Take the ID from an appointment item of this node.',
		system: 'greenway_prime_suite',
		operation: 'PatientListGet',
		fields: ['appointmentId'],
	});
}

function notListed({ from, to }: DateWindow): SafeError {
	return new SafeError({
		kind: 'notFound',
		message: `The day lists from ${from} to ${to} do not have this appointment. It may be on another day, or was moved or deleted.`,
		nextStep:
			'To search more days, raise greenway.primeSuite.searchDaysBack and searchDaysAhead in the practice profile, or read the days with Appointment: Get Many.',
		system: 'greenway_prime_suite',
		operation: 'PatientListGet',
		vendorCode: 'NotInDayLists',
	});
}
