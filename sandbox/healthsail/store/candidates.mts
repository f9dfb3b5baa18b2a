import { fold, nameKey, withoutAccents, withoutSuffix } from './fold.mjs';
import { streetKey } from './streetKey.mjs';
import type { Customer, Demographics } from './types.mjs';

export const candidateKeyTypes = [
	'name',
	'name_swapped',
	'birth_date',
	'phone',
	'email',
	'zip_surname_initial',
	'street',
	'member_id',
] as const;

export type CandidateKeyType = (typeof candidateKeyTypes)[number];

/** A key's value in the form that the index holds. Keys in the contract's form stay as they are. */
function normalised(type: CandidateKeyType, value: string): string {
	if (type === 'name' || type === 'name_swapped') return nameKey(value);
	if (type === 'street') return streetKey(value);
	if (type === 'zip_surname_initial') return fold(value).replaceAll(' ', '');
	return withoutAccents(value.trim());
}

/** The five digits of a US postal code; any other code whole. */
function zipOf(postalCode: string): string {
	return /^\d{5}/.exec(postalCode)?.[0] ?? postalCode;
}

/** The keys under which a customer can be found. */
function keysOf(customer: Customer): string[] {
	const keys: string[] = [];
	const add = (type: CandidateKeyType, value: string | null | undefined) => {
		const text = value && normalised(type, value);
		if (text) keys.push(`${type}\u0000${text}`);
	};
	const { givenName, familyName, birthDate, email, phones }: Demographics =
		customer.demographics ?? {};
	if (givenName && familyName) {
		const family = withoutSuffix(familyName);
		add('name', `${givenName} ${family}`);
		add('name_swapped', `${family} ${givenName}`);
	}
	add('birth_date', birthDate);
	add('email', email);
	for (const phone of phones ?? []) add('phone', phone.number);
	for (const address of customer.addresses) {
		add('street', address.line1);
		if (address.postalCode && familyName) {
			const [initial = ''] = fold(familyName);
			add('zip_surname_initial', `${zipOf(address.postalCode)}${initial}`);
		}
	}
	return keys;
}

/** Customers by what they can be found under. Built at the first question, then kept in step. */
export class CandidateIndex {
	private index: Map<string, Set<string>> | undefined;

	constructor(private readonly all: () => Iterable<Customer>) {}

	/** Follows a change of one customer. */
	move(before: Customer | undefined, after: Customer): void {
		if (!this.index) return;
		if (before) for (const key of keysOf(before)) this.index.get(key)?.delete(before.id);
		this.add(this.index, after);
	}

	/** Ids of the customers under one key. A swapped name also meets the plain one. */
	*find(type: CandidateKeyType, value: string): Generator<string, void> {
		this.index ??= this.build();
		const text = normalised(type, value);
		const found = this.index.get(`${type}\u0000${text}`);
		if (found) yield* found;
		if (type !== 'name_swapped') return;
		for (const id of this.index.get(`name\u0000${text}`) ?? []) if (!found?.has(id)) yield id;
	}

	private build(): Map<string, Set<string>> {
		const index = new Map<string, Set<string>>();
		for (const customer of this.all()) this.add(index, customer);
		return index;
	}

	private add(index: Map<string, Set<string>>, customer: Customer): void {
		for (const key of keysOf(customer)) {
			const ids = index.get(key);
			if (ids) ids.add(customer.id);
			else index.set(key, new Set([customer.id]));
		}
	}
}
