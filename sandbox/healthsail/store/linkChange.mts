import { Problem } from '../http/problem.mjs';
import type { CustomerStore } from './customers.mjs';
import { isEqual } from './equal.mjs';
import { withoutContent } from './syncStamps.mjs';
import type { Customer, ExternalIdLink, SyncStamp } from './types.mjs';

/** What a decision or merge did to one customer's links and stamps, so that it can be taken back. */
export interface LinkChange {
	customerId: string;
	before: Linked;
	after: Linked;
}

interface Linked {
	externalIds: ExternalIdLink[];
	sync: SyncStamp[];
}

const linked = ({ externalIds, sync }: Linked): Linked => ({ externalIds, sync });

/** Stores a customer's new links and tells what changed. Call `requireFree` before. */
export function changeLinks(
	customers: CustomerStore,
	customer: Customer,
	next: Partial<Linked>,
): LinkChange {
	const after = customers.store(customer, { ...customer, ...next });
	return { customerId: customer.id, before: linked(customer), after: linked(after) };
}

/**
 * The list as it was before a change, with what happened since: entries that are as the change left
 * them go back, later ones stay at the end. One that the change altered and that was altered again
 * is what `settle` makes of it.
 */
function restored<T>(
	now: readonly T[],
	before: readonly T[],
	after: readonly T[],
	isSame: (a: T, b: T) => boolean,
	settle: (current: T) => T = (current) => current,
): T[] {
	const find = (list: readonly T[], entry: T) => list.find((one) => isSame(one, entry));
	const back = before.flatMap((entry) => {
		const left = find(after, entry);
		const current = find(now, entry);
		if (!left) return [current ?? entry];
		if (!current) return [];
		if (isEqual(left, current)) return [entry];
		return [isEqual(left, entry) ? current : settle(current)];
	});
	const later = now.filter((entry) => !find(before, entry) && !find(after, entry));
	return [...back, ...later];
}

const isSameLink = (a: ExternalIdLink, b: ExternalIdLink) => a.key === b.key;
const isSameStamp = (a: SyncStamp, b: SyncStamp) =>
	a.system === b.system && a.practiceId === b.practiceId;

/**
 * Takes link changes back. Throws `external_id_linked` when a customer that is not among them holds
 * an id by now; then nothing is changed.
 */
export function takeBack(customers: CustomerStore, changes: readonly LinkChange[]): void {
	const next = changes.map(({ customerId, before, after }) => {
		const customer = customers.collection.get(customerId);
		const links = restored(customer.externalIds, before.externalIds, after.externalIds, isSameLink);
		const sync = restored(customer.sync, before.sync, after.sync, isSameStamp, withoutContent);
		return { customer, links, sync };
	});
	const own = new Set(changes.map(({ customerId }) => customerId));
	for (const { links } of next) {
		for (const link of links) {
			if (link.verification !== 'verified') continue;
			const owner = customers.externalIds.ownerOf(link);
			if (owner !== undefined && !own.has(owner)) throw linkedElsewhere(owner);
		}
	}
	for (const { customer, links, sync } of next) {
		customers.store(customer, { ...customer, externalIds: links, sync });
	}
}

/** A refusal: another customer holds the external id as verified. */
export function linkedElsewhere(ownerId: string): Problem {
	return new Problem('external_id_linked', 'Another customer holds this external id.', {
		existingId: ownerId,
	});
}
