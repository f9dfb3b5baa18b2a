import { omit } from '../../lib/values/omit';
import type { KnownPatientIds } from '../common/practice/port';
import type { Met } from './meetings';
import type { Place } from './place';

/** Parts of HealthSail's list that one page passes over where none of its patients is of this practice. */
const partsPerPage = 20;

/**
 * The next patients whom HealthSail holds, and where the read goes on: in the appointments when there
 * are no more. CareCloud lists no patients (sheet 5, 8), so that who has no appointment any more is
 * looked at by what HealthSail knows. A part is never split: a part that is asked for a second time can
 * hold others, since the customers behind move up when one leaves. Throws SafeError.
 */
export async function takeKnown(
	known: KnownPatientIds | undefined,
	place: Place,
): Promise<{ ids: string[]; next: Place }> {
	const inAppointments = omit(place, 'known');
	if (known === undefined || place.known === undefined) return { ids: [], next: inAppointments };
	const { limit } = place.known;
	let { cursor } = place.known;
	for (let part = 0; part < partsPerPage; part++) {
		const { ids: listed, nextCursor } = await known.page(limit, cursor);
		const ids = [...new Set(listed)];
		if (nextCursor === undefined) return { ids, next: inAppointments };
		cursor = nextCursor;
		if (ids.length > 0) return { ids, next: { ...place, known: { limit, cursor } } };
	}
	return { ids: [], next: { ...place, known: { limit, ...(cursor !== undefined && { cursor }) } } };
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
