import { locations, practices, providers } from '../../practice/directory.mjs';
import { appointmentElement } from '../appointmentRow.mjs';
import { clinicWall } from '../clinicTime.mjs';
import type { Read } from '../deserialize.mjs';
import type { AppointmentDetail, Desk, ScheduleEntry } from '../desk.mjs';
import { leaf } from '../xmlOut.mjs';
import type { ModeWord, StatusWord } from '../words.mjs';
import { numberOf, part, textOf, type Operation } from './types.mjs';

const MINUTE = 60_000;

/** What the service says when an id is unknown to the practice (sheet 4.5). */
const UNTRANSLATABLE = 'Error translating AppointmentCreate to CreateAppointmentV3Request';
const NOBODY = 'Appointment must have valid ProviderGuids or ResourceGuids.';

function listedResources(asked: Read): number[] {
	const listed = part(asked, 'ResourceIds')?.long;
	return Array.isArray(listed)
		? listed.filter((id): id is number => typeof id === 'number' && id !== 0)
		: [];
}

/** The provider of an appointment: ProviderId, else the first resource that is one. */
function providerOf(asked: Read, practiceId: number): number | undefined {
	const ids = [
		numberOf(asked, 'ProviderId'),
		numberOf(asked, 'ResourceId'),
		...listedResources(asked),
	].filter((id): id is number => typeof id === 'number' && id !== 0);
	const known = (id: number) =>
		providers.some((provider) => provider.id === id && provider.practiceId === practiceId);
	return ids.every(known) ? ids[0] : undefined;
}

/**
 * The schedule's members of a written appointment, or the message of the error. Whether the time is
 * taken is not asked: double booking is not refused (sheet 7).
 */
function entryOf(
	asked: Read,
	desk: Desk,
	practiceId: number,
	patientId: number | undefined,
): ScheduleEntry | string {
	const start = numberOf(asked, 'StartTime') ?? 0;
	const end = numberOf(asked, 'EndTime') ?? 0;
	if (end <= start) return 'EndTime must be after StartTime.';
	const providerId = providerOf(asked, practiceId);
	if (providerId === undefined) return NOBODY;
	const locationId = numberOf(asked, 'ServiceLocationId') ?? 0;
	const typeId = numberOf(asked, 'AppointmentReasonId') ?? 0;
	const caseId = numberOf(asked, 'PatientCaseId');
	const reason = desk.reason(typeId);
	const isKnown =
		practices.some(({ id }) => id === practiceId) &&
		locations.some(({ id, practiceId: of }) => id === locationId && of === practiceId) &&
		(patientId === undefined
			? typeId === 0 || reason !== undefined
			: reason !== undefined && desk.patients.has(patientId)) &&
		(reason?.practiceId ?? practiceId) === practiceId &&
		(patientId === undefined || desk.patients.practiceId(patientId) === practiceId) &&
		(caseId === undefined || desk.caseOf(patientId, caseId) !== undefined);
	if (!isKnown) return UNTRANSLATABLE;
	return {
		patientId,
		practiceId,
		providerId,
		locationId,
		typeId,
		start: clinicWall(start),
		minutes: Math.round((end - start) / MINUTE),
	};
}

/** Everything else that was written; what was left out is absent. */
function detailOf(asked: Read): AppointmentDetail {
	return {
		word: asked.AppointmentStatus as StatusWord,
		mode: (asked.AppointmentMode ?? undefined) as ModeWord | undefined,
		name: textOf(asked, 'AppointmentName'),
		notes: textOf(asked, 'Notes'),
		caseId: numberOf(asked, 'PatientCaseId'),
		authorizationId: numberOf(asked, 'InsurancePolicyAuthorizationId'),
		occurrenceId: numberOf(asked, 'OccurrenceId'),
		isGroup: asked.IsGroupAppointment === true,
		isRecurring: asked.IsRecurring === true,
		resourceId: numberOf(asked, 'ResourceId'),
		resourceIds: listedResources(asked),
		maxAttendees: numberOf(asked, 'MaxAttendees'),
	};
}

/** Books an appointment; answers it with its id. */
export const createAppointment: Operation = {
	dataElement: 'Appointment',
	run(request, { desk, now }) {
		const asked = part(request, 'Appointment');
		if (!asked) return { nullReference: true };
		const patientId = numberOf(part(asked, 'PatientSummary') ?? {}, 'PatientId');
		if (asked.AppointmentType === 'P' && patientId === undefined) return { error: UNTRANSLATABLE };
		const entry = entryOf(asked, desk, numberOf(asked, 'PracticeId') ?? 0, patientId);
		if (typeof entry === 'string') return { error: entry };
		const booked = desk.book(entry, detailOf(asked), now);
		return { data: appointmentElement(booked), effect: 'write' };
	},
};

/** Members without which the guide lets no update through (sheet 4.5). */
const demanded = [
	'AppointmentName',
	'AppointmentReasonId',
	'AppointmentStatus',
	'EndTime',
	'MaxAttendees',
	'StartTime',
] as const;

/** Puts what was sent in place of the appointment: what is left out is lost (sheet 4.5). */
export const updateAppointment: Operation = {
	dataElement: 'Appointment',
	run(request, { desk, now }) {
		const asked = part(request, 'Appointment');
		if (!asked) return { nullReference: true };
		const known = desk.appointment(numberOf(asked, 'AppointmentId') ?? 0);
		if (!known) return { error: 'Appointment was not found.' };
		const missing = demanded.find((name) => asked[name] === undefined || asked[name] === null);
		if (missing) return { error: `${missing} is required.` };
		const patientId = numberOf(asked, 'PatientId') || undefined;
		const entry = entryOf(asked, desk, known.base.practiceId, patientId);
		if (typeof entry === 'string') return { error: entry };
		const stands = desk.replace(known.base.id, entry, detailOf(asked), now);
		return { data: appointmentElement(stands), effect: 'write' };
	},
};

/** Changes the status and leaves the rest. */
export const updateAppointmentStatus: Operation = {
	dataElement: 'Appointment',
	run(request, { desk, now }) {
		const asked = part(request, 'Appointment');
		if (!asked) return { nullReference: true };
		const known = desk.appointment(numberOf(asked, 'AppointmentId') ?? 0);
		if (!known) return { error: 'Appointment was not found.' };
		const { base, detail } = known;
		const word = asked.AppointmentStatus as StatusWord;
		const stands = desk.replace(base.id, base, { ...detail, word }, now);
		return { data: appointmentElement(stands), effect: 'write' };
	},
};

/** Deletes an appointment, which leaves no trace in any list (sheet 5). */
export const deleteAppointment: Operation = {
	dataElement: 'AppointmentId',
	run(request, { desk }) {
		const asked = part(request, 'Appointment');
		if (!asked) return { nullReference: true };
		const id = numberOf(asked, 'AppointmentId') ?? 0;
		const deleted = desk.remove(id);
		return {
			data: leaf('AppointmentId', id) + leaf('Deleted', String(deleted)),
			effect: deleted ? 'write' : 'none',
		};
	},
};
