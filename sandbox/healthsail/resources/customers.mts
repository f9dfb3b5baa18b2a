import { bulkRows, ok, requireMatch, type Call, type Handlers } from '../http/call.mjs';
import { listPage } from '../http/paging.mjs';
import { invalid, Problem } from '../http/problem.mjs';
import type { GivenCustomer } from '../store/customers.mjs';
import { pairExcluded } from '../store/decisions.mjs';
import { mergeLinks, type GivenExternalId } from '../store/externalIds.mjs';
import { linkedElsewhere } from '../store/linkChange.mjs';
import type { Address, Customer, ExternalId, Phone } from '../store/types.mjs';
import { externalIdKey } from '../store/types.mjs';

type GivenItem = GivenCustomer & { id?: string; ifVersion?: number };

const current = (call: Call) => call.tenant.customers.collection.get(call.params.customerId);

/** The customer named by the path, when If-Match names its version and it was not merged. */
function changeable(call: Call): Customer {
	const customer = current(call);
	requireMatch(call, customer);
	requireUnmerged(customer);
	return customer;
}

function requireUnmerged(customer: Customer): void {
	if (customer.status === 'merged') {
		throw new Problem('state_invalid', 'This customer was merged into another one.');
	}
}

/** Finds the stored customer of an upsert item by its id or external ids. */
function stored(call: Call, item: GivenItem, matchOn: string): Customer | undefined {
	const { customers } = call.tenant;
	if (matchOn === 'id') {
		if (item.id === undefined) {
			throw invalid([{ pointer: '/id', code: 'required', detail: 'This member is required.' }]);
		}
		return customers.collection.get(item.id);
	}
	if (!item.externalIds?.length) {
		throw invalid([
			{ pointer: '/externalIds', code: 'required', detail: 'This member is required.' },
		]);
	}
	const owner = customers.externalIds.commonOwner(item.externalIds);
	return owner === undefined ? undefined : customers.collection.get(owner);
}

function upsertOne(call: Call, item: GivenItem, matchOn: string) {
	const { id: _id, ifVersion, ...given } = item;
	const existing = stored(call, item, matchOn);
	if (existing) requireUnmerged(existing);
	if (existing && matchOn === 'id' && given.externalIds) {
		requireLinkable(call, existing, given.externalIds);
		given.externalIds = given.externalIds.map((one) => ({ verification: 'verified', ...one }));
	}
	return call.tenant.customers.upsert(given, existing, ifVersion);
}

/**
 * Makes sure that these ids may be linked to a customer. Throws `external_id_linked` when another
 * one holds an id, `pair_excluded` when a matcher proposes a pair that a person told apart.
 */
function requireLinkable(call: Call, customer: Customer, ids: readonly GivenExternalId[]): void {
	const { customers, matches } = call.tenant;
	for (const externalId of ids) {
		if ((externalId.verification ?? 'verified') !== 'verified') continue;
		const owner = customers.externalIds.ownerOf(externalId);
		if (owner === customer.id) continue;
		if (owner !== undefined) throw linkedElsewhere(owner);
		if (externalId.matchMethod !== 'demographic') continue;
		const exclusion = matches.keptApartBy({ externalId, customerId: customer.id });
		if (exclusion) throw pairExcluded(exclusion.id);
	}
}

function lookupRow(call: Call, externalId: ExternalId) {
	const { customers, cohort } = call.tenant;
	const owner = customers.externalIds.ownerOf(externalId);
	const entries = cohort.of(externalId).map(({ list, reason }) => ({
		list,
		...(reason === undefined ? {} : { reason }),
	}));
	if (owner === undefined) return { externalId, cohort: entries };
	const customer = customers.collection.get(owner);
	const { contentHash, fieldHashes, sourceAt } = stampOf(customer, externalId) ?? {};
	return {
		externalId,
		customerId: customer.id,
		version: customer.version,
		...(contentHash ? { contentHash } : {}),
		...(fieldHashes ? { fieldHashes } : {}),
		...(sourceAt ? { sourceAt } : {}),
		syncState: customer.syncState,
		cohort: entries,
	};
}

/** The sync stamp of the practice that an external id belongs to. */
export function stampOf(customer: Customer, id: { system: string; practiceId: string }) {
	return customer.sync.find(
		(stamp) => stamp.system === id.system && stamp.practiceId === id.practiceId,
	);
}

/** Customers and what is under them, but for consents and coverages. */
export const customerHandlers: Handlers = {
	listCustomers: (call) => ({
		status: 200,
		body: listPage(call.tenant.customers.collection, call.query, call.tenant.world.clock.millis()),
	}),
	getCustomer: (call) => ok(current(call)),
	createCustomer: (call) => ok(call.tenant.customers.create(call.body as GivenCustomer), 201),
	updateCustomer: (call) =>
		ok(call.tenant.customers.patch(changeable(call), call.body as GivenCustomer)),
	upsertCustomer: (call) => {
		const body = call.body as { matchOn: string; customer: GivenItem };
		const { result, customer } = upsertOne(call, body.customer, body.matchOn);
		return ok(customer, result === 'created' ? 201 : 200);
	},
	bulkUpsertCustomers: (call) => {
		const { matchOn, items } = call.body as { matchOn: string; items: GivenItem[] };
		const data = bulkRows(call, 'items', items, (item) => {
			const { result, customer } = upsertOne(call, item, matchOn);
			return { result, id: customer.id, version: customer.version };
		});
		return { status: 200, body: { data } };
	},
	lookupCustomers: (call) => {
		const { externalIds } = call.body as { externalIds: ExternalId[] };
		return { status: 200, body: { data: externalIds.map((id) => lookupRow(call, id)) } };
	},
	addCustomerExternalId: (call) => {
		const customer = current(call);
		requireUnmerged(customer);
		const given = call.body as GivenExternalId;
		const isKnown = customer.externalIds.some(
			(link) => externalIdKey(link) === externalIdKey(given),
		);
		const links = mergeLinks(customer.externalIds, [given], call.tenant.now(), 'manual');
		return ok(call.tenant.customers.setExternalIds(customer, links), isKnown ? 200 : 201);
	},
	removeCustomerExternalId: (call) => {
		const customer = changeable(call);
		const links = customer.externalIds.filter((link) => link.key !== call.params.key);
		if (links.length === customer.externalIds.length) {
			throw new Problem('not_found', 'This customer has no external id with this key.');
		}
		return ok(call.tenant.customers.setExternalIds(customer, links));
	},
	putCustomerAddress: (call) => {
		const address = { ...(call.body as object), id: call.params.addressId } as Address;
		return ok(call.tenant.customers.putAddress(changeable(call), address));
	},
	deleteCustomerAddress: (call) =>
		ok(call.tenant.customers.removeAddress(changeable(call), call.params.addressId)),
	putCustomerPhone: (call) => {
		const phone = { ...(call.body as object), id: call.params.phoneId } as Phone;
		return ok(call.tenant.customers.putPhone(changeable(call), phone));
	},
	deleteCustomerPhone: (call) =>
		ok(call.tenant.customers.removePhone(changeable(call), call.params.phoneId)),
	mergeCustomer: (call) => {
		const customer = changeable(call);
		const into = call.tenant.customers.collection.get((call.body as { intoId: string }).intoId);
		requireUnmerged(into);
		return ok(call.tenant.merges.merge(customer, into));
	},
	unmergeCustomer: (call) => {
		const customer = current(call);
		requireMatch(call, customer);
		return ok(call.tenant.merges.unmerge(customer));
	},
};
