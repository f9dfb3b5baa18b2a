import { SafeError } from '../../lib/privacy/errors';
import { addDays } from '../../lib/values/civilDate';
import type { PatientDocument, StaffNotice, Written } from '../common/practice/records';
import { idOf, readRow, readRowsOfPerson } from './appointments';
import { newId } from './booking';
import { nextGenSystem } from './credential';
import { buildMultipart } from './multipart';
import { contextOf } from './persons';
import type { Reader } from './read';
import { orNone, readAll, requireGuid } from './read';
import type { AppointmentRow } from './wire/appointment';
import { documentSchema, encounterSchema } from './wire/chart';

/** How far ahead an appointment is looked for that staff will open. */
const daysAhead = 180;

/**
 * Puts a notice for staff on the person's next appointment (sheet 4.7 B): what stands there is read
 * first and kept. A notice with the same reference is not written twice. Throws SafeError,
 * `unsupported` when no appointment is to come.
 */
export async function leaveNotice(reader: Reader, notice: StaffNotice): Promise<Written> {
	const place = 'appointment note';
	const personId = requireGuid(notice.patientId, 'patientId');
	const id = await nextAppointment(reader, personId);
	const row = id === undefined ? undefined : await readRow(reader, id);
	if (id === undefined || row === undefined) throw noAppointment();
	const member = reader.settings.noticeMember;
	const name = `${member.charAt(0).toLowerCase()}${member.slice(1)}` as keyof AppointmentRow;
	const before = String(row[name] ?? '').trim();
	if (names(before, notice.reference)) return { id, place };
	const text = [notice.subject, notice.body].filter((part) => part.trim() !== '').join(': ');
	const added = `${text} (${notice.reference})`;
	await reader.transport.write({
		method: 'PATCH',
		route: `/appointments/${id}`,
		operation: '/appointments/{id}',
		body: { [member]: before === '' ? added : `${before} | ${added}` },
	});
	return { id, place };
}

async function nextAppointment(reader: Reader, personId: string): Promise<string | undefined> {
	const { today } = contextOf(reader);
	const rows = await readRowsOfPerson(reader, personId, {
		from: today,
		to: addDays(today, daysAhead),
	});
	const standing = rows.filter(
		(row) =>
			row.practiceId === reader.scope.practiceId &&
			!row.isCancelled &&
			!row.isDeleted &&
			!row.isRescheduled &&
			!row.isKept,
	);
	const first = standing.sort((left, right) => (startText(left) < startText(right) ? -1 : 1))[0];
	return first && idOf(first);
}

function startText({ appointmentDate, beginTime }: AppointmentRow): string {
	return `${appointmentDate.slice(0, 10)} ${(beginTime ?? '').padStart(4, '0')}`;
}

/**
 * Adds a file to an encounter (sheet 4.7 C): one whose chart is open, else the newest. It becomes part
 * of the medical record. A file with the same reference is not added twice. Throws SafeError,
 * `unsupported` for a person without an encounter.
 */
export async function addDocument(reader: Reader, file: PatientDocument): Promise<Written> {
	const place = 'encounter document';
	const personId = requireGuid(file.patientId, 'patientId');
	const known = await findDocument(reader, personId, file.reference);
	if (known !== undefined) return { id: known, place };
	const encounterId = await encounterFor(reader, personId);
	const label = file.label ?? file.name;
	const { body, contentType } = buildMultipart([
		{
			name: 'request',
			contentType: 'application/json',
			content: JSON.stringify({
				documentType: reader.settings.documentType,
				fileDescription: `${label} ${file.reference}`,
			}),
		},
		{
			name: 'file',
			fileName: file.name,
			contentType: file.mimeType,
			content: Buffer.from(file.content, 'base64'),
		},
	]);
	const { answer } = await reader.transport.write({
		method: 'POST',
		route: `/persons/${personId}/chart/encounters/${encounterId}/documents`,
		operation: '/persons/{id}/chart/encounters/{id}/documents',
		headers: { 'Content-Type': contentType },
		body,
	});
	const id = newId(answer) ?? (await findDocument(reader, personId, file.reference));
	return { id: id ?? null, place };
}

async function encounterFor(reader: Reader, personId: string): Promise<string> {
	const rows = await orNone(
		readAll(reader, encounterSchema, {
			route: `/persons/${personId}/chart/encounters`,
			operation: '/persons/{id}/chart/encounters',
		}),
	);
	const newestFirst = [...rows].sort((left, right) =>
		(left.timestamp ?? '') < (right.timestamp ?? '') ? 1 : -1,
	);
	const found = newestFirst.find(({ isLocked }) => isLocked === false) ?? newestFirst[0];
	if (found !== undefined) return found.id;
	throw new SafeError({
		kind: 'unsupported',
		message: 'The person has no encounter in this practice, and a document needs one.',
		nextStep: 'Leave a notice on a coming appointment, or use the queue in HealthSail.',
		system: nextGenSystem,
		operation: 'GET /persons/{id}/chart/encounters',
		vendorCode: 'NoEncounter',
	});
}

/** Both names of the description and of the id were seen (sheet 4.7). */
async function findDocument(
	reader: Reader,
	personId: string,
	reference: string,
): Promise<string | undefined> {
	const rows = await orNone(
		readAll(reader, documentSchema, {
			route: `/persons/${personId}/chart/documents`,
			operation: '/persons/{id}/chart/documents',
		}),
	);
	const found = rows.find((row) =>
		[row.description, row.fileDescription].some((text) => names(text ?? '', reference)),
	);
	return found && (found.id ?? found.documentId ?? undefined);
}

/** Whether a text names the reference as a whole word: HS-12 does not name HS-1. */
function names(text: string, reference: string): boolean {
	const literal = reference.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	return new RegExp(`(?<![A-Za-z0-9-])${literal}(?![A-Za-z0-9-])`).test(text);
}

function noAppointment(): SafeError {
	return new SafeError({
		kind: 'unsupported',
		message: 'The person has no coming appointment on which staff could read the notice.',
		nextStep: 'Use the queue in HealthSail, where staff find it without opening NextGen.',
		system: nextGenSystem,
		operation: 'PATCH /appointments/{id}',
		vendorCode: 'NoAppointment',
	});
}
