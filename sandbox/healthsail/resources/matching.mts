import { ok, requireMatch, type Call, type Handlers } from '../http/call.mjs';
import { listPage } from '../http/paging.mjs';
import { Problem } from '../http/problem.mjs';
import { fold, type CandidateKeyType } from '../store/candidates.mjs';
import type { Collection } from '../store/collection.mjs';
import type { Address, Customer, Demographics, ExternalId, Plain } from '../store/types.mjs';
import { externalIdKey } from '../store/types.mjs';
import { stampOf } from './customers.mjs';

const MAX_CANDIDATES = 50;

interface CandidateQuery {
	ref: string;
	externalIds?: ExternalId[];
	keys: Array<{ type: CandidateKeyType; value: string }>;
}

function candidatesOf(call: Call, question: CandidateQuery) {
	const { customers } = call.tenant;
	const ids = new Set<string>();
	for (const externalId of question.externalIds ?? []) {
		const owner = customers.externalIds.ownerOf(externalId);
		if (owner) ids.add(owner);
	}
	for (const { type, value } of question.keys) {
		const found =
			type === 'member_id'
				? call.tenant.coverages.customersByMemberId(value)
				: customers.candidates.find(type, value);
		for (const id of found) ids.add(id);
	}
	const found = [...ids].map((id) => customers.collection.get(id));
	const open = found.filter((customer) => customer.status !== 'merged');
	return {
		ref: question.ref,
		customers: open.slice(0, MAX_CANDIDATES).map((one) => candidate(one, question)),
		truncated: open.length > MAX_CANDIDATES,
	};
}

function candidate(customer: Customer, question: CandidateQuery) {
	const { id, version, status, syncState, externalIds, demographics, addresses } = customer;
	const asked = question.externalIds?.[0];
	const stamp = asked ? stampOf(customer, asked) : customer.sync[0];
	return {
		customerId: id,
		version,
		status,
		syncState,
		externalIds,
		...(demographics === undefined ? {} : { demographics }),
		addresses,
		...(stamp?.contentHash ? { contentHash: stamp.contentHash } : {}),
		...(stamp?.fieldHashes ? { fieldHashes: stamp.fieldHashes } : {}),
	};
}

/** HealthSail's own grade, for show only: the caller's matcher decides what links. */
function grade(asked: Demographics, addresses: readonly Address[], customer: Customer) {
	const own = customer.demographics ?? {};
	const same = (a?: string | null, b?: string | null) => Boolean(a && b && fold(a) === fold(b));
	const numbers = new Set((own.phones ?? []).map((phone) => phone.number));
	const streets = new Set(customer.addresses.map((address) => fold(address.line1 ?? '')));
	const reasons = [
		same(asked.familyName, own.familyName) && 'family_name',
		same(asked.givenName, own.givenName) && 'given_name',
		asked.birthDate && asked.birthDate === own.birthDate && 'birth_date',
		same(asked.email, own.email) && 'email',
		(asked.phones ?? []).some((phone) => numbers.has(phone.number)) && 'phone',
		addresses.some((one) => one.line1 && streets.has(fold(one.line1))) && 'address',
	].filter((reason): reason is string => typeof reason === 'string');
	const has = (...names: string[]) => names.every((name) => reasons.includes(name));
	const reach = ['email', 'phone', 'address'].some((name) => reasons.includes(name));
	const person = has('family_name', 'given_name', 'birth_date');
	const word =
		person && reach
			? 'certain'
			: person
				? 'probable'
				: has('birth_date', 'family_name') || (has('family_name', 'given_name') && reach)
					? 'possible'
					: undefined;
	return word && { customerId: customer.id, grade: word, reasons };
}

function match(call: Call) {
	const body = call.body as { demographics: Demographics; addresses?: Address[] };
	const { demographics, addresses = [] } = body;
	const { candidates, collection } = call.tenant.customers;
	const ids = new Set<string>();
	const look = (type: CandidateKeyType, value?: string | null) => {
		if (value) for (const id of candidates.find(type, value)) ids.add(id);
	};
	look('birth_date', demographics.birthDate);
	if (demographics.givenName && demographics.familyName) {
		look('name', `${demographics.givenName} ${demographics.familyName}`);
	}
	const order = { certain: 0, probable: 1, possible: 2 };
	return [...ids]
		.map((id) => grade(demographics, addresses, collection.get(id)))
		.filter((row) => row !== undefined)
		.sort((a, b) => order[a.grade as keyof typeof order] - order[b.grade as keyof typeof order])
		.slice(0, MAX_CANDIDATES);
}

/** One page of records that name a PM's external id and a customer. */
function listPairs(call: Call, collection: Collection<Plain>, idOf: (item: Plain) => ExternalId) {
	const { pmSystem, practiceId } = call.query;
	return {
		status: 200,
		body: listPage(collection, call.query, call.tenant.world.clock.millis(), {
			handled: ['pmSystem', 'practiceId', 'customerId'],
			where: (item) => {
				const id = idOf(item);
				const customerId = (item.pair as { customerId?: string })?.customerId ?? item.customerId;
				return (
					(!pmSystem || pmSystem.split(',').includes(id.system)) &&
					(!practiceId || id.practiceId === practiceId) &&
					(!call.query.customerId || call.query.customerId === customerId)
				);
			},
		}),
	};
}

interface Pair {
	externalId: ExternalId;
	customerId: string;
}

const isSamePair = (a: Pair, b: Pair) =>
	a.customerId === b.customerId && externalIdKey(a.externalId) === externalIdKey(b.externalId);

/** Match, candidates, match reviews and match exclusions. */
export const matchingHandlers: Handlers = {
	matchCustomer: (call) => ({ status: 200, body: { data: match(call) } }),
	findCustomerCandidates: (call) => {
		const { items } = call.body as { items: CandidateQuery[] };
		return { status: 200, body: { data: items.map((item) => candidatesOf(call, item)) } };
	},
	listMatchReviews: (call) =>
		listPairs(call, call.tenant.matchReviews, (item) => (item.pair as Pair).externalId),
	getMatchReview: (call) => ok(call.tenant.matchReviews.get(call.params.matchReviewId)),
	createMatchReview: (call) => {
		const { matchReviews, customers } = call.tenant;
		const body = call.body as Record<string, unknown> & { pair: Pair };
		customers.collection.get(body.pair.customerId);
		for (const review of matchReviews.values()) {
			if (review.state === 'open' && isSamePair(review.pair as Pair, body.pair)) return ok(review);
		}
		return ok(matchReviews.insert({ grade: 'possible', ...body, state: 'open' }), 201);
	},
	decideMatchReview: (call) => {
		const { matchReviews } = call.tenant;
		const review = matchReviews.get(call.params.matchReviewId);
		requireMatch(call, review);
		if (review.state !== 'open') {
			throw new Problem('state_invalid', 'This match review is decided or cancelled.');
		}
		const decision = call.body as Record<string, unknown>;
		return ok(
			matchReviews.replace({ ...review, ...decision, state: 'decided', at: call.tenant.now() }),
		);
	},
	listMatchExclusions: (call) =>
		listPairs(call, call.tenant.matchExclusions, (item) => item.externalId as ExternalId),
	createMatchExclusion: (call) => {
		const { matchExclusions, customers } = call.tenant;
		const body = call.body as Pair & Record<string, unknown>;
		customers.collection.get(body.customerId);
		for (const exclusion of matchExclusions.values()) {
			if (isSamePair(exclusion as unknown as Pair, body)) return ok(exclusion);
		}
		return ok(matchExclusions.insert({ ...body, at: call.tenant.now() }), 201);
	},
	deleteMatchExclusion: (call) => {
		const exclusion = call.tenant.matchExclusions.get(call.params.matchExclusionId);
		requireMatch(call, exclusion);
		call.tenant.matchExclusions.remove(exclusion.id);
		return { status: 204 };
	},
};
