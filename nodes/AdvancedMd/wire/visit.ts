import { z } from 'zod';

import type { CallFacts } from '../faults';
import { parseWire } from '../../common/parseWire';
import type { Json } from './members';
import { isJson, listOf, rowsOf, wireId, wireReference, wireText } from './members';

const changedVisitSchema = z.object({ id: wireId, updatestatus: wireText });

/** Ids of getupdatedvisits without those marked as deleted (sheet 4.7). Throws SafeError. */
export function readChangedVisits(results: Json, facts: CallFacts): string[] {
	return visitRows(results)
		.map((row) => parseWire(changedVisitSchema, row, facts))
		.filter(({ updatestatus }) => updatestatus !== 'D')
		.map(({ id }) => id);
}

const patientVisitSchema = z.object({
	id: wireId,
	apptstatus: wireText,
	duration: wireText,
	visitstartdatetime: wireText,
	date: wireText,
});
/** A visit of one patient (sheet 4.7). */
export type PatientVisit = z.output<typeof patientVisitSchema>;

/** Reads getpatientvisits; names follow the columns that were asked for, in any letter case. */
export function readPatientVisits(results: Json, facts: CallFacts): PatientVisit[] {
	return visitRows(results).map((row) =>
		parseWire(
			patientVisitSchema,
			Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value])),
			facts,
		),
	);
}

/** The list stands alone or inside a patient: the sheet does not tell (4.7). */
function visitRows(results: Json): Json[] {
	const direct = [...listOf(results, 'visitlist', 'visit'), ...rowsOf(results.visit)];
	if (direct.length > 0) return direct;
	return listOf(results, 'patientlist', 'patient').flatMap((patient) => [
		...listOf(patient, 'visitlist', 'visit'),
		...rowsOf(patient.visit),
	]);
}

const noteSchema = z.object({
	id: wireId,
	notedatetime: wireText,
	signedbyuser: wireText,
	profileid: wireReference,
	changedat: wireText,
	icd: wireText,
	pagelist: z.unknown(),
});
const fieldSchema = z.object({ name: wireText, value: wireText });

/** A note of a template of the practice, with its fields by name (sheet 4.7). */
export type EhrNote = z.output<typeof noteSchema> & {
	readonly fields: ReadonlyMap<string, string>;
};

/** Reads getehrnotes. Throws SafeError. */
export function readNotes(results: Json, facts: CallFacts): EhrNote[] {
	return listOf(results, 'patientnotelist', 'patientnote').map((row) => {
		const pages = isJson(row.pagelist) ? rowsOf(row.pagelist.page) : [];
		const fields = pages
			.flatMap((page) => listOf(page, 'fieldlist', 'field'))
			.map((field) => parseWire(fieldSchema, field, facts))
			.map(({ name, value }) => [(name ?? '').toUpperCase(), value ?? ''] as const);
		return { ...parseWire(noteSchema, row, facts), fields: new Map(fields) };
	});
}
