import type { components } from '../contract/healthsail';
import { isIdentifying, issuerOf } from './identifiers';
import type { IdentityRecord } from './record';

type Candidate = components['schemas']['Candidate'];
type Demographics = components['schemas']['Demographics'];

/**
 * A HealthSail customer as the matcher is given it. Only verified ids are identifiers: a suspected
 * one was never proved, a rejected one was disproved.
 */
export function recordFromCandidate(candidate: Candidate): IdentityRecord {
	const person: Demographics = candidate.demographics ?? {};
	return {
		ref: candidate.customerId,
		names: namesOf(person),
		suffix: person.suffix,
		birthDate: person.birthDate,
		sex: person.administrativeSex,
		phones: (person.phones ?? []).map(({ number }) => number),
		emails: person.email === undefined || person.email === null ? [] : [person.email],
		addresses: (candidate.addresses ?? []).map(({ line1, line2, city, region, postalCode }) => ({
			line1,
			line2,
			city,
			region,
			postalCode,
		})),
		identifiers: (candidate.externalIds ?? [])
			.filter(({ type, verification }) => verification === 'verified' && isIdentifying(type))
			.map((id) => ({ issuer: issuerOf(id), value: id.value })),
	};
}

/** The name, and what the customer prefers to be called as another given name. */
function namesOf(person: Demographics): NonNullable<IdentityRecord['names']> {
	const { givenName: given, middleName: middle, familyName: family, preferredName } = person;
	const name = { given, middle, family };
	return preferredName === undefined || preferredName === null
		? [name]
		: [name, { given: preferredName, middle, family }];
}
