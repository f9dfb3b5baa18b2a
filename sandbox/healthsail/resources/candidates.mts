import type { Call, Handlers } from '../http/call.mjs';
import type { CandidateKeyType } from '../store/candidates.mjs';
import { fold } from '../store/fold.mjs';
import type { Address, Customer, Demographics, ExternalId } from '../store/types.mjs';
import { stampOf } from './customers.mjs';

const MAX_CANDIDATES = 50;

interface CandidateQuery {
	ref: string;
	externalIds?: ExternalId[];
	keys: Array<{ type: CandidateKeyType; value: string }>;
}

/** The customers that an external id or a key finds, those first that the most of them find. */
function found(call: Call, question: CandidateQuery): Customer[] {
	const { customers } = call.tenant;
	const hits = new Map<string, number>();
	const count = (id: string, weight = 1) => hits.set(id, (hits.get(id) ?? 0) + weight);
	for (const externalId of question.externalIds ?? []) {
		const owner = customers.externalIds.ownerOf(externalId);
		if (owner) count(owner, question.keys.length + 1);
	}
	for (const { type, value } of question.keys) {
		const ids =
			type === 'member_id'
				? call.tenant.coverages.customersByMemberId(value)
				: customers.candidates.find(type, value);
		for (const id of ids) count(id);
	}
	return [...hits]
		.sort((a, b) => b[1] - a[1])
		.map(([id]) => customers.collection.get(id))
		.filter((customer) => customer.status !== 'merged');
}

function candidatesOf(call: Call, question: CandidateQuery) {
	const open = found(call, question);
	return {
		ref: question.ref,
		customers: open.slice(0, MAX_CANDIDATES).map((one) => candidate(call, one, question)),
		truncated: open.length > MAX_CANDIDATES,
	};
}

/** What people decided, or are asked, about the asked external ids and a customer. */
function judged(call: Call, customerId: string, externalIds: readonly ExternalId[] = []) {
	const { matches } = call.tenant;
	const pairs = externalIds.map((externalId) => ({ externalId, customerId }));
	const review = pairs.map((pair) => matches.openReview(pair, 'link')).find(Boolean);
	return {
		...(pairs.some((pair) => matches.keptApartBy(pair)) ? { excluded: true } : {}),
		...(review ? { openReviewId: review.id } : {}),
	};
}

function candidate(call: Call, customer: Customer, question: CandidateQuery) {
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
		...judged(call, id, question.externalIds),
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

/** Match and candidates: who could a patient be? */
export const candidateHandlers: Handlers = {
	matchCustomer: (call) => ({ status: 200, body: { data: match(call) } }),
	findCustomerCandidates: (call) => {
		const { items } = call.body as { items: CandidateQuery[] };
		return { status: 200, body: { data: items.map((item) => candidatesOf(call, item)) } };
	},
};
