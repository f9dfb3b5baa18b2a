import { DateTime } from 'luxon';

import type { Appointment, AppointmentStatus } from '../../../lib/canonical/appointment';
import { addDays, parseCivilDate } from '../../../lib/values/civilDate';
import { dropAbsent } from '../../../lib/values/dropAbsent';
import { cleanText } from '../../../lib/values/text';
import type { SourceRecord } from '../../common/practice/records';
import type { AppointmentRow } from '../wire/appointment';
import type { MappingContext } from './context';
import { instantOf } from './context';

/**
 * An appointment as the canonical one (sheet 4.2); undefined when its day or time cannot be read.
 * `reason` is what staff typed as description, else as details.
 */
export function toAppointment(
	wire: AppointmentRow,
	context: MappingContext,
): SourceRecord<Appointment> | undefined {
	const { scope } = context;
	const id = wire.id ?? wire.appointmentId;
	const startsAt = startOf(wire.appointmentDate, wire.beginTime, scope.timeZone);
	if (!id || startsAt === undefined) return undefined;
	const endsAt = endOf(wire, startsAt, scope.timeZone);
	const record: Appointment = dropAbsent({
		system: scope.system,
		practiceId: scope.practiceId,
		id,
		externalIds: [
			{
				system: scope.system,
				practiceId: scope.practiceId,
				type: 'appointment' as const,
				value: id,
			},
		],
		patientId: wire.personId,
		providerId: wire.renderingProviderId,
		locationId: wire.locationId,
		type: dropAbsent({ id: wire.eventId, name: cleanText(wire.eventName) }),
		startsAt,
		endsAt,
		timeZone: scope.timeZone,
		status: statusOf(wire, endsAt ?? startsAt, context),
		modality: cleanText(wire.virtualVisitLink) ? ('telehealth' as const) : undefined,
		reason: cleanText(wire.description) ?? cleanText(wire.details),
		rescheduledFromId: wire.rescheduledAppointmentId,
		sourceAt: instantOf(wire.modifyTimestampUtc, wire.modifyTimestamp, scope.timeZone),
	});
	return { record, recordPracticeId: wire.practiceId?.trim() || undefined };
}

/**
 * Day and "HHmm" on the practice's clock as an instant; three digits are read too (sheet 4.0). In the
 * hour that a spring day skips, the time moves behind the gap; in the one that autumn repeats it is
 * the first.
 */
export function startOf(
	date: string,
	clock: string | null | undefined,
	timeZone: string,
): string | undefined {
	const day = parseCivilDate(date);
	const time = /^(\d{1,2}):?(\d{2})$/.exec((clock ?? '').trim());
	if (day === undefined || time === null) return undefined;
	const start = DateTime.fromISO(`${day}T${time[1].padStart(2, '0')}:${time[2]}`, {
		zone: timeZone,
	});
	if (!start.isValid) return undefined;
	// luxon itself chooses by the season in which it is asked.
	const [first] = start.getPossibleOffsets();
	return first.toUTC().toISO({ suppressMilliseconds: true }) ?? undefined;
}

function endOf(wire: AppointmentRow, startsAt: string, timeZone: string): string | null {
	if (wire.duration !== undefined && wire.duration > 0) {
		return plusMinutes(startsAt, wire.duration);
	}
	const end = startOf(wire.appointmentDate, wire.endTime, timeZone);
	return end !== undefined && end > startsAt ? end : null;
}

/** An instant some minutes later. */
export function plusMinutes(instant: string, minutes: number): string {
	const time = DateTime.fromISO(instant).plus({ minutes }).toUTC();
	return time.toISO({ suppressMilliseconds: true }) ?? instant;
}

/**
 * The status is the combination of flags; `workflowStatus` is the practice's own text and means
 * nothing here (sheet 4.2). A kept visit is over when its time is. An old build tells no "no show":
 * it is one when the day is over and nothing else was noted (sheet 9.20).
 */
function statusOf(
	wire: AppointmentRow,
	endsAt: string,
	{ now, today }: MappingContext,
): AppointmentStatus {
	if (wire.isRescheduled) return 'rescheduled';
	if (wire.isCancelled || wire.isDeleted) return 'cancelled';
	if (wire.isKept) return endsAt <= now ? 'completed' : 'arrived';
	if (wire.isNoShow) return 'no_show';
	const day = parseCivilDate(wire.appointmentDate) ?? today;
	if (wire.isNoShow === undefined && addDays(day, 1) <= today) return 'no_show';
	return wire.appointmentConfirmed ? 'confirmed' : 'booked';
}
