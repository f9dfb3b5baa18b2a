import type { Slot } from '../../lib/canonical/schedule';
import { addDays } from '../../lib/values/civilDate';
import { dropAbsent } from '../../lib/values/dropAbsent';
import type { SlotQuery } from '../common/practice/records';
import { listResources } from './directory';
import { plusMinutes, startOf } from './mapping/appointment';
import { allOf, guidLiteral, timeLiteral } from './odata';
import type { Reader } from './read';
import { readAll, requireGuid } from './read';
import type { SlotRow } from './wire/appointment';
import { slotSchema } from './wire/appointment';
import { categorySchema, eventCategorySchema } from './wire/directory';

/**
 * Open slots of the schedule templates (sheet 4.2); without a condition on startDate NextGen tells
 * the next seven days only (sheet 5). Slots are of resources, so those of other practices of the
 * enterprise are left out by resource. Throws SafeError.
 */
export async function listSlots(reader: Reader, query: SlotQuery): Promise<Slot[]> {
	const providers = new Map((await listResources(reader)).map((row) => [row.id, row.providerId]));
	const resourceId = resourceOf(query, providers);
	if (resourceId === undefined) return [];
	const locationId =
		query.locationId === undefined ? undefined : requireGuid(query.locationId, 'locationId');
	const { from, to } = query.window;
	const rows = await readAll(reader, slotSchema, {
		route: '/appointments/slots',
		operation: '/appointments/slots',
		query: {
			$filter: allOf(
				`startDate ge ${timeLiteral(`${from}T00:00:00`)}`,
				`startDate lt ${timeLiteral(`${addDays(to, 1)}T00:00:00`)}`,
				locationId && `locationId eq ${guidLiteral(locationId)}`,
				resourceId === '' ? undefined : `resourceId eq ${guidLiteral(resourceId)}`,
			),
			$orderby: 'startDate',
		},
	});
	const searchable = await categoriesFor(reader, query.typeId);
	return rows
		.filter((row) => row.resourceId && providers.has(row.resourceId))
		.filter((row) => searchable(row.categoryId))
		.flatMap((row) => toSlot(row, providers, query, reader));
}

/** One resource, '' for any, undefined when the provider has none. */
function resourceOf(
	query: SlotQuery,
	providers: ReadonlyMap<string, string | null | undefined>,
): string | undefined {
	if (query.resourceId !== undefined) return requireGuid(query.resourceId, 'resourceId');
	if (query.providerId === undefined) return '';
	const wanted = requireGuid(query.providerId, 'providerId');
	return [...providers].find(([, providerId]) => providerId === wanted)?.[0];
}

/** Categories that practices keep out of searches stay out; an event has categories of its own. */
async function categoriesFor(reader: Reader, typeId: string | undefined) {
	const all = await readAll(reader, categorySchema, {
		route: '/master/appointments/categories',
		operation: '/master/appointments/categories',
	});
	const hidden = new Set(all.filter((row) => row.excludeSlotsInSearch).map(({ id }) => id));
	const allowed = typeId === undefined ? undefined : await categoriesOfEvent(reader, typeId);
	return (id: string | null | undefined) =>
		!id || (!hidden.has(id) && (allowed === undefined || allowed.size === 0 || allowed.has(id)));
}

async function categoriesOfEvent(reader: Reader, typeId: string): Promise<Set<string>> {
	const rows = await readAll(reader, eventCategorySchema, {
		route: `/master/events/${requireGuid(typeId, 'typeId')}/categories`,
		operation: '/master/events/{id}/categories',
	});
	return new Set(rows.flatMap(({ id, categoryId }) => categoryId ?? id ?? []));
}

function toSlot(
	row: SlotRow,
	providers: ReadonlyMap<string, string | null | undefined>,
	query: SlotQuery,
	{ scope, settings }: Reader,
): Slot[] {
	const startsAt = startOf(row.startDate, row.beginTime, scope.timeZone);
	if (startsAt === undefined || row.duration === undefined || row.duration <= 0) return [];
	const taken = row.appointmentCount ?? 0;
	const capacity = Math.max(1, row.timeslotCount ?? 1);
	const remaining = Math.max(0, capacity - taken);
	const isOpen = settings.slotRule === 'empty' ? taken === 0 : remaining > 0;
	if (!isOpen) return [];
	return [
		dropAbsent({
			providerId: row.resourceId ? providers.get(row.resourceId) : undefined,
			locationId: row.locationId,
			resourceId: row.resourceId,
			appointmentTypeId: query.typeId?.toLowerCase(),
			startsAt,
			endsAt: plusMinutes(startsAt, row.duration),
			timeZone: scope.timeZone,
			capacity,
			remaining,
			origin: 'pm_slot' as const,
		}),
	];
}
