import { bulkRows, ok, requireMatch, type Call, type Handlers } from '../http/call.mjs';
import { listPage } from '../http/paging.mjs';
import { Problem } from '../http/problem.mjs';
import type { GivenCoverage } from '../store/coverages.mjs';
import { isOlder } from '../store/syncStamps.mjs';
import type { SyncStamp } from '../store/types.mjs';

interface GivenStamp extends SyncStamp {
	customerId: string;
	complete: boolean;
}

/** A customer that may hold coverages and appointments. Throws `not_found` or `state_invalid`. */
export function holder(call: Call, customerId: string) {
	const customer = call.tenant.customers.collection.get(customerId);
	if (customer.status === 'merged' || customer.syncState !== 'included') {
		throw new Problem('state_invalid', 'This customer is merged or outside the sync.');
	}
	return customer;
}

/**
 * A policy follows its patient: when a link was undone, the policy goes from the customer who is no
 * patient of that practice any more to the one who is.
 */
function followPatient(call: Call, given: GivenCoverage) {
	const { coverages, customers } = call.tenant;
	const owner = coverages.externalIds.commonOwner(given.externalIds ?? []);
	const held = owner === undefined ? undefined : coverages.collection.get(owner);
	if (!held || held.customerId === given.customerId) return;
	const isPatient = (customerId: string) =>
		customers.collection
			.find(customerId)
			?.externalIds.some(
				({ type, verification, system, practiceId }) =>
					type === 'patient' &&
					verification === 'verified' &&
					held.externalIds.some(
						(policy) => policy.system === system && policy.practiceId === practiceId,
					),
			) === true;
	if (isPatient(held.customerId) || !isPatient(String(given.customerId))) return;
	coverages.reassign([held.id], String(given.customerId));
}

/** Customers of whom the request tells an older state of the practice than was applied last. */
function outdatedBy(call: Call, stamps: readonly GivenStamp[]): ReadonlySet<string> {
	const { collection } = call.tenant.customers;
	const outdated = stamps.filter((stamp) =>
		isOlder(collection.find(stamp.customerId)?.sync ?? [], [stamp]),
	);
	return new Set(outdated.map(({ customerId }) => customerId));
}

function bulk(call: Call) {
	const { coverages, customers } = call.tenant;
	const body = call.body as { items: GivenCoverage[]; stamps?: GivenStamp[] };
	const failed = new Set<unknown>();
	const touched = new Map<string, Set<string>>();
	const outdated = outdatedBy(call, body.stamps ?? []);
	const data = bulkRows(call, 'items', body.items, (item) => {
		holder(call, String(item.customerId));
		if (outdated.has(String(item.customerId))) return { result: 'unchanged' };
		followPatient(call, item);
		const { result, coverage } = coverages.upsert(item);
		const ids = touched.get(coverage.customerId) ?? new Set<string>();
		touched.set(coverage.customerId, ids.add(coverage.id));
		return { result, id: coverage.id, version: coverage.version };
	});
	data.forEach((row, i) => {
		if (row.result === 'error') failed.add(body.items[i]?.customerId);
	});
	if (!body.stamps) return { data };
	const stamps = bulkRows(call, 'stamps', body.stamps, (given) => {
		const { customerId, complete, ...stamp } = given;
		if (outdated.has(customerId)) return { result: 'skipped' };
		if (failed.has(customerId)) {
			// Part of its coverages may be new by now: whatever the practice tells next is sent again.
			if (customers.collection.find(customerId)) customers.unstamp(customerId, stamp);
			return { result: 'skipped' };
		}
		const customer = holder(call, customerId);
		const kept = touched.get(customerId) ?? new Set<string>();
		const terminated = complete
			? coverages.terminateOthers(customerId, stamp.system, stamp.practiceId, kept)
			: 0;
		customers.stamp(customerId, stamp);
		return { result: 'stored', version: customer.version, terminated };
	});
	return {
		data,
		stamps: stamps.map((row, i) => ({ ...row, customerId: body.stamps?.[i]?.customerId })),
	};
}

/** Coverages of customers; bulk upsert with the stamps of a completed sync. */
export const coverageHandlers: Handlers = {
	listCustomerCoverages: (call) => {
		const { coverages, customers, world } = call.tenant;
		const { id } = customers.collection.get(call.params.customerId);
		const among = coverages.ofCustomer(id);
		return {
			status: 200,
			body: listPage(coverages.collection, call.query, world.clock.millis(), { among }),
		};
	},
	createCoverage: (call) => {
		const { id } = holder(call, call.params.customerId);
		return ok(call.tenant.coverages.create(id, call.body as GivenCoverage), 201);
	},
	updateCoverage: (call) => {
		const coverage = call.tenant.coverages.collection.get(call.params.coverageId);
		requireMatch(call, coverage);
		return ok(call.tenant.coverages.change(coverage, call.body as GivenCoverage));
	},
	bulkUpsertCoverages: (call) => ({ status: 200, body: bulk(call) }),
};
