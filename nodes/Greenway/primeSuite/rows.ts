import { z } from 'zod';

import { SafeError } from '../../../lib/privacy/errors';
import type { GreenwaySettings } from '../../../lib/profile/systems/greenway';
import { addDays, startOfDay } from '../../../lib/values/civilDate';
import { parseWire } from '../../common/parseWire';
import { cursorValue } from '../../common/practice/cursor';
import type { PracticeScope } from '../../common/practice/port';
import type { DateWindow, FailedRecord } from '../../common/practice/records';
import type { GapiTransport } from '../gapiTransport';
import { toMsDate } from '../msDate';
import { headerOf } from './login';
import type { PrimeAppointment } from './wire';
import { patientListSchema, primeAppointmentSchema } from './wire';

/** The client whose behavior is known reads a week at a time (sheet 5). */
export const weekDays = 7;

export interface RowReader {
	readonly transport: GapiTransport;
	readonly scope: PracticeScope;
	readonly settings: GreenwaySettings['primeSuite'];
}

/** Where a read of day lists stands: the week, the row in it, and what the page before held. */
export interface RowCursor {
	/** First and last day of the week that is read. */
	readonly from: string;
	readonly to: string;
	/** Last day of the whole read. */
	readonly until: string;
	/** PageStart of the next call. */
	readonly row: number;
	/** Appointments of this week that were met. */
	readonly met: number;
	/** Ids of the page before: pages may overlap by a row. */
	readonly before: readonly string[];
}

const civilDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const cursorSchema = z
	.object({
		from: civilDate,
		to: civilDate,
		until: civilDate,
		row: z.number().int().min(0),
		met: z.number().int().min(0),
		before: z.array(z.string().regex(/^\d{1,18}$/)).max(500),
	})
	.strict();

/** The cursor of the first page of a window. */
export function firstRows({ from, to }: DateWindow): RowCursor {
	return week(from, to);
}

/** Reads a cursor of this node. Throws SafeError `validation`. */
export function parseRowCursor(text: string): RowCursor {
	const result = cursorSchema.safeParse(cursorValue(text));
	if (result.success) return result.data;
	throw new SafeError({
		kind: 'validation',
		message: 'The cursor is not one of this node.',
		nextStep: 'Leave the cursor empty to begin anew.',
		system: 'greenway_prime_suite',
		fields: ['cursor'],
	});
}

/** One page of rows: each appointment once, blocked time left out. */
export interface RowPage {
	readonly rows: readonly PrimeAppointment[];
	readonly failed: readonly FailedRecord[];
	/** Undefined = the window is read. */
	readonly next?: RowCursor;
}

/**
 * One call of PatientListGet (sheet 4.2, 5). A week whose rows are fewer than it says is not taken as
 * read: something was missed between its pages. Throws SafeError.
 */
export async function readRows(
	{ transport, scope, settings }: RowReader,
	cursor: RowCursor,
	most: number,
): Promise<RowPage> {
	const operation = settings.operations.appointments;
	const facts = { system: scope.system, operation: 'PatientListGet' };
	// The size must stay the same within a week: rows are counted by it.
	const pageSize = Math.min(settings.pageSize, Math.max(1, most));
	const from = startOfDay(cursor.from, scope.timeZone);
	const after = startOfDay(addDays(cursor.to, 1), scope.timeZone);
	if (from === undefined || after === undefined) throw unreadableWindow();
	const answer = parseWire(
		patientListSchema,
		await transport.call({
			operation,
			effect: 'read',
			members: {
				...headerOf(settings.userIds.appointments),
				// 0 stands for all (sheet 9, quirk 3).
				AppointmentTypeIDs: [0],
				CareProviderIDs: [0],
				ServiceLocationIDs: [0],
				VisitTypeIDs: [0],
				DefaultFilterID: 0,
				FromDate: toMsDate(from),
				ToDate: toMsDate(new Date(Date.parse(after) - 1).toISOString()),
				PageStart: cursor.row,
				PageSize: pageSize,
			},
		}),
		facts,
	);
	const page = readEach(answer.Appointments, facts, cursor.before);
	const met = cursor.met + page.count;
	const isEnd = answer.Appointments.length === 0 || met >= answer.TotalRows;
	const { rows, failed } = page;
	if (!isEnd) {
		const row = cursor.row + pageSize + (cursor.row === 0 ? settings.firstRow : 0);
		return { rows, failed, next: { ...cursor, row, met, before: page.ids } };
	}
	if (met < answer.TotalRows) throw rowsMissed();
	const next = cursor.to < cursor.until ? week(addDays(cursor.to, 1), cursor.until) : undefined;
	return { rows, failed, ...(next && { next }) };
}

/** Every page of a window; for reads that have no cursor of their own. Throws SafeError. */
export async function* allPages(reader: RowReader, window: DateWindow): AsyncGenerator<RowPage> {
	let cursor: RowCursor | undefined = firstRows(window);
	while (cursor !== undefined) {
		const page: RowPage = await readRows(reader, cursor, reader.settings.pageSize);
		yield page;
		cursor = page.next;
	}
}

/** The same where one row that cannot be read makes the whole worthless. Throws SafeError. */
export async function* allRows(
	reader: RowReader,
	window: DateWindow,
): AsyncGenerator<readonly PrimeAppointment[]> {
	for await (const { rows, failed } of allPages(reader, window)) {
		if (failed.length > 0) throw failed[0].error;
		yield rows;
	}
}

function week(from: string, until: string): RowCursor {
	const end = addDays(from, weekDays - 1);
	return { from, to: end < until ? end : until, until, row: 0, met: 0, before: [] };
}

function readEach(
	list: readonly unknown[],
	facts: { system: string; operation: string },
	before: readonly string[],
): { rows: PrimeAppointment[]; failed: FailedRecord[]; ids: string[]; count: number } {
	const rows = new Map<string, PrimeAppointment>();
	const failed: FailedRecord[] = [];
	for (const [index, entry] of list.entries()) {
		const result = primeAppointmentSchema.safeParse(entry);
		const id = result.success ? result.data.AppointmentID : idOf(entry);
		if (id !== undefined && (before.includes(id) || rows.has(id))) continue;
		if (result.success && id !== undefined) {
			rows.set(id, result.data);
			continue;
		}
		const fields = result.success
			? ['AppointmentID']
			: result.error.issues.map(({ path }) => path.join('.'));
		failed.push({ id: id ?? `row ${index}`, error: unreadableRow(facts, fields) });
	}
	const ids = [...rows.keys(), ...failed.map(({ id }) => id)].filter((id) => /^\d{1,18}$/.test(id));
	// Blocked time has a patient of number 0 (sheet 4.2): it counts as a row and is no appointment.
	const withPatient = [...rows.values()].filter(({ Patient }) => Patient?.PatientID !== undefined);
	return { rows: withPatient, failed, ids, count: rows.size + failed.length };
}

function idOf(entry: unknown): string | undefined {
	const id = (entry as { AppointmentID?: unknown } | null)?.AppointmentID;
	return typeof id === 'number' ? String(id) : undefined;
}

function unreadableRow(
	facts: { system: string; operation: string },
	fields: readonly string[],
): SafeError {
	return new SafeError({
		...facts,
		kind: 'wireShape',
		message: 'A row of the day list has a form that this node does not know.',
		nextStep: 'Update the node pack; if it is the newest, report the member names.',
		fields: [...new Set(fields)].slice(0, 20),
	});
}

function unreadableWindow(): SafeError {
	return new SafeError({
		kind: 'validation',
		message: 'The window has no readable days.',
		nextStep: 'Give days such as 2026-01-31.',
		system: 'greenway_prime_suite',
		fields: ['window'],
	});
}

function rowsMissed(): SafeError {
	return new SafeError({
		kind: 'wireShape',
		message: 'The day list of Prime Suite told more rows than its pages held.',
		nextStep:
			'Run it again. If it stays, the rows of this site count from zero: set greenway.primeSuite.firstRow to 0 in the practice profile.',
		system: 'greenway_prime_suite',
		operation: 'PatientListGet',
		vendorCode: 'RowsMissed',
	});
}
