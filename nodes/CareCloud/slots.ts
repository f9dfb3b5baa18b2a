import type { AppointmentType, Slot } from '../../lib/canonical/schedule';
import { SafeError } from '../../lib/privacy/errors';
import { addDays, civilDateAt, parseInstant } from '../../lib/values/civilDate';
import { cleanText } from '../../lib/values/text';
import { parseWire } from '../common/parseWire';
import type { DateWindow, SlotQuery } from '../common/practice/records';
import { spansOf } from './appointmentLists';
import { listLocations } from './directory';
import { settingsOf } from './mapping/context';
import type { CareCloudReader } from './patients';
import type { Column, Columns } from './resources';
import { rowsOf } from './unwrap';
import { availabilitySchema, visitReasonSchema } from './wire/practice';

/** Slots in one answer at most, without a word that there are more (sheet 4.3). */
const mostSlots = 100;

/** The kinds of visits (sheet 4.3); CareCloud keeps their duration to itself. Throws SafeError. */
export async function listTypes({ transport }: CareCloudReader): Promise<AppointmentType[]> {
	const answer = await transport.call({ operation: 'listVisitReasons', path: '/visit_reasons' });
	return rowsOf(answer, 'visit_reasons', 'visit_reason').map((row) => {
		const { id, name } = parseWire(visitReasonSchema, row, answer.facts);
		return { id, name: cleanText(name) ?? null, active: true };
	});
}

interface Question {
	readonly typeId: string;
	readonly locationIds: readonly string[];
	readonly columns: readonly Column[];
	readonly durationMinutes?: number;
}

/**
 * Open slots of a window (sheet 4.3), in short spans with both dates and all days of the week. A full
 * answer is asked for again from its last day on. Throws SafeError `validation` without a type.
 */
export async function listSlots(
	reader: CareCloudReader,
	columns: Columns,
	query: SlotQuery,
): Promise<Slot[]> {
	const { typeId, locationId, durationMinutes, window } = query;
	if (typeId === undefined) throw noType();
	const locationIds =
		locationId === undefined ? (await listLocations(reader)).map(({ id }) => id) : [locationId];
	const question: Question = {
		typeId,
		locationIds,
		columns: await columns.find(query),
		...(durationMinutes !== undefined && { durationMinutes }),
	};
	const found = new Map<string, Slot>();
	for (const span of spansOf(window, settingsOf(reader.scope).slotDays)) {
		for (const slot of await askSpan(reader, question, span)) {
			found.set([slot.startsAt, slot.resourceId, slot.locationId].join('|'), slot);
		}
	}
	return [...found.values()].sort((left, right) => (left.startsAt < right.startsAt ? -1 : 1));
}

async function askSpan(
	reader: CareCloudReader,
	question: Question,
	span: DateWindow,
): Promise<Slot[]> {
	const slots = await ask(reader, question, span);
	if (slots.length < mostSlots) return slots;
	const { timeZone } = reader.scope;
	const last = slots.reduce((most, { startsAt }) => (startsAt > most ? startsAt : most), '');
	const lastDay = civilDateAt(last, timeZone) ?? span.to;
	if (lastDay > span.from)
		return [...slots, ...(await askSpan(reader, question, { ...span, from: lastDay }))];
	// One day fills the answer: column by column it may not.
	if (question.columns.length > 1) {
		const parts: Slot[] = [];
		for (const column of question.columns) {
			parts.push(...(await askSpan(reader, { ...question, columns: [column] }, span)));
		}
		return parts;
	}
	const next = { ...span, from: addDays(span.from, 1) };
	return next.from > span.to ? slots : [...slots, ...(await askSpan(reader, question, next))];
}

async function ask(
	{ transport, scope }: CareCloudReader,
	{ typeId, locationIds, columns, durationMinutes }: Question,
	span: DateWindow,
): Promise<Slot[]> {
	const answer = await transport.call({
		operation: 'listAvailability',
		path: '/appointment_availability',
		query: {
			start_date: span.from,
			end_date: span.to,
			visit_reason_id: typeId,
			location_ids: locationIds.join(','),
			resource_ids: columns.map(({ id }) => id).join(','),
			dow: settingsOf(scope).slotWeekdays,
			...(durationMinutes !== undefined && { duration: durationMinutes }),
		},
	});
	const { timeZone } = scope;
	return rowsOf(answer, 'appointment_availability', 'availability').flatMap((row) => {
		const wire = parseWire(availabilitySchema, row, answer.facts);
		const resourceId = wire.resource?.id ?? null;
		return wire.slots.flatMap(({ start_time: start, end_time: end }) => {
			const startsAt = parseInstant(start, timeZone);
			const endsAt = parseInstant(end, timeZone);
			if (startsAt === undefined || endsAt === undefined) return [];
			return [
				{
					providerId: columns.find(({ id }) => id === resourceId)?.providerId ?? null,
					locationId: wire.location?.id ?? null,
					resourceId,
					appointmentTypeId: wire.visit_reason?.id ?? typeId,
					startsAt,
					endsAt,
					timeZone,
					capacity: 1,
					remaining: 1,
					origin: 'pm_slot' as const,
				},
			];
		});
	});
}

function noType(): SafeError {
	return new SafeError({
		kind: 'validation',
		message: 'CareCloud tells open slots for one appointment type only.',
		nextStep: 'Choose one from Appointment Type: Get Many; CareCloud calls them visit reasons.',
		system: 'carecloud',
		operation: 'listAvailability',
		fields: ['typeId'],
	});
}
