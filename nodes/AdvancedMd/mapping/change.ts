import type { AddressValue, ChangeField, PhoneValue } from '../../../lib/changes/field';
import type { FieldEntry } from '../../../lib/changes/newPatientValues';
import type { RefusalCode } from '../../../lib/changes/refusal';
import type { Writable } from '../../../lib/changes/writable';
import {
	writableAddress,
	writableEmail,
	writablePhone,
	writableText,
} from '../../../lib/changes/writable';
import type { AdvancedMdSettings } from '../../../lib/profile/systems/advancedMd';
import { nameParts } from './context';

/** Members to be written by their paths in the image, `address.city`. */
export type WrittenMembers = Readonly<Record<string, string>>;

type WriteSettings = Pick<AdvancedMdSettings, 'maxLengths' | 'streetIn' | 'otherPhoneTypes'>;
type WrittenMember = AdvancedMdSettings['patientUpdates']['members'][number];
type NameField = 'givenName' | 'middleName' | 'familyName' | 'suffix';

/** The parts of a name in the order of AdvancedMD's one text, `LAST,FIRST MIDDLE SUFFIX` (sheet 4.1). */
export type NameParts = Readonly<Record<NameField, string>>;

const phoneMember = {
	'phone.home': 'homephone',
	'phone.work': 'officephone',
	'phone.mobile': 'otherphone',
} as const;

/** Where a field stands at AdvancedMD; the others have no place, or none that can be written (sheet 8). */
const memberOf: Readonly<Partial<Record<ChangeField, WrittenMember>>> = {
	givenName: 'name',
	middleName: 'name',
	familyName: 'name',
	suffix: 'name',
	'address.home': 'address',
	email: 'email',
	...phoneMember,
};

const refuse = (code: RefusalCode) => ({ ok: false, code }) as const;

/** Whether the field is a part of the name, which AdvancedMD keeps as one text. */
export function isNameField(field: ChangeField): field is NameField {
	return memberOf[field] === 'name';
}

/** Whether AdvancedMD has a member for this field that a program was seen to fill (sheet 4.2). */
export function hasMember(field: ChangeField): boolean {
	return memberOf[field] !== undefined;
}

/** Whether the practice profile lets this field be written (sheet 4.2, 8). */
export function isWritable(
	field: ChangeField,
	{ patientUpdates }: Pick<AdvancedMdSettings, 'patientUpdates'>,
): boolean {
	const member = memberOf[field];
	return member !== undefined && patientUpdates.members.includes(member);
}

/**
 * The members that a value of another field than the name writes (sheet 4.2), or why it cannot be
 * written. `present` are the members of the image.
 */
export function writtenMembers(
	entry: FieldEntry,
	present: WrittenMembers,
	settings: WriteSettings,
): Writable<WrittenMembers> {
	switch (entry.field) {
		case 'address.home':
			return addressMembers(entry.to, settings);
		case 'email':
			return asWireText(writableEmail(entry.to, settings.maxLengths.email), (value) => ({
				'contactinfo.email': value,
			}));
		case 'phone.home':
		case 'phone.work':
		case 'phone.mobile':
			return phoneMembers(entry.field, entry.to, present, settings);
		default:
			return refuse('unsupportedField');
	}
}

/**
 * Which member holds the street is a setting (sheet 4.1). The address is written whole: an apartment of
 * the old one must not stay with the new one.
 */
function addressMembers(
	to: AddressValue,
	{ maxLengths, streetIn }: Pick<WriteSettings, 'maxLengths' | 'streetIn'>,
): Writable<WrittenMembers> {
	const address = writableAddress(to, maxLengths);
	if (!address.ok) return address;
	const { line1 = '', line2 = '', city = '', region = '', postalCode = '' } = address.value;
	// Sent as it is, the address would lose what it had there before.
	if ([line1, city, region, postalCode].includes('')) return refuse('missingFacts');
	const [address1, address2] = streetIn === 'address2' ? [line2, line1] : [line1, line2];
	return asWireText({ ok: true, value: `${address1}${address2}${city}` }, () => ({
		'address.address1': address1,
		'address.address2': address2,
		'address.city': city,
		'address.state': region,
		'address.zip': postalCode,
	}));
}

/** `(217) 555-0123`, as AdvancedMD shows them (sheet 4.1); only the office has an extension. */
function phoneMembers(
	field: keyof typeof phoneMember,
	to: PhoneValue,
	present: WrittenMembers,
	{ otherPhoneTypes }: Pick<WriteSettings, 'otherPhoneTypes'>,
): Writable<WrittenMembers> {
	const member = phoneMember[field];
	const use = field.slice('phone.'.length);
	const type = (present['contactinfo.othertype'] ?? '').trim().toUpperCase();
	const hasOther = (present['contactinfo.otherphone'] ?? '').trim() !== '';
	const otherUse = hasOther ? otherPhoneTypes[type] : undefined;
	// The third telephone is another one: writing over it would lose it, or the new one would not show.
	const isTaken = member === 'otherphone' ? hasOther && otherUse !== use : otherUse === use;
	if (isTaken) return refuse('unsupportedField');
	const phone = writablePhone(to);
	if (!phone.ok) return phone;
	const { digits, extension } = phone.value;
	if (extension !== undefined && member !== 'officephone') return refuse('badPhone');
	const number = digits.replace(/^(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
	const path = `contactinfo.${member}`;
	if (member === 'officephone') {
		return { ok: true, value: { [path]: number, 'contactinfo.officeext': extension ?? '' } };
	}
	if (member === 'homephone') return { ok: true, value: { [path]: number } };
	const ownType = Object.keys(otherPhoneTypes).find((key) => otherPhoneTypes[key] === use);
	if (ownType === undefined) return refuse('unsupportedField');
	return { ok: true, value: { [path]: number, 'contactinfo.othertype': ownType } };
}

/** The parts of the name that stands in a record. */
export function partsOf(name: string | undefined): NameParts {
	const { givenName, middleName, familyName, suffix } = nameParts(name ?? '');
	return {
		givenName: givenName ?? '',
		middleName: middleName ?? '',
		familyName: familyName ?? '',
		suffix: suffix ?? '',
	};
}

/**
 * The name with one part changed; refused where AdvancedMD's one text could not be read back as the
 * same parts, such as a given name of two words.
 */
export function withPart(
	parts: NameParts,
	field: NameField,
	to: string,
	{ maxLengths }: Pick<WriteSettings, 'maxLengths'>,
): Writable<NameParts> {
	const text = asWireText(writableText(to, maxLengths.name), (value) => value);
	if (!text.ok) return text;
	const next = { ...parts, [field]: text.value.replace(/\s+/g, ' ') };
	const again = partsOf(nameText(next));
	if (again[field] === next[field] && nameText(again) === nameText(next)) {
		return { ok: true, value: next };
	}
	return refuse(field === 'suffix' ? 'unsupportedField' : 'badCharacters');
}

/** `LAST,FIRST MIDDLE SUFFIX`; a suffix has no field of its own (sheet 4.1). */
export function nameText({ familyName, givenName, middleName, suffix }: NameParts): string {
	const given = [givenName, middleName, suffix].filter((part) => part !== '').join(' ');
	return `${familyName},${given}`;
}

/** The wire is declared as ISO-8859-1 (sheet 9.7): letters beyond it would not come back. */
function asWireText<T>(text: Writable<string>, build: (value: string) => T): Writable<T> {
	if (!text.ok) return text;
	if (!/^[\x20-\xff]*$/.test(text.value)) return refuse('badCharacters');
	return { ok: true, value: build(text.value) };
}
