import type { Appointment, AppointmentStatus } from '../../../lib/canonical/appointment';
import { SafeError } from '../../../lib/privacy/errors';
import { meaningOf } from '../../../lib/profile/codes';
import { parseInstant } from '../../../lib/values/civilDate';
import { dropAbsent } from '../../../lib/values/dropAbsent';
import { cleanText, foldText } from '../../../lib/values/text';
import type { PracticeScope } from '../../common/practice/port';
import type { SourceRecord } from '../../common/practice/records';
import type { CareCloudAppointment } from '../wire/appointment';
import { recordPracticeId, settingsOf } from './context';

/**
 * An appointment (sheet 4.2) as the canonical one. Times without an offset are on the practice's
 * clock. Throws SafeError `wireShape` when its start cannot be read.
 */
export function toAppointment(
	wire: CareCloudAppointment,
	scope: PracticeScope,
): SourceRecord<Appointment> {
	const { timeZone } = scope;
	const startsAt = parseInstant(wire.start_time, timeZone);
	if (startsAt === undefined) throw unreadableStart();
	const record: Appointment = dropAbsent({
		system: scope.system,
		practiceId: scope.practiceId,
		id: wire.id,
		externalIds: [
			{
				system: scope.system,
				practiceId: scope.practiceId,
				type: 'appointment' as const,
				value: wire.id,
			},
		],
		patientId: wire.patient?.id,
		providerId: wire.provider_id,
		locationId: wire.location?.id,
		type: dropAbsent({ id: wire.visit_reason_id }),
		startsAt,
		endsAt: parseInstant(wire.end_time, timeZone) ?? null,
		timeZone,
		status: statusOf(wire, scope),
		reason: cleanText(wire.chief_complaint),
		sourceAt: parseInstant(wire.updated_at, timeZone),
	});
	return { record, recordPracticeId: recordPracticeId(wire.business_entity_id, scope) };
}

/**
 * The status by its name (sheet 4.2: ids and letters are not published). A no-show is a cancellation
 * with a reason of that name; a booking that is marked as confirmed is one.
 */
export function statusOf(wire: CareCloudAppointment, scope: PracticeScope): AppointmentStatus {
	const { appointmentStatuses, noShowReasons } = settingsOf(scope);
	const status = meaningOf(appointmentStatuses, wire.appointment_status?.name) ?? 'unknown';
	if (status === 'cancelled') {
		const reason = foldText(wire.cancellation_details?.detail ?? '');
		return noShowReasons.some((word) => foldText(word) === reason) ? 'no_show' : 'cancelled';
	}
	return status === 'booked' && wire.is_confirmed === true ? 'confirmed' : status;
}

function unreadableStart(): SafeError {
	return new SafeError({
		kind: 'wireShape',
		message: 'An appointment of CareCloud begins at a time that cannot be read.',
		nextStep: 'Look at the appointment in CareCloud.',
		system: 'carecloud',
		operation: 'listAppointments',
		fields: ['start_time'],
	});
}
