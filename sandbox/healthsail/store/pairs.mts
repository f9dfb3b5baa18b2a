import { externalIdKey, type ExternalId } from './types.mjs';

/** A practice's patient and a customer. */
export interface Pair {
	externalId: ExternalId;
	customerId: string;
}

/** Whether two pairs name the same patient and customer. */
export function isSamePair(a: Pair, b: Pair): boolean {
	return a.customerId === b.customerId && isSameId(a.externalId, b.externalId);
}

/** Whether two external ids are the same. */
export function isSameId(a: ExternalId, b: ExternalId): boolean {
	return externalIdKey(a) === externalIdKey(b);
}

/** Records by the pair that they name. */
export class PairIndex {
	private readonly byExternalId = new Map<string, Set<string>>();

	private readonly byCustomer = new Map<string, Set<string>>();

	/** Makes the index follow a record from one pair to another; undefined is no pair. */
	move(recordId: string, before: Pair | undefined, after: Pair | undefined): void {
		if (before) {
			this.byExternalId.get(externalIdKey(before.externalId))?.delete(recordId);
			this.byCustomer.get(before.customerId)?.delete(recordId);
		}
		if (after) {
			put(this.byExternalId, externalIdKey(after.externalId), recordId);
			put(this.byCustomer, after.customerId, recordId);
		}
	}

	/** Ids of the records that name this external id, oldest first. */
	ofExternalId(id: ExternalId): string[] {
		return [...(this.byExternalId.get(externalIdKey(id)) ?? [])];
	}

	/** Ids of the records that name this customer, oldest first. */
	ofCustomer(customerId: string): string[] {
		return [...(this.byCustomer.get(customerId) ?? [])];
	}
}

function put(index: Map<string, Set<string>>, key: string, recordId: string): void {
	const ids = index.get(key);
	if (ids) ids.add(recordId);
	else index.set(key, new Set([recordId]));
}
