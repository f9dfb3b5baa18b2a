import { DateTime } from 'luxon';

import type { Appointment, AppointmentStatus } from '../../canonical/appointment';
import { meaningOf } from '../../profile/codes';
import { dropAbsent } from '../../values/dropAbsent';
import { cleanText } from '../../values/text';
import type { Message, Segment } from '../message';
import { firstOf, memberOf, segmentOf, valueAt, valueOf } from '../read';
import { faulty } from '../refusal';
import { parseTimestamp } from '../timestamp';
import type { Hl7Context } from './context';
import { ownNumber } from './identifiers';
import { requirePid, sourceTime } from './patient';

/** What the event says by itself; the others leave the word to SCH-25. */
const eventStatuses: Readonly<Record<string, AppointmentStatus>> = {
	S15: 'cancelled',
	S17: 'cancelled',
	S26: 'no_show',
};

/**
 * The appointment that an SIU message tells (SCH, and the first AIS, AIG, AIL and AIP of its RGS).
 * Its reason is kept as staff typed it and never sent on.
 * Throws Hl7Refusal `AE` when PID, SCH, the numbers or the start are missing.
 */
export function toAppointment(message: Message, event: string, context: Hl7Context): Appointment {
	const { system, practiceId, timeZone, settings } = context;
	const sch = segmentOf(message, 'SCH');
	if (sch === undefined) {
		throw faulty('100', 'The message holds no SCH segment.', { segment: 'SCH' });
	}
	const patientId = ownNumber(message, requirePid(message), 3, context);
	const id = appointmentNumber(message, sch, settings.appointmentNumber);
	const startsAt = startOf(message, context);
	return dropAbsent({
		system,
		practiceId,
		id,
		externalIds: [{ system, practiceId, type: 'appointment' as const, value: id }],
		patientId,
		providerId: settings.providers === 'asSent' ? providerOf(message) : null,
		locationId: settings.locations === 'asSent' ? locationOf(message) : null,
		type: typeOf(message, sch),
		startsAt,
		endsAt: endOf(message, sch, startsAt, context),
		timeZone,
		status: statusOf(message, sch, event, context),
		modality: null,
		reason: reasonOf(message, sch),
		sourceAt: sourceTime(message, context),
	});
}

function appointmentNumber(message: Message, sch: Segment, by: 'filler' | 'placer'): string {
	const field = by === 'filler' ? 2 : 1;
	const number = valueOf(firstOf(message, sch, field), 1);
	if (number === undefined || number === '""') {
		throw faulty('101', `SCH-${field} holds no number of the appointment.`, {
			segment: 'SCH',
			field,
		});
	}
	return number;
}

/** Where senders put the start, the first that is filled. */
const startPaths = ['AIS-4', 'SCH-11.4', 'TQ1-7', 'AIP-6', 'AIG-8', 'AIL-6'] as const;

function startOf(message: Message, { timeZone }: Hl7Context): string {
	for (const path of startPaths) {
		const time = parseTimestamp(valueAt(message, path), timeZone);
		const isTime = time !== undefined && !['year', 'month', 'day'].includes(time.precision);
		if (isTime && time.instant !== undefined) return time.instant;
	}
	throw faulty('101', 'The message does not tell when the appointment begins.', {
		segment: 'AIS',
		field: 4,
	});
}

/** SCH-11.5, else begin and duration; null = the message does not tell. */
function endOf(
	message: Message,
	sch: Segment,
	startsAt: string,
	{ timeZone }: Hl7Context,
): string | null {
	const told = parseTimestamp(valueAt(message, 'SCH-11.5'), timeZone)?.instant;
	if (told !== undefined && told > startsAt) return told;
	const minutes =
		durationOf(valueAt(message, 'AIS-7'), valueAt(message, 'AIS-8')) ??
		durationOf(valueOf(firstOf(message, sch, 9), 1), valueOf(firstOf(message, sch, 10), 1));
	if (minutes === undefined) return null;
	return DateTime.fromISO(startsAt, { zone: 'utc' })
		.plus({ minutes })
		.toISO({ suppressMilliseconds: true });
}

const minuteUnits = new Set(['', 'm', 'min', 'mins', 'minute', 'minutes']);

/** Whole minutes; undefined when it is no number of minutes, hours or seconds. */
function durationOf(text: string | undefined, unit: string | undefined = ''): number | undefined {
	if (text === undefined || !/^\d{1,5}$/.test(text)) return undefined;
	const word = unit.toLowerCase();
	const number = Number(text);
	if (number === 0) return undefined;
	if (minuteUnits.has(word)) return number;
	if (/^(h|hr|hour|hours)$/.test(word)) return number * 60;
	return /^(s|sec|second|seconds)$/.test(word) ? Math.round(number / 60) || undefined : undefined;
}

function statusOf(
	message: Message,
	sch: Segment,
	event: string,
	{ settings }: Hl7Context,
): AppointmentStatus {
	if (Object.hasOwn(eventStatuses, event)) return eventStatuses[event];
	const coded = firstOf(message, sch, 25);
	const word = valueOf(coded, 1) ?? valueOf(coded, 2);
	if (word !== undefined) return meaningOf(settings.appointmentStatuses, word) ?? 'unknown';
	// A new or moved booking that names no status is booked; a change may be of any kind.
	return event === 'S12' || event === 'S13' ? 'booked' : 'unknown';
}

function typeOf(message: Message, sch: Segment): Appointment['type'] {
	const [kind, service] = [
		firstOf(message, sch, 8),
		firstOf(message, segmentOf(message, 'AIS'), 3),
	];
	const coded = (valueOf(kind, 1) ?? valueOf(kind, 2)) ? kind : service;
	return dropAbsent({
		id: valueOf(coded, 1) ?? null,
		name: cleanText(valueOf(coded, 2)) ?? null,
	});
}

function reasonOf(message: Message, sch: Segment): string | null | undefined {
	const reason = firstOf(message, sch, 7);
	return cleanText(memberOf(reason, 2) ?? memberOf(reason, 1));
}

function providerOf(message: Message): string | null {
	return valueAt(message, 'AIP-3') ?? valueAt(message, 'AIG-3') ?? null;
}

/** PL: the facility, else the point of care. */
function locationOf(message: Message): string | null {
	return valueAt(message, 'AIL-3.4') ?? valueAt(message, 'AIL-3') ?? null;
}
