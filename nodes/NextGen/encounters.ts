import type { Encounter, ProviderRecommendation } from '../../lib/canonical/encounter';
import { civilDateAt, parseCivilDate } from '../../lib/values/civilDate';
import { dropAbsent } from '../../lib/values/dropAbsent';
import { cleanText } from '../../lib/values/text';
import { mapBounded } from '../common/mapBounded';
import type { DateWindow, SourceRecord } from '../common/practice/records';
import { idOf, readRowsOfPerson } from './appointments';
import type { ReadProcedure } from './mapping/encounter';
import { toEncounter } from './mapping/encounter';
import { contextOf } from './persons';
import type { Reader } from './read';
import { orNone, readAll, readOne } from './read';
import type { EncounterRow } from './wire/chart';
import {
	assessmentSchema,
	diagnosisSchema,
	encounterSchema,
	procedureDetailSchema,
	procedureSchema,
	recallSchema,
} from './wire/chart';

/** Below /persons/{id}/chart; a person without a chart in this practice has nothing (sheet 9.15). */
const chartCall = (patientId: string, list: string) => ({
	route: `/persons/${patientId}/chart/${list}`,
	operation: `/persons/{id}/chart/${list}`,
});

/**
 * Encounters of one person that began in the window, with diagnoses, procedures and what the provider
 * recommended (sheet 4.4); those that the practice keeps back are left out. Chart routes answer for
 * the session's practice, so no row names one. Throws SafeError.
 *
 * @param rows all encounters of the person, where they were read already
 */
export async function listEncounters(
	reader: Reader,
	patientId: string,
	window: DateWindow,
	rows?: readonly EncounterRow[],
): Promise<Array<SourceRecord<Encounter>>> {
	const all = rows ?? (await readEncounterRows(reader, patientId));
	const context = contextOf(reader);
	const open = all.filter((row) => !isKeptBack(row) && beganIn(row, window, reader.scope.timeZone));
	if (open.length === 0) return [];
	const ids = new Set(open.map(({ id }) => id));
	const diagnoses = await orNone(
		readAll(reader, diagnosisSchema, chartCall(patientId, 'diagnoses')),
	);
	const procedures = await readProcedures(reader, patientId, (id) => ids.has(id));
	const recommendations = await readRecommendations(reader, patientId);
	const appointments = new Map(
		(await readRowsOfPerson(reader, patientId, window)).flatMap((row) =>
			row.encounterId ? [[row.encounterId, idOf(row)] as const] : [],
		),
	);
	const newest = [...open].sort((left, right) =>
		(left.timestamp ?? '') < (right.timestamp ?? '') ? 1 : -1,
	)[0];
	return open.map((row) => ({
		record: toEncounter(
			row,
			{
				patientId,
				appointmentId: appointments.get(row.id),
				diagnoses: diagnoses.filter(({ encounterId }) => encounterId === row.id),
				procedures: procedures.filter(({ row: { encounterId } }) => encounterId === row.id),
				recommendations: recommendations
					// A recall that names no encounter belongs to the last visit.
					.filter(({ encounterId }) => (encounterId ?? newest.id) === row.id)
					.map(({ recommendation }) => recommendation),
			},
			context,
		),
		recordPracticeId: undefined,
	}));
}

/** Encounters of one person, those included that the practice keeps back. Throws SafeError. */
export async function readEncounterRows(
	reader: Reader,
	patientId: string,
): Promise<readonly EncounterRow[]> {
	return await orNone(readAll(reader, encounterSchema, chartCall(patientId, 'encounters')));
}

/** Whether the practice keeps an encounter from portal or outreach, or as sensitive (sheet 4.4). */
export function isKeptBack({ isSensitive, suppressPortal, suppressOutreach }: EncounterRow) {
	return [isSensitive, suppressPortal, suppressOutreach].includes(true);
}

/** The day on which an encounter began, on the practice's clock; undefined when it does not tell. */
export function dayOf(
	{ timestamp, timestampUtc }: EncounterRow,
	timeZone: string,
): string | undefined {
	return (
		parseCivilDate(timestamp) ??
		(timestampUtc ? civilDateAt(`${timestampUtc}Z`, timeZone) : undefined)
	);
}

function beganIn(row: EncounterRow, { from, to }: DateWindow, timeZone: string): boolean {
	const day = dayOf(row, timeZone);
	return day !== undefined && day >= from && day <= to;
}

/**
 * Procedures of one person, of the encounters asked for, with their details where the profile wants
 * them (sheet 4.4). Throws SafeError.
 */
export async function readProcedures(
	reader: Reader,
	patientId: string,
	isWanted: (encounterId: string) => boolean,
	always = false,
): Promise<ReadProcedure[]> {
	const all = await orNone(readAll(reader, procedureSchema, chartCall(patientId, 'procedures')));
	const rows = all.filter(({ encounterId }) => encounterId && isWanted(encounterId));
	if (!reader.settings.procedureDetails && !always) {
		return rows.map((row) => ({ row, detail: undefined }));
	}
	return await mapBounded(rows, reader.concurrency, async (row) => ({
		row,
		detail: await readOne(reader, procedureDetailSchema, {
			route: `/persons/${patientId}/chart/encounters/${row.encounterId}/procedures/${row.id}`,
			operation: '/persons/{id}/chart/encounters/{id}/procedures/{id}',
		}),
	}));
}

interface FoundRecommendation {
	readonly encounterId: string | null | undefined;
	readonly recommendation: ProviderRecommendation;
}

/** Assessment & Plan, and the recalls that stand: the best signal to come back (sheet 4.4). */
async function readRecommendations(
	reader: Reader,
	patientId: string,
): Promise<FoundRecommendation[]> {
	const plans = await orNone(
		readAll(reader, assessmentSchema, chartCall(patientId, 'care-plan-assessments')),
	);
	const recalls = await orNone(
		readAll(reader, recallSchema, {
			...chartCall(patientId, 'recall-plans'),
			query: { $expand: 'Detail' },
		}),
	);
	return [
		...plans.flatMap(({ encounterId, aip, description }) => {
			const text = cleanText(aip) ?? cleanText(description);
			return text ? [{ encounterId, recommendation: { kind: 'plan' as const, text } }] : [];
		}),
		...recalls
			.filter(({ isActive }) => isActive !== false)
			.map(({ encounterId, description, eventDescription, expectedReturnDate }) => ({
				encounterId,
				recommendation: dropAbsent({
					kind: 'recall' as const,
					text: cleanText(description) ?? cleanText(eventDescription),
					by: parseCivilDate(expectedReturnDate),
				}),
			})),
	];
}
