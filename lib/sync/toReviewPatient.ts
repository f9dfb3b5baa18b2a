import type { Patient } from '../canonical/patient';
import type { components } from '../contract/healthsail';
import { toAddress, toPhone } from './toCustomer';

export type ReviewPatient = NonNullable<components['schemas']['MatchReviewCreate']['patient']>;

/** Most phones, and most addresses, of one person (contract section 2). */
const most = 20;

/** What staff compare with a customer, and no more of the patient. */
export type ComparedPatient = Pick<
	Patient,
	'givenName' | 'middleName' | 'familyName' | 'suffix' | 'birthDate' | 'phones' | 'addresses'
>;

/**
 * The patient of a match review (contract section 15): names, birth date, phones and addresses.
 * Undefined when the record has none of them.
 */
export function toReviewPatient(patient: ComparedPatient): ReviewPatient | undefined {
	const { givenName, middleName, familyName, suffix, birthDate } = patient;
	const demographics = {
		...told({ givenName, middleName, familyName, suffix, birthDate }),
		...(patient.phones?.length ? { phones: patient.phones.slice(0, most).map(toPhone) } : {}),
	};
	const addresses = patient.addresses?.slice(0, most).map(toAddress) ?? [];
	const review: ReviewPatient = {
		...(Object.keys(demographics).length > 0 && { demographics }),
		...(addresses.length > 0 && { addresses }),
	};
	return Object.keys(review).length > 0 ? review : undefined;
}

/** The members that have a value. */
function told<T extends object>(members: T): Partial<T> {
	const entries = Object.entries(members).filter(([, value]) => value ?? false);
	return Object.fromEntries(entries) as Partial<T>;
}
