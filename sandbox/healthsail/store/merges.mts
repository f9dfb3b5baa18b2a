import { Problem } from '../http/problem.mjs';
import type { CoverageStore } from './coverages.mjs';
import type { CustomerStore } from './customers.mjs';
import type { Customer, ExternalIdLink } from './types.mjs';

interface Merge {
	intoId: string;
	status: Customer['status'];
	externalIds: ExternalIdLink[];
	coverageIds: string[];
}

/** Merging of customers, remembered so that it can be undone. */
export class Merges {
	private readonly merges = new Map<string, Merge>();

	constructor(
		private readonly customers: CustomerStore,
		private readonly coverages: CoverageStore,
	) {}

	/** Merges a customer into another: its external ids and coverages move there. */
	merge(customer: Customer, into: Customer): Customer {
		if (customer.id === into.id) {
			throw new Problem('state_invalid', 'A customer cannot be merged into itself.');
		}
		const coverageIds = this.coverages.ofCustomer(customer.id).map((coverage) => coverage.id);
		this.merges.set(customer.id, {
			intoId: into.id,
			status: customer.status,
			externalIds: customer.externalIds,
			coverageIds,
		});
		const merged = this.customers.store(
			customer,
			{ ...customer, status: 'merged', mergedIntoId: into.id, externalIds: [] },
			'customer.merged',
		);
		this.customers.store(into, {
			...into,
			externalIds: [...into.externalIds, ...customer.externalIds],
		});
		this.coverages.reassign(coverageIds, into.id);
		return merged;
	}

	/** Undoes a merge: the customer is as before it. Throws `state_invalid`. */
	unmerge(customer: Customer): Customer {
		const merge = this.merges.get(customer.id);
		if (customer.status !== 'merged' || !merge) {
			throw new Problem('state_invalid', 'This customer was not merged.');
		}
		this.merges.delete(customer.id);
		const into = this.customers.collection.get(merge.intoId);
		const moved = new Set(merge.externalIds.map((link) => link.key));
		this.customers.store(into, {
			...into,
			externalIds: into.externalIds.filter((link) => !moved.has(link.key)),
		});
		const { mergedIntoId: _into, ...rest } = customer;
		const restored = this.customers.store(customer, {
			...(rest as Customer),
			status: merge.status,
			externalIds: merge.externalIds,
		});
		this.coverages.reassign(merge.coverageIds, customer.id);
		return restored;
	}
}
