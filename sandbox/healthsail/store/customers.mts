import type { SandboxClock } from '../../core/clock.mjs';
import type { EventFacts } from '../events/eventLog.mjs';
import { Problem } from '../http/problem.mjs';
import { CandidateIndex } from './candidates.mjs';
import { Collection, type ChangeCount } from './collection.mjs';
import { changedMembers, isEqual, layOver } from './equal.mjs';
import { ExternalIdIndex, mergeLinks, type GivenExternalId } from './externalIds.mjs';
import { IdSource } from './ids.mjs';
import { keepPartIds } from './subResources.mjs';
import { forgetHashes, isOlder, mergeStamps, withoutHashes } from './syncStamps.mjs';
import type {
	Address,
	Customer,
	Demographics,
	ExternalIdLink,
	Phone,
	SyncStamp,
} from './types.mjs';

/** A customer as a request gives it: any member may be absent. */
export type GivenCustomer = Partial<Omit<Customer, 'externalIds' | 'sync'>> & {
	externalIds?: GivenExternalId[];
	sync?: SyncStamp[];
};

export interface UpsertResult {
	result: 'created' | 'updated' | 'unchanged';
	customer: Customer;
}

/** Members that are removed when a customer leaves the cohort or is excluded. */
const strippedMembers = [
	'demographics',
	'emergencyContacts',
	'guardian',
	'contactPreferences',
	'homeLocationId',
	'primaryProviderId',
] as const;

const plainMembers = [
	'status',
	'emergencyContacts',
	'guardian',
	'contactPreferences',
	'homeLocationId',
	'primaryProviderId',
	'syncState',
	'syncReason',
] as const;

/** Customers with their external ids, phones and addresses. */
export class CustomerStore {
	readonly collection: Collection<Customer>;

	readonly externalIds = new ExternalIdIndex();

	readonly candidates: CandidateIndex;

	private readonly phoneIds = new IdSource('ph');

	private readonly addressIds = new IdSource('adr');

	constructor(
		private readonly clock: SandboxClock,
		changes: ChangeCount,
		private readonly emit: (facts: EventFacts) => void,
		/** Called when a customer is stripped, so that its coverages and appointments go too. */
		private readonly onStrip: (customerId: string) => void,
	) {
		this.collection = new Collection(clock, 'customer', 'cus', changes);
		this.candidates = new CandidateIndex(() => this.collection.values());
	}

	/** Creates a customer. Throws `duplicate_external_id`. */
	create(given: GivenCustomer): Customer {
		const ids = given.externalIds ?? [];
		this.externalIds.requireFree(ids);
		const at = this.now();
		const method = given.source === 'pm' ? 'external_id' : 'created_here';
		const empty = {
			status: 'active' as const,
			externalIds: mergeLinks([], ids, at, method),
			addresses: [],
			consentSummary: { status: 'none', purposes: [] },
			source: given.source ?? 'api',
			sync: mergeStamps([], given.sync, at),
			syncState: given.syncState ?? ('included' as const),
		};
		const customer = this.collection.insert(this.applied(empty as unknown as Customer, given));
		this.externalIds.move(customer.id, [], customer.externalIds);
		this.candidates.move(undefined, customer);
		this.announce('customer.created', customer);
		return customer;
	}

	/**
	 * Creates the customer that the external ids name, or changes it. An item that is older than
	 * the last applied one, or equal to what is stored, is `unchanged` and makes no event.
	 */
	upsert(given: GivenCustomer, existing: Customer | undefined, ifVersion?: number): UpsertResult {
		if (!existing) return { result: 'created', customer: this.create(given) };
		requireVersion(existing, ifVersion);
		if (isOlder(existing.sync, given.sync)) return { result: 'unchanged', customer: existing };
		this.externalIds.requireFree(given.externalIds ?? [], existing.id);
		const at = this.now();
		const externalIds = mergeLinks(
			existing.externalIds,
			given.externalIds ?? [],
			at,
			'external_id',
		);
		const returning =
			existing.syncState !== 'included' &&
			given.syncState === undefined &&
			Boolean(given.demographics);
		const told = withParcelAddress(existing, given);
		const change: GivenCustomer = returning
			? { ...told, syncState: 'included', syncReason: null }
			: told;
		const next = this.applied({ ...existing, externalIds }, change);
		if (isEqual(existing, next)) {
			const sync = mergeStamps(existing.sync, given.sync, undefined);
			if (isEqual(sync, existing.sync)) return { result: 'unchanged', customer: existing };
			return { result: 'unchanged', customer: this.collection.touch({ ...existing, sync }) };
		}
		const cleared = next.syncState === 'included' ? existing.sync : next.sync;
		next.sync = mergeStamps(forgetHashes(cleared, given.sync), given.sync, at);
		return { result: 'updated', customer: this.store(existing, next) };
	}

	/** Applies a JSON Merge Patch. Nothing is stored when nothing changes. */
	patch(existing: Customer, given: GivenCustomer): Customer {
		const next = this.applied(existing, given);
		return isEqual(existing, next) ? existing : this.store(existing, next);
	}

	/** Changes the external ids of a customer. Throws `duplicate_external_id`. */
	setExternalIds(existing: Customer, externalIds: ExternalIdLink[]): Customer {
		this.externalIds.requireFree(externalIds, existing.id);
		return isEqual(existing.externalIds, externalIds)
			? existing
			: this.store(existing, { ...existing, externalIds });
	}

	/** Stores a changed customer, keeps the indices in step and tells it as an event. */
	store(before: Customer, next: Customer, type = 'customer.updated'): Customer {
		const after = this.collection.replace(next);
		this.externalIds.move(after.id, before.externalIds, after.externalIds);
		this.candidates.move(before, after);
		this.announce(type, after, changedMembers(before, after));
		return after;
	}

	/** Forgets the hashes of a sync that stopped half-way. Bookkeeping: no new version, no event. */
	unstamp(customerId: string, stamp: SyncStamp): void {
		const customer = this.collection.get(customerId);
		const { system, practiceId } = stamp;
		const sync = forgetHashes(customer.sync, [{ system, practiceId }]);
		if (!isEqual(sync, customer.sync)) this.collection.touch({ ...customer, sync });
	}

	/** Stores hashes of a completed sync. Bookkeeping: no new version, no event. */
	stamp(customerId: string, stamp: SyncStamp): void {
		const customer = this.collection.get(customerId);
		const sync = mergeStamps(customer.sync, [stamp], this.now());
		this.collection.touch({ ...customer, sync });
	}

	/** Sets or replaces one phone. */
	putPhone(existing: Customer, phone: Phone): Customer {
		const phones = upsertPart(existing.demographics?.phones ?? [], phone);
		return this.patch(existing, { demographics: { phones } });
	}

	/** Sets or replaces one address. */
	putAddress(existing: Customer, address: Address): Customer {
		return this.patch(existing, { addresses: upsertPart(existing.addresses, address) });
	}

	/** Takes one phone away. Throws `not_found`. */
	removePhone(existing: Customer, phoneId: string): Customer {
		const phones = existing.demographics?.phones ?? [];
		const left = withoutPart(phones, phoneId, 'phone');
		return this.store(existing, {
			...existing,
			demographics: { ...existing.demographics, phones: left },
		});
	}

	/** Takes one address away. Throws `not_found`. */
	removeAddress(existing: Customer, addressId: string): Customer {
		const addresses = withoutPart(existing.addresses, addressId, 'address');
		return this.store(existing, { ...existing, addresses });
	}

	/** The customer after a request's members are laid over it; stripped when it is outside. */
	private applied(base: Customer, given: GivenCustomer): Customer {
		const next: Customer = { ...base };
		for (const name of plainMembers) {
			const value = given[name];
			if (value === undefined) continue;
			const isPart = name === 'contactPreferences' && value !== null;
			next[name] = (isPart ? layOver(base[name] ?? {}, value as object) : value) as never;
		}
		if (given.demographics !== undefined) {
			next.demographics =
				given.demographics && this.demographicsAfter(base.demographics, given.demographics);
		}
		if (given.addresses) {
			next.addresses = keepPartIds(this.addressIds, given.addresses, base.addresses);
		}
		return next.syncState === 'included' ? next : this.stripped(next);
	}

	private demographicsAfter(
		before: Demographics | null | undefined,
		given: Demographics,
	): Demographics {
		const after = layOver<Demographics>(before ?? {}, given);
		if (given.phones) {
			after.phones = keepPartIds(this.phoneIds, given.phones, before?.phones ?? []);
		}
		return after;
	}

	private stripped(customer: Customer): Customer {
		const bare: Customer = { ...customer, addresses: [] };
		for (const name of strippedMembers) delete bare[name];
		// Without the hashes a patient who comes back counts as changed and is filled again.
		bare.sync = customer.sync.map(withoutHashes);
		if (customer.id) this.onStrip(customer.id);
		return bare;
	}

	private announce(type: string, customer: Customer, changedFields?: string[]): void {
		this.emit({
			type,
			object: 'customer',
			id: customer.id,
			version: customer.version,
			collection: 'customers',
			changedFields,
			pmSystems: [...new Set(customer.externalIds.map((link) => link.system))],
		});
	}

	private now(): string {
		return this.clock.now().toISOString();
	}
}

/** Throws `version_mismatch` with `currentVersion` when a version was given and is stale. */
export function requireVersion(item: { version: number }, version: number | undefined): void {
	if (version !== undefined && version !== item.version) {
		throw new Problem('version_mismatch', 'The object changed since the version that was named.', {
			currentVersion: item.version,
		});
	}
}

/**
 * The addresses that a practice's sync tells, with those that the shop sends parcels to: a practice
 * does not keep them, so its list says nothing about them unless it names one itself.
 */
function withParcelAddress(existing: Customer, given: GivenCustomer): GivenCustomer {
	const isParcel = ({ use }: Address) => use === 'shipping';
	if (!given.sync?.length || !given.addresses || given.addresses.some(isParcel)) return given;
	return { ...given, addresses: [...given.addresses, ...existing.addresses.filter(isParcel)] };
}

function upsertPart<T extends { id: string }>(parts: readonly T[], part: T): T[] {
	return parts.some((one) => one.id === part.id)
		? parts.map((one) => (one.id === part.id ? part : one))
		: [...parts, part];
}

function withoutPart<T extends { id: string }>(parts: readonly T[], id: string, what: string): T[] {
	if (!parts.some((one) => one.id === id)) {
		throw new Problem('not_found', `This customer has no ${what} with this id.`);
	}
	return parts.filter((one) => one.id !== id);
}
