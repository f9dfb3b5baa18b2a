import type { Encounter } from '../../lib/canonical/encounter';
import { SafeError } from '../../lib/privacy/errors';
import { civilDateAt, parseInstant } from '../../lib/values/civilDate';
import { dropAbsent } from '../../lib/values/dropAbsent';
import type { DateWindow, SourceRecord } from '../common/practice/records';
import type { AdvancedMdReader } from './reader';
import { plusMinutes, practiceInstant, usDate } from './times';
import { listPatientVisits } from './visits';
import type { EhrNote, PatientVisit } from './wire/visit';
import { readNotes } from './wire/visit';

type Found = SourceRecord<Encounter>;

/** A visit's status as an encounter's: what is not told to have begun is planned. */
const statuses: Readonly<Record<string, Encounter['status']>> = {
	booked: 'planned',
	confirmed: 'planned',
	arrived: 'arrived',
	in_progress: 'in_progress',
	completed: 'finished',
	cancelled: 'cancelled',
	no_show: 'cancelled',
	rescheduled: 'cancelled',
};

/**
 * Visits of one patient in the window, and the signed EHR notes of the templates that the profile
 * names (sheet 4.7). A note is an encounter of its own: nothing confirmed ties it to a visit. Unsigned
 * notes are left out, since their content may still change. Throws SafeError.
 */
export async function readEncounters(
	reader: AdvancedMdReader,
	patientId: string,
	window: DateWindow,
): Promise<Found[]> {
	const visits = await listPatientVisits(reader, patientId);
	const found = visits.map((visit) => fromVisit(reader, patientId, visit));
	for (const { templateId, planField } of reader.settings.noteTemplates) {
		const notes = await listNotes(reader, patientId, templateId, window);
		const signed = notes.filter(({ signedbyuser }) => Boolean(signedbyuser));
		found.push(...signed.map((note) => fromNote(reader, patientId, note, planField)));
	}
	return found.filter(({ record }) => {
		const day = record.startsAt && civilDateAt(record.startsAt, reader.scope.timeZone);
		return day !== undefined && day !== null && day >= window.from && day <= window.to;
	});
}

async function listNotes(
	{ transport }: AdvancedMdReader,
	patientId: string,
	templateId: string,
	{ from, to }: DateWindow,
): Promise<EhrNote[]> {
	const answer = await transport.message('getehrnotes', {
		'@patientid': patientId,
		'@templateid': templateId,
		'@notedatefrom': usDate(from),
		'@notedateto': usDate(to),
		patientnote: {
			'@templatename': 'TemplateName',
			'@notedatetime': 'NoteDateTime',
			'@signedbyuser': 'SignedByUser',
			'@profileid': 'ProfileID',
			'@changedat': 'ChangedAt',
			'@icd': 'ICD',
		},
		page: { '@pagename': 'PageName' },
		field: { '@ordinal': 'Ordinal', '@name': 'FieldName', '@value': 'Value' },
	});
	return answer === undefined ? [] : readNotes(answer.results, answer.facts);
}

function fromVisit(reader: AdvancedMdReader, patientId: string, visit: PatientVisit): Found {
	const { scope, settings } = reader;
	const startsAt =
		practiceInstant(visit.visitstartdatetime, scope.timeZone) ??
		practiceInstant(visit.date, scope.timeZone);
	const minutes = Number(visit.duration ?? '');
	const meaning = settings.appointmentStatuses[visit.apptstatus ?? ''] ?? 'unknown';
	return found(reader, {
		id: visit.id,
		patientId,
		appointmentId: settings.visitIds === 'appointment' ? visit.id : undefined,
		status: statuses[meaning] ?? 'unknown',
		isComplete: null,
		startsAt,
		endsAt: startsAt && minutes > 0 ? plusMinutes(startsAt, minutes) : undefined,
	});
}

function fromNote(
	reader: AdvancedMdReader,
	patientId: string,
	note: EhrNote,
	planField: string,
): Found {
	const { scope, settings } = reader;
	const plan = note.fields.get(planField.toUpperCase())?.trim();
	return found(reader, {
		id: `note-${note.id}`,
		patientId,
		providerId: note.profileid,
		status: 'finished',
		isComplete: true,
		startsAt: practiceInstant(note.notedatetime, scope.timeZone),
		diagnoses: codesOf(note.icd),
		recommendations: plan ? [{ kind: 'plan', text: plan }] : [],
		sourceAt: parseInstant(note.changedat, settings.serverTimeZone),
	});
}

type Told = Omit<Encounter, 'system' | 'practiceId' | 'externalIds' | 'isSensitive'>;

function found({ scope }: AdvancedMdReader, told: Told): Found {
	const { system, practiceId } = scope;
	const record: Encounter = dropAbsent({
		system,
		practiceId,
		externalIds: [],
		// AdvancedMD's messages tell no mark of their own for sensitive visits.
		isSensitive: false,
		...told,
	});
	return { record, recordPracticeId: practiceId };
}

/** Diagnosis codes of a note: separated by commas, semicolons or spaces. */
function codesOf(text: string | null | undefined): Encounter['diagnoses'] {
	return (text ?? '')
		.split(/[\s,;]+/)
		.filter((code) => /^[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?$/i.test(code))
		.map((code) => ({ code: code.toUpperCase(), system: 'icd10' as const }));
}

/** Refuses a window that is none. Throws SafeError `validation`. */
export function requireWindow({ from, to }: DateWindow): void {
	if (/^\d{4}-\d{2}-\d{2}$/.test(from) && /^\d{4}-\d{2}-\d{2}$/.test(to) && from <= to) return;
	throw new SafeError({
		kind: 'validation',
		message: 'The first day and the last day do not make a span of days.',
		nextStep: 'Give both as year-month-day, the first not after the last.',
		system: 'advancedmd',
		fields: ['from', 'to'],
	});
}
