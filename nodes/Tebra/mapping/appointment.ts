import type { z } from 'zod';

import type {
	Appointment,
	AppointmentExternalId,
	AppointmentModality,
	AppointmentStatus,
} from '../../../lib/canonical/appointment';
import type { AppointmentType } from '../../../lib/canonical/schedule';
import { tebraDefaults, tebraWord } from '../../../lib/profile/systems/tebra';
import { parseInstant } from '../../../lib/values/civilDate';
import { dropAbsent } from '../../../lib/values/dropAbsent';
import { cleanText, foldText } from '../../../lib/values/text';
import type { PracticeScope } from '../../common/practice/port';
import type { SourceRecord, SourceVisit } from '../../common/practice/records';
import type { reasonSchema, TebraAppointment, TebraAppointmentRow } from '../wire/appointment';

/** The zone in which times of lists are read: the clinic's, unless the profile says UTC (sheet 4.5). */
export function listZone(scope: PracticeScope): string {
	const mode = scope.profile.tebra?.appointmentListTimes ?? tebraDefaults.appointmentListTimes;
	return mode === 'local' ? scope.timeZone : 'UTC';
}

/** A word that the profile does not know is told as unknown rather than guessed (sheet 4.5). */
export function statusOf(word: string | null | undefined, scope: PracticeScope): AppointmentStatus {
	const map = scope.profile.tebra?.appointmentStatus ?? tebraDefaults.appointmentStatus;
	const key = tebraWord(word ?? '');
	return Object.hasOwn(map, key) ? map[key] : 'unknown';
}

/** Words for a visit that is still to be given another time, folded (enum of the sheet, 4.5). */
const waitingWords: ReadonlySet<string> = new Set(['needsreschedule']);

/**
 * A list row as the canonical appointment; undefined when its times cannot be read. A row tells no
 * mode (sheet 4.5), so that whether a visit is by video is not known from a list.
 */
export function rowToAppointment(
	wire: TebraAppointmentRow,
	scope: PracticeScope,
): SourceRecord<Appointment> | undefined {
	const zone = listZone(scope);
	const startsAt = parseInstant(wire.StartDate, zone);
	if (startsAt === undefined) return undefined;
	const record: Appointment = dropAbsent({
		system: scope.system,
		practiceId: scope.practiceId,
		id: wire.ID,
		externalIds: [appointmentIdOf(wire.ID, scope)],
		// O is blocked time or a meeting, of whatever patient (sheet 4.5).
		patientId: tebraWord(wire.Type ?? '').startsWith('o') ? null : (wire.PatientID ?? null),
		providerId: wire.providerIds[0] ?? (wire.namesResources ? null : undefined),
		locationId: wire.ServiceLocationID,
		type: dropAbsent({
			id: wire.AppointmentReasonID1,
			name: cleanText(wire.AppointmentReason1),
		}),
		startsAt,
		endsAt: parseInstant(wire.EndDate, zone) ?? null,
		timeZone: scope.timeZone,
		status: statusOf(wire.ConfirmationStatus, scope),
		sourceAt: parseInstant(wire.LastModifiedDate, scope.timeZone),
	});
	return { record, recordPracticeId: practiceOf(wire, scope) };
}

/**
 * An Appointment of GetAppointment, whose times are UTC, as the canonical one (sheet 4.5). It tells no
 * time of change: lists tell theirs in no known zone, and the two must not be compared.
 */
export function toAppointment(
	wire: TebraAppointment,
	scope: PracticeScope,
): SourceVisit | undefined {
	const startsAt = parseInstant(wire.StartTime, 'UTC');
	if (startsAt === undefined) return undefined;
	const record: Appointment = dropAbsent({
		system: scope.system,
		practiceId: scope.practiceId,
		id: wire.AppointmentId,
		externalIds: [appointmentIdOf(wire.AppointmentId, scope)],
		patientId: tebraWord(wire.AppointmentType ?? '').startsWith('o')
			? null
			: (wire.patientId ?? null),
		providerId: wire.ProviderId,
		locationId: wire.ServiceLocationId,
		type: dropAbsent({ id: wire.AppointmentReasonId }),
		startsAt,
		endsAt: parseInstant(wire.EndTime, 'UTC') ?? null,
		timeZone: scope.timeZone,
		status: statusOf(wire.AppointmentStatus, scope),
		modality: modalityOf(wire.AppointmentMode),
	});
	return {
		record,
		recordPracticeId: wire.PracticeId ?? undefined,
		...(waitingWords.has(tebraWord(wire.AppointmentStatus ?? '')) && { awaitsMove: true }),
	};
}

/** An appointment reason, which is Tebra's kind of visit; the list holds those in use (sheet 4.5). */
export function toAppointmentType(wire: z.output<typeof reasonSchema>): AppointmentType {
	const minutes = Number(wire.DefaultDurationMinutes?.trim() || 0);
	return dropAbsent({
		id: wire.AppointmentReasonId,
		name: cleanText(wire.Name),
		durationMinutes: Number.isInteger(minutes) && minutes > 0 ? minutes : null,
		active: true,
	});
}

function appointmentIdOf(value: string, scope: PracticeScope): AppointmentExternalId {
	const { system, practiceId } = scope;
	return { system, practiceId, type: 'appointment', value };
}

function modalityOf(mode: string | null | undefined): AppointmentModality | undefined {
	const word = tebraWord(mode ?? '');
	if (word === 'telehealth') return 'telehealth';
	return word === 'inoffice' ? 'in_person' : undefined;
}

/** A row without the practice's number may still name another practice. */
function practiceOf(wire: TebraAppointmentRow, scope: PracticeScope): string | undefined {
	if (wire.PracticeID != null) return wire.PracticeID;
	const name = foldText(wire.PracticeName ?? '');
	if (name === '' || name === foldText(scope.practiceName ?? '')) return undefined;
	return 'another practice';
}
