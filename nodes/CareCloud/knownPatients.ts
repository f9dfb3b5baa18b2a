import { omit } from '../../lib/values/omit';
import type { KnownPatientIds } from '../common/practice/port';
import type { Met } from './meetings';
import type { Place } from './place';

/** Parts of HealthSail's list that one page passes over where none of its patients is of this practice. */
const partsPerPage = 20;

/**
 * The next patients whom HealthSail holds, at most `most` of them, and where the read goes on: in the
 * appointments when there are no more. CareCloud lists no patients (sheet 5, 8), so that who has no
 * appointment any more is looked at by what HealthSail knows. Throws SafeError.
 */
export async function takeKnown(
	known: KnownPatientIds | undefined,
	place: Place,
	most: number,
): Promise<{ ids: string[]; next: Place }> {
	const inAppointments = omit(place, 'known');
	if (known === undefined || place.known === undefined) return { ids: [], next: inAppointments };
	const { limit } = place.known;
	let { cursor, afterId } = place.known;
	const at = (from: string | undefined, after?: string): Place => ({
		...place,
		known: {
			limit,
			...(from !== undefined && { cursor: from }),
			...(after !== undefined && { afterId: after }),
		},
	});
	for (let part = 0; part < partsPerPage; part++) {
		const { ids: listed, nextCursor } = await known.page(limit, cursor);
		const due = [...new Set(listed)].sort().filter((id) => afterId === undefined || id > afterId);
		const ids = due.slice(0, most);
		if (due.length > ids.length) return { ids, next: at(cursor, ids[ids.length - 1]) };
		if (nextCursor === undefined) return { ids, next: inAppointments };
		[cursor, afterId] = [nextCursor, undefined];
		if (ids.length > 0) return { ids, next: at(cursor) };
	}
	return { ids: [], next: at(cursor) };
}

/**
 * Leaves out who was read among the known ones, or stored by an earlier page: these are not read
 * twice. Strays stay, to be counted. Throws SafeError.
 */
export async function withoutKnown(
	known: KnownPatientIds | undefined,
	people: readonly Met[],
): Promise<readonly Met[]> {
	if (known === undefined || people.length === 0) return people;
	const own = people.filter(({ elsewhere }) => elsewhere === undefined);
	const held = await known.among(own.map(({ id }) => id));
	return people.filter(({ id, elsewhere }) => elsewhere !== undefined || !held.has(id));
}
