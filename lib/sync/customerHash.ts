import type { Coverage } from '../canonical/coverage';
import type { EmergencyContact, Patient } from '../canonical/patient';
import { omit } from '../values/omit';
import { canonicalSet, canonicalText } from './canonicalForm';
import { customerStatus } from './customerStatus';
import type { KeyedHasher } from './keyedHash';

/**
 * The parts of a patient that are compared one by one: what `toCustomer` sends. The PM's provider
 * and location of a patient are not among them, because a customer names HealthSail's own.
 */
export const hashedFields = [
	'externalIds',
	'status',
	'name',
	'birthDate',
	'administrativeSex',
	'email',
	'phones',
	'addresses',
	'emergencyContacts',
	'coverages',
] as const;
export type HashedField = (typeof hashedFields)[number];

export interface PatientHashes {
	/** Over everything the sync sends, coverages too; equal = nothing to do. */
	readonly contentHash: string;
	/** Per field; a field that is absent in the patient has no hash. */
	readonly fieldHashes: Readonly<Partial<Record<HashedField, string>>>;
}

/**
 * Keyed hashes of a patient's content. Order of phones, addresses, contacts, coverages and ids does
 * not count; absent and null differ; `sourceAt` is left out, because a touched but unchanged record
 * is unchanged.
 */
export function hashPatient(patient: Patient, hasher: KeyedHasher): PatientHashes {
	const fieldHashes: Partial<Record<HashedField, string>> = {};
	const whole: string[] = ['patient v1'];
	for (const field of hashedFields) {
		const text = fieldTexts[field](patient);
		if (text === undefined) continue;
		// The patient's own id keys each field: equal values of two patients do not show as equal.
		fieldHashes[field] = hasher(
			canonicalText(['field v1', patient.system, patient.practiceId, patient.id, field, text]),
		);
		whole.push(canonicalText([field, text]));
	}
	return { contentHash: hasher(canonicalText(whole)), fieldHashes };
}

/** Names of the fields whose hashes differ, or that only one side has. */
export function changedFields(
	before: Readonly<Record<string, string | undefined>>,
	after: Readonly<Record<string, string | undefined>>,
): string[] {
	const names = new Set([...Object.keys(before), ...Object.keys(after)]);
	return [...names].filter((name) => before[name] !== after[name]).sort();
}

/**
 * Whether HealthSail already holds this content: then sending it would only echo what is there.
 * A customer that left or was excluded is never an echo; its content is gone over there.
 */
export function isEcho(
	stored: { readonly contentHash?: string | null; readonly syncState?: string | null } | null,
	contentHash: string,
): boolean {
	if (stored === null || stored.contentHash === undefined || stored.contentHash === null) {
		return false;
	}
	const present = stored.syncState === undefined || stored.syncState === null;
	return (present || stored.syncState === 'included') && stored.contentHash === contentHash;
}

const one = (value: unknown) => (value === undefined ? undefined : canonicalText(value));
const set = (values: readonly unknown[] | undefined) => values && canonicalSet(values);

/** Members together as one field; absent when every one of them is. */
function group(members: Readonly<Record<string, unknown>>): string | undefined {
	const told = Object.values(members).some((value) => value !== undefined);
	return told ? canonicalText(members) : undefined;
}

const fieldTexts: Readonly<Record<HashedField, (patient: Patient) => string | undefined>> = {
	externalIds: ({ externalIds }) => canonicalSet(externalIds),
	status: (patient) => one(customerStatus(patient)),
	name: ({ givenName, middleName, familyName, suffix }) =>
		group({ givenName, middleName, familyName, suffix }),
	birthDate: ({ birthDate }) => one(birthDate),
	administrativeSex: ({ administrativeSex }) => one(administrativeSex),
	email: ({ email }) => one(email),
	phones: ({ phones }) => set(phones),
	addresses: ({ addresses }) => set(addresses),
	emergencyContacts: ({ emergencyContacts }) => set(emergencyContacts?.map(contactForm)),
	coverages: ({ coverages }) => set(coverages?.map(coverageForm)),
};

function contactForm({ phones, ...contact }: EmergencyContact): unknown {
	return { ...contact, phones: phones.map(canonicalText).sort() };
}

/**
 * What of a coverage is sent: case and plan ids have no place in the contract, so a change of them
 * must not look like work. A coverage's rank is a member of it, so list order carries nothing.
 */
function coverageForm(coverage: Coverage): unknown {
	return {
		...omit(coverage, 'id', 'caseId', 'caseName'),
		plan: omit(coverage.plan, 'id'),
		externalIds: coverage.externalIds.map(canonicalText).sort(),
	};
}
