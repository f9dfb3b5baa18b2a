import { locations, practices, providers } from '../practice/directory.mjs';
import type { PracticeAppointment } from '../practice/schedule.mjs';
import { fullName } from '../practice/records.mjs';
import { row } from './answers.mjs';
import { clinicMoment, isoUtc, shownMillis } from './clinicTime.mjs';
import { appointmentColumns } from './columns/appointments.mjs';
import type { Desk, DeskAppointment } from './desk.mjs';
import { flagText, usDateTime } from './format.mjs';
import { ARRAYS } from './names.mjs';
import { leaf } from './xmlOut.mjs';
import { statusShown } from './words.mjs';

const MINUTE = 60_000;
/** ResourceTypeID of a provider; 2 is a room or a device (sheet 4.5). */
const DOCTOR = '1';

const shown = (value: number | undefined) => (value === undefined ? undefined : String(value));

/** The full name of a provider as lists print it. */
export function providerName(providerId: number): string | undefined {
	const found = providers.find(({ id }) => id === providerId);
	return found && `${found.firstName} ${found.lastName}`;
}

/** Patient, or other such as blocked time (sheet 4.5). */
export function typeLetter({ patientId }: PracticeAppointment): 'P' | 'O' {
	return patientId === undefined ? 'O' : 'P';
}

/**
 * An AppointmentData row. Its times are the clinic's wall clock and tell no zone, unless an offset
 * from GMT in hours was asked for (sheet 4.5); the times of creation and change are UTC.
 */
export function appointmentRow(
	desk: Desk,
	base: PracticeAppointment,
	options: { offsetHours?: number; wanted?: ReadonlySet<string> },
): string {
	const detail = desk.detailOf(base);
	const begin = shownMillis(base.start, options.offsetHours);
	const chosen = desk.caseOf(base.patientId, detail.caseId);
	const reason = desk.reason(base.typeId);
	return row(
		'AppointmentData',
		appointmentColumns,
		{
			AllDay: flagText(false),
			AppointmentDuration: String(base.minutes),
			AppointmentReason1: reason?.name,
			AppointmentReasonID1: shown(reason?.id),
			ConfirmationStatus: statusShown[detail.word],
			CreatedDate: usDateTime(base.createdAt),
			EndDate: usDateTime(begin + base.minutes * MINUTE),
			ID: String(base.id),
			LastModifiedDate: usDateTime(base.changedAt),
			Notes: detail.notes,
			PatientCaseID: shown(chosen?.id),
			PatientCaseName: chosen?.name,
			PatientCasePayerScenario: chosen?.payerScenario,
			PatientFullName:
				base.patientId === undefined
					? undefined
					: fullName(desk.patients.get(base.patientId).person),
			PatientID: shown(base.patientId),
			PracticeID: String(base.practiceId),
			PracticeName: practices.find(({ id }) => id === base.practiceId)?.name,
			Recurring: flagText(detail.isRecurring ?? false),
			ResourceID1: String(base.providerId),
			ResourceName1: providerName(base.providerId),
			ResourceTypeID1: DOCTOR,
			ServiceLocationID: String(base.locationId),
			ServiceLocationName: locations.find(({ id }) => id === base.locationId)?.name,
			StartDate: usDateTime(begin),
			Type: typeLetter(base),
		},
		{ wanted: options.wanted },
	);
}

/** One appointment in full, of the type that CreateAppointment takes: times are UTC (sheet 4.5). */
export function appointmentElement({ base, detail }: DeskAppointment): string {
	const start = clinicMoment(base.start);
	const patient = leaf('PatientId', base.patientId) + leaf('PracticeId', base.practiceId);
	const resources = (detail.resourceIds ?? []).map((id) => leaf('b:long', id)).join('');
	const xml = [
		leaf('AppointmentId', base.id),
		leaf('AppointmentMode', detail.mode),
		leaf('AppointmentName', detail.name),
		leaf('AppointmentReasonId', base.typeId === 0 ? undefined : base.typeId),
		leaf('AppointmentStatus', detail.word),
		leaf('AppointmentType', typeLetter(base)),
		leaf('CreatedAt', isoUtc(base.createdAt)),
		leaf('EndTime', isoUtc(start + base.minutes * MINUTE)),
		leaf('InsurancePolicyAuthorizationId', detail.authorizationId),
		leaf('IsDeleted', 'false'),
		leaf('IsGroupAppointment', String(detail.isGroup ?? false)),
		leaf('IsRecurring', String(detail.isRecurring ?? false)),
		leaf('MaxAttendees', detail.maxAttendees),
		leaf('Notes', detail.notes),
		leaf('OccurrenceId', detail.occurrenceId),
		leaf('PatientCaseId', detail.caseId),
		base.patientId === undefined
			? leaf('PatientSummary', undefined)
			: `<PatientSummary>${patient}</PatientSummary>`,
		leaf('PracticeId', base.practiceId),
		leaf('ProviderId', base.providerId),
		leaf('ResourceId', detail.resourceId),
		`<ResourceIds xmlns:b="${ARRAYS}">${resources}</ResourceIds>`,
		leaf('ServiceLocationId', base.locationId),
		leaf('StartTime', isoUtc(start)),
		leaf('UpdatedAt', isoUtc(base.changedAt)),
	];
	return `<Appointment>${xml.join('')}</Appointment>`;
}
