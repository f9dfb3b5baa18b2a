import type { Appointment, AppointmentStatus } from '../../../lib/canonical/appointment';
import type { AppointmentType } from '../../../lib/canonical/schedule';
import { meaningOf } from '../../../lib/profile/codes';
import type { GreenwaySettings } from '../../../lib/profile/systems/greenway';
import { addDays, civilDateAt, parseCivilDate, parseInstant } from '../../../lib/values/civilDate';
import { dropAbsent } from '../../../lib/values/dropAbsent';
import { cleanText } from '../../../lib/values/text';
import { SafeError } from '../../../lib/privacy/errors';
import { mapBounded } from '../../common/mapBounded';
import type { PracticeScope } from '../../common/practice/port';
import type {
	AppointmentPage,
	AppointmentPageRequest,
	FailedRecord,
	SourceRecord,
} from '../../common/practice/records';
import type { PatientLinks } from './link';
import { notLinked } from './link';
import type { RowCursor, RowPage, RowReader } from './rows';
import { allRows, firstRows, parseRowCursor, readRows } from './rows';
import type { PrimeAppointment } from './wire';
import { foldedKeys, toPerson } from './wire';

/** Days of day lists in which the kinds of visits are looked for. */
const typesDays = 14;

/**
 * A page of the appointments of a window (sheet 4.2). There is no changed-since, so both reads answer
 * the whole window (sheet 5); what was moved or deleted is missing. An appointment of a patient who
 * cannot be told for sure is counted as failed. Throws SafeError.
 */
export async function readAppointments(
	reader: RowReader,
	links: PatientLinks,
	request: AppointmentPageRequest,
	now: Date,
): Promise<AppointmentPage> {
	const { pageSize } = request;
	const perCall = Math.min(reader.settings.pageSize, pageSize);
	const rows: PrimeAppointment[] = [];
	const failed: FailedRecord[] = [];
	let cursor: RowCursor | undefined = request.cursor
		? parseRowCursor(request.cursor)
		: firstRows(request.window);
	// The first call is made in any case; further ones as long as their rows find room.
	let held = 0;
	do {
		const page: RowPage = await readRows(reader, cursor, perCall);
		rows.push(...page.rows);
		failed.push(...page.failed);
		held += perCall;
		cursor = page.next;
	} while (cursor !== undefined && held + perCall <= pageSize);
	const results = await mapBounded(
		rows,
		4,
		async (row) => await toAppointmentRecord(row, reader, links),
	);
	const appointments = results.filter(
		(entry): entry is SourceRecord<Appointment> => 'record' in entry,
	);
	return {
		appointments: appointments.filter(
			({ record }) => request.patientId === undefined || record.patientId === request.patientId,
		),
		failed: [...failed, ...results.filter((entry): entry is FailedRecord => 'error' in entry)],
		readStartedAt: now.toISOString(),
		...(cursor && { nextCursor: JSON.stringify(cursor) }),
	};
}

/** The kinds of visits that stand in the day lists of the next two weeks (sheet 4.2). */
export async function readTypes(reader: RowReader, now: Date): Promise<AppointmentType[]> {
	const today = civilDateAt(now.toISOString(), reader.scope.timeZone) ?? '';
	const types = new Map<string, AppointmentType>();
	const window = { from: today, to: addDays(today, typesDays - 1) };
	for await (const rows of allRows(reader, window)) {
		for (const { Type } of rows) {
			if (Type?.AppointmentTypeID === undefined) continue;
			types.set(Type.AppointmentTypeID, {
				id: Type.AppointmentTypeID,
				name: cleanText(Type.Name) ?? null,
				durationMinutes: minutesOf(Type.Duration),
				active: true,
			});
		}
	}
	return [...types.values()];
}

/** A row with the FHIR id of its patient, or why it cannot be told. Throws SafeError. */
export async function toAppointmentRecord(
	row: PrimeAppointment,
	{ scope, settings }: RowReader,
	links: PatientLinks,
): Promise<SourceRecord<Appointment> | FailedRecord> {
	const id = row.AppointmentID ?? '';
	const person = row.Patient ? toPerson(row.Patient, settings) : undefined;
	const patientId = person && (await links.toFhir(person));
	if (patientId === undefined) return { id, error: notLinked() };
	const startsAt = startOf(row, scope.timeZone);
	if (startsAt === undefined) return { id, error: unreadableTime() };
	return {
		record: toAppointment(row, { id, patientId, startsAt }, scope, settings),
		// A site is one practice, and the login names the site (sheet 3.2).
		recordPracticeId: undefined,
	};
}

/** The start, if the row tells both a day and a time: a day alone would read as its midnight. */
export function startOf(row: PrimeAppointment, zone: string): string | undefined {
	const time = cleanText(row.StartTime) ?? cleanText(row.AppointmentTime);
	if (!time || parseCivilDate(row.ScheduleDate) === undefined) return undefined;
	return parseInstant(`${row.ScheduleDate} ${time}`, zone);
}

/** Providers and places are told by numbers of the GAPI, which need not be those of FHIR: left out. */
function toAppointment(
	row: PrimeAppointment,
	facts: Pick<Appointment, 'id' | 'startsAt'> & { patientId: string },
	{ system, practiceId, timeZone }: PracticeScope,
	settings: GreenwaySettings['primeSuite'],
): Appointment {
	return dropAbsent<Appointment>({
		system,
		practiceId,
		...facts,
		externalIds: [{ system, practiceId, type: 'appointment', value: facts.id }],
		type: dropAbsent({
			id: row.Type?.AppointmentTypeID ?? null,
			name: cleanText(row.Type?.Name) ?? null,
		}),
		endsAt: endOf(row, facts.startsAt, timeZone),
		timeZone,
		status: statusOf(row, settings.statusWords),
		reason: cleanText(row.ChiefComplaint),
	});
}

/** The end as the row tells it, on the next day when it is before the start; else by the duration. */
function endOf(row: PrimeAppointment, startsAt: string, zone: string): string | null {
	const day = parseCivilDate(row.ScheduleDate) ?? '';
	const told = parseInstant(`${row.ScheduleDate ?? ''} ${row.EndTime ?? ''}`, zone);
	if (told !== undefined && row.EndTime) {
		if (told > startsAt) return told;
		const [, clock] = /^(.*)$/.exec(row.EndTime) ?? [];
		const [year, month, date] = addDays(day, 1).split('-');
		const next = parseInstant(`${month}/${date}/${year} ${clock}`, zone);
		if (next !== undefined && told < startsAt) return next;
	}
	const minutes = minutesOf(row.Type?.Duration);
	if (minutes === null) return null;
	return new Date(Date.parse(startsAt) + minutes * 60_000).toISOString().replace('.000Z', 'Z');
}

function minutesOf(text: string | undefined): number | null {
	const minutes = Number(text);
	return Number.isInteger(minutes) && minutes > 0 ? minutes : null;
}

/**
 * Status is no single field (sheet 4.2): cancelled and no-show only if a word says so, then how far
 * the visit went. A word that the profile does not know is not guessed.
 */
function statusOf(
	{ Tracking, Category, Visit }: PrimeAppointment,
	words: GreenwaySettings['primeSuite']['statusWords'],
): AppointmentStatus {
	const meanings = [Tracking?.Status, Category].map((word) => meaningOf(foldedKeys(words), word));
	const final = meanings.find((word) => word === 'cancelled' || word === 'no_show');
	if (final !== undefined) return final;
	if (Visit?.IsCheckedOut === true) return 'completed';
	const told = meanings[0] ?? meanings[1];
	if (told !== undefined) return told;
	if (isSet(Visit?.PatientArrivalFlag) || isSet(Tracking?.TimeIn)) return 'arrived';
	return cleanText(Tracking?.Status) ? 'unknown' : 'booked';
}

function isSet(text: string | undefined): boolean {
	const value = (text ?? '').trim();
	return value !== '' && value !== '0' && value !== 'false';
}

function unreadableTime(): SafeError {
	return new SafeError({
		kind: 'wireShape',
		message: 'The day list tells an appointment without a readable time.',
		nextStep: 'Look at the appointment in Prime Suite.',
		system: 'greenway_prime_suite',
		operation: 'PatientListGet',
		vendorCode: 'TimeUnreadable',
	});
}
