import type { AddressValue, PhoneValue } from '../../../lib/changes/field';
import type { FieldEntry } from '../../../lib/changes/newPatientValues';
import type { RefusalCode } from '../../../lib/changes/refusal';
import type { Writable } from '../../../lib/changes/writable';
import {
	writableAddress,
	writableDate,
	writableEmail,
	writablePhone,
	writableText,
} from '../../../lib/changes/writable';
import type { NextGenSettings } from '../../../lib/profile/systems/nextGen';

/**
 * Members of a person that are written, by their names in a request, with the name that a read gives
 * them: the two differ (sheet 4.1, 9.11).
 */
export const readNames = {
	FirstName: 'firstName',
	MiddleName: 'middleName',
	LastName: 'lastName',
	DateOfBirth: 'dateOfBirth',
	Sex: 'sex',
	EmailAddress: 'email',
	AddressLine1: 'addressLine1',
	AddressLine2: 'addressLine2',
	City: 'city',
	State: 'state',
	Zip: 'zip',
	HomePhone: 'homePhone',
	DayPhone: 'dayPhone',
	DayPhoneExt: 'dayPhoneExtension',
	CellPhone: 'cellPhone',
} as const;
export type WriteName = keyof typeof readNames;
/** A part of a request's body. */
export type PersonBody = Readonly<Partial<Record<WriteName, string>>>;

type MaxLengths = NextGenSettings['maxLengths'];

const refuse = (code: RefusalCode) => ({ ok: false, code }) as const;

const nameMembers = {
	givenName: 'FirstName',
	middleName: 'MiddleName',
	familyName: 'LastName',
} as const;

const phoneMembers = {
	'phone.home': 'HomePhone',
	'phone.work': 'DayPhone',
	'phone.mobile': 'CellPhone',
} as const;

/** NextGen has M, F and U (sheet 4.1); another sex has no letter. */
const sexLetters: Readonly<Record<string, string>> = { male: 'M', female: 'F', unknown: 'U' };

/**
 * What one value becomes in the body of a person (sheet 4.1), or why it cannot be written. A suffix is
 * an id of a list that is not known, emergency contacts are relations to other persons, and a policy
 * can only be replaced whole (sheet 4.3): staff do these.
 */
export function personMembers(entry: FieldEntry, maxLengths: MaxLengths): Writable<PersonBody> {
	switch (entry.field) {
		case 'givenName':
		case 'middleName':
		case 'familyName':
			return built(writableText(entry.to, maxLengths.name), (text) => ({
				[nameMembers[entry.field]]: text,
			}));
		case 'birthDate':
			return built(writableDate(entry.to), (date) => ({ DateOfBirth: midnight(date) }));
		case 'administrativeSex': {
			const letter = sexLetters[entry.to];
			return letter === undefined
				? refuse('unsupportedField')
				: { ok: true, value: { Sex: letter } };
		}
		case 'email':
			return built(writableEmail(entry.to, maxLengths.email), (text) => ({
				EmailAddress: text,
			}));
		case 'phone.home':
		case 'phone.work':
		case 'phone.mobile':
			return phoneBody(entry.field, entry.to);
		case 'address.home':
			return addressBody(entry.to, maxLengths);
		default:
			return refuse('unsupportedField');
	}
}

/** Ten digits without signs (sheet 4.1); only the day telephone has an extension. */
function phoneBody(field: keyof typeof phoneMembers, to: PhoneValue): Writable<PersonBody> {
	const phone = writablePhone(to);
	if (!phone.ok) return phone;
	const { digits, extension } = phone.value;
	const number = { [phoneMembers[field]]: digits };
	// The old extension must not stay with the new number.
	if (field === 'phone.work')
		return { ok: true, value: { ...number, DayPhoneExt: extension ?? '' } };
	return extension === undefined ? { ok: true, value: number } : refuse('badPhone');
}

/**
 * Written whole: an apartment of the old address must not stay with the new one. A postal code has five
 * or nine digits and no hyphen (sheet 4.1).
 */
function addressBody(to: AddressValue, maxLengths: MaxLengths): Writable<PersonBody> {
	const address = writableAddress(to, maxLengths);
	if (!address.ok) return address;
	const { line1, line2 = '', city, region, postalCode } = address.value;
	// Sent as it is, the address would lose what it had there before.
	if (!line1 || !city || !region || !postalCode) return refuse('missingFacts');
	return {
		ok: true,
		value: {
			AddressLine1: line1,
			AddressLine2: line2,
			City: city,
			State: region,
			Zip: postalCode.replace('-', ''),
		},
	};
}

/** A civil date as the wire has it (sheet 4.0). */
export function midnight(date: string): string {
	return `${date}T00:00:00`;
}

function built(text: Writable<string>, build: (text: string) => PersonBody): Writable<PersonBody> {
	return text.ok ? { ok: true, value: build(text.value) } : text;
}

/** Flags and former names that NextGen may move with a member (sheet 4.1). */
const followers: Readonly<Partial<Record<WriteName, readonly string[]>>> = {
	FirstName: ['previousFirstName'],
	LastName: ['priorLastName'],
	EmailAddress: ['hasEmail', 'isEmailAddressNotApplicable'],
	HomePhone: ['hasPhoneNumber', 'isHomePhoneNotApplicable'],
	DayPhone: ['hasPhoneNumber', 'isDayPhoneNotApplicable'],
	CellPhone: ['hasPhoneNumber', 'isCellPhoneNotApplicable'],
};

/** Members of a read that may differ after these were written. */
export function touchedBy(body: PersonBody): ReadonlySet<string> {
	const names = Object.keys(body) as WriteName[];
	return new Set(names.flatMap((name) => [readNames[name], ...(followers[name] ?? [])]));
}
