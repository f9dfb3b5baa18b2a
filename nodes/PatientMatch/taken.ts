import { isIdentifying } from '../../lib/identity/identifiers';
import type { PracticeRecordId } from '../common/healthsail/identityAudit';
import type { Person } from './people';

type Ids = ReadonlyMap<string, ReadonlySet<string>>;

/** Whether one of the two is linked already, to somebody who is not the other. */
export function isLinkedElsewhere(one: Person, other: Person): boolean {
	if ((one.customer === undefined) === (other.customer === undefined)) return false;
	const [patient, customer] = one.customer === undefined ? [one, other] : [other, one];
	if (patient.linkedTo !== undefined && patient.linkedTo !== customer.id) return true;
	return isTaken(customer, personalIds([patient]));
}

/** The personal ids of some people, by system, practice and type. */
export function personalIds(people: readonly Person[]): Ids {
	const ids = new Map<string, Set<string>>();
	for (const id of people.flatMap(({ externalIds }) => externalIds)) {
		if (!isIdentifying(id.type)) continue;
		const place = placeOf(id);
		ids.set(place, (ids.get(place) ?? new Set<string>()).add(id.value));
	}
	return ids;
}

/**
 * Whether someone holds other ids where these people have their own: a practice does not keep two
 * charts of one person on purpose, so a person has to look.
 */
export function isTaken(holder: Person, ids: Ids): boolean {
	for (const [place, values] of personalIds([holder])) {
		const own = ids.get(place);
		if (own !== undefined && ![...values].some((value) => own.has(value))) return true;
	}
	return false;
}

function placeOf({ system, practiceId, type }: PracticeRecordId): string {
	return JSON.stringify([system, practiceId, type]);
}
