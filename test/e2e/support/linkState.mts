// Compares what HealthSail holds with the label file. Differences name patient ids and places in the
// list of shoppers, never values.
import type { Customer, HealthSailState, LinkedId, MatchReview, Pair } from './sandboxState.mjs';
import type { Labels } from './shoppers.mjs';

/** What the label file says of one patient, and what HealthSail holds instead. */
export function unlikeLabels(
	{ customers, matchReviews }: HealthSailState,
	labels: Labels,
	shopperIds: readonly string[],
): string[] {
	const owners = new Map<string, string[]>();
	for (const { id, externalIds } of customers)
		for (const { value } of externalIds.filter(isPatientLink))
			owners.set(value, [...(owners.get(value) ?? []), id]);
	const asked = new Map<string, string[]>();
	for (const { pair } of openReviews(matchReviews))
		asked.set(pair.externalId.value, [
			...(asked.get(pair.externalId.value) ?? []),
			pair.customerId,
		]);
	const isShopper = new Set(shopperIds);

	return Object.entries(labels).flatMap(([patientId, label]) => {
		const own = owners.get(patientId) ?? [];
		const open = asked.get(patientId) ?? [];
		const misses: string[] = [];
		if (label.what === 'link' && !isOnly(own, shopperIds[label.shopper]))
			misses.push(`is linked to ${told(own, shopperIds)} instead of shopper ${label.shopper}`);
		if (label.what === 'review' && !isOnly(open, shopperIds[label.shopper]))
			misses.push(`a person is asked about ${told(open, shopperIds)}`);
		if (label.what === 'review' && own.length > 0)
			misses.push(`is linked to ${told(own, shopperIds)} without a person`);
		if (label.what === 'new' && (own.length !== 1 || isShopper.has(own[0])))
			misses.push(`is linked to ${told(own, shopperIds)} instead of a new customer`);
		if (label.what !== 'review' && open.length > 0)
			misses.push(`a person is asked about ${told(open, shopperIds)}`);
		const kind = label.what === 'link' ? `link, ${label.kind}` : label.what;
		return misses.map((miss) => `patient ${patientId} (${kind}): ${miss}`);
	});
}

/** Open questions whether a patient is a customer. */
export function openReviews(reviews: readonly MatchReview[]): MatchReview[] {
	return reviews.filter(({ state, kind }) => state === 'open' && kind === 'link');
}

/** Whether an id makes its customer the one of a patient. */
export function isPatientLink({ type, verification }: LinkedId): boolean {
	return type === 'patient' && verification === 'verified';
}

function isAbout({ externalId }: Pair, patientId: string): boolean {
	return externalId.type === 'patient' && externalId.value === patientId;
}

/** The customer of a patient; an error when there are more. */
export function customerOf({ customers }: HealthSailState, patientId: string) {
	const found = customers.filter(({ externalIds }) =>
		externalIds.some((link) => isPatientLink(link) && link.value === patientId),
	);
	if (found.length > 1) throw new Error(`Patient ${patientId} has ${found.length} customers.`);
	return found.at(0);
}

/** What the flows reported to the audit trail besides reads: `action step outcome` and how often. */
export function identityActs(
	{ auditEvents }: HealthSailState,
	before: ReadonlySet<string> = new Set(),
): Record<string, number> {
	const acts: Record<string, number> = {};
	for (const { id, class: kind, action, workflowStep, outcome } of auditEvents) {
		if (kind !== 'integration' || action === 'read' || before.has(id)) continue;
		const name = `${action} ${workflowStep ?? ''} ${outcome}`;
		acts[name] = (acts[name] ?? 0) + 1;
	}
	return acts;
}

/** Customers by their ids. */
export function byId(customers: readonly Customer[]): Map<string, Customer> {
	return new Map(customers.map((customer) => [customer.id, customer]));
}

/** The one review of a patient; an error when there is none or more. */
export function reviewOf({ matchReviews }: HealthSailState, patientId: string): MatchReview {
	const found = matchReviews.filter(({ pair }) => isAbout(pair, patientId));
	if (found.length === 1) return found[0];
	throw new Error(`Patient ${patientId} has ${found.length} match reviews.`);
}

/** `patient customer` of each exclusion. */
export function exclusions({ matchExclusions }: HealthSailState): string[] {
	return matchExclusions
		.map(({ externalId, customerId }) => `${externalId.value} ${customerId}`)
		.sort();
}

/** The customer of a demographic change request. */
export function customerOfRequest(
	{ demographicChangeRequests }: HealthSailState,
	requestId: string,
): string | undefined {
	return demographicChangeRequests.find(({ id }) => id === requestId)?.customerId;
}

/** Every external id with its customer. */
export function links({ customers }: HealthSailState): string[] {
	return customers.flatMap(({ id, externalIds }) =>
		externalIds.map(({ type, value, verification }) => `${id} ${type} ${value} ${verification}`),
	);
}

function isOnly(ids: readonly string[], wanted: string): boolean {
	return ids.length === 1 && ids[0] === wanted;
}

function told(ids: readonly string[], shopperIds: readonly string[]): string {
	if (ids.length === 0) return 'nobody';
	return ids
		.map((id) =>
			shopperIds.includes(id) ? `shopper ${shopperIds.indexOf(id)}` : 'another customer',
		)
		.join(' and ');
}
