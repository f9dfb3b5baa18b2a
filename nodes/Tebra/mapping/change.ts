import type { ContactValue, FieldChange, PhoneValue } from '../../../lib/changes/field';
import type { FieldEntry } from '../../../lib/changes/newPatientValues';
import type { Writable } from '../../../lib/changes/writable';
import {
	writableAddress,
	writableDate,
	writableEmail,
	writablePhone,
	writableText,
} from '../../../lib/changes/writable';
import { tebraDefaults } from '../../../lib/profile/systems/tebra';
import type { PracticeScope } from '../../common/practice/port';
import { countryCode } from '../../../lib/values/country';

/** Members of CreatePatient and UpdatePatient (sheet 4.2), and those of the read that they move. */
export interface Writing {
	readonly values: Readonly<Record<string, string>>;
	readonly touches: readonly string[];
}

type Members = Readonly<Record<string, string>>;

/** The words of the write; the sheet knows three (4.2). */
const genders: Readonly<Record<string, string>> = {
	male: 'Male',
	female: 'Female',
	unknown: 'Unknown',
};

const nameMembers = {
	givenName: 'FirstName',
	middleName: 'MiddleName',
	familyName: 'LastName',
	suffix: 'Suffix',
} as const;

const phoneMembers = {
	'phone.mobile': 'MobilePhone',
	'phone.home': 'HomePhone',
	'phone.work': 'WorkPhone',
} as const;

/**
 * What a value becomes in a write (sheet 4.2). Nothing is sent empty: a member that stands there and
 * has no value any more makes the change one for staff (`clearing`).
 *
 * @param before members of the record as read; none for a new patient
 */
export function toWriting(
	change: FieldEntry | FieldChange,
	before: Members,
	{ profile }: PracticeScope,
): Writable<Writing> {
	const { maxLengths } = profile.tebra ?? tebraDefaults;
	const { field, to } = change;
	if (to === null) return refuse('clearing');
	switch (field) {
		case 'givenName':
		case 'middleName':
		case 'familyName':
		case 'suffix': {
			const member = nameMembers[field];
			return one(member, writableText(to, maxLengths.name), [member, 'PatientFullName']);
		}
		case 'birthDate': {
			const date = writableDate(to);
			// A real dateTime: US form would fault (sheet 3.3 rule 9).
			return date.ok ? done({ DateofBirth: `${date.value}T00:00:00` }, ['DOB']) : date;
		}
		case 'administrativeSex': {
			const word = genders[to];
			return word === undefined ? refuse('unsupportedField') : done({ Gender: word }, ['Gender']);
		}
		case 'email':
			return one('EmailAddress', writableEmail(to, maxLengths.email));
		case 'phone.mobile':
		case 'phone.home':
		case 'phone.work':
			return phone(phoneMembers[field], to, before);
		case 'address.home': {
			const address = writableAddress(to, maxLengths);
			if (!address.ok) return address;
			// An address abroad on file: in which words the country is changed is not told.
			if (before.Country && countryCode(before.Country) !== 'US') return refuse('unsupportedField');
			const { line1, line2, city, region, postalCode } = address.value;
			return whole(before, {
				AddressLine1: line1,
				AddressLine2: line2,
				City: city,
				State: region,
				ZipCode: postalCode,
			});
		}
		case 'emergencyContact':
			return contact(to, before, maxLengths.contactName);
		case 'address.mailing':
		case 'coverage.primary':
		case 'coverage.secondary':
		case 'coverage.tertiary':
			// One address (4.2). A policy's read tells neither rank nor whether it is active, and an update
			// of it may set both (4.3).
			return refuse('unsupportedField');
	}
}

function contact(to: ContactValue, before: Members, longest: number): Writable<Writing> {
	const name = writableText(to.name, longest);
	if (!name.ok) return name;
	const number = to.phone === undefined ? undefined : writablePhone(to.phone);
	if (number?.ok === false) return number;
	// Who the contact is to the patient has no member (4.1).
	return whole(before, {
		EmergencyName: name.value,
		EmergencyPhone: number?.value.digits,
		EmergencyPhoneExt: number?.value.extension,
	});
}

/** Ten digits, and the extension in a member of its own (sheet 4.2). */
function phone(member: string, to: PhoneValue, before: Members): Writable<Writing> {
	const number = writablePhone(to);
	if (!number.ok) return number;
	const { digits, extension } = number.value;
	return whole(before, { [member]: digits, [`${member}Ext`]: extension });
}

/** Members that make up one value; one that stands there and is not told any more cannot be cleared. */
function whole(
	before: Members,
	values: Readonly<Record<string, string | undefined>>,
): Writable<Writing> {
	const told: Record<string, string> = {};
	for (const [name, value] of Object.entries(values)) {
		if (value !== undefined) told[name] = value;
		else if (before[name] !== undefined) return refuse('clearing');
	}
	return done(told, Object.keys(told));
}

function one(
	member: string,
	text: Writable<string>,
	touches: readonly string[] = [member],
): Writable<Writing> {
	return text.ok ? done({ [member]: text.value }, touches) : text;
}

function done(
	values: Readonly<Record<string, string>>,
	touches: readonly string[],
): Writable<Writing> {
	return { ok: true, value: { values, touches } };
}

function refuse(code: 'clearing' | 'unsupportedField'): Writable<Writing> {
	return { ok: false, code };
}
