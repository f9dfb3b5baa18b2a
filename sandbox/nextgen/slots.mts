import { addDays } from '../people/dates.mjs';
import { categories, resources } from './masters.mjs';
import { shown } from './ids.mjs';
import { envelope, inOrder, meets, names, type Query, type Row } from './odata.mjs';
import { localDay, midnight } from './times.mjs';
import type { Call, Route } from './types.mjs';

const MINUTES = 30;

/** The days asked for; without a condition on startDate the next seven only (sheet 4.2, 5). */
function daysOf({ query, now }: Call): string[] {
	const today = localDay(now.getTime());
	if (!names(query, 'startDate')) return Array.from({ length: 8 }, (_, i) => addDays(today, i));
	const from = boundOf(query, ['ge', 'gt']) ?? addDays(today, -30);
	const to = boundOf(query, ['le', 'lt']) ?? addDays(today, 90);
	const days: string[] = [];
	for (let day = from; day <= to && days.length < 400; day = addDays(day, 1)) days.push(day);
	return days;
}

function boundOf({ conditions }: Query, operators: readonly string[]): string | undefined {
	const found = conditions.find(
		({ member, operator }) => member === 'startdate' && operators.includes(operator),
	);
	return found && String(found.value).slice(0, 10);
}

/** Template blocks of a day: half hours from 8 to 17, noon is lunch; the second resource overbooks. */
function* blocks(call: Call, day: string): Generator<Row> {
	const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
	if (weekday === 0 || weekday === 6) return;
	for (const { id, practiceId, active, firstName, lastName } of resources) {
		if (!active) continue;
		for (let minute = 8 * 60; minute < 17 * 60; minute += MINUTES) {
			const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
			const category = categories[minute === 12 * 60 ? 1 : 0];
			const taken = call.account.schedule.isTaken(id, `${day}T${clock}`, MINUTES);
			yield {
				categoryId: shown('category', category.id),
				categoryName: category.name,
				locationId: shown('location', practiceId === 2 ? 3 : ((id + 1) % 2) + 1),
				resourceId: shown('resource', id),
				resourceName: `${firstName} ${lastName}`,
				startDate: midnight(day),
				beginTime: clock.replace(':', ''),
				duration: MINUTES,
				appointmentCount: taken ? 1 : 0,
				timeslotCount: id === 2 ? 2 : 1,
				templateName: 'Standard',
			};
		}
	}
}

export const slotRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: '/appointments/slots',
		name: 'slots.list',
		run: (call) => {
			const { query, route, account } = call;
			const rows = daysOf(call)
				.flatMap((day) => [...blocks(call, day)])
				.filter((row) => meets(row, query));
			return { body: envelope(inOrder(rows, query), query, route, account.build) };
		},
	},
];
