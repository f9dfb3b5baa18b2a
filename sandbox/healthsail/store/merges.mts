import { Problem } from '../http/problem.mjs';
import type { AppointmentStore } from './appointments.mjs';
import type { CoverageStore } from './coverages.mjs';
import type { CustomerStore } from './customers.mjs';
import type { OpenWork, WorkChange } from './openWork.mjs';
import type { Customer, ExternalIdLink } from './types.mjs';

interface Merge {
	intoId: string;
	status: Customer['status'];
	externalIds: ExternalIdLink[];
	coverageIds: string[];
	appointmentIds: string[];
	work: WorkChange[];
}

/** Merging of customers, remembered so that it can be undone. */
export class Merges {
	private readonly merges = new Map<string, Merge>();

	constructor(
		private readonly customers: CustomerStore,
		private readonly coverages: CoverageStore,
		private readonly appointments: AppointmentStore,
		private readonly work: OpenWork,
	) {}

	/**
	 * Merges a customer into another: its external ids, coverages, appointments and open work move
	 * there, but for the review that asked for the merge.
	 */
	merge(customer: Customer, into: Customer, exceptReviewId?: string): Customer {
		if (customer.id === into.id) {
			throw new Problem('state_invalid', 'A customer cannot be merged into itself.');
		}
		const coverageIds = this.coverages.ofCustomer(customer.id).map((coverage) => coverage.id);
		const appointmentIds = this.appointments.idsOfCustomer(customer.id);
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
		this.appointments.reassign(appointmentIds, into.id);
		const work = this.work.move({
			customers: { from: customer.id, to: into.id },
			exceptReviewId,
			takesRequest: () => true,
		});
		const { status, externalIds } = customer;
		this.merges.set(customer.id, {
			intoId: into.id,
			status,
			externalIds,
			coverageIds,
			appointmentIds,
			work,
		});
		return merged;
	}

	/** Undoes a merge: the customer is as before it. Throws `state_invalid`. */
	unmerge(customer: Customer): Customer {
		const merge = this.merges.get(customer.id);
		if (customer.status !== 'merged' || !merge) {
			throw new Problem('state_invalid', 'This customer was not merged.');
		}
		const into = this.customers.collection.get(merge.intoId);
		if (into.status === 'merged') {
			throw new Problem('state_invalid', 'Undo the merge of the other customer first.');
		}
		this.merges.delete(customer.id);
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
		this.appointments.reassign(merge.appointmentIds, customer.id);
		this.work.moveBack(merge.work);
		return restored;
	}
}
