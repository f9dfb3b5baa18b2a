import type { Appointment } from '../../../lib/canonical/appointment';
import { dropAbsent } from '../../../lib/values/dropAbsent';
import { cleanText } from '../../../lib/values/text';
import type { SourceRecord } from '../../common/practice/records';
import type { AppointmentRow } from '../wire/schedule';
import { fromWallClock, plusMinutes } from '../times';
import type { MappingContext } from './context';

/**
 * A REST appointment as the canonical one (sheet 4.6); undefined for a row without a readable start.
 * AdvancedMD tells no time of change, and keeps no visit reason beside the comments, which are for
 * staff and are not read out.
 */
export function toAppointment(
	row: AppointmentRow,
	{ scope, settings }: MappingContext,
): SourceRecord<Appointment> | undefined {
	const startsAt = fromWallClock(row.startdatetime ?? '', scope.timeZone);
	if (startsAt === undefined) return undefined;
	const { system, practiceId, timeZone } = scope;
	const record: Appointment = dropAbsent({
		system,
		practiceId,
		id: row.id,
		externalIds: [{ system, practiceId, type: 'appointment' as const, value: row.id }],
		patientId: row.patientid,
		providerId: row.profileid,
		locationId: row.facilityid,
		type: dropAbsent({ id: row.type?.id, name: cleanText(row.type?.name) || undefined }),
		startsAt,
		endsAt: row.duration ? plusMinutes(startsAt, row.duration) : null,
		timeZone,
		status: statusOf(row, settings.appointmentStatuses),
		modality:
			row.istelemedicine === undefined
				? undefined
				: row.istelemedicine
					? ('telehealth' as const)
					: ('in_person' as const),
	});
	return { record, recordPracticeId: practiceId };
}

/** Posted visits and charges are surer than the status number (sheet 4.6). */
function statusOf(
	row: AppointmentRow,
	statuses: MappingContext['settings']['appointmentStatuses'],
): Appointment['status'] {
	const status = statuses[row.status ?? ''] ?? 'unknown';
	const isCalledOff = status === 'cancelled' || status === 'no_show' || status === 'rescheduled';
	if (!isCalledOff && (row.visitposted || row.chargesposted)) return 'completed';
	return status === 'booked' && row.confirmdate ? 'confirmed' : status;
}
