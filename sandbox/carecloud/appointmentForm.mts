import { locations, practices, providers } from '../practice/directory.mjs';
import { cancelReasons, type PracticeAppointment } from '../practice/schedule.mjs';
import type { PatientStore } from '../practice/store.mjs';
import {
	appointmentGuid,
	locationId,
	patientGuid,
	providerId,
	resourceId,
	visitReasonId,
} from './ids.mjs';
import { localMoment, localTime } from './time.mjs';
import type { Written } from './types.mjs';

/** Ids, letters and names of the sandbox's own practice: none are published (sheet 4.2). */
export const statuses = {
	booked: { id: 1, code: 'P', name: 'Pending' },
	confirmed: { id: 2, code: 'F', name: 'Confirmed' },
	arrived: { id: 3, code: 'I', name: 'Checked In' },
	completed: { id: 4, code: 'O', name: 'Checked Out' },
	cancelled: { id: 5, code: 'X', name: 'Cancelled' },
} as const;

/** A no-show is a cancellation with that reason, and so is a visit that was moved (sheet 4.2). */
export function statusForm({ status }: PracticeAppointment) {
	return status === 'no_show' || status === 'rescheduled' ? statuses.cancelled : statuses[status];
}

export const isOff = ({ status }: PracticeAppointment) =>
	['cancelled', 'no_show', 'rescheduled'].includes(status);

/** Id of the reason why the visit does not take place; null = it does. */
export function reasonIdOf(appointment: PracticeAppointment): number | null {
	if (appointment.status === 'no_show') return 3;
	return isOff(appointment) ? (appointment.cancelReasonId ?? 1) : null;
}

/** An appointment as the list tells it (sheet 4.2); `show` adds what only the single read has. */
export function appointmentForm(
	appointment: PracticeAppointment,
	store: PatientStore,
	written: Written,
	show = false,
): object {
	const { id, patientId = 0 } = appointment;
	const { person } = store.get(patientId);
	const location = locations.find((one) => one.id === appointment.locationId);
	const reasonId = reasonIdOf(appointment);
	const end = localTime(appointment.start, appointment.minutes);
	return {
		id: appointmentGuid(id),
		appointment_status: statusForm(appointment),
		patient: {
			id: patientGuid(patientId),
			chart_number: person.chartNumber ?? null,
			date_of_birth: person.birthDate ?? null,
			first_name: person.firstName,
			last_name: person.lastName,
			middle_initial: person.middleName?.slice(0, 1) ?? null,
			gender_id: person.sex.slice(0, 1),
			email: person.email ?? null,
			patient_status: person.active ? 'Active' : 'Inactive',
			primary_phone_number: person.mobilePhone?.number ?? null,
		},
		location: location && { id: locationId(location.id), name: location.name },
		cancellation_details:
			reasonId === null
				? null
				: {
						id: reasonId,
						detail: cancelReasons.find((reason) => reason.id === reasonId)?.name,
						comments: written.cancelComments.get(id) ?? null,
					},
		appointment_cancellation_reason_id: reasonId,
		chief_complaint: appointment.reason,
		comments: appointment.comment ?? null,
		arrived_at: appointment.status === 'completed' ? localTime(appointment.start) : null,
		departed_at: appointment.status === 'completed' ? end : null,
		// A text, unlike the other yes-or-no members (sheet 4.2).
		is_confirmed: String(appointment.status === 'confirmed'),
		is_force_overbook: false,
		visit_reason_id: visitReasonId(appointment.typeId),
		resource_id: resourceId(appointment.providerId),
		// A text, unlike the two above (sheet 4.2).
		provider_id: String(providerId(appointment.providerId)),
		start_time: localTime(appointment.start),
		end_time: end,
		created_at: localMoment(appointment.createdAt),
		updated_at: localMoment(appointment.changedAt),
		business_entity_id: appointment.practiceId,
		...(show && {
			encounter_id: appointment.status === 'completed' ? 770_000 + id : null,
			preferred_confirmation_method: null,
			created_by_application: null,
			business_entity_name: practices.find((one) => one.id === appointment.practiceId)?.name,
		}),
	};
}

/** Providers whose columns can be booked: of this practice, active, and not only referring. */
export const bookable = providers.filter(
	({ practiceId, active, type }) => practiceId === 1 && active && type === 'Normal Provider',
);
