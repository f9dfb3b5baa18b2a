import { locations, practices } from '../practice/directory.mjs';
import type { PhoneNumber, Sex } from '../people/person.mjs';
import type { PracticePatient } from '../practice/records.mjs';
import { locationId, patientGuid, providerId } from './ids.mjs';
import type { Written } from './types.mjs';

/** DSTU 1 codes (sheet 4.1). */
const genderCodes: Record<Sex, string> = { Female: 'F', Male: 'M', Unknown: 'UNK' };

const types = {
	mobile: { code: 'C', word: 'Cell' },
	home: { code: 'H', word: 'Home' },
	work: { code: 'B', word: 'Business' },
} as const;

/** How staff mark privacy here: CareCloud publishes no field for it, so they use the status. */
export function statusOf({ alert, collectionCategory, person }: PracticePatient): string {
	if (/do not share/i.test(alert?.message ?? '')) return 'Do Not Share';
	if (/confidential/i.test(`${alert?.message ?? ''} ${collectionCategory ?? ''}`)) {
		return 'Confidential';
	}
	return person.active ? 'Active' : 'Inactive';
}

/** The type of a telephone comes as a code or a word, the extension under two names (sheet 4.1). */
function phoneForm(
	kind: keyof typeof types,
	phone: PhoneNumber | undefined,
	asWord: boolean,
	isPrimary: boolean,
): object[] {
	if (phone === undefined) return [];
	const { code, word } = types[kind];
	return [
		{
			phone_number: phone.number,
			...(asWord ? { phone_type: word } : { phone_type_code: code }),
			[asWord ? 'phone_ext' : 'extension']: phone.extension ?? null,
			is_primary: isPrimary,
		},
	];
}

/** Addresses come with the names of the write or with those of insurance (sheet 4.1). */
function addressForm({ id, person: { address } }: PracticePatient): object[] {
	if (Object.keys(address).length === 0) return [];
	const spelled = id % 3 === 0;
	return [
		{
			line1: address.line1 ?? null,
			line2: address.line2 ?? null,
			city: address.city ?? null,
			[spelled ? 'state' : 'state_code']: address.state ?? null,
			[spelled ? 'zip' : 'zip_code']: address.zip ?? null,
			country_id: 233,
			is_primary: true,
		},
	];
}

/** The members of a patient as GET tells them (sheet 4.1), without an envelope. */
export function patientForm(patient: PracticePatient, written: Written): object {
	const { id, person } = patient;
	const legacyId = written.legacyIds.get(id);
	const seededPrimary = person.mobilePhone === undefined ? 'home' : 'mobile';
	const primary = written.primaryPhones.has(id) ? written.primaryPhones.get(id) : seededPrimary;
	const asWord = id % 4 === 0;
	const practice = practices.find((one) => one.id === patient.practiceId);
	const location = locations.find((one) => one.id === patient.locationId);
	return {
		id: patientGuid(id),
		prefix: person.prefix ?? null,
		first_name: person.firstName,
		middle_initial: person.middleName?.slice(0, 1) ?? null,
		last_name: person.lastName,
		suffix: person.suffix ?? null,
		name: `${person.firstName} ${person.lastName}`,
		ssn: person.ssn ?? null,
		dob: person.birthDate ?? null,
		date_of_death: null,
		// The 2015-08 note renames the member: either is to be read (sheet 4.1).
		gender: genderCodes[person.sex],
		[id % 2 === 0 ? 'gender_id' : 'gender_code']: genderCodes[person.sex],
		status: statusOf(patient),
		status_id: person.active ? 1 : 2,
		external_id: null,
		legacy_patient_id: legacyId ?? null,
		chart_number: person.chartNumber ?? null,
		account_number: String(900_000 + id),
		business_entity_id: patient.practiceId ?? null,
		business_entity_name: practice?.name ?? null,
		last_seen_date: person.lastVisit ?? null,
		marital_status: person.maritalStatus ?? null,
		email_address: person.email ?? null,
		addresses: addressForm(patient),
		phones: [
			...phoneForm('mobile', person.mobilePhone, asWord, primary === 'mobile'),
			...phoneForm('home', person.homePhone, asWord, primary === 'home'),
			...phoneForm('work', person.workPhone, asWord, primary === 'work'),
		],
		primary_provider_id: String(providerId(patient.providerId)),
		primary_location: location && {
			id: locationId(location.id),
			name: location.name,
			is_default: true,
		},
		responsible_party: person.guarantor
			? { first_name: person.guarantor.firstName, last_name: person.guarantor.lastName }
			: null,
		photo: null,
		interface: { interface_code: `IF-${id}`, interface_password: `if-secret-${id}` },
	};
}

/** A hit of a search (sheet 4.1). */
export function hitForm(patient: PracticePatient): object {
	const { id, person } = patient;
	return {
		id: patientGuid(id),
		external_id: null,
		first_name: person.firstName,
		last_name: person.lastName,
		middle_initial: person.middleName?.slice(0, 1) ?? null,
		name: `${person.firstName} ${person.lastName}`,
		dob: person.birthDate ?? null,
		account_balance: '0.00',
		chart_number: person.chartNumber ?? null,
		last_seen_date: person.lastVisit ?? null,
		gender: genderCodes[person.sex],
		gender_id: genderCodes[person.sex],
		primary_location_id: locationId(patient.locationId),
		photo: null,
	};
}
