import { addDays } from '../people/dates.mjs';
import { locations } from '../practice/directory.mjs';
import { appointmentTypes, openFrom, openTo } from '../practice/schedule.mjs';
import { bookable } from './appointmentForm.mjs';
import { locationId, resourceId, visitReasonId } from './ids.mjs';
import { isDate, localTime, minutesBetween } from './time.mjs';
import { type Answer, type Call, read, type Route, unprocessable } from './types.mjs';

/** At most so many slots in one answer, and nothing says that there are more (sheet 4.3). */
const MOST_SLOTS = 100;
/** Weekdays only unless `dow` asks for more (sheet 4.3). */
const usualDays = '0111110';
/** How far the sandbox looks without an end date. */
const HORIZON_DAYS = 90;

interface Block {
	location: object;
	visit_reason: object;
	resource: object;
	slots: { start_time: string; end_time: string }[];
}

function availability({ query, schedule }: Call): Answer {
	const { start_date: from, visit_reason_id: reason } = query;
	const asked = { locations: query.location_ids, resources: query.resource_ids };
	if (!isDate(from) || !reason || !asked.locations || !asked.resources) {
		return unprocessable('start_date, visit_reason_id, location_ids and resource_ids are required');
	}
	if (query.end_date !== undefined && !isDate(query.end_date)) return unprocessable('end_date');
	const type = appointmentTypes.find(({ id }) => String(visitReasonId(id)) === reason);
	const columns = bookable.filter(({ id }) =>
		asked.resources?.split(',').includes(String(resourceId(id))),
	);
	const place = locations.find(
		({ id, practiceId }) =>
			practiceId === 1 && asked.locations?.split(',').includes(String(locationId(id))),
	);
	if (!type || !place) return read([]);
	const minutes = Number(query.duration ?? type.minutes);
	const days = query.dow ?? usualDays;
	const to = query.end_date ?? addDays(from, HORIZON_DAYS);
	const blocks = new Map<number, Block>();
	let left = MOST_SLOTS;
	for (let date = from; date <= to && left > 0; date = addDays(date, 1)) {
		const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
		// The practice is closed at weekends, whatever is asked for.
		if (days[weekday] !== '1' || weekday === 0 || weekday === 6) continue;
		const open = minutesBetween(`${date}T${openFrom}`, `${date}T${openTo}`);
		for (let at = 0; at + minutes <= open && left > 0; at += minutes) {
			const start = clock(date, at);
			for (const { id, lastName } of columns) {
				if (left === 0 || schedule.isTaken(id, start, minutes)) continue;
				const block = blocks.get(id) ?? {
					location: { id: locationId(place.id), name: place.name },
					visit_reason: { id: visitReasonId(type.id), name: type.name },
					resource: { id: resourceId(id), name: `${lastName} column` },
					slots: [],
				};
				block.slots.push({ start_time: localTime(start), end_time: localTime(start, minutes) });
				blocks.set(id, block);
				left -= 1;
			}
		}
	}
	return read([...blocks.values()]);
}

/** Wall clock `minutes` after the practice opens. */
function clock(date: string, minutes: number): string {
	const time = new Date(Date.parse(`${date}T${openFrom}:00Z`) + minutes * 60_000);
	return time.toISOString().slice(0, 16);
}

export const availabilityRoutes: readonly Route[] = [
	{
		operation: 'listAvailability',
		method: 'GET',
		path: '/appointment_availability',
		run: availability,
	},
];
